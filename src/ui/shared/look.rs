//! What the user is looking at, on every screen: an example, a layer, a unit, a plane.

use crate::data::Examples;
use crate::probe::{HeldAt, Section};
use crate::session::{ExampleId, Part, Snapshot};

/// What the user is looking at; all screens share it.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The current example.
    pub example: ExampleId,
    /// The current layer, from 0: its W is shown, and if it is a hidden layer, its units.
    pub layer: usize,
    /// The chosen hidden unit of that layer, from 0.
    pub unit: usize,
    /// The plane through the inputs.
    pub plane: Plane,
    /// Whether results are hidden, so that the class can predict them first.
    pub is_hidden: bool,
    /// Whether the units are sorted by activity.
    pub sorted: bool,
    /// Whether the loss is drawn on a logarithmic scale.
    pub logarithmic: bool,
}

/// The plane through the inputs that is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plane {
    /// The features across and upwards, from 0; `None` until they are chosen; see [`Section::axes_among`].
    pub axes: Option<[usize; 2]>,
    /// The values at which the other features are held.
    pub held: HeldAt,
}

impl Look {
    /// Takes in a new snapshot: another run may have fewer layers and units.
    pub(super) fn see(&mut self, snapshot: &Snapshot) {
        self.layer = self.layer.min(snapshot.network.parameters.layers.len().saturating_sub(2));
        self.unit = self.unit.min(snapshot.sizes()[self.layer + 1] - 1);
    }

    /// Goes to the next hidden layer; the first follows the last.
    pub fn next_layer(&mut self, snapshot: &Snapshot) {
        self.layer = (self.layer + 1) % snapshot.hidden_layers();
        self.see(snapshot);
    }

    /// Returns the current hidden layer, from 0; `None` if the network has none.
    pub fn hidden_layer(&self, snapshot: &Snapshot) -> Option<usize> {
        snapshot.hidden_layers().checked_sub(1).map(|last| self.layer.min(last))
    }

    /// Returns the number of units in that layer; 0 without one.
    pub fn units(&self, snapshot: &Snapshot) -> usize {
        self.hidden_layer(snapshot).map_or(0, |layer| snapshot.sizes()[layer + 1])
    }

    /// Returns the current hidden layer and the unit chosen in it, from 0; `None` without a hidden layer.
    pub fn chosen_unit(&self, snapshot: &Snapshot) -> Option<(usize, usize)> {
        let layer = self.hidden_layer(snapshot)?;
        Some((layer, self.unit.min(snapshot.sizes()[layer + 1] - 1)))
    }

    /// Returns the current example, or the nearest one that exists.
    pub fn example_at(&self, snapshot: &Snapshot) -> ExampleId {
        let count = |part: Part| part.of(snapshot.problem()).map(|examples| examples.labels.len());
        let part = if count(self.example.part).is_some() { self.example.part } else { Part::Train };
        ExampleId { part, index: self.example.index.min(count(part).map_or(0, |count| count.saturating_sub(1))) }
    }

    /// Returns the examples of the current part, and the index of the current example among them.
    pub fn example_row<'a>(&self, snapshot: &'a Snapshot) -> (&'a Examples, usize) {
        let ExampleId { part, index } = self.example_at(snapshot);
        (part.or_train(snapshot.problem()), index)
    }

    /// Returns the first of these training examples after the current example; if there is none, the first of all.
    pub(crate) fn next_of(&self, examples: &[usize]) -> Option<ExampleId> {
        let is_train = self.example.part == Part::Train;
        let after = examples.partition_point(|&example| is_train && example <= self.example.index);
        let index = *examples.get(after).or(examples.first())?;
        Some(ExampleId { part: Part::Train, index })
    }

    /// Returns the plane that is shown.
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
