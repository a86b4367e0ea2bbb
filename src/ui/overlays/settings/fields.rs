//! The settings of the run and its speed in the order of the overlay, and their values there.

use crate::session::{Recipe, Setting, Snapshot};
use crate::settings::{
    self, ACTIVATION, BATCH, CLASSES, DATASET, FEATURES, Group, HIDDEN, INIT, L1, L2, LEARNING_RATE, NOISE, OPTIMIZER,
    PRESET, SAMPLES, SCALING, SEED, Speed, TEST_FRACTION, now,
};
use crate::ui::Training;

/// A setting of the overlay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field {
    /// A setting of the run.
    OfRun(&'static settings::Field),
    /// The speed of training.
    Speed,
}

impl Field {
    /// Every setting, in the order of the screen.
    pub const ALL: [Self; 18] = [
        Self::OfRun(&PRESET),
        Self::OfRun(&DATASET),
        Self::OfRun(&SAMPLES),
        Self::OfRun(&NOISE),
        Self::OfRun(&CLASSES),
        Self::OfRun(&SEED),
        Self::OfRun(&TEST_FRACTION),
        Self::OfRun(&SCALING),
        Self::OfRun(&FEATURES),
        Self::OfRun(&HIDDEN),
        Self::OfRun(&ACTIVATION),
        Self::OfRun(&INIT),
        Self::OfRun(&OPTIMIZER),
        Self::OfRun(&LEARNING_RATE),
        Self::OfRun(&BATCH),
        Self::OfRun(&L1),
        Self::OfRun(&L2),
        Self::Speed,
    ];

    /// Returns the name in the tables of texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::OfRun(field) => field.name,
            Self::Speed => "speed",
        }
    }

    /// Returns the group to which the setting belongs.
    pub fn group(self) -> Group {
        match self {
            Self::OfRun(field) => field.group,
            Self::Speed => Group::Training,
        }
    }

    /// Returns what sets the field as in `plan` during a run; `None` if this takes a new run, or the trainer sets it.
    pub fn setting(self, plan: &Plan) -> Option<Setting> {
        match self {
            Self::OfRun(field) => field.live.map(|live| live(&plan.recipe.settings)),
            Self::Speed => None,
        }
    }

    /// Returns whether the setting has a meaning for the data set of `plan`.
    pub fn applies(self, plan: &Plan) -> bool {
        match self {
            Self::OfRun(field) => (field.applies)(&plan.recipe),
            Self::Speed => true,
        }
    }

    /// Returns the value as it would be typed.
    pub fn value(self, plan: &Plan) -> String {
        match self {
            Self::OfRun(field) => field.value(&plan.recipe),
            Self::Speed => plan.speed.to_string(),
        }
    }

    /// Returns the names that can be chosen; none if the setting is a number.
    pub fn choices(self) -> Vec<&'static str> {
        match self {
            Self::OfRun(field) => (field.choices)(),
            Self::Speed => vec![],
        }
    }

    /// Returns the possible values, as they would be typed.
    pub fn range(self, plan: &Plan) -> String {
        match self {
            Self::OfRun(field) => field.range(&plan.recipe),
            Self::Speed => Speed::range(';'),
        }
    }

    /// Puts the typed value into `plan`; `None` if it is out of range.
    pub fn set(self, plan: &mut Plan, typed: &str) -> Option<()> {
        match self {
            Self::OfRun(field) => field.set(&mut plan.recipe, typed),
            Self::Speed => Speed::parse(typed).map(|speed| plan.speed = speed),
        }
    }

    /// Returns the value after (`is_up`) or before that of `plan`, as it would be typed.
    pub fn next(self, plan: &Plan, is_up: bool) -> String {
        match self {
            Self::OfRun(field) => field.next(&plan.recipe, is_up),
            Self::Speed => if is_up { plan.speed.faster() } else { plan.speed.slower() }.to_string(),
        }
    }
}

impl Default for Field {
    fn default() -> Self {
        Self::ALL[0]
    }
}

/// The values of all settings in the overlay.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What a run is made of.
    pub recipe: Recipe,
    /// The speed of training.
    pub speed: Speed,
}

impl Plan {
    /// Returns the values of the current run.
    pub fn of_run(training: &Training, snapshot: &Snapshot) -> Self {
        let mut recipe = now(&snapshot.setup, &snapshot.conditions);
        recipe.settings.learning_rate = training.asked_rate().unwrap_or(recipe.settings.learning_rate);
        Self { recipe, speed: training.speed }
    }
}
