//! Changes to a run: made in the past they start a branch, and the future left behind stays to be compared with.

use std::sync::Arc;

use super::history::Series;
use super::run::{Position, Run};
use super::timeline::Setting;

/// The most branches that are kept.
const MOST_BRANCHES: usize = 8;

/// A future that was left behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// The step at which it was left.
    pub from: u64,
    /// ε there.
    pub learning_rate: f64,
    /// Its seed.
    pub seed: u64,
    /// Its loss, from the start of the run.
    pub loss: Series,
}

impl Run {
    /// The run's own future as a branch that is left at `step`; none when there is no such future.
    pub(super) fn branch(&self, step: u64) -> Option<Arc<Branch>> {
        let branch = || Branch {
            from: step,
            learning_rate: self.learning_rate,
            seed: self.hyperparameters.seed,
            loss: self.history.loss.clone(),
        };
        (self.furthest > step).then(|| Arc::new(branch()))
    }

    /// Sets something from this step on. What came after in an earlier walk of this run is forgotten but for its loss: it
    /// is another run.
    pub fn set(&mut self, setting: Setting) {
        let is_set = match setting {
            Setting::LearningRate(learning_rate) => learning_rate.to_bits() == self.learning_rate.to_bits(),
            Setting::Mistake(mistake) => mistake == self.mistake,
        };
        if is_set {
            return;
        }
        let here = self.position;
        self.branches.extend(self.branch(here.step));
        self.branches.drain(..self.branches.len().saturating_sub(MOST_BRANCHES));
        self.timeline.truncate(here.step);
        self.furthest = here.step;
        if let Some(from) = self.history.truncate(here.step) {
            // The bucket that held this step held later ones too: its losses are measured again.
            self.go_to(Position { step: from, phase: 0 });
            self.go_to(here);
            self.loss();
        }
        self.timeline.change(here.step, setting);
        self.apply_changes();
        if matches!(setting, Setting::Mistake(_)) {
            // The matrices of this step are others now.
            self.forget_breakdown_ahead();
            (self.computed, self.known_loss) = (0, None);
            self.compute(here.phase);
            // What cannot be computed any more is not stood behind.
            self.position.phase = here.phase.min(self.computed);
        }
    }

    /// A breakdown that was found by looking ahead, while the parameters are finite, may not come any more.
    fn forget_breakdown_ahead(&mut self) {
        if self.network.parameters.is_finite() {
            self.breakdown = None;
        }
    }
}
