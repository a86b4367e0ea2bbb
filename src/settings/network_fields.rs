//! The settings of the network, and the presets, which set everything.

use super::data_fields::forget_given;
use super::field::{Field, Form, Group};
use super::ladder::{hidden_beside, whole_beside};
use super::spelling::{parse_hidden, parse_init, parse_named, parse_number, spell_hidden, spell_init};
use crate::nn::Activation;
use crate::session::{Preset, Recipe};

/// A named configuration of everything; settings read after it override it.
pub static PRESET: Field = Field {
    name: "preset",
    option: "preset",
    placeholder: "PRESET",
    form: Form::Choice,
    choices: || Preset::ALL.map(Preset::name).to_vec(),
    spell: |recipe| {
        let is_this = |preset: &Preset| seeded_as(*preset, recipe) == *recipe;
        Preset::ALL.into_iter().find(is_this).map(|preset| preset.name().into())
    },
    read: |recipe, typed| {
        parse_named(typed, Preset::ALL, Preset::name).map(|preset| *recipe = seeded_as(preset, recipe))
    },
    ..Field::PLAIN
};

/// The seed of all random numbers.
pub static SEED: Field = Field {
    name: "seed",
    option: "seed",
    placeholder: "SEED",
    form: Form::Whole,
    range: |_| format!("0 … {}", u64::MAX),
    spell: |recipe| Some(recipe.settings.seed.to_string().into()),
    read: |recipe, typed| parse_number(typed).map(|seed| (recipe.settings.seed, recipe.data_seed) = (seed, None)),
    ladder: Some(|_, value, is_up| whole_beside(value, is_up)),
    ..Field::PLAIN
};

/// The units of each hidden layer.
pub static HIDDEN: Field = Field {
    name: "hidden",
    option: "hidden",
    placeholder: "32 | 16,16 | none",
    group: Group::Network,
    range: |_| "1 … 65536; 16,16; none".to_owned(),
    spell: |recipe| Some(spell_hidden(&recipe.settings.hidden_units).into()),
    read: |recipe, typed| parse_hidden(typed).map(|units| recipe.settings.hidden_units = units),
    ladder: Some(|_, value, is_up| hidden_beside(value, is_up)),
    adjust_dependents: forget_given,
    ..Field::PLAIN
};

/// The activation f.
pub static ACTIVATION: Field = Field {
    name: "activation",
    option: "activation",
    placeholder: "ACTIVATION",
    group: Group::Network,
    form: Form::Choice,
    choices: || Activation::ALL.map(Activation::name).to_vec(),
    spell: |recipe| Some(recipe.settings.activation.name().into()),
    read: |recipe, typed| {
        parse_named(typed, Activation::ALL, Activation::name).map(|activation| recipe.settings.activation = activation)
    },
    ..Field::PLAIN
};

/// The initial parameters: drawn from a distribution, or read from a file.
pub static INIT: Field = Field {
    name: "init",
    option: "init",
    placeholder: "he|xavier|normal:SIGMA|uniform:R|zeros|FILE.safetensors",
    group: Group::Network,
    form: Form::NameOrFile(|value| parse_init(value).is_some()),
    choices: || vec!["he", "xavier", "normal:0.01", "uniform:0.5", "zeros"],
    range: |_| "he, xavier, normal:SIGMA, uniform:R, zeros, FILE.safetensors".to_owned(),
    spell: |recipe| match &recipe.init_file {
        Some(file) => Some(file.clone().into_os_string()),
        None => spell_init(&recipe.settings.init).map(Into::into),
    },
    read: |recipe, typed| {
        match parse_init(typed).transpose()? {
            Some(init) => (recipe.settings.init, recipe.init_file) = (init, None),
            None => recipe.init_file = Some(typed.into()),
        }
        Ok(())
    },
    ..Field::PLAIN
};

fn seeded_as(preset: Preset, recipe: &Recipe) -> Recipe {
    let mut other = preset.recipe();
    (other.settings.seed, other.data_seed) = (recipe.settings.seed, recipe.data_seed);
    other
}
