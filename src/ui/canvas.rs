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

impl<'a> Scene<'a> {
    /// Stands in place of results that are hidden until the audience has predicted them.
    pub fn hidden(self) -> Line<'static> {
        Line::styled(t!(self.shared.text, "step.hidden", key = self.shared.key_of("look.show")), self.theme.dim)
    }

    /// How active the units of a hidden layer are, once that has been measured.
    pub fn activity(self, layer: usize) -> Option<&'a LayerActivity> {
        self.snapshot.measured.evaluation.as_ref()?.activity.get(layer)
    }

    /// Whether a hidden unit is dead, as far as that is known.
    pub fn is_dead(self, layer: usize, unit: usize) -> bool {
        self.activity(layer).is_some_and(|activity| activity.is_dead(unit, self.snapshot.activation()))
    }

    /// Whether a hidden unit is silenced.
    pub fn is_silenced(self, layer: usize, index: usize) -> bool {
        self.snapshot.conditions.silenced.contains(&Unit { layer, index })
    }

    /// The mark of some hidden units that share a place: dead if one is, silenced if one is.
    pub fn unit_mark(self, layer: usize, units: &[usize]) -> Option<(char, Style)> {
        if units.iter().any(|&unit| self.is_dead(layer, unit)) {
            return Some((DEAD, self.theme.wrong));
        }
        let is_silenced = units.iter().any(|&unit| self.is_silenced(layer, unit));
        is_silenced.then_some((SILENCED, self.theme.value))
    }

    /// `text` with the layer, if there are several.
    pub fn in_layer(self, layer: usize, text: String) -> String {
        if self.snapshot.hidden_layers() < 2 {
            return text;
        }
        format!("{text} · {} {}", t!(self.shared.text, "panes.layer"), layer + 1)
    }

    /// `Z = XW¹ + B¹`, or `Y = HW² + B²` for the last layer.
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

    /// Writes `texts` on the lines of `area`, as many as there are.
    pub fn lines<'l>(&mut self, texts: impl IntoIterator<Item = Line<'l>>, area: Rect) {
        kit::lines(texts, area, self.buffer);
    }

    /// Writes `words` into `area`, wrapped, with a free column at either side.
    pub fn paragraph(&mut self, words: &str, style: Style, area: Rect) {
        self.lines(kit::paragraph(words, style, area.width), area);
    }

    /// Draws the frame of a pane and returns the area inside. `right` is left out if both titles do not fit.
    pub fn pane(&mut self, title: Line, right: Line, focused: bool, area: Rect) -> Rect {
        kit::pane(title, right, focused, self.scene.theme, area, self.buffer)
    }

    /// Puts a glyph on the cell at (`x`, `y`); outside the buffer nothing happens.
    pub fn set(&mut self, x: u16, y: u16, glyph: char, style: Style) {
        kit::set(self.buffer, x, y, glyph, style);
    }

    /// A bar of `share` (0 … 1) of the area's height, from the bottom up.
    pub fn rising(&mut self, share: f64, style: Style, area: Rect) {
        kit::rising(share, style, area, self.buffer);
    }

    /// A bar of `share` (0 … 1) of the area's width, from the left.
    pub fn growing(&mut self, share: f64, style: Style, area: Rect) {
        kit::growing(share, style, area, self.buffer);
    }
}
