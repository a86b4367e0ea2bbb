//! Changes to a run: made in the past they start a branch, and the future left behind stays to be compared with.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::changes::{Change, Changes, Setting, Unit};
use super::history::{History, Series};
use super::hyperparameters::BatchSize;
use super::run::{Position, Run};
use super::setup::Setup;
use super::timeline::Checkpoint;

/// A future that was left behind: its curve, and all that it takes to walk it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// Its number, from 1: its name.
    pub number: usize,
    /// The step at which it was left.
    pub from: u64,
    /// The furthest step that it reached.
    pub reached: u64,
    /// ε at its end.
    pub learning_rate: f64,
    /// Its loss, from the start of the run.
    pub loss: Series,
    /// What never changes in it.
    pub setup: Arc<Setup>,
    /// What was set in its course.
    pub changes: Changes,
    /// Its test loss: what is measured once on the way is not measured again where the way is jumped over.
    test_loss: Series,
    silenced: BTreeMap<(Unit, u64), Vec<f64>>,
    /// Near the place where it was left, and near its end.
    checkpoints: Vec<Checkpoint>,
}

impl Branch {
    /// Whether `other` is the same run, as far or further.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        self.setup.is_same_run(&other.setup) && self.changes == other.changes && self.reached <= other.reached
    }

    /// The branch as a run at step 0, which quickly gets to where the branch was left and to its end.
    pub(super) fn run(&self) -> Run {
        let mut run = Run::beside(Arc::clone(&self.setup));
        run.changes = self.changes.clone();
        run.silenced.clone_from(&self.silenced);
        run.furthest = self.reached;
        run.history.loss = self.loss.clone();
        run.history.test_loss = self.test_loss.clone();
        run.timeline.resume(&self.checkpoints);
        run.take_effect();
        run
    }
}

impl Run {
    /// The run's own future as the branch `number` that is left at `step`; none when there is no such future.
    pub(super) fn branch(&self, number: usize, step: u64) -> Option<Branch> {
        let branch = || Branch {
            number,
            from: step,
            reached: self.furthest,
            learning_rate: self.conditions.learning_rate,
            loss: self.history.loss.clone(),
            test_loss: self.history.test_loss.clone(),
            setup: Arc::clone(&self.setup),
            changes: self.changes.clone(),
            silenced: self.silenced.clone(),
            checkpoints: [step, self.furthest].map(|step| self.timeline.nearest(step).clone()).to_vec(),
        };
        (self.furthest > step).then(branch)
    }

    /// Whether `setting` is so already, or is about something that this network has not got.
    pub(super) fn has(&self, setting: Setting) -> bool {
        let parameters = &self.network.parameters;
        match setting {
            Setting::Freeze(id, _) if parameters.get(id).is_none() => true,
            Setting::Silence(Unit { layer, index }, _)
                if layer >= self.network.hidden_layers() || index >= parameters.sizes()[layer + 1] =>
            {
                true
            }
            Setting::Parameter(id, value) => parameters.get(id).is_none_or(|old| old.to_bits() == value.to_bits()),
            _ => self.conditions.has(setting, self.setup.examples()),
        }
    }

    /// What holds now of that which `setting` sets.
    pub(super) fn held(&self, setting: Setting) -> Setting {
        let conditions = &self.conditions;
        match setting {
            Setting::LearningRate(_) => Setting::LearningRate(conditions.learning_rate),
            Setting::L1(_) => Setting::L1(conditions.penalty.l1),
            Setting::L2(_) => Setting::L2(conditions.penalty.l2),
            Setting::Batch(_) => Setting::Batch(match conditions.regime.rows {
                rows if rows == self.setup.examples() => BatchSize::Full,
                rows => BatchSize::Rows(rows),
            }),
            Setting::Optimizer(_) => Setting::Optimizer(conditions.optimizer),
            Setting::Mistake(_) => Setting::Mistake(conditions.mistake),
            Setting::Parameter(id, value) => Setting::Parameter(id, self.network.parameters.get(id).unwrap_or(value)),
            Setting::Freeze(id, _) => Setting::Freeze(id, conditions.frozen.contains(&id)),
            Setting::Silence(unit, _) => Setting::Silence(unit, conditions.silenced.contains(&unit)),
        }
    }

    /// Sets something from this step on. What came after in an earlier walk of this run is forgotten: it is another run.
    /// Where losses before this step must be measured again, the run stands at the first of them, and the walk to the
    /// place that is returned does the rest.
    pub(super) fn set(&mut self, setting: Setting) -> Option<Position> {
        if self.has(setting) {
            return None;
        }
        let (here, change) = (self.position, Change { step: self.position.step, setting });
        self.timeline.truncate(here.step);
        self.changes.forget(here.step, self.furthest);
        self.furthest = here.step;
        // The bucket that held this step may have held others, too.
        let measured_from = self.history.forget(here.step, change.changes_loss());
        self.changes.add(here.step, setting);
        if let Some(from) = measured_from.filter(|from| *from < here.step) {
            self.restore(from);
            return Some(here);
        }
        self.operate(change);
        let sizes = self.network.parameters.sizes();
        self.conditions =
            self.changes.conditions(here.step, self.setup.hyperparameters(), &sizes, self.setup.examples());
        self.adapt_batches();
        if measured_from.is_some() {
            self.known_loss = None;
        }
        if change.changes_loss() || matches!(setting, Setting::Mistake(_)) {
            // The matrices of this step are others now.
            self.forget_breakdown_ahead();
            (self.computed, self.known_loss) = (0, None);
            self.compute(here.phase);
            // What cannot be computed any more is not stood behind.
            self.position.phase = here.phase.min(self.computed);
        }
        self.loss();
        self.measure_test();
        None
    }

    /// A breakdown that was found by looking ahead, while the parameters are finite, may not come any more.
    fn forget_breakdown_ahead(&mut self) {
        if self.network.parameters.is_finite() {
            self.breakdown = None;
        }
    }
}

impl Change {
    /// Whether L is another at the very step of the change.
    fn changes_loss(self) -> bool {
        match self.setting {
            Setting::L1(_) | Setting::L2(_) | Setting::Batch(_) | Setting::Parameter(..) | Setting::Silence(..) => true,
            Setting::LearningRate(_) | Setting::Optimizer(_) | Setting::Mistake(_) | Setting::Freeze(..) => false,
        }
    }
}

impl History {
    /// Forgets what was measured after `step`, and with `also_there` what was measured at it; the step from which losses
    /// must be measured again, if any.
    fn forget(&mut self, step: u64, also_there: bool) -> Option<u64> {
        match (also_there, step.checked_sub(1)) {
            (false, _) => self.truncate(step),
            (true, Some(before)) => self.truncate(before),
            (true, None) => {
                *self = Self::default();
                None
            }
        }
    }
}
