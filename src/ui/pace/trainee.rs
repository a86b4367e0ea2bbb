//! What the trainer trains.

use crate::session::{Command, Measure, Session, Snapshot};

/// Something that can be trained: the session or, in tests, a fake that takes its time.
pub trait Trainee {
    /// A copy of everything that a frame may show.
    type Snapshot;
    /// Carries out a command.
    fn apply(&mut self, command: Command);
    /// Takes one step.
    fn step(&mut self);
    /// Takes one phase.
    fn phase(&mut self);
    /// Takes one step towards the target of a command.
    fn advance(&mut self);
    /// Returns whether [`Trainee::advance`] has something to do.
    fn is_walking(&self) -> bool;
    /// Returns whether it is on its way to the target of a command.
    fn is_under_way(&self) -> bool {
        self.is_walking()
    }
    /// Returns whether its numbers are no longer finite.
    fn is_broken(&self) -> bool;
    /// Returns the number of updates made so far.
    fn steps(&self) -> u64;
    /// Makes a snapshot; `measure` says whether it is measured first.
    fn snapshot(&mut self, measure: Measure) -> Self::Snapshot;
}

impl Trainee for Session {
    type Snapshot = Snapshot;

    fn apply(&mut self, command: Command) {
        Session::apply(self, command);
    }

    fn step(&mut self) {
        Session::step(self);
    }

    fn phase(&mut self) {
        Session::phase(self);
    }

    fn advance(&mut self) {
        Session::advance(self);
    }

    fn is_walking(&self) -> bool {
        self.is_busy()
    }

    fn is_under_way(&self) -> bool {
        self.target().is_some()
    }

    fn is_broken(&self) -> bool {
        self.run().breakdown().is_some()
    }

    fn steps(&self) -> u64 {
        self.run().position().step
    }

    fn snapshot(&mut self, measure: Measure) -> Snapshot {
        Session::snapshot(self, measure)
    }
}
