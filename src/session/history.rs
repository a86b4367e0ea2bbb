//! What was measured along a run, in bounded memory.

use std::sync::Arc;

use super::evaluation::Evaluation;

/// Neighbouring steps, combined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    /// The first step measured.
    pub first: u64,
    /// The last step measured.
    pub last: u64,
    /// The least value: a dip is never lost.
    pub min: f64,
    /// The first step with the least value.
    pub lowest: u64,
    /// The largest value: a spike is never lost.
    pub max: f64,
    /// The value at the last step.
    pub value: f64,
}

impl Bucket {
    fn merge(&mut self, later: &Self) {
        self.last = later.last;
        if later.min < self.min {
            self.lowest = later.lowest;
        }
        self.min = self.min.min(later.min);
        self.max = self.max.max(later.max);
        self.value = later.value;
    }
}

/// A measure along the steps. If there are too many buckets, neighbours merge, and each spans twice as many steps. A
/// copy shares the buckets until one of the two changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    buckets: Arc<Vec<Bucket>>,
    width: u64,
}

impl Default for Series {
    fn default() -> Self {
        Self { buckets: Arc::new(Vec::with_capacity(Self::CAPACITY + 1)), width: 1 }
    }
}

impl Series {
    /// The most buckets that a series holds: more than any screen has columns.
    pub const CAPACITY: usize = 1024;

    /// Returns the buckets, oldest first.
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// Records `value` at `step`. What is recorded already stays: the same run would measure the same again.
    pub fn record(&mut self, step: u64, value: f64) {
        if self.buckets.last().is_some_and(|bucket| bucket.last >= step) {
            return;
        }
        self.append(Bucket { first: step, last: step, min: value, lowest: step, max: value, value });
        if self.buckets.len() > Self::CAPACITY {
            self.width *= 2;
            let narrow = std::mem::replace(&mut self.buckets, Arc::new(Vec::with_capacity(Self::CAPACITY + 1)));
            for bucket in narrow.iter() {
                self.append(*bucket);
            }
        }
    }

    fn append(&mut self, bucket: Bucket) {
        let buckets = Arc::make_mut(&mut self.buckets);
        match buckets.last_mut() {
            Some(last) if last.first / self.width == bucket.first / self.width => last.merge(&bucket),
            _ => buckets.push(bucket),
        }
    }

    /// Forgets what was measured after `step`. A bucket that straddles it goes as a whole; then returns the step from
    /// which to measure again.
    pub fn truncate(&mut self, step: u64) -> Option<u64> {
        let buckets = Arc::make_mut(&mut self.buckets);
        buckets.truncate(buckets.partition_point(|bucket| bucket.first <= step));
        buckets.pop_if(|bucket| bucket.last > step).map(|bucket| bucket.first)
    }

    /// Returns the least and the largest value.
    pub fn range(&self) -> Option<(f64, f64)> {
        let (min, max) = (self.buckets.iter().map(|b| b.min), self.buckets.iter().map(|b| b.max));
        Some((min.reduce(f64::min)?, max.reduce(f64::max)?))
    }
}

/// Returns the buckets that hold steps from `from` to `until`.
pub(super) fn within(series: &Series, from: u64, until: u64) -> impl Iterator<Item = &Bucket> {
    let buckets = &series.buckets;
    let first = buckets.partition_point(|bucket| bucket.last < from);
    buckets[first..].iter().take_while(move |bucket| bucket.first <= until)
}

/// Returns the mean of the values within these steps; NaN if there are none.
pub(super) fn mean(series: &Series, from: u64, until: u64) -> f64 {
    let (sum, count) =
        within(series, from, until).fold((0.0, 0.0), |(sum, count), bucket| (sum + bucket.value, count + 1.0));
    sum / count
}

/// Every measure of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// L of the batch at θ(t), at every step.
    pub loss: Series,
    /// Accuracy over the training examples, where it was evaluated.
    pub accuracy: Series,
    /// L over the test examples, at steps that the run itself chooses.
    pub test_loss: Series,
    /// Accuracy over the test examples, where it was evaluated.
    pub test_accuracy: Series,
    /// The share of H that is 0, where it was evaluated.
    pub sparsity: Series,
}

impl History {
    /// Forgets what was measured after `step`; returns the step from which losses must be measured again, if any.
    pub fn truncate(&mut self, step: u64) -> Option<u64> {
        for series in [&mut self.accuracy, &mut self.test_accuracy, &mut self.sparsity] {
            series.truncate(step);
        }
        [self.loss.truncate(step), self.test_loss.truncate(step)].into_iter().flatten().min()
    }

    /// Does the same as [`History::truncate`], and with `also_there` forgets what was measured at `step`, too.
    pub(super) fn forget(&mut self, step: u64, also_there: bool) -> Option<u64> {
        match (also_there, step.checked_sub(1)) {
            (false, _) => self.truncate(step),
            (true, Some(before)) => self.truncate(before),
            (true, None) => {
                *self = Self::default();
                None
            }
        }
    }

    pub(super) fn note(&mut self, evaluation: &Evaluation) {
        let step = evaluation.step;
        self.accuracy.record(step, evaluation.train.accuracy);
        if let Some(test) = evaluation.test {
            self.test_accuracy.record(step, test.accuracy);
        }
        if let Some(sparsity) = evaluation.sparsity {
            self.sparsity.record(step, sparsity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spike_survives_any_number_of_merges() {
        let mut series = Series::default();
        for step in 0..1_000_000 {
            series.record(step, if step == 123_456 { 99.0 } else { 1.0 });
        }
        assert!(series.buckets().len() <= Series::CAPACITY);
        assert_eq!(series.range(), Some((1.0, 99.0)));
        let spiked = series.buckets().iter().find(|b| b.max > 50.0).expect("the spike is kept");
        assert!((spiked.first..=spiked.last).contains(&123_456));
        assert!(series.buckets().windows(2).all(|pair| pair[0].last + 1 == pair[1].first), "no step is left out");
    }

    #[test]
    fn what_was_measured_already_is_not_measured_twice() {
        let mut series = Series::default();
        for step in [0, 1, 2, 1, 2, 3] {
            series.record(step, step as f64);
        }
        assert_eq!(series.buckets().iter().map(|b| b.last).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }

    #[test]
    fn truncating_inside_a_bucket_says_where_to_measure_again() {
        let mut series = Series::default();
        for step in 0..4096 {
            series.record(step, step as f64);
        }
        let from = series.truncate(1001).expect("1001 lies inside a bucket of four");
        assert_eq!(from, 1000);
        assert_eq!(series.buckets().last().map(|b| b.last), Some(999));
    }
}
