//! The time of a run: where it stands, how far it has been, and the checkpoints that lead back.

use super::timeline::{Checkpoint, Timeline};
use crate::nn::{Optimizer, Parameters};

/// A place in time: a number of updates, and a number of phases of the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// The updates made.
    pub step: u64,
    /// The phases done since.
    pub phase: usize,
}

/// Where a run stands, and the way back.
#[derive(Debug)]
pub(super) struct Clock {
    position: Position,
    furthest: u64,
    timeline: Timeline,
}

impl Clock {
    /// The clock of a run that starts with the state `start` and whose steps see `rows` examples; its checkpoints take
    /// up to `budget` bytes.
    pub fn new(start: Checkpoint, rows: usize, budget: usize) -> Self {
        Self { position: Position::default(), furthest: 0, timeline: Timeline::new(start, rows, budget) }
    }

    pub fn position(&self) -> Position {
        self.position
    }

    pub fn step(&self) -> u64 {
        self.position.step
    }

    /// The furthest step that was reached.
    pub fn furthest(&self) -> u64 {
        self.furthest
    }

    /// Stands at the start of `step`, which was just reached.
    pub fn arrive(&mut self, step: u64) {
        self.position = Position { step, phase: 0 };
        self.furthest = self.furthest.max(step);
    }

    /// Stands at another phase of this step.
    pub fn turn_to(&mut self, phase: usize) {
        self.position.phase = phase;
    }

    /// Keeps the state at this step where a checkpoint is due.
    pub fn record(&mut self, parameters: &Parameters, optimizer: &Optimizer) {
        self.timeline.record(self.position.step, parameters, optimizer);
    }

    /// The latest checkpoint at or before `step`.
    pub fn nearest(&self, step: u64) -> &Checkpoint {
        self.timeline.nearest(step)
    }

    /// Stands at the latest checkpoint at or before `step`, which is returned.
    pub fn restore(&mut self, step: u64) -> &Checkpoint {
        let checkpoint = self.timeline.nearest(step);
        self.position = Position { step: checkpoint.step, phase: 0 };
        checkpoint
    }

    /// Forgets what came after this step, since something is changed in it.
    pub fn forget_the_future(&mut self) {
        self.furthest = self.position.step;
        self.timeline.truncate(self.furthest);
    }

    /// Takes over how far another run has been that is the same up to `shared`, with checkpoints of it.
    pub fn take_over(&mut self, shared: Option<u64>, furthest: u64, checkpoints: &[Checkpoint]) {
        if let Some(step) = shared {
            self.timeline.truncate(step);
        }
        self.furthest = furthest;
        self.timeline.resume(checkpoints);
    }
}
