//! The settings of the training; all of them can change during a run.

use super::field::{Field, Form, Group};
use super::ladder::{batch_beside, penalty_beside, rate_beside};
use super::spelling::{parse_batch, parse_named, parse_number, spell_batch, spell_real};
use crate::nn::OptimizerKind;
use crate::session::{Setting, Settings};

/// The learning rate ε.
pub static LEARNING_RATE: Field = Field {
    name: "learning_rate",
    option: "lr",
    placeholder: "EPSILON",
    form: Form::Real,
    range: |_| Settings::LEARNING_RATE_RANGE.to_owned(),
    spell: |recipe| Some(spell_real(recipe.settings.learning_rate)),
    read: |recipe, typed| parse_number(typed).map(|rate| recipe.settings.learning_rate = rate),
    ladder: Some(|_, value, is_up| rate_beside(value, is_up)),
    live: Some(|settings| Setting::LearningRate(settings.learning_rate)),
    ..TRAINING
};

/// The update rule.
pub static OPTIMIZER: Field = Field {
    name: "optimizer",
    option: "optimizer",
    placeholder: "OPTIMIZER",
    form: Form::Choice,
    choices: || OptimizerKind::ALL.map(OptimizerKind::name).to_vec(),
    spell: |recipe| Some(recipe.settings.optimizer.name().into()),
    read: |recipe, typed| {
        parse_named(typed, OptimizerKind::ALL, OptimizerKind::name).map(|kind| recipe.settings.optimizer = kind)
    },
    live: Some(|settings| Setting::Optimizer(settings.optimizer)),
    ..TRAINING
};

/// The factor λ₁ of the L1 penalty.
pub static L1: Field = Field {
    name: "l1",
    option: "l1",
    range: |_| "λ₁ ≥ 0".to_owned(),
    spell: |recipe| Some(spell_real(recipe.settings.l1)),
    read: |recipe, typed| parse_number(typed).map(|factor| recipe.settings.l1 = factor),
    live: Some(|settings| Setting::L1(settings.l1)),
    ..PENALTY
};

/// The factor λ of the L2 penalty.
pub static L2: Field = Field {
    name: "l2",
    option: "l2",
    range: |_| "λ ≥ 0".to_owned(),
    spell: |recipe| Some(spell_real(recipe.settings.l2)),
    read: |recipe, typed| parse_number(typed).map(|factor| recipe.settings.l2 = factor),
    live: Some(|settings| Setting::L2(settings.l2)),
    ..PENALTY
};

/// The number of examples per update.
pub static BATCH: Field = Field {
    name: "batch",
    option: "batch",
    placeholder: "full|N",
    range: |_| "1, 2, 3, …; full".to_owned(),
    spell: |recipe| Some(spell_batch(recipe.settings.batch_size).into()),
    read: |recipe, typed| parse_batch(typed).map(|size| recipe.settings.batch_size = size),
    ladder: Some(|_, value, is_up| batch_beside(value, is_up)),
    live: Some(|settings| Setting::Batch(settings.batch_size)),
    ..TRAINING
};

const TRAINING: Field = Field { group: Group::Training, ..Field::PLAIN };

const PENALTY: Field = Field {
    placeholder: "LAMBDA",
    form: Form::Real,
    ladder: Some(|_, value, is_up| penalty_beside(value, is_up)),
    ..TRAINING
};
