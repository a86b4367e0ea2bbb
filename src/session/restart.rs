//! Starting over, and taking that back.

use std::sync::Arc;

use super::branch::Branch;
use super::hyperparameters::Hyperparameters;
use super::recipe::Recipe;
use super::run::Run;
use super::session::Session;
use super::snapshot::Names;
use crate::data::{Problem, Ranges};

impl Session {
    /// The same run from step 0.
    pub(super) fn reset(&mut self) {
        self.start_over(Arc::clone(self.run.problem()), self.run.hyperparameters().clone());
    }

    /// The same with the next seed, on the same data.
    pub(super) fn reseed(&mut self) {
        let hyperparameters = self.run.hyperparameters();
        let other = hyperparameters.with_seed(hyperparameters.seed.wrapping_add(1));
        self.start_over(Arc::clone(self.run.problem()), other);
    }

    /// Another run, made of `recipe`; where that cannot be, all stays as it is.
    pub(super) fn rebuild(&mut self, recipe: Arc<Recipe>) {
        match recipe.build() {
            Ok((problem, hyperparameters)) => {
                self.start_over(problem, hyperparameters);
                self.run.recipe = recipe;
            }
            Err(error) => self.refused = Some(Arc::new(error)),
        }
    }

    /// Whether a reset or reseed can be undone.
    pub fn can_undo(&self) -> bool {
        self.previous.is_some()
    }

    fn start_over(&mut self, problem: Arc<Problem>, hyperparameters: Hyperparameters) {
        let fresh = Run::new(problem, hyperparameters);
        let mut old = std::mem::replace(&mut self.run, fresh);
        self.run.recipe = Arc::clone(&old.recipe);
        let earlier = self.previous_branch.take();
        self.keep(earlier.map(|branch| Branch::clone(&branch)));
        self.last_number += 1;
        self.previous_branch = old.branch(self.last_number, 0).map(Arc::new);
        old.put_away();
        self.previous = Some(old);
        self.forget_the_way();
    }

    /// The run at hand and the one that was left change places.
    pub(super) fn undo(&mut self) {
        let Some(previous) = &mut self.previous else { return };
        let number = self.previous_branch.as_ref().map_or(self.last_number, |branch| branch.number);
        std::mem::swap(&mut self.run, previous);
        self.previous_branch = previous.branch(number, 0).map(Arc::new);
        previous.put_away();
        self.forget_the_way();
    }

    /// Another run: what was measured and asked for belongs to the one before.
    fn forget_the_way(&mut self) {
        self.target = None;
        self.settings_at_target.clear();
        (self.evaluation, self.checked, self.checker) = (None, None, None);
        self.know_the_data();
    }

    /// Takes in the names and the ranges of the run's data.
    pub(super) fn know_the_data(&mut self) {
        let problem = self.run.problem();
        self.names = Arc::new(Names::of(problem));
        self.ranges = Arc::new(Ranges::of(&problem.train.inputs));
    }
}
