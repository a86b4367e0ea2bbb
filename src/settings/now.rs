//! The settings that hold at a step of a run.

use crate::session::{BatchSize, Conditions, Recipe, Setup};

/// What a run of `setup` is made of, with what `conditions` set in its course instead of what it was started with.
pub fn now(setup: &Setup, conditions: &Conditions) -> Recipe {
    let mut recipe = setup.own_recipe();
    let (settings, rows) = (&mut recipe.settings, conditions.regime.rows);
    settings.learning_rate = conditions.learning_rate;
    settings.optimizer = conditions.optimizer;
    (settings.l1, settings.l2) = (conditions.penalty.l1, conditions.penalty.l2);
    settings.batch_size = if rows == setup.examples() { BatchSize::Full } else { BatchSize::Rows(rows) };
    recipe
}
