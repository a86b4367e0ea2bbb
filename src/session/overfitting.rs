//! The test loss along the run, and whether the network overfits.

use super::history::{History, mean, within};

/// Measuring the test loss costs one part in this many of the training.
const SHARE: usize = 10;
/// The number of steps that a test loss must have been rising for.
const PATIENCE: u64 = 50;
/// How far above its least value a test loss must be to have risen: by a factor, and by a margin for values near 0.
const RISE: f64 = 1.1;
const LEAST_RISE: f64 = 0.01;

/// Returns whether the test loss should be measured at `step` and is not known yet, in a run with `test` test examples
/// and `rows` examples per batch. The steps depend on these numbers only, so that a run that goes the same way twice is
/// measured at the same steps.
pub(super) fn test_is_due(history: &History, step: u64, test: usize, rows: usize) -> bool {
    // A step costs about three forward passes of its rows.
    let interval = (SHARE * test).div_ceil(3 * rows).max(1) as u64;
    let is_known = history.test_loss.buckets().last().is_some_and(|bucket| bucket.last >= step);
    !is_known && step.is_multiple_of(interval)
}

/// Returns the step of the least test loss, if by `step` it has been rising for long while the training loss fell.
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
    // Batches differ, so several of their losses are averaged on each side.
    let window = (step - since) / 4;
    let falls = mean(loss, step - window, step) < mean(loss, since.saturating_sub(window), since);
    (has_risen && falls).then_some(since)
}
