//! Starting over.

use std::sync::Arc;

use super::deeds::Deed;
use super::hyperparameters::Hyperparameters;
use super::recipe::Built;
use super::run::{Position, Run};
use super::session::Session;
use super::snapshot::Names;
use crate::data::{Problem, Ranges};

impl Session {
    /// The same run from step 0.
    pub(super) fn reset(&mut self) {
        if self.run.furthest() > 0 || !self.run.changes().is_empty() || self.run.position() != Position::default() {
            self.begin(Deed::Reset);
            self.start_over(Arc::clone(self.run.problem()), self.run.hyperparameters().clone());
        }
    }

    /// The same with the next seed, on the same data.
    pub(super) fn reseed(&mut self) {
        let before = self.run.hyperparameters().seed;
        let after = before.wrapping_add(1);
        self.begin(Deed::Reseed { before, after });
        let other = self.run.hyperparameters().with_seed(after);
        self.start_over(Arc::clone(self.run.problem()), other);
    }

    /// Another run, made of a recipe; where that cannot be, all stays as it is.
    pub(super) fn rebuild(&mut self, Built { recipe, outcome }: &Built) {
        match outcome {
            Ok((problem, hyperparameters)) => {
                let [before, after] =
                    [&self.run.recipe, recipe].map(|recipe| recipe.dataset.to_string_lossy().into_owned());
                self.begin(Deed::Rebuild { before, after });
                self.start_over(Arc::clone(problem), hyperparameters.clone());
                self.run.recipe = Arc::clone(recipe);
            }
            Err(error) => self.refused = Some(Arc::new(error.clone())),
        }
    }

    fn start_over(&mut self, problem: Arc<Problem>, hyperparameters: Hyperparameters) {
        let old = self.run.branch(self.last_number + 1, 0);
        self.keep(old);
        let recipe = Arc::clone(&self.run.recipe);
        self.run = Run::new(problem, hyperparameters);
        self.run.recipe = recipe;
        self.forget_the_way();
    }

    /// Another run: what was measured and asked for belongs to the one before.
    pub(super) fn forget_the_way(&mut self) {
        self.target = None;
        self.at_target.clear();
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
