//! What a screen is drawn from, and what it is drawn on.

use std::ops::Deref;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::bound_keys::Sections;
use super::kit;
use super::shared::Shared;
use super::theme::Theme;
use crate::session::Snapshot;
use crate::t;

/// All that decides how a screen looks. Finding what the mouse points to needs no more than that.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What all screens share.
    pub shared: &'a Shared,
    /// The run.
    pub snapshot: &'a Snapshot,
    /// The styles.
    pub theme: &'a Theme,
}

/// A scene, and the buffer that it is drawn on. Its fields are those of the scene: `canvas.theme`.
pub struct Canvas<'a> {
    /// What is drawn.
    pub scene: Scene<'a>,
    /// The keys that mean something below what is drawn, or there: the help tells them.
    pub keys: &'a dyn Fn() -> Sections,
    /// Where it goes.
    pub buffer: &'a mut Buffer,
}

impl Scene<'_> {
    /// What stands in the place of results that are hidden until the class has predicted them.
    pub fn hidden(self) -> Line<'static> {
        Line::styled(t!(self.shared.text, "step.hidden", key = self.shared.key_of("look.show")), self.theme.dim)
    }
}

impl<'a> Deref for Canvas<'a> {
    type Target = Scene<'a>;

    fn deref(&self) -> &Scene<'a> {
        &self.scene
    }
}

impl Canvas<'_> {
    /// Writes a text on line `row` of `area`, as [`kit::line`].
    pub fn line<'l>(&mut self, text: impl Into<Line<'l>>, area: Rect, row: u16) {
        kit::line(text, area, row, self.buffer);
    }

    /// Writes a text on line `row` of `area`, at its right end.
    pub fn line_right<'l>(&mut self, text: impl Into<Line<'l>>, area: Rect, row: u16) {
        kit::line_right(text, area, row, self.buffer);
    }

    /// Writes a line of `area` for each of `texts`, as many as it has.
    pub fn lines<'l>(&mut self, texts: impl IntoIterator<Item = Line<'l>>, area: Rect) {
        kit::lines(texts, area, self.buffer);
    }

    /// Draws the frame of a pane and returns the area inside, as [`kit::pane`].
    pub fn pane(&mut self, title: Line, right: Line, focused: bool, area: Rect) -> Rect {
        kit::pane(title, right, focused, self.scene.theme, area, self.buffer)
    }

    /// Puts a glyph on the cell at (`x`, `y`); outside the buffer nothing happens.
    pub fn set(&mut self, x: u16, y: u16, glyph: char, style: Style) {
        kit::set(self.buffer, x, y, glyph, style);
    }

    /// A bar of `share` (0 … 1) of the area's height, from its bottom up.
    pub fn rising(&mut self, share: f64, style: Style, area: Rect) {
        kit::rising(share, style, area, self.buffer);
    }

    /// A bar of `share` (0 … 1) of the area's width, from its left on.
    pub fn growing(&mut self, share: f64, style: Style, area: Rect) {
        kit::growing(share, style, area, self.buffer);
    }
}
