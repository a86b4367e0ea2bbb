//! What is still to move into its room: settings, and what waits for the session. All else is in [`crate::ui`].

mod controls;
mod pending;
mod speed;

pub use controls::{Controls, Field, Line, Plan};
pub use pending::{Order, Pending};
pub use speed::{Speed, next_phase_speed};

pub use crate::ui::*;

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

/// What the host of the session tells besides the snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Status {
    /// Whether training goes on.
    pub playback: Playback,
    /// The steps of the last second, where training went on for long enough to tell.
    pub steps_per_second: Option<f64>,
    /// How many effects the host has carried out.
    pub acknowledged: u64,
}
