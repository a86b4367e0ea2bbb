//! A run of training and its time, counted in steps and phases, never by a clock.
//!
//! [`Session`] walks forwards and backwards; every place in time is reached with the same bits, whatever the way there.

mod breakdown;
mod command;
mod evaluation;
mod history;
mod hyperparameters;
mod parameter_file;
mod pass;
mod phase;
mod preset;
mod run;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod session;
mod snapshot;
mod timeline;

pub use crate::nn::{
    Activation, GradientCheck, Init, Instructions, LayerActivity, Linear, Metrics, OptimizerKind, Parameters, Threads,
    argmax,
};
pub use breakdown::Breakdown;
pub use command::Command;
pub use evaluation::Evaluation;
pub use history::{Bucket, History, Series};
pub use hyperparameters::{BatchSize, Hyperparameters, Settings};
pub use parameter_file::{hash, load_parameters, save_parameters};
pub use pass::Matrices;
pub use phase::{Phase, phases, superscript};
pub use preset::Preset;
pub use run::{Position, Run};
pub use session::Session;
pub use snapshot::{Example, Measure, Names, Request, Snapshot};
pub use timeline::Change;
