//! A run of training and its time, counted in steps and phases, never by a clock.
//!
//! [`Session`] walks forwards and backwards; every place in time is reached with the same bits, whatever the way there.

mod activity_map;
mod aside;
mod branch;
mod breakdown;
mod changes;
mod changes_file;
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
mod parameter_file;
mod pass;
mod phase;
mod plane;
mod preset;
mod recipe;
mod recipe_spelling;
mod restart;
mod run;
mod run_file;
mod save;
mod saved_network;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod session;
mod snapshot;
mod spelling;
mod timeline;
mod walk;

pub use activity_map::{ActivityMap, Sample};
pub use branch::Branch;
pub use breakdown::{Blame, Breakdown};
pub use changes::{Change, Changes, Setting, Unit};
pub use changes_file::{changes_to_toml, load_changes, parse_changes};
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
pub use parameter_file::{hash, load_parameters, parameters_to_bytes, save_parameters};
pub use pass::Matrices;
pub use phase::{Phase, phases, superscript};
pub use plane::{Fold, HeldAt, HiddenLayer, Look, Plane, Probe, Section, Segment, Spot, folds};
pub use preset::Preset;
pub use recipe::{Built, Recipe};
pub use recipe_spelling::{SpeltOption, recipe_options};
pub use run::{Position, Run, sizes};
pub use run_file::{RunFile, run_to_toml};
pub use save::{RunFiles, free_name};
pub use saved_network::{SavedDerived, SavedNetwork, load_network};
pub use session::{Checked, Session};
pub use snapshot::{Measure, Names, Request, Snapshot};
pub use spelling::{
    dataset_names, parse_batch, parse_hidden, parse_init, spell_batch, spell_hidden, spell_init, spell_number,
    spell_scaling,
};
pub use walk::Walk;
