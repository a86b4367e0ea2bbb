//! A run laid aside: all that it takes to stand again where it stood, bit for bit.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::changes::{Changes, Unit};
use super::history::History;
use super::run::{Position, Run};
use super::setup::Setup;
use super::timeline::Checkpoint;

/// A run as it was: its recipe and its changes make its numbers again, and checkpoints make that quick.
#[derive(Debug)]
pub(super) struct Aside {
    pub setup: Arc<Setup>,
    changes: Changes,
    silenced: BTreeMap<(Unit, u64), Vec<f64>>,
    history: History,
    furthest: u64,
    /// Where it stood.
    pub position: Position,
    /// Near the place where it stood and near its end; none where memory is short.
    checkpoints: Vec<Checkpoint>,
}

impl Aside {
    /// The memory of its checkpoints, in bytes.
    pub fn bytes(&self) -> usize {
        self.checkpoints.iter().map(Checkpoint::bytes).sum()
    }

    /// Lets go of its checkpoints: it is replayed from its start.
    pub fn forget_checkpoints(&mut self) {
        self.checkpoints = Vec::new();
    }

    /// Whether this is the run with this setup and these changes.
    pub fn is_of(&self, setup: &Setup, changes: &Changes) -> bool {
        self.setup.is_same_run(setup) && self.changes == *changes
    }
}

impl Run {
    /// The run as it is now, to be brought back.
    pub(super) fn aside(&self) -> Aside {
        let here = self.here().unwrap_or_else(|| self.timeline.nearest(self.position.step).clone());
        let end = self.timeline.nearest(self.furthest);
        let end = (end.step > here.step).then(|| end.clone());
        Aside {
            setup: Arc::clone(&self.setup),
            changes: self.changes.clone(),
            silenced: self.silenced.clone(),
            history: self.history.clone(),
            furthest: self.furthest,
            position: self.position,
            checkpoints: std::iter::once(here).chain(end).collect(),
        }
    }

    /// This very place as a checkpoint; none where something was changed at it, or its numbers broke.
    fn here(&self) -> Option<Checkpoint> {
        let is_plain = self.breakdown.is_none() && self.changes.at(self.position.step).is_empty();
        is_plain.then(|| Checkpoint {
            step: self.position.step,
            parameters: self.network.parameters.clone(),
            optimizer: self.optimizer.clone(),
        })
    }

    /// Becomes the run that was laid aside, and stands at or before the place where that stood: [`Run::advance`] does
    /// the rest. What both runs share is kept.
    pub(super) fn bring_back(&mut self, aside: &Aside) {
        if !self.setup.is_same_run(&aside.setup) {
            *self = Self::new(Arc::clone(&aside.setup));
        } else if let Some(step) = self.changes.first_difference(&aside.changes) {
            self.timeline.truncate(step);
        }
        self.setup = Arc::clone(&aside.setup);
        self.changes = aside.changes.clone();
        self.silenced.clone_from(&aside.silenced);
        self.history.clone_from(&aside.history);
        self.furthest = aside.furthest;
        self.timeline.resume(&aside.checkpoints);
        self.restore(aside.position.step);
    }
}
