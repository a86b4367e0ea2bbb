//! A run put aside: all that it takes to stand again where it stood, bit for bit.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::changes::Changes;
use super::clock::Position;
use super::history::History;
use super::setting::Unit;
use super::setup::Setup;
use super::timeline::Checkpoint;

/// The outgoing weights that a unit had when it was silenced, by the step of that.
pub(super) type SilencedWeights = BTreeMap<(Unit, u64), Vec<f64>>;

/// A run as it was: its setup and its changes make its numbers again, and checkpoints make that quick.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KeptRun {
    pub setup: Arc<Setup>,
    pub changes: Changes,
    pub silenced: SilencedWeights,
    /// What was measured: once measured, a step is not measured again where it is jumped over.
    pub history: History,
    /// The furthest step that it reached.
    pub furthest: u64,
    /// Where it stood.
    pub position: Position,
    /// Near the places that may be asked for; empty where memory is short.
    pub checkpoints: Vec<Checkpoint>,
}

impl KeptRun {
    /// The memory of its checkpoints, in bytes.
    pub fn bytes(&self) -> usize {
        self.checkpoints.iter().map(Checkpoint::bytes).sum()
    }

    /// Drops its checkpoints: it is replayed from its start.
    pub fn forget_checkpoints(&mut self) {
        self.checkpoints = Vec::new();
    }

    /// Whether both are the same run, wherever they stood.
    pub fn is_same_run(&self, setup: &Setup, changes: &Changes) -> bool {
        self.setup.is_same_run(setup) && self.changes == *changes
    }
}
