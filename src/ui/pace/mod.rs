//! The pace of a run: when its next step is due, what was requested meanwhile, and when a frame is worth drawing.
//!
//! [`Trainer::tick`] does what is due and returns what its host has to do: show a snapshot, build a run, or wait. A
//! thread calls it in a loop and sleeps in between; a browser's frame callback could call it, too. The trainer has no
//! clock of its own: the host passes in the time, counted from any origin.

mod merge;
mod queue;
mod schedule;
mod status;
#[cfg(test)]
mod tests;
mod trainee;
mod trainer;

pub use queue::{Inbox, Order, Queue, Taken};
pub use status::{Pace, Playback, Start, Status};
pub use trainee::Trainee;
pub use trainer::{Tick, Trainer};
