//! A future that a change in the past, or a new start, left behind.

use super::changes::Changes;
use super::history::Series;
use super::kept_run::KeptRun;
use super::setup::Setup;

/// A future that was left behind: its curve, and all that it takes to go through it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// Its number, from 1: its name.
    pub number: usize,
    /// The step at which it was left.
    pub from: u64,
    /// ε where the run stood in it.
    pub learning_rate: f64,
    run: KeptRun,
}

impl Branch {
    /// The branch `number` that is left at step `from`.
    pub(super) fn new(number: usize, from: u64, learning_rate: f64, run: KeptRun) -> Self {
        Self { number, from, learning_rate, run }
    }

    /// What never changes in it.
    pub fn setup(&self) -> &Setup {
        &self.run.setup
    }

    /// What was set in its course.
    pub fn changes(&self) -> &Changes {
        &self.run.changes
    }

    /// Its loss, from the start of the run.
    pub fn loss(&self) -> &Series {
        &self.run.history.loss
    }

    /// The furthest step that it reached.
    pub fn reached(&self) -> u64 {
        self.run.furthest
    }

    /// All that it takes to go through it again, from its start.
    pub(super) fn run(&self) -> &KeptRun {
        &self.run
    }

    /// Whether `other` is the same run, as far or further.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        self.run.is_same_run(other.setup(), other.changes()) && self.reached() <= other.reached()
    }
}
