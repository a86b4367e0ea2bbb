//! A run of training and its time, counted in steps and phases, never by a clock.
//!
//! [`Session`] walks forwards and backwards; every place in time is reached with the same bits, whatever the way there.

mod aside;
mod branch;
mod breakdown;
mod changes;
mod command;
mod companion;
mod conditions;
mod deeds;
mod diagnosis;
mod effect;
mod evaluation;
mod example;
mod gradients;
mod history;
mod hyperparameters;
mod matrices;
mod measure;
mod open_step;
mod overfitting;
mod pass;
mod phase;
mod preset;
mod recipe;
mod restart;
mod run;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod session;
mod setup;
mod snapshot;
mod timeline;

pub use branch::Branch;
pub use breakdown::{Blame, Breakdown};
pub use changes::{Change, Changes, Setting, Unit};
pub use command::{Command, Edit};
pub use companion::OtherRun;
pub use conditions::{Conditions, Regime};
pub use deeds::{Dated, Deed, LastDeeds, News, Way};
pub use diagnosis::{Cause, Diagnosis};
pub use evaluation::Evaluation;
pub use example::{Example, ExampleId, Part};
pub use gradients::Gradients;
pub use history::{Bucket, History, Series};
pub use hyperparameters::{BatchSize, Hyperparameters, Settings};
pub use matrices::Matrices;
pub use open_step::OpenStep;
pub use phase::{Phase, PhaseKind, Stage, phases, superscript};
pub use preset::Preset;
pub use recipe::{Built, Recipe};
pub use run::{Position, Run};
pub use session::{Check, Checked, Session};
pub use setup::{Setup, sizes};
pub use snapshot::{Measure, Measured, Request, Snapshot};
