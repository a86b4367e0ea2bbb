//! The dashboard: an overview of the run, pane by pane.

mod draw;
mod loss;
mod probabilities;
mod sparsity;

use crate::nn::ParameterId;
use crate::session::{Snapshot, Unit};
use crate::t;
use crate::ui::component::{Binding, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::edit::ParameterCursor;
use crate::ui::keymap::{
    BACK_TAB, DOWN, ENTER, ESC, ESC_ENTER, Key, LAYER, LEFT, NEXT, PREVIOUS, RIGHT, SCALE, SORT, TAB, UP, WRONG,
};
use crate::ui::kit::{moved, next_of};
use crate::ui::shared::Look;

/// A pane of the dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The loss over the run.
    Loss,
    /// The W of the current layer (see [`Look::layer`]).
    Weights,
    /// The W of the next layer.
    NextWeights,
    /// The activity of the hidden units.
    Sparsity,
    /// The probabilities of one example.
    Probabilities,
}

impl Pane {
    /// All panes, in the order in which the focus moves.
    pub const ALL: [Self; 5] = [Self::Loss, Self::Weights, Self::NextWeights, Self::Sparsity, Self::Probabilities];

    /// Returns the panes for this network: without a hidden layer, there is only one W, and there are no units.
    pub fn of(snapshot: &Snapshot) -> Vec<Self> {
        let has_hidden = snapshot.hidden_layers() > 0;
        let is_there = |pane: &Self| has_hidden || !matches!(pane, Self::NextWeights | Self::Sparsity);
        Self::ALL.into_iter().filter(is_there).collect()
    }
}

#[derive(Debug, Clone)]
pub struct Dashboard {
    /// The pane that gets the keys.
    pub focus: Pane,
    /// Whether that pane fills the whole screen.
    pub zoomed: bool,
    /// Whether W¹ is shown as images when it fills the whole screen.
    pub templates: bool,
    /// The row and column of the cursor in each of the two W.
    cursors: [(usize, usize); 2],
    /// The screen from which the example was opened, if any.
    back_to: Option<&'static str>,
}

impl Default for Dashboard {
    fn default() -> Self {
        Self { focus: Pane::Loss, zoomed: false, templates: true, cursors: [(0, 0); 2], back_to: None }
    }
}

/// There are only two views, so the next is also the previous one.
const VIEWS: &[Key] = &[Key::char('d'), Key::char('D')];

impl Keyed for Dashboard {
    const NAME: &'static str = "dashboard";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[
        &[
            binding("dashboard.next_pane", TAB, |dashboard, cx| dashboard.cycle_focus(cx, 1)),
            binding("dashboard.previous_pane", BACK_TAB, |dashboard, cx| dashboard.cycle_focus(cx, -1)),
            binding("dashboard.zoom", ENTER, Self::zoom),
            binding("dashboard.all", ESC_ENTER, Self::unzoom),
            binding("dashboard.back", ESC, Self::go_back),
            binding("dashboard.left", LEFT, |dashboard, cx| dashboard.move_cursor(cx, 0, -1)),
            binding("dashboard.down", DOWN, |dashboard, cx| dashboard.move_cursor(cx, 1, 0)),
            binding("dashboard.up", UP, |dashboard, cx| dashboard.move_cursor(cx, -1, 0)),
            binding("dashboard.right", RIGHT, |dashboard, cx| dashboard.move_cursor(cx, 0, 1)),
            binding("dashboard.view", VIEWS, Self::toggle_templates),
            binding("dashboard.next_example", NEXT, |dashboard, cx| dashboard.move_example(cx, 1)),
            binding("dashboard.previous_example", PREVIOUS, |dashboard, cx| dashboard.move_example(cx, -1)),
            binding("dashboard.wrong", WRONG, Self::next_misclassified),
            binding("dashboard.layer", LAYER, Self::next_layer),
            binding("dashboard.sort", SORT, Self::toggle_order),
            binding("dashboard.scale", SCALE, Self::toggle_scale),
        ],
        Self::EDITS,
    ];
}

impl Dashboard {
    /// Returns the layer, from 0, of the W in `pane`.
    pub fn layer_of(look: &Look, pane: Pane) -> usize {
        look.layer + usize::from(pane == Pane::NextWeights)
    }

    /// Returns the row and column of the cursor in `pane`, which must be one of the two with a W.
    pub fn cursor(&self, pane: Pane) -> (usize, usize) {
        self.cursors[usize::from(pane == Pane::NextWeights)]
    }

    fn cursor_mut(&mut self, pane: Pane) -> &mut (usize, usize) {
        &mut self.cursors[usize::from(pane == Pane::NextWeights)]
    }

    /// Returns whether W¹ fills the whole screen and its columns can be drawn as images.
    pub fn can_show_templates(&self, look: &Look, snapshot: &Snapshot) -> bool {
        let is_first = self.focus == Pane::Weights && look.layer == 0 && snapshot.hidden_layers() > 0;
        self.zoomed && is_first && snapshot.problem().image.is_some()
    }

    /// Keeps the cursors and the focus within the network.
    fn keep_within(&mut self, look: &Look, snapshot: &Snapshot) {
        for pane in [Pane::Weights, Pane::NextWeights] {
            let Some(layer) = snapshot.network.parameters.layers.get(Self::layer_of(look, pane)) else {
                continue;
            };
            let (rows, columns) = layer.weight().dim();
            let cursor = self.cursor_mut(pane);
            *cursor = (cursor.0.min(rows - 1), cursor.1.min(columns - 1));
        }
        if !Pane::of(snapshot).contains(&self.focus) {
            self.focus = Pane::Loss;
        }
    }

    fn shows(&self, pane: Pane) -> bool {
        !self.zoomed || self.focus == pane
    }

    fn cycle_focus(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        self.focus = next_of(&Pane::of(cx.snapshot), self.focus, by);
        Reaction::Done
    }

    fn zoom(&mut self, _: &mut Context<'_>) -> Reaction {
        let applies = !self.zoomed;
        Reaction::toggle(&mut self.zoomed, applies)
    }

    fn unzoom(&mut self, _: &mut Context<'_>) -> Reaction {
        Reaction::done_if(std::mem::take(&mut self.zoomed))
    }

    fn go_back(&mut self, cx: &mut Context<'_>) -> Reaction {
        self.back_to.map_or(Reaction::Ignored, |screen| cx.open(screen))
    }

    /// Moves the cursor of the focused pane as far as possible.
    fn move_cursor(&mut self, cx: &mut Context<'_>, down: isize, right: isize) -> Reaction {
        let look = &mut cx.shared.look;
        match self.focus {
            Pane::Weights | Pane::NextWeights => {
                let layer = Self::layer_of(look, self.focus);
                let (rows, columns) = cx.snapshot.network.parameters.layers[layer].weight().dim();
                let cursor = self.cursor_mut(self.focus);
                *cursor = (moved(cursor.0, down, rows), moved(cursor.1, right, columns));
            }
            Pane::Sparsity if right != 0 && look.units(cx.snapshot) > 1 => {
                look.unit = moved(look.unit, right, look.units(cx.snapshot));
            }
            _ => return Reaction::Ignored,
        }
        Reaction::Done
    }

    fn toggle_templates(&mut self, cx: &mut Context<'_>) -> Reaction {
        let applies = self.can_show_templates(&cx.shared.look, cx.snapshot);
        Reaction::toggle(&mut self.templates, applies)
    }

    fn move_example(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        if self.shows(Pane::Probabilities) { cx.move_example(by) } else { Reaction::Ignored }
    }

    fn next_misclassified(&mut self, cx: &mut Context<'_>) -> Reaction {
        if self.shows(Pane::Probabilities) { cx.next_misclassified() } else { Reaction::Ignored }
    }

    fn next_layer(&mut self, cx: &mut Context<'_>) -> Reaction {
        if cx.snapshot.hidden_layers() < 2 {
            return cx.refuse(t!(cx.text(), "messages.single_layer"));
        }
        if ![Pane::Weights, Pane::NextWeights, Pane::Sparsity].into_iter().any(|pane| self.shows(pane)) {
            return Reaction::Ignored;
        }
        cx.shared.look.next_layer(cx.snapshot);
        self.keep_within(&cx.shared.look, cx.snapshot);
        Reaction::Done
    }

    fn toggle_order(&mut self, cx: &mut Context<'_>) -> Reaction {
        let is_there = cx.snapshot.hidden_layers() > 0 && self.shows(Pane::Sparsity);
        let look = &mut cx.shared.look;
        Reaction::toggle(&mut look.sorted, is_there && !look.is_hidden)
    }

    fn toggle_scale(&mut self, cx: &mut Context<'_>) -> Reaction {
        let look = &mut cx.shared.look;
        Reaction::toggle(&mut look.logarithmic, self.shows(Pane::Loss) && !look.is_hidden)
    }
}

impl ParameterCursor for Dashboard {
    fn shows_parameters(&self, _cx: &Context<'_>) -> bool {
        true
    }

    fn parameter(&self, cx: &Context<'_>) -> Option<ParameterId> {
        let look = &cx.shared.look;
        let id = match self.focus {
            Pane::Weights | Pane::NextWeights => {
                let (row, column) = self.cursor(self.focus);
                ParameterId { layer: Self::layer_of(look, self.focus), row: Some(row), column }
            }
            Pane::Sparsity => ParameterId { layer: look.layer, row: None, column: look.unit },
            Pane::Loss | Pane::Probabilities => return None,
        };
        cx.snapshot.network.parameters.get(id).map(|_| id)
    }

    fn unit(&self, cx: &Context<'_>) -> Option<Unit> {
        let id = self.parameter(cx)?;
        let hidden = cx.snapshot.hidden_layers();
        match id.row {
            // The rows of the second matrix are the hidden units.
            Some(row) if self.focus == Pane::NextWeights || id.layer == hidden => {
                id.layer.checked_sub(1).map(|layer| Unit { layer, index: row })
            }
            _ => (id.layer < hidden).then_some(Unit { layer: id.layer, index: id.column }),
        }
    }
}
