//! A run put aside, with everything needed to restore it bit for bit.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::changes::Changes;
use super::clock::Position;
use super::history::History;
use super::setting::Unit;
use super::setup::Setup;
use super::timeline::Checkpoint;

/// The outgoing weights of silenced units, by the unit and the step at which it was silenced.
pub(super) type SilencedWeights = BTreeMap<(Unit, u64), Vec<f64>>;

/// A run as it was: its setup and its changes reproduce its numbers, and checkpoints make that quick.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KeptRun {
    pub setup: Arc<Setup>,
    pub changes: Changes,
    pub silenced: SilencedWeights,
    /// What was measured, because steps that are jumped over are not measured again.
    pub history: History,
    /// The furthest step that it reached.
    pub furthest: u64,
    /// Its position.
    pub position: Position,
    /// Those near the positions that may be asked for; empty if memory is short.
    pub checkpoints: Vec<Checkpoint>,
}

impl KeptRun {
    /// Returns the memory of its checkpoints, in bytes.
    pub fn bytes(&self) -> usize {
        self.checkpoints.iter().map(Checkpoint::bytes).sum()
    }

    /// Drops its checkpoints: it will be replayed from its start.
    pub fn forget_checkpoints(&mut self) {
        self.checkpoints = Vec::new();
    }

    /// Returns whether both are the same run, whatever their positions.
    pub fn is_same_run(&self, setup: &Setup, changes: &Changes) -> bool {
        self.setup.is_same_run(setup) && self.changes == *changes
    }
}
