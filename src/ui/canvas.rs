//! What a screen is drawn from, and what it is drawn on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::bound_keys::Sections;
use super::kit;
use super::shared::Shared;
use super::theme::{DEAD, SILENCED, Theme};
use crate::nn::LayerActivity;
use crate::session::{PhaseKind, Snapshot, Unit, superscript};
use crate::t;

/// Everything that a screen is drawn from. Finding what the mouse points at needs no more than this.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// State that all screens share.
    pub shared: &'a Shared,
    /// The run.
    pub snapshot: &'a Snapshot,
    /// The styles.
    pub theme: &'a Theme,
}

/// A scene, and the buffer to draw on. The fields of the scene are also its own: `canvas.theme`.
pub struct Canvas<'a> {
    /// The scene to draw.
    pub scene: Scene<'a>,
    /// Returns the keys that have a meaning in the help's place or below it, for the help to list.
    pub keys: &'a dyn Fn() -> Sections,
    /// The buffer to draw on.
    pub buffer: &'a mut Buffer,
}

impl<'a> Scene<'a> {
    /// Returns the line that replaces results while they are hidden for the audience to predict.
    pub fn hidden(self) -> Line<'static> {
        Line::styled(t!(self.shared.text, "step.hidden", key = self.shared.key_of("look.show")), self.theme.dim)
    }

    /// Returns how active the units of a hidden layer are, once measured.
    pub fn activity(self, layer: usize) -> Option<&'a LayerActivity> {
        self.snapshot.measured.evaluation.as_ref()?.activity.get(layer)
    }

    /// Returns whether a hidden unit is known to be dead.
    pub fn is_dead(self, layer: usize, unit: usize) -> bool {
        self.activity(layer).is_some_and(|activity| activity.is_dead(unit, self.snapshot.activation()))
    }

    /// Returns whether a hidden unit is silenced.
    pub fn is_silenced(self, layer: usize, index: usize) -> bool {
        self.snapshot.conditions.silenced.contains(&Unit { layer, index })
    }

    /// Returns the mark of hidden units that share a place: dead or silenced if at least one is.
    pub fn unit_mark(self, layer: usize, units: &[usize]) -> Option<(char, Style)> {
        if units.iter().any(|&unit| self.is_dead(layer, unit)) {
            return Some((DEAD, self.theme.wrong));
        }
        let is_silenced = units.iter().any(|&unit| self.is_silenced(layer, unit));
        is_silenced.then_some((SILENCED, self.theme.value))
    }

    /// Appends the layer to `text` if there are several.
    pub fn in_layer(self, layer: usize, text: String) -> String {
        if self.snapshot.hidden_layers() < 2 {
            return text;
        }
        format!("{text} · {} {}", t!(self.shared.text, "panes.layer"), layer + 1)
    }

    /// Returns `Z = XW¹ + B¹`, or `Y = HW² + B²` for the last layer.
    pub fn equation(self, layer: usize) -> String {
        let (hidden, number) = (self.snapshot.hidden_layers(), superscript(layer + 1));
        let kind = if layer == hidden { PhaseKind::Logits } else { PhaseKind::PreActivation };
        let input = match layer.checked_sub(1) {
            Some(below) => PhaseKind::Activation.at(below).symbol(hidden),
            None => "X".to_owned(),
        };
        format!("{} = {input}W{number} + B{number}", kind.at(layer).symbol(hidden))
    }
}

/// Makes the fields and methods of a scene available on a type with a field `scene`: `canvas.theme`.
macro_rules! deref_to_scene {
    ($view:ident) => {
        impl<'a> std::ops::Deref for $view<'a> {
            type Target = $crate::ui::canvas::Scene<'a>;

            fn deref(&self) -> &Self::Target {
                &self.scene
            }
        }
    };
}
pub(super) use deref_to_scene;

deref_to_scene!(Canvas);

impl Canvas<'_> {
    /// Writes a text on line `row` of `area`, left-aligned; it is cut with an ellipsis if it does not fit.
    pub fn line<'l>(&mut self, text: impl Into<Line<'l>>, area: Rect, row: u16) {
        kit::line(text, area, row, self.buffer);
    }

    /// Writes a text on line `row` of `area`, right-aligned.
    pub fn line_right<'l>(&mut self, text: impl Into<Line<'l>>, area: Rect, row: u16) {
        kit::line_right(text, area, row, self.buffer);
    }

    /// Writes `texts` on the lines of `area`, as many as fit.
    pub fn lines<'l>(&mut self, texts: impl IntoIterator<Item = Line<'l>>, area: Rect) {
        kit::lines(texts, area, self.buffer);
    }

    /// Writes `words` into `area`, wrapped, with an empty column on either side.
    pub fn paragraph(&mut self, words: &str, style: Style, area: Rect) {
        self.lines(kit::paragraph(words, style, area.width), area);
    }

    /// Draws the frame of a pane and returns the area inside. `right` is left out if both titles do not fit.
    pub fn pane(&mut self, title: Line, right: Line, focused: bool, area: Rect) -> Rect {
        kit::pane(title, right, focused, self.scene.theme, area, self.buffer)
    }

    /// Puts a glyph on the cell at (`x`, `y`); does nothing outside the buffer.
    pub fn set(&mut self, x: u16, y: u16, glyph: char, style: Style) {
        kit::set(self.buffer, x, y, glyph, style);
    }

    /// Draws a bar of `share` (0 … 1) of the area's height, from the bottom up.
    pub fn rising(&mut self, share: f64, style: Style, area: Rect) {
        kit::rising(share, style, area, self.buffer);
    }

    /// Draws a bar of `share` (0 … 1) of the area's width, from the left.
    pub fn growing(&mut self, share: f64, style: Style, area: Rect) {
        kit::growing(share, style, area, self.buffer);
    }
}
