//! What is looked at on the units screen, and what the keys do there.

use super::action::Action;
use super::model::App;
use super::screen::Screen;
use super::update::Effect;
use crate::probe::Sample;
use crate::session::{ExampleId, Part, Snapshot};
use crate::t;

/// The views of the units screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnitsDisplay {
    /// Which unit is active for which example.
    #[default]
    Bitmap,
    /// How Z, H, W and its gradient spread.
    Distributions,
    /// The columns of W¹ as images, where the features are one.
    Templates,
}

impl UnitsDisplay {
    /// The views that there are, in the order of the key.
    fn all(snapshot: &Snapshot) -> &'static [Self] {
        let all = &[Self::Bitmap, Self::Distributions, Self::Templates];
        if snapshot.problem().image.is_some() { all } else { &all[..2] }
    }
}

/// What is looked at on the units screen. Its cursor is on the unit and the example that the whole app looks at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitsView {
    display: UnitsDisplay,
}

impl UnitsView {
    /// The view: the first, where there is not the one that was chosen.
    pub fn display(&self, snapshot: &Snapshot) -> UnitsDisplay {
        if UnitsDisplay::all(snapshot).contains(&self.display) { self.display } else { UnitsDisplay::Bitmap }
    }

    /// Whether the gradients are looked at.
    pub(super) fn shows_gradients(&self) -> bool {
        self.display == UnitsDisplay::Distributions
    }
}

/// From one end of the examples to the other it takes so many key presses: about as many as there are columns.
const ACROSS: usize = 64;

impl App {
    /// The hidden layer looked at, from 0; none where there is none.
    pub fn hidden_layer(&self, snapshot: &Snapshot) -> Option<usize> {
        snapshot.hidden_layers().checked_sub(1).map(|last| self.layer.min(last))
    }

    /// The units of the hidden layer `layer` from the top of the screen down: in place, as the images always stand, or the
    /// most active first.
    pub fn unit_order(&self, snapshot: &Snapshot, layer: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..snapshot.sizes()[layer + 1]).collect();
        let evaluation = snapshot
            .measured
            .evaluation
            .as_deref()
            .filter(|_| self.sorted && self.units.display(snapshot) != UnitsDisplay::Templates);
        if let Some(activity) = evaluation.and_then(|evaluation| evaluation.activity.get(layer)) {
            order.sort_by_key(|&unit| std::cmp::Reverse(activity.active.get(unit)));
        }
        order
    }

    /// The example looked at, or the nearest that there is.
    pub fn example_at(&self, snapshot: &Snapshot) -> ExampleId {
        let count = |part: Part| part.of(snapshot.problem()).map(|examples| examples.labels.len());
        let part = if count(self.example.part).is_some() { self.example.part } else { Part::Train };
        ExampleId { part, index: self.example.index.min(count(part).map_or(0, |count| count.saturating_sub(1))) }
    }

    /// Keys that mean something else, or something at all, on the units screen; none for the others.
    pub(super) fn update_units(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        // Without a hidden layer there is nothing to look at.
        let display = snapshot.hidden_layers().checked_sub(1).map(|_| self.units.display(snapshot))?;
        let is_bitmap = display == UnitsDisplay::Bitmap;
        match action {
            Action::Display => Some(self.show_units(snapshot, 1)),
            Action::DisplayBack => Some(self.show_units(snapshot, -1)),
            Action::OtherPart if display != UnitsDisplay::Templates => Some(self.other_part(snapshot)),
            Action::Layer if display == UnitsDisplay::Templates || self.predict => None,
            Action::Layer => Some(self.next_hidden_layer(snapshot)),
            Action::CursorRight if is_bitmap => Some(self.move_across(snapshot, ACROSS, 1)),
            Action::CursorLeft if is_bitmap => Some(self.move_across(snapshot, ACROSS, -1)),
            Action::CursorDown | Action::CursorRight => self.move_unit(snapshot, 1),
            Action::CursorUp | Action::CursorLeft => self.move_unit(snapshot, -1),
            Action::ExampleNext if is_bitmap => Some(self.move_across(snapshot, usize::MAX, 1)),
            Action::ExamplePrevious if is_bitmap => Some(self.move_across(snapshot, usize::MAX, -1)),
            _ => None,
        }
    }

    /// How many units the hidden layer looked at has; none where there is none.
    pub(super) fn units_of_layer(&self, snapshot: &Snapshot) -> usize {
        self.hidden_layer(snapshot).map_or(0, |layer| snapshot.sizes()[layer + 1])
    }

    /// Whether the units screen shows which unit is active for which example.
    pub(super) fn shows_bitmap(&self, snapshot: &Snapshot) -> bool {
        let is_bitmap = self.units.display(snapshot) == UnitsDisplay::Bitmap;
        self.screen == Screen::Units && snapshot.hidden_layers() > 0 && is_bitmap
    }

    /// The cursor goes to a unit and an example.
    pub fn point_at_unit(&mut self, unit: usize, example: Option<ExampleId>) -> Vec<Effect> {
        self.unit = unit;
        example.map_or(vec![], |example| self.look_at_example(example))
    }

    fn show_units(&mut self, snapshot: &Snapshot, by: isize) -> Vec<Effect> {
        let (all, shown) = (UnitsDisplay::all(snapshot), self.units.display(snapshot));
        let at = all.iter().position(|&display| display == shown).unwrap_or_default();
        self.units.display = all[(at + all.len()).saturating_add_signed(by) % all.len()];
        // Another view asks for other things.
        self.look_at_example(self.example)
    }

    fn other_part(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let part = match self.example_at(snapshot).part {
            Part::Train => Part::Test,
            Part::Test => Part::Train,
        };
        if part.of(snapshot.problem()).is_none() {
            return self.refuse(t!(self.text, "units.no_test"));
        }
        self.look_at_example(ExampleId { part, index: 0 })
    }

    fn next_hidden_layer(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        if snapshot.hidden_layers() < 2 {
            return self.refuse(t!(self.text, "units.single_layer"));
        }
        self.layer = (self.layer + 1) % snapshot.hidden_layers();
        self.unit = self.unit.min(snapshot.sizes()[self.layer + 1] - 1);
        vec![]
    }

    /// The cursor goes down so many rows of the screen; none where there is one unit.
    fn move_unit(&mut self, snapshot: &Snapshot, down: isize) -> Option<Vec<Effect>> {
        let is_of_images = self.units.display(snapshot) == UnitsDisplay::Templates;
        // Images are of the first layer alone.
        let layer = self.hidden_layer(snapshot).map(|layer| if is_of_images { 0 } else { layer })?;
        let order = self.unit_order(snapshot, layer);
        let row = order.iter().position(|&unit| unit == self.unit).unwrap_or(order.len() - 1);
        self.unit = order[row.saturating_add_signed(down).min(order.len() - 1)];
        (order.len() > 1).then_some(vec![])
    }

    /// The cursor goes to the right, in the order of the classes, by one of `parts` equal parts of the examples: by one
    /// example at least.
    fn move_across(&mut self, snapshot: &Snapshot, parts: usize, right: isize) -> Vec<Effect> {
        let ExampleId { part, index } = self.example_at(snapshot);
        let examples = part.of(snapshot.problem()).unwrap_or(&snapshot.problem().train);
        let sorted = Sample::new(&examples.labels, snapshot.problem().class_names.len(), usize::MAX).rows;
        let place = sorted.iter().position(|&row| row == index).unwrap_or_default();
        let by = right * sorted.len().div_ceil(parts).cast_signed();
        let index = sorted[place.saturating_add_signed(by).min(sorted.len() - 1)];
        self.look_at_example(ExampleId { part, index })
    }
}
