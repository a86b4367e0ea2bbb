//! What the keys mean: no drawing, no terminal, no clock.
//!
//! A key becomes an [`Action`] through the one table in `keymap`; [`App::update`] changes the app's own state and
//! returns the effects that its host shall carry out.

mod action;
mod alerts;
mod back;
mod boundary;
mod compare;
mod controls;
mod deeds;
mod diagnoses;
mod dispatch;
mod edit;
mod entry;
mod keymap;
mod model;
mod overlay;
mod pending;
mod predictions;
mod run_files;
mod saving;
mod screen;
mod speed;
mod step;
mod units;
mod update;

pub use action::Action;
pub use alerts::{Alerts, HOLD};
pub use back::Level;
pub use boundary::{BoundaryView, Display, Marked, units_across};
pub use compare::CompareView;
pub use controls::{Controls, Field, Line, Plan};
pub use deeds::{deed, parameter_name, unit_name};
pub use diagnoses::{all_of, explained, sentence};
pub use keymap::{Binding, Key, KeyCode, Section, bindings, find, key_of, markdown, sections};
pub use model::{App, Overlay, Pane, Playback, Status, left_out};
pub use pending::{Order, Pending};
pub use predictions::{PredictionsDisplay, PredictionsView};
pub use run_files::RunFiles;
pub use saving::{Kept, KeptFile, Note, Outcome, SavePrompt, Unsaved};
pub use screen::Screen;
pub use speed::Speed;
pub use step::StepView;
pub use units::{UnitsDisplay, UnitsView};
pub use update::Effect;
