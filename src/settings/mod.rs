//! Every setting of a run is defined once: a row of [`FIELDS`] says what it is called, how it is read and spelt, what
//! values it takes, where the arrows lead from a value, and whether it can change during a run.
//!
//! A new setting needs a row in `data_fields`, `network_fields` or `training_fields`, its name in the list below, and
//! its words in the tables of texts. If it can change during a run, it is also a variant of
//! [`Setting`](crate::session::Setting): the compiler then asks what it changes (`session/setting.rs`), where it is
//! kept ([`Settings::replace`](crate::session::Settings::replace)), and whether it touches the parameters
//! (`session/model.rs`).

mod changes;
mod data_fields;
mod field;
mod ladder;
mod network_fields;
mod options;
mod speed;
mod spelling;
mod training_fields;
mod words;

pub use changes::{Unusable, Written, change_keys, now, read_setting, take_live, write_setting};
pub use data_fields::{CLASSES, DATA_SEED, DATASET, FEATURES, IMAGE, LABEL, NOISE, SAMPLES, SCALING, TEST_FRACTION};
pub use field::{Field, Form, Group, check};
pub use ladder::{down, next_learning_rate, up};
pub use network_fields::{ACTIVATION, HIDDEN, INIT, PRESET, SEED};
pub use options::{SpeltOption, options_from, spelt};
pub use speed::{Speed, next_phase_speed};
pub use spelling::dataset_names;
pub use training_fields::{BATCH, L1, L2, LEARNING_RATE, OPTIMIZER};
pub use words::{dated, name_and_value, parameter_name, sentence, short_name, unit_name, value_name};

/// Every setting that a run is made with, in the order in which a person would list them.
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

/// The settings with which a data set is requested.
pub static OF_DATA: [&Field; 6] = [&LABEL, &SAMPLES, &NOISE, &CLASSES, &FEATURES, &IMAGE];

/// Returns the setting of this command-line option, given without its `--`.
pub fn with_option(option: &str) -> Option<&'static Field> {
    FIELDS.into_iter().find(|field| field.option == option)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Recipe;
    use crate::text::{Language, Text};
    use std::collections::BTreeSet;

    #[test]
    fn no_two_settings_share_a_name_or_an_option() {
        for of in [|field: &Field| field.name, |field: &Field| field.option] {
            assert_eq!(FIELDS.map(of).into_iter().collect::<BTreeSet<_>>().len(), FIELDS.len());
        }
    }

    #[test]
    fn every_setting_has_a_short_name_in_every_language() {
        for text in [Language::English, Language::Spanish].map(Text::of) {
            for field in FIELDS.into_iter().filter(|field| **field != PRESET) {
                assert!(text.of_name("controls.short", field.name).is_some(), "{}", field.name);
            }
        }
    }

    #[test]
    fn what_a_recipe_says_is_read_to_the_same() {
        for preset in crate::session::Preset::ALL {
            let recipe = preset.recipe();
            for field in FIELDS {
                let Some(value) = (field.spell)(&recipe) else { continue };
                let mut other = recipe.clone();
                (field.read)(&mut other, &value).unwrap();
                assert_eq!(other, recipe, "{} of {}", field.name, preset.name());
            }
        }
        assert_eq!(check(&Recipe::default()), Ok(()));
    }
}
