//! The keys that mean the same on every screen that does not say otherwise.

mod look;
mod program;
mod run;
mod table;
mod time;

pub use program::{Always, Stop};

/// The keys that mean the same on every screen that does not say otherwise.
pub struct Global;
