//! A run of training and its time, counted in steps and phases, never by a clock.
//!
//! [`Session`] walks forwards and backwards; every place in time is reached with the same bits, whatever the way there.

mod activity_map;
mod aside;
mod branch;
mod breakdown;
mod changes;
mod command;
mod companion;
mod conditions;
mod confusion;
mod deeds;
mod diagnosis;
mod distribution;
mod effect;
mod evaluation;
mod example;
mod gradients;
mod history;
mod hyperparameters;
mod image;
mod measure;
mod overfitting;
mod pass;
mod phase;
mod plane;
mod preset;
mod recipe;
mod restart;
mod run;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod session;
mod snapshot;
mod timeline;
mod walk;

pub use activity_map::{ActivityMap, Sample};
pub use branch::Branch;
pub use breakdown::{Blame, Breakdown};
pub use changes::{Change, Changes, Setting, Unit};
pub use command::{Command, Edit};
pub use companion::Beside;
pub use conditions::{Conditions, Regime};
pub use confusion::Confusion;
pub use deeds::{Dated, Deed, News, Way};
pub use diagnosis::{Cause, Diagnosis};
pub use distribution::Distribution;
pub use evaluation::Evaluation;
pub use example::{Example, ExampleId, Part};
pub use gradients::Gradients;
pub use history::{Bucket, History, Series};
pub use hyperparameters::{BatchSize, Hyperparameters, Settings};
pub use image::Image;
pub use pass::Matrices;
pub use phase::{Phase, phases, superscript};
pub use plane::{Fold, HeldAt, HiddenLayer, Look, Plane, Probe, Section, Segment, Spot, folds};
pub use preset::Preset;
pub use recipe::{Built, Recipe};
pub use run::{Position, Run, sizes};
pub use session::{Checked, Session};
pub use snapshot::{Measure, Names, Request, Snapshot};
pub use walk::Walk;
