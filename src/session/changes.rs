//! The list of changes: what was set during a run, and at which step. Together with the recipe it reproduces the run.

use std::sync::Arc;

use super::conditions::{Conditions, Regime};
use super::hyperparameters::Hyperparameters;
use super::setting::{Change, Setting};
use super::setup::Setup;

/// The changes of a run, ordered by step; those of one step are in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes(Arc<Vec<Change>>);

impl Changes {
    /// Returns the changes, oldest first.
    pub fn list(&self) -> &[Change] {
        &self.0
    }

    /// Records that `setting` holds from `step` on. If the last change at this step set the same thing, it is replaced.
    pub fn add(&mut self, step: u64, setting: Setting) {
        let until = self.0.partition_point(|change| change.step <= step);
        let last = self.0[..until].last().copied();
        if last.is_some_and(|last| last.step == step && setting.replaces(last.setting)) {
            Arc::make_mut(&mut self.0)[until - 1].setting = setting;
        } else {
            self.insert(Change { step, setting });
        }
    }

    /// Inserts a change after all others up to its step.
    pub fn insert(&mut self, change: Change) {
        let place = self.0.partition_point(|other| other.step <= change.step);
        Arc::make_mut(&mut self.0).insert(place, change);
    }

    /// Returns the first step at which these changes and `other` differ; `None` if they are the same.
    pub fn first_difference(&self, other: &Self) -> Option<u64> {
        let shared = self.0.iter().zip(&*other.0).take_while(|(one, other)| one == other).count();
        [self, other].into_iter().filter_map(|list| list.0.get(shared)).map(|change| change.step).min()
    }

    /// Forgets the changes after `step` and up to `furthest`; those planned beyond that stay.
    pub fn forget(&mut self, step: u64, furthest: u64) {
        Arc::make_mut(&mut self.0).retain(|change| change.step <= step || change.step > furthest);
    }

    /// Returns the changes of one step.
    pub fn at(&self, step: u64) -> &[Change] {
        let from = self.0.partition_point(|change| change.step < step);
        let until = self.0.partition_point(|change| change.step <= step);
        &self.0[from..until]
    }

    /// Returns the conditions of the update of `step`, in a run on `examples` examples.
    pub fn conditions(&self, step: u64, initial: &Hyperparameters, sizes: &[usize], examples: usize) -> Conditions {
        let mut conditions = Conditions::new(initial, examples);
        for change in self.0.iter().take_while(|change| change.step <= step) {
            conditions.apply(*change, examples);
        }
        conditions.work_out_fixed(sizes);
        conditions
    }

    /// Returns the epoch of a step, from 0.
    pub(super) fn epoch_at(&self, step: u64, setup: &Setup) -> u64 {
        let regimes = self.regimes(setup);
        regimes.iter().rev().find(|regime| regime.first_step <= step).unwrap_or(&regimes[0]).epoch(step)
    }

    /// Returns the first step of an epoch.
    pub(super) fn first_step_of(&self, epoch: u64, setup: &Setup) -> u64 {
        let regimes = self.regimes(setup);
        regimes.iter().rev().find(|regime| regime.first_epoch <= epoch).unwrap_or(&regimes[0]).step_of(epoch)
    }

    /// Returns the stretches with batches of one size, in order.
    fn regimes(&self, setup: &Setup) -> Vec<Regime> {
        let mut conditions = Conditions::new(setup.hyperparameters(), setup.examples());
        let mut regimes = vec![conditions.regime];
        for change in self.0.iter().filter(|change| matches!(change.setting, Setting::Batch(_))) {
            conditions.apply(*change, setup.examples());
            regimes.push(conditions.regime);
        }
        regimes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Mistake, ParameterId};
    use crate::session::{BatchSize, Settings, Unit};

    fn conditions(changes: &Changes, step: u64) -> Conditions {
        changes.conditions(step, &Settings::default().check().unwrap(), &[2, 3, 2], 100)
    }

    #[test]
    fn a_change_holds_from_its_step_until_the_next() {
        let mut changes = Changes::default();
        changes.add(3, Setting::LearningRate(0.5));
        changes.add(7, Setting::Mistake(Some(Mistake::MissingMask)));
        changes.add(7, Setting::LearningRate(0.1));
        changes.add(7, Setting::LearningRate(0.2));
        assert_eq!(changes.list().len(), 3, "set twice at one step, the later counts");
        let rates = [0, 2, 3, 6, 7, 9].map(|step| conditions(&changes, step).learning_rate);
        assert_eq!(rates, [1.0, 1.0, 0.5, 0.5, 0.2, 0.2]);
        assert_eq!([6, 7, 9].map(|step| conditions(&changes, step).mistake.is_some()), [false, true, true]);
        changes.forget(5, 8);
        assert_eq!(changes.list(), [Change { step: 3, setting: Setting::LearningRate(0.5) }]);
    }

    #[test]
    fn what_is_planned_beyond_the_furthest_step_stays() {
        let mut changes = Changes::default();
        changes.add(3, Setting::L1(0.5));
        changes.add(30, Setting::L1(0.25));
        changes.forget(1, 10);
        assert_eq!(changes.list(), [Change { step: 30, setting: Setting::L1(0.25) }]);
    }

    #[test]
    fn a_new_batch_size_begins_an_epoch() {
        let mut changes = Changes::default();
        changes.add(5, Setting::Batch(BatchSize::Rows(10)));
        changes.add(12, Setting::Batch(BatchSize::Rows(50)));
        let at = |step| {
            let regime = conditions(&changes, step).regime;
            (regime.rows, regime.epoch(step))
        };
        // Full batch: one step per epoch. Then ten steps per epoch, the first epoch cut short after seven.
        assert_eq!([4, 5, 11, 12, 13, 14].map(at), [(100, 4), (10, 5), (10, 5), (50, 6), (50, 6), (50, 7)]);
    }

    #[test]
    fn a_silenced_unit_holds_all_that_touches_it() {
        let mut changes = Changes::default();
        changes.add(2, Setting::Silence(Unit { layer: 0, index: 1 }, true));
        let id = |layer, row, column| ParameterId { layer, row, column };
        let held = [id(0, None, 1), id(0, Some(0), 1), id(0, Some(1), 1), id(1, Some(1), 0), id(1, Some(1), 1)];
        assert_eq!(conditions(&changes, 2).fixed.ids(), held);
        assert!(conditions(&changes, 1).fixed.ids().is_empty());
        changes.add(4, Setting::Silence(Unit { layer: 0, index: 1 }, false));
        assert!(conditions(&changes, 4).fixed.ids().is_empty());
    }
}
