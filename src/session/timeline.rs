//! The way back: checkpoints that thin out with age.

use crate::nn::{Optimizer, Parameters};

/// The state at the start of a step, before the changes made there take effect.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    /// The step.
    pub step: u64,
    /// θ(step).
    pub parameters: Parameters,
    /// What the optimizer remembers at that step.
    pub optimizer: Optimizer,
}

impl Checkpoint {
    /// Returns its memory, in bytes.
    pub fn bytes(&self) -> usize {
        (self.parameters.len() + self.optimizer.remembered()) * size_of::<f64>()
    }
}

/// The memory of a run's checkpoints, in bytes. The run beside it has a third of that, which makes 32 MiB together.
pub const BUDGET: usize = 24 << 20;
/// The most checkpoints kept: with more, a small network's memory would fill for hours without a gain.
const MOST: usize = 8192;
/// The fewest kept, even if their parameters are so large that they exceed the budget.
const FEWEST: usize = 4;
/// Replaying from one checkpoint to the next costs about this many multiply-adds (a millisecond), if memory allows.
const REPLAY: usize = 1 << 24;

/// The last 1/`RECENT` of a run, in which younger checkpoints are denser; before it they are evenly spaced.
const RECENT: u64 = 8;

/// What a run needs to go back. In the last eighth of a run, the distance from one checkpoint to the next is
/// proportional to its age; before that it is the same everywhere. So the near past is dense, no position is far from a
/// checkpoint, and a run of any length fits: as it grows, so do all distances.
#[derive(Debug)]
pub struct Timeline {
    checkpoints: Vec<Checkpoint>,
    /// Buffers of checkpoints that were thinned out, for reuse.
    spare: Vec<Checkpoint>,
    capacity: usize,
    stride: u64,
    /// The largest allowed ratio of a gap to its age.
    coarseness: f64,
}

impl Timeline {
    /// Starts the timeline of a run with the state `start`, `rows` examples per step, and `budget` bytes.
    pub fn new(start: Checkpoint, rows: usize, budget: usize) -> Self {
        let capacity = (budget / start.bytes().max(1)).clamp(FEWEST, MOST);
        let stride = (REPLAY / (3 * rows * start.parameters.len()).max(1)).clamp(1, 64) as u64;
        Self { checkpoints: vec![start], spare: Vec::new(), capacity, stride, coarseness: 1e-4 }
    }

    /// Keeps the state at `step` if a checkpoint is due.
    pub fn record(&mut self, step: u64, parameters: &Parameters, optimizer: &Optimizer) {
        if !step.is_multiple_of(self.stride) || self.checkpoints.last().is_some_and(|last| last.step >= step) {
            return;
        }
        if self.checkpoints.len() >= self.capacity {
            self.thin(step);
        }
        let checkpoint = match self.spare.pop() {
            Some(mut spare) => {
                spare.step = step;
                spare.parameters.copy_from(parameters);
                spare.optimizer.copy_from(optimizer);
                spare
            }
            None => Checkpoint { step, parameters: parameters.clone(), optimizer: optimizer.clone() },
        };
        self.checkpoints.push(checkpoint);
    }

    /// Drops checkpoints until a quarter of the room is free: those whose neighbours are close enough for their age.
    fn thin(&mut self, now: u64) {
        let most = self.capacity - (self.capacity / 4).max(1);
        loop {
            let mut kept: Vec<Checkpoint> = Vec::with_capacity(self.capacity);
            let mut old = std::mem::take(&mut self.checkpoints).into_iter().peekable();
            while let Some(checkpoint) = old.next() {
                let gap = kept.last().zip(old.peek()).map(|(before, after)| (before.step, after.step - before.step));
                match gap {
                    Some((before, gap)) if gap as f64 <= self.coarseness * (now - before).min(now / RECENT) as f64 => {
                        self.spare.push(checkpoint);
                    }
                    _ => kept.push(checkpoint),
                }
            }
            self.checkpoints = kept;
            if self.checkpoints.len() <= most {
                return;
            }
            self.coarseness *= 1.25;
        }
    }

    /// Inserts checkpoints of the same run.
    pub fn merge(&mut self, checkpoints: &[Checkpoint]) {
        for checkpoint in checkpoints {
            let at = self.checkpoints.partition_point(|other| other.step < checkpoint.step);
            if self.checkpoints.get(at).is_none_or(|other| other.step != checkpoint.step) {
                self.checkpoints.insert(at, checkpoint.clone());
            }
        }
    }

    /// Returns the latest checkpoint at or before `step`.
    pub fn nearest(&self, step: u64) -> &Checkpoint {
        let after = self.checkpoints.partition_point(|checkpoint| checkpoint.step <= step);
        &self.checkpoints[after.saturating_sub(1)]
    }

    /// Forgets everything after `step`, because something changes there.
    pub fn truncate(&mut self, step: u64) {
        let after = self.checkpoints.partition_point(|checkpoint| checkpoint.step <= step);
        self.spare.extend(self.checkpoints.drain(after.max(1)..));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::OptimizerKind;

    fn timeline(sizes: &[usize], rows: usize, steps: u64) -> Timeline {
        let parameters = Parameters::zeros(sizes);
        let optimizer = Optimizer::new(OptimizerKind::Sgd, sizes);
        let start = Checkpoint { step: 0, parameters: parameters.clone(), optimizer: optimizer.clone() };
        let mut timeline = Timeline::new(start, rows, BUDGET);
        for step in 1..=steps {
            timeline.record(step, &parameters, &optimizer);
        }
        timeline
    }

    #[test]
    fn a_long_run_keeps_few_checkpoints_and_the_near_past_dense() {
        let timeline = timeline(&[2, 32, 3], 300, 1_000_000);
        assert!(timeline.checkpoints.len() <= timeline.capacity);
        assert!(timeline.checkpoints.len() + timeline.spare.len() <= timeline.capacity + 1, "buffers are used again");
        assert_eq!(timeline.checkpoints[0].step, 0, "the start is kept for ever");
        for target in [999_999_u64, 999_900, 990_000, 900_000, 500_000, 1_000] {
            let replay = target - timeline.nearest(target).step;
            let age = 1_000_000 - target;
            assert!(replay <= 4 * timeline.stride + age / 100, "{replay} steps to replay to {target}");
        }
    }
}
