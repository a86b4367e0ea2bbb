//! The table of the keys that hold on every screen.

use super::{Global, look, program, run, time};
use crate::ui::OPEN_SCREENS;
use crate::ui::component::{Binding, Keyed};

impl Keyed for Global {
    const NAME: &'static str = "global";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[OPEN_SCREENS, program::TABLE, time::TABLE, run::TABLE, look::TABLE];
}
