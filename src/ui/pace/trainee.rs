//! What is trained.

use crate::session::{Command, Measure, Session, Snapshot};

/// What can be trained: the session, or in a test something that takes its time.
pub trait Trainee {
    /// A copy of all that a frame may show.
    type Snapshot;
    /// Carries out a command.
    fn apply(&mut self, command: Command);
    /// Takes one step.
    fn step(&mut self);
    /// Takes one phase.
    fn phase(&mut self);
    /// Takes one step towards the place that a command set out for.
    fn advance(&mut self);
    /// Whether there is work that [`Trainee::advance`] goes on with.
    fn is_walking(&self) -> bool;
    /// Whether it is on its way to a place that a command set out for.
    fn is_under_way(&self) -> bool {
        self.is_walking()
    }
    /// Whether its numbers stopped being finite.
    fn is_broken(&self) -> bool;
    /// The number of updates made so far.
    fn steps(&self) -> u64;
    /// Makes a snapshot, measured first if `measure` says so.
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
