//! The time of a run: where it is, how far it has been, and the checkpoints that lead back.

use super::timeline::{Checkpoint, Timeline};
use crate::nn::{Optimizer, Parameters};

/// A position in time: the number of updates, and the number of phases of the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// The updates made.
    pub step: u64,
    /// The phases done since.
    pub phase: usize,
}

/// The position of a run, and the way back.
#[derive(Debug)]
pub(super) struct Clock {
    position: Position,
    furthest: u64,
    timeline: Timeline,
}

impl Clock {
    /// Starts the clock of a run with the state `start` and `rows` examples per step; its checkpoints take up to
    /// `budget` bytes.
    pub fn new(start: Checkpoint, rows: usize, budget: usize) -> Self {
        Self { position: Position::default(), furthest: 0, timeline: Timeline::new(start, rows, budget) }
    }

    pub fn position(&self) -> Position {
        self.position
    }

    pub fn step(&self) -> u64 {
        self.position.step
    }

    pub fn furthest(&self) -> u64 {
        self.furthest
    }

    /// Moves to the start of `step`, which was just reached.
    pub fn arrive(&mut self, step: u64) {
        self.position = Position { step, phase: 0 };
        self.furthest = self.furthest.max(step);
    }

    /// Moves to another phase of this step.
    pub fn turn_to(&mut self, phase: usize) {
        self.position.phase = phase;
    }

    /// Keeps the state at this step if a checkpoint is due.
    pub fn record(&mut self, parameters: &Parameters, optimizer: &Optimizer) {
        self.timeline.record(self.position.step, parameters, optimizer);
    }

    /// Returns the latest checkpoint at or before `step`.
    pub fn nearest(&self, step: u64) -> &Checkpoint {
        self.timeline.nearest(step)
    }

    /// Moves to the latest checkpoint at or before `step`, and returns it.
    pub fn rewind_to(&mut self, step: u64) -> &Checkpoint {
        let checkpoint = self.timeline.nearest(step);
        self.position = Position { step: checkpoint.step, phase: 0 };
        checkpoint
    }

    /// Forgets everything after this step, because something changes in it.
    pub fn forget_the_future(&mut self) {
        self.furthest = self.position.step;
        self.timeline.truncate(self.furthest);
    }

    /// Takes over the furthest step and the checkpoints of another run, which is the same up to step `shared` (`None`
    /// if it never differs).
    pub fn take_over(&mut self, shared: Option<u64>, furthest: u64, checkpoints: &[Checkpoint]) {
        if let Some(step) = shared {
            self.timeline.truncate(step);
        }
        self.furthest = furthest;
        self.timeline.merge(checkpoints);
    }
}
