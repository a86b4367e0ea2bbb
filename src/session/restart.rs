//! Starting over.

use std::sync::Arc;

use super::deeds::Deed;
use super::recipe::Built;
use super::run::{Position, Run};
use super::session::Session;
use super::setup::Setup;

impl Session {
    /// The same run from step 0.
    pub(super) fn reset(&mut self) {
        if self.run.furthest() > 0 || !self.run.changes().is_empty() || self.run.position() != Position::default() {
            self.begin(Deed::Reset);
            self.start_over(Arc::clone(&self.run.setup));
        }
    }

    /// The same with the next seed, on the same data.
    pub(super) fn reseed(&mut self) {
        let before = self.run.setup.hyperparameters().seed;
        let after = before.wrapping_add(1);
        self.begin(Deed::Reseed { before, after });
        self.start_over(Arc::new(self.run.setup.with_seed(after)));
    }

    /// Another run, made of a recipe; where that cannot be, all stays as it is.
    pub(super) fn rebuild(&mut self, Built(outcome): &Built) {
        match outcome {
            Ok(setup) => {
                let [before, after] =
                    [&self.run.setup, setup].map(|setup| setup.recipe().dataset.to_string_lossy().into_owned());
                self.begin(Deed::Rebuild { before, after });
                self.start_over(Arc::clone(setup));
            }
            Err(error) => self.refused = Some(Arc::new(error.clone())),
        }
    }

    fn start_over(&mut self, setup: Arc<Setup>) {
        let old = self.run.branch(self.last_number + 1, 0);
        self.keep(old);
        self.run = Run::new(setup);
        self.forget_the_way();
    }

    /// Another run: what was measured and asked for belongs to the one before.
    pub(super) fn forget_the_way(&mut self) {
        self.target = None;
        self.at_target.clear();
        (self.evaluation, self.checked, self.checker) = (None, None, None);
    }
}
