//! What lies over a screen: each is a component, and the topmost sees the keys first.

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

use super::component::Keyed;
use super::step::{Check, Mistakes, Talk};
use super::told::Told;

/// The tables of all of them.
pub fn told() -> Vec<Told> {
    let tables = [Help::told(), Settings::told(), Talk::told(), Check::told(), Mistakes::told()];
    let prompts = [GoTo::told(), Write::told(), Save::told(), Leave::told()];
    tables.concat().into_iter().chain(prompts.concat()).collect()
}
