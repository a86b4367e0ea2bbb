//! What is looked at, on whatever screen.

use crate::data::Examples;
use crate::probe::{HeldAt, Section};
use crate::session::{ExampleId, Part, Snapshot};

/// What is looked at, on whatever screen.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The example.
    pub example: ExampleId,
    /// The layer, from 0: its W is shown, and its units, where it is a hidden one.
    pub layer: usize,
    /// The hidden unit of that layer, from 0.
    pub unit: usize,
    /// The plane through the inputs.
    pub plane: Plane,
    /// Whether results are hidden: the class shall predict them first.
    pub is_hidden: bool,
    /// Whether the units stand in the order of their activity.
    pub sorted: bool,
    /// Whether the loss is drawn on a logarithmic scale.
    pub logarithmic: bool,
}

/// The plane through the inputs that is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plane {
    /// The features across and upwards, from 0, once they are chosen; see [`Section::axes_among`].
    pub axes: Option<[usize; 2]>,
    /// Where the other features are held.
    pub held: HeldAt,
}

impl Look {
    /// Takes in a new snapshot: another run may have fewer layers and units.
    pub(super) fn see(&mut self, snapshot: &Snapshot) {
        self.layer = self.layer.min(snapshot.network.parameters.layers.len().saturating_sub(2));
        self.unit = self.unit.min(snapshot.sizes()[self.layer + 1] - 1);
    }

    /// Goes to the next hidden layer, after the last to the first.
    pub fn next_layer(&mut self, snapshot: &Snapshot) {
        self.layer = (self.layer + 1) % snapshot.hidden_layers();
        self.see(snapshot);
    }

    /// The hidden layer looked at, from 0; `None` without one.
    pub fn hidden_layer(&self, snapshot: &Snapshot) -> Option<usize> {
        snapshot.hidden_layers().checked_sub(1).map(|last| self.layer.min(last))
    }

    /// How many units that layer has; 0 without one.
    pub fn units(&self, snapshot: &Snapshot) -> usize {
        self.hidden_layer(snapshot).map_or(0, |layer| snapshot.sizes()[layer + 1])
    }

    /// The hidden layer looked at and the unit chosen in it, from 0; `None` without a hidden layer.
    pub fn chosen_unit(&self, snapshot: &Snapshot) -> Option<(usize, usize)> {
        let layer = self.hidden_layer(snapshot)?;
        Some((layer, self.unit.min(snapshot.sizes()[layer + 1] - 1)))
    }

    /// The example looked at, or the nearest that there is.
    pub fn example_at(&self, snapshot: &Snapshot) -> ExampleId {
        let count = |part: Part| part.of(snapshot.problem()).map(|examples| examples.labels.len());
        let part = if count(self.example.part).is_some() { self.example.part } else { Part::Train };
        ExampleId { part, index: self.example.index.min(count(part).map_or(0, |count| count.saturating_sub(1))) }
    }

    /// The same with the examples of its part.
    pub fn example_row<'a>(&self, snapshot: &'a Snapshot) -> (&'a Examples, usize) {
        let ExampleId { part, index } = self.example_at(snapshot);
        (part.or_train(snapshot.problem()), index)
    }

    /// The one of these training examples that comes after the example looked at, or the first.
    pub(crate) fn next_of(&self, examples: &[usize]) -> Option<ExampleId> {
        let is_train = self.example.part == Part::Train;
        let after = examples.partition_point(|&example| is_train && example <= self.example.index);
        let index = *examples.get(after).or(examples.first())?;
        Some(ExampleId { part: Part::Train, index })
    }

    /// The plane that is shown.
    pub fn section(&self, snapshot: &Snapshot) -> Section {
        if let Some(section) = Section::derived(snapshot.problem()) {
            return section;
        }
        let held = match self.plane.held {
            HeldAt::Example => {
                let (examples, row) = self.example_row(snapshot);
                examples.inputs.row(row).to_vec()
            }
            HeldAt::Mean => snapshot.setup.ranges().mean.clone(),
        };
        Section::new(snapshot.setup.ranges(), self.plane.axes, held)
    }
}
