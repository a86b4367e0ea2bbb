//! Every setting of a run, once: a row of [`FIELDS`] says what it is called, how it is read and spelt, what it takes, where
//! the arrows lead from a value, and whether it can change in the course of a run.
//!
//! A new one is a row in `data_fields`, `network_fields` or `training_fields`, its name in the list below, and its words
//! in the tables of texts.

mod check;
mod data_fields;
mod field;
mod ladder;
mod network_fields;
mod options;
mod spelling;
mod training_fields;

pub use check::check;
pub use data_fields::{CLASSES, DATA_SEED, DATASET, FEATURES, IMAGE, LABEL, NOISE, SAMPLES, SCALING, TEST_FRACTION};
pub use field::{Field, Form, Group};
pub use ladder::{down, next_learning_rate, up};
pub use network_fields::{ACTIVATION, HIDDEN, INIT, PRESET, SEED};
pub use options::{SpeltOption, options_from, spelt};
pub use spelling::{dataset_names, spell_hidden, spell_init};
pub use training_fields::{BATCH, L1, L2, LEARNING_RATE, OPTIMIZER};

/// Every setting that a run is made with, in the order in which a person would say them.
pub static FIELDS: [&Field; 20] = [
    &DATASET,
    &LABEL,
    &SAMPLES,
    &NOISE,
    &CLASSES,
    &FEATURES,
    &IMAGE,
    &SCALING,
    &TEST_FRACTION,
    &PRESET,
    &HIDDEN,
    &ACTIVATION,
    &INIT,
    &SEED,
    &DATA_SEED,
    &LEARNING_RATE,
    &OPTIMIZER,
    &L1,
    &L2,
    &BATCH,
];

/// Those that a data set is asked for with.
pub static OF_DATA: [&Field; 6] = [&LABEL, &SAMPLES, &NOISE, &CLASSES, &FEATURES, &IMAGE];

/// The setting with this option of the command line, given without its `--`.
pub fn with_option(option: &str) -> Option<&'static Field> {
    FIELDS.into_iter().find(|field| field.option == option)
}
