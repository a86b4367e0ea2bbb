//! What lies over a screen: each is a component, and the topmost sees the keys first.

mod check;
mod entry;
mod go_to;
pub mod help;
mod leave;
mod mistakes;
mod save;
pub mod settings;
mod talk;
mod write;

pub use check::Check;
pub use entry::{paste, type_key};
pub use go_to::GoTo;
pub use help::Help;
pub use leave::Leave;
pub use mistakes::Mistakes;
pub use save::Save;
pub use settings::Settings;
pub use talk::Talk;
pub use write::Write;

use super::component::Keyed;
use super::told::Told;

/// The tables of all of them.
pub fn told() -> Vec<Told> {
    let tables = [Help::told(), Settings::told(), Talk::told(), Check::told(), Mistakes::told()];
    let prompts = [GoTo::told(), Write::told(), Save::told(), Leave::told()];
    tables.concat().into_iter().chain(prompts.concat()).collect()
}
