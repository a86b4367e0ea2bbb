//! What is still to move into its room: settings. All else is in [`crate::ui`].

mod controls;

pub use controls::{Controls, Field, Line, Plan};

pub use crate::ui::*;
