//! The test loss along the run, and whether the network overfits.

use super::history::{History, mean, within};
use super::run::Run;
use crate::nn::Survey;

/// So much of the cost of training goes into measuring the test loss: a tenth.
const SHARE: usize = 10;
/// The steps that a test loss must have been rising for.
const PATIENCE: u64 = 50;
/// How far above its least value a test loss is that has risen: a share of it, and something for those that are near 0.
const RISE: f64 = 1.1;
const LEAST_RISE: f64 = 0.01;

impl Run {
    /// Every how many steps the test loss is measured. It follows from what holds in the step alone, so that a run that
    /// is walked twice is measured at the same steps.
    fn test_interval(&self, examples: usize) -> u64 {
        // A step is about three forward passes of its rows.
        (SHARE * examples).div_ceil(3 * self.conditions.regime.rows).max(1) as u64
    }

    /// Measures the test loss at θ(step) where it is due and not known.
    pub(super) fn measure_test(&mut self) {
        let Some(test) = self.setup.problem().test.as_ref().filter(|_| self.breakdown.is_none()) else { return };
        let step = self.position.step;
        let is_known = self.history.test_loss.buckets().last().is_some_and(|bucket| bucket.last >= step);
        if is_known || !step.is_multiple_of(self.test_interval(test.labels.len())) {
            return;
        }
        let loss = Survey::of(&self.network, self.conditions.penalty, &test.inputs, &test.labels).metrics.loss;
        if loss.is_finite() {
            self.history.test_loss.record(step, loss);
        }
    }
}

/// The step of the least test loss, where at `step` it has risen for long while the training loss fell.
pub(super) fn overfits_since(history: &History, step: u64) -> Option<u64> {
    let (loss, test) = (&history.loss, &history.test_loss);
    let least = within(test, 0, step).min_by(|a, b| a.min.total_cmp(&b.min))?;
    let since = least.lowest;
    if since + PATIENCE > step {
        return None;
    }
    // In the second half of the time since then it must not have come near its least value again.
    let middle = since + (step - since) / 2;
    let lowest_of_late = within(test, middle, step).map(|bucket| bucket.min).reduce(f64::min)?;
    let has_risen = lowest_of_late > RISE * least.min + LEAST_RISE;
    // Batches differ: several of their losses on each side.
    let window = (step - since) / 4;
    let falls = mean(loss, step - window, step) < mean(loss, since.saturating_sub(window), since);
    (has_risen && falls).then_some(since)
}
