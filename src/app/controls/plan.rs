//! What the overlay shows: the run as it is, with what was changed but needs a new run.

use crate::session::{BatchSize, Recipe, Snapshot};
use crate::settings::FIELDS;
use crate::ui::Training;
use crate::ui::pace::Speed;

/// Every value of the overlay.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What a run is made of.
    pub recipe: Recipe,
    /// How fast it goes.
    pub speed: Speed,
}

impl Plan {
    /// The run as it is, with what holds in it now.
    pub fn of_run(training: &Training, snapshot: &Snapshot) -> Self {
        let mut recipe = snapshot.setup.own_recipe();
        let (settings, conditions) = (&mut recipe.settings, &snapshot.conditions);
        settings.learning_rate = training.asked_rate().unwrap_or(conditions.learning_rate);
        settings.optimizer = conditions.optimizer;
        (settings.l1, settings.l2) = (conditions.penalty.l1, conditions.penalty.l2);
        let is_full = conditions.regime.rows == snapshot.setup.examples();
        settings.batch_size = if is_full { BatchSize::Full } else { BatchSize::Rows(conditions.regime.rows) };
        Self { recipe, speed: training.speed }
    }

    /// Takes what can be set in mid-run from `other`.
    pub(super) fn take_live(&mut self, other: &Self) {
        for live in FIELDS.into_iter().filter_map(|field| field.live) {
            self.recipe.settings.take(live(&other.recipe.settings));
        }
    }
}
