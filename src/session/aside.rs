//! A run laid aside: all that it takes to stand again where it stood, bit for bit.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::changes::{Changes, Unit};
use super::history::History;
use super::hyperparameters::Hyperparameters;
use super::recipe::Recipe;
use super::run::{Position, Run};
use super::timeline::Checkpoint;
use crate::data::Problem;

/// A run as it was: its recipe and its changes make its numbers again, and checkpoints make that quick.
#[derive(Debug)]
pub(super) struct Aside {
    recipe: Arc<Recipe>,
    pub problem: Arc<Problem>,
    hyperparameters: Hyperparameters,
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

    /// Whether this is the run that a branch of `problem` with these hyperparameters and changes is.
    pub fn is_of(&self, problem: &Arc<Problem>, hyperparameters: &Hyperparameters, changes: &Changes) -> bool {
        Arc::ptr_eq(&self.problem, problem) && self.hyperparameters == *hyperparameters && self.changes == *changes
    }
}

impl Run {
    /// The run as it is now, to be brought back.
    pub(super) fn aside(&self) -> Aside {
        let here = self.here().unwrap_or_else(|| self.timeline.nearest(self.position.step).clone());
        let end = self.timeline.nearest(self.furthest);
        let end = (end.step > here.step).then(|| end.clone());
        Aside {
            recipe: Arc::clone(&self.recipe),
            problem: Arc::clone(&self.problem),
            hyperparameters: self.hyperparameters.clone(),
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
        if !Arc::ptr_eq(&self.problem, &aside.problem) || self.hyperparameters != aside.hyperparameters {
            *self = Self::new(Arc::clone(&aside.problem), aside.hyperparameters.clone());
        } else if let Some(step) = self.changes.first_difference(&aside.changes) {
            self.timeline.truncate(step);
        }
        self.recipe = Arc::clone(&aside.recipe);
        self.changes = aside.changes.clone();
        self.silenced.clone_from(&aside.silenced);
        self.history.clone_from(&aside.history);
        self.furthest = aside.furthest;
        self.timeline.resume(&aside.checkpoints);
        self.restore(aside.position.step);
    }
}
