//! The table of the keys that hold on every screen.

use super::{Global, look, program, run, time};
use crate::ui::component::{Binding, Keyed};
use crate::ui::screens;

impl Keyed for Global {
    const NAME: &'static str = "global";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[screens::OPEN, program::TABLE, time::TABLE, run::TABLE, look::TABLE];
}
