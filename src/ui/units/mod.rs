//! The units screen: for which examples each hidden unit is active, and how the numbers of a layer are distributed.

mod bitmap;
mod caption;
mod columns;
mod distributions;
mod draw;
mod panel;
mod plan;
mod ratios;
mod titles;

use crate::nn::ParameterId;
use crate::probe::Sample;
use crate::session::{ExampleId, Part, Snapshot, Unit};
use crate::t;
use crate::ui::component::{Binding, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::edit::ParameterCursor;
use crate::ui::keymap::{DOWN, LAYER, LEFT, NEXT, PART, PREVIOUS, RIGHT, SORT, UP, VIEW, VIEW_BACK, WRONG};
use crate::ui::kit::{moved, next_of};
use crate::ui::shared::Look;

/// The views of the units screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnitsDisplay {
    /// Which unit is active for which example.
    #[default]
    Bitmap,
    /// How Z, H, W and its gradient spread.
    Distributions,
    /// The columns of W¹ as images, if the features are an image.
    Templates,
}

impl UnitsDisplay {
    /// Returns the views for this data set, in the order in which the key cycles through them.
    fn all(snapshot: &Snapshot) -> &'static [Self] {
        let all = &[Self::Bitmap, Self::Distributions, Self::Templates];
        if snapshot.problem().image.is_some() { all } else { &all[..2] }
    }
}

/// The state of the units screen. Its cursor is on the unit and the example that all screens share.
#[derive(Debug, Clone, Default)]
pub struct Units {
    display: UnitsDisplay,
}

/// The number of presses, roughly, in which the arrow keys cross all examples.
const ACROSS: usize = 64;

impl Keyed for Units {
    const NAME: &'static str = "units";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[
        &[
            binding("units.view", VIEW, |units, cx| units.cycle_display(cx, 1)),
            binding("units.view_back", VIEW_BACK, |units, cx| units.cycle_display(cx, -1)),
            binding("units.left", LEFT, |units, cx| units.move_left_or_right(cx, -1)),
            binding("units.down", DOWN, |units, cx| units.move_unit(cx, 1)),
            binding("units.up", UP, |units, cx| units.move_unit(cx, -1)),
            binding("units.right", RIGHT, |units, cx| units.move_left_or_right(cx, 1)),
            binding("units.next_example", NEXT, |units, cx| units.move_across(cx, usize::MAX, 1)),
            binding("units.previous_example", PREVIOUS, |units, cx| units.move_across(cx, usize::MAX, -1)),
            binding("units.wrong", WRONG, Self::next_misclassified),
            binding("units.part", PART, Self::switch_part),
            binding("units.layer", LAYER, Self::next_layer),
            binding("units.sort", SORT, Self::toggle_order),
        ],
        Self::EDITS,
    ];
}

impl Units {
    /// Returns the chosen view, or the first one if this data set does not have it.
    pub fn display(&self, snapshot: &Snapshot) -> UnitsDisplay {
        if UnitsDisplay::all(snapshot).contains(&self.display) { self.display } else { UnitsDisplay::Bitmap }
    }

    /// Returns the view if there is a hidden layer to show.
    fn visible_display(&self, cx: &Context<'_>) -> Option<UnitsDisplay> {
        (cx.snapshot.hidden_layers() > 0).then(|| self.display(cx.snapshot))
    }

    /// Returns the units of `layer` from the top down: by number, as images always are, or the most active first.
    pub fn order(&self, look: &Look, snapshot: &Snapshot, layer: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..snapshot.sizes()[layer + 1]).collect();
        let is_sorted = look.sorted && self.display(snapshot) != UnitsDisplay::Templates;
        let evaluation = snapshot.measured.evaluation.as_deref().filter(|_| is_sorted);
        if let Some(activity) = evaluation.and_then(|evaluation| evaluation.activity.get(layer)) {
            order.sort_by_key(|&unit| std::cmp::Reverse(activity.active.get(unit)));
        }
        order
    }

    fn cycle_display(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        let Some(shown) = self.visible_display(cx) else { return Reaction::Ignored };
        self.display = next_of(UnitsDisplay::all(cx.snapshot), shown, by);
        // The new view may need other measurements.
        cx.look_again()
    }

    fn switch_part(&mut self, cx: &mut Context<'_>) -> Reaction {
        if self.visible_display(cx).is_none_or(|display| display == UnitsDisplay::Templates) {
            return Reaction::Ignored;
        }
        let part = match cx.shared.look.example_at(cx.snapshot).part {
            Part::Train => Part::Test,
            Part::Test => Part::Train,
        };
        if part.of(cx.snapshot.problem()).is_none() {
            return cx.refuse(t!(cx.text(), "units.no_test"));
        }
        cx.look_at(ExampleId { part, index: 0 })
    }

    fn next_layer(&mut self, cx: &mut Context<'_>) -> Reaction {
        let is_there = self.visible_display(cx).is_some_and(|display| display != UnitsDisplay::Templates);
        if !is_there || cx.shared.look.is_hidden {
            return Reaction::Ignored;
        }
        if cx.snapshot.hidden_layers() < 2 {
            return cx.refuse(t!(cx.text(), "units.single_layer"));
        }
        cx.shared.look.next_layer(cx.snapshot);
        Reaction::Done
    }

    fn toggle_order(&mut self, cx: &mut Context<'_>) -> Reaction {
        let is_bitmap = self.visible_display(cx) == Some(UnitsDisplay::Bitmap);
        let look = &mut cx.shared.look;
        Reaction::toggle(&mut look.sorted, is_bitmap && !look.is_hidden)
    }

    fn next_misclassified(&mut self, cx: &mut Context<'_>) -> Reaction {
        if self.visible_display(cx) == Some(UnitsDisplay::Bitmap) { cx.next_misclassified() } else { Reaction::Ignored }
    }

    /// Moves across the examples in the bitmap, and from unit to unit in the other views.
    fn move_left_or_right(&mut self, cx: &mut Context<'_>, right: isize) -> Reaction {
        let is_bitmap = self.visible_display(cx) == Some(UnitsDisplay::Bitmap);
        if is_bitmap { self.move_across(cx, ACROSS, right) } else { self.move_unit(cx, right) }
    }

    fn move_unit(&mut self, cx: &mut Context<'_>, down: isize) -> Reaction {
        let is_of_images = self.display(cx.snapshot) == UnitsDisplay::Templates;
        let Some(layer) = cx.shared.look.hidden_layer(cx.snapshot) else { return Reaction::Ignored };
        // Images always show the first layer.
        let order = self.order(&cx.shared.look, cx.snapshot, if is_of_images { 0 } else { layer });
        let look = &mut cx.shared.look;
        let row = order.iter().position(|&unit| unit == look.unit).unwrap_or(order.len() - 1);
        look.unit = order[moved(row, down, order.len())];
        Reaction::done_if(order.len() > 1)
    }

    /// Moves the cursor to the right, in the order of the classes, by 1 / `parts` of all examples, but at least by one.
    fn move_across(&mut self, cx: &mut Context<'_>, parts: usize, right: isize) -> Reaction {
        if self.visible_display(cx) != Some(UnitsDisplay::Bitmap) {
            return Reaction::Ignored;
        }
        let ExampleId { part, index } = cx.shared.look.example_at(cx.snapshot);
        let examples = part.or_train(cx.snapshot.problem());
        let sorted = Sample::new(&examples.labels, cx.snapshot.problem().class_names.len(), usize::MAX).rows;
        let place = sorted.iter().position(|&row| row == index).unwrap_or_default();
        let by = right * sorted.len().div_ceil(parts).cast_signed();
        let index = sorted[moved(place, by, sorted.len())];
        cx.look_at(ExampleId { part, index })
    }
}

impl ParameterCursor for Units {
    fn shows_parameters(&self, cx: &Context<'_>) -> bool {
        cx.snapshot.hidden_layers() > 0
    }

    fn parameter(&self, cx: &Context<'_>) -> Option<ParameterId> {
        let look = &cx.shared.look;
        let id = ParameterId { layer: look.layer, row: None, column: look.unit };
        cx.snapshot.network.parameters.get(id).map(|_| id)
    }

    fn unit(&self, cx: &Context<'_>) -> Option<Unit> {
        let id = self.parameter(cx)?;
        (id.layer < cx.snapshot.hidden_layers()).then_some(Unit { layer: id.layer, index: id.column })
    }
}
