//! The keys that mean the same on every screen that does not say otherwise.

mod look;
mod program;
mod run;
mod time;

pub use program::{Always, Stop};

use super::component::{Binding, Keyed};
use super::screens;

/// The keys that mean the same on every screen that does not say otherwise.
pub struct Global;

impl Keyed for Global {
    const NAME: &'static str = "global";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[screens::OPEN, program::TABLE, time::TABLE, run::TABLE, look::TABLE];
}
