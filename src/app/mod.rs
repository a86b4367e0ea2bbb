//! What the keys mean: no drawing, no terminal, no clock.
//!
//! A key becomes an [`Action`] through the one table in `keymap`; [`App::update`] changes the app's own state and
//! returns the effects that its host shall carry out.

mod action;
mod entry;
mod keymap;
mod model;
mod speed;
mod step;
mod update;

pub use action::Action;
pub use keymap::{Binding, Key, KeyCode, bindings, find, key_of, markdown};
pub use model::{App, Overlay, Pane, Playback, Status, left_out};
pub use speed::{Speed, next_learning_rate};
pub use step::{Screen, StepView};
pub use update::Effect;
