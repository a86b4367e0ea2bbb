//! A run of training and its time, counted in steps and phases, never by a clock.
//!
//! [`Session`] walks forwards and backwards; every position in time has the same bits, however it was reached.

mod branches;
mod breakdown;
mod built;
mod changes;
mod check;
mod clock;
mod command;
mod conditions;
mod deeds;
mod diagnosis;
mod evaluation;
mod example;
mod gradients;
mod history;
mod hyperparameters;
mod kept_run;
mod matrices;
mod measurements;
mod model;
mod open_step;
mod overfitting;
mod pass;
mod phase;
mod preset;
mod recipe;
mod run;
mod runs;
#[expect(clippy::module_inception, reason = "the module is named after its main type")]
mod session;
mod setting;
mod setup;
mod snapshot;
mod symptoms;
mod timeline;

pub use branches::{Branch, OtherRun};
pub use breakdown::{Blame, Breakdown};
pub use built::{Built, Source};
pub use changes::Changes;
pub use check::{Check, Checked};
pub use clock::Position;
pub use command::{Command, Edit};
pub use conditions::{Conditions, Regime};
pub use deeds::{Dated, Deed, LastDeeds, News, Way};
pub use diagnosis::{Cause, Diagnosis, Missing};
pub use evaluation::Evaluation;
pub use example::{Example, ExampleId, Part};
pub use gradients::Gradients;
pub use history::{Bucket, History, Series};
pub use hyperparameters::{Hyperparameters, Settings};
pub use matrices::Matrices;
pub use open_step::OpenStep;
pub use phase::{Phase, PhaseKind, Stage, phases, superscript};
pub use preset::Preset;
pub use recipe::Recipe;
pub use run::Run;
pub use session::Session;
pub use setting::{BatchSize, Change, Setting, Unit};
pub use setup::{Setup, sizes};
pub use snapshot::{Measure, Measured, Request, Snapshot};
