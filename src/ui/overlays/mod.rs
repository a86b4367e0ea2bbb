//! Overlays, which lie over a screen. Each is a component; the topmost gets the keys first.

mod entry;
mod go_to;
pub mod help;
mod leave;
mod save;
pub mod settings;
mod write;

pub use entry::{paste, type_key};
pub use go_to::GoTo;
pub use help::Help;
pub use leave::{Leave, leave};
pub use save::{Save, begin as begin_saving};
pub use settings::Settings;
pub use write::Write;

use super::bound_keys::BoundKeys;
use super::component::Keyed;
use super::step::{Check, Mistakes, Talk};

/// Returns the bindings of all overlays.
pub fn bound_keys() -> Vec<BoundKeys> {
    let tables =
        [Help::bound_keys(), Settings::bound_keys(), Talk::bound_keys(), Check::bound_keys(), Mistakes::bound_keys()];
    let prompts = [GoTo::bound_keys(), Write::bound_keys(), Save::bound_keys(), Leave::bound_keys()];
    tables.concat().into_iter().chain(prompts.concat()).collect()
}
