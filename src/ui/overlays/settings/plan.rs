//! What the overlay shows: the run as it is, with what was changed but needs a new run.

use crate::session::{Recipe, Snapshot};
use crate::settings::now;
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
        let mut recipe = now(&snapshot.setup, &snapshot.conditions);
        recipe.settings.learning_rate = training.asked_rate().unwrap_or(recipe.settings.learning_rate);
        Self { recipe, speed: training.speed }
    }
}
