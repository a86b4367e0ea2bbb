//! How training goes on, as the trainer and the screen tell each other.

use crate::settings::Speed;

/// Whether training goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Playback {
    /// It waits for keys.
    #[default]
    Paused,
    /// It goes on, step after step.
    Running,
    /// It goes on slowly, phase after phase.
    Walking,
}

/// What can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// To go on by itself, or not.
    Playback(Playback),
    /// To go this fast.
    Speed(Speed),
}

/// How training starts.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// Running or paused.
    pub playback: Playback,
    /// How fast.
    pub speed: Speed,
    /// The step at which it pauses by itself, once.
    pub pause_at: Option<u64>,
}

/// What the trainer tells besides the snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Status {
    /// Whether training goes on.
    pub playback: Playback,
    /// The steps of the last second, once training has gone on for long enough to tell.
    pub steps_per_second: Option<f64>,
    /// How many orders have been carried out.
    pub acknowledged: u64,
}
