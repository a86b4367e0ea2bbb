//! The state of training, as the trainer and the screen exchange it.

use crate::settings::Speed;

/// Whether training goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Playback {
    /// Training waits for keys.
    #[default]
    Paused,
    /// Training goes on, step after step.
    Running,
    /// Training goes on slowly, phase after phase.
    Walking,
}

/// A request about the pace.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// Run, walk or pause.
    Playback(Playback),
    /// Train at this speed.
    Speed(Speed),
}

/// How training starts.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// Running or paused.
    pub playback: Playback,
    /// The speed.
    pub speed: Speed,
    /// The step at which training pauses by itself, once.
    pub pause_at: Option<u64>,
}

/// What the trainer reports besides the snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Status {
    /// Whether training runs.
    pub playback: Playback,
    /// The measured steps per second; `None` until training has gone on long enough to tell, and while it is paused.
    pub steps_per_second: Option<f64>,
    /// How many orders have been carried out.
    pub acknowledged: u64,
}
