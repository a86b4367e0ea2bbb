//! The settings in the order of the overlay, those of the run and its speed, and the values that it shows of them.

use crate::session::{Recipe, Setting, Snapshot};
use crate::settings::{
    self, ACTIVATION, BATCH, CLASSES, DATASET, FEATURES, Group, HIDDEN, INIT, L1, L2, LEARNING_RATE, NOISE, OPTIMIZER,
    PRESET, SAMPLES, SCALING, SEED, Speed, TEST_FRACTION, now,
};
use crate::ui::Training;

/// A setting of the overlay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field {
    /// One of the run.
    OfRun(&'static settings::Field),
    /// How fast it goes.
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

    /// The name in the tables of texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::OfRun(field) => field.name,
            Self::Speed => "speed",
        }
    }

    /// What it belongs to.
    pub fn group(self) -> Group {
        match self {
            Self::OfRun(field) => field.group,
            Self::Speed => Group::Training,
        }
    }

    /// What sets it to what `plan` says in mid-run; `None` where that takes a new run, or is not the session's.
    pub fn setting(self, plan: &Plan) -> Option<Setting> {
        match self {
            Self::OfRun(field) => field.live.map(|live| live(&plan.recipe.settings)),
            Self::Speed => None,
        }
    }

    /// Whether it means something for the data set of `plan`.
    pub fn applies(self, plan: &Plan) -> bool {
        match self {
            Self::OfRun(field) => (field.applies)(&plan.recipe),
            Self::Speed => true,
        }
    }

    /// Its value, as it is typed.
    pub fn value(self, plan: &Plan) -> String {
        match self {
            Self::OfRun(field) => field.value(&plan.recipe),
            Self::Speed => plan.speed.to_string(),
        }
    }

    /// The names it chooses from; empty where it takes numbers.
    pub fn choices(self) -> Vec<&'static str> {
        match self {
            Self::OfRun(field) => (field.choices)(),
            Self::Speed => vec![],
        }
    }

    /// What it takes, in the words that are typed.
    pub fn range(self, plan: &Plan) -> String {
        match self {
            Self::OfRun(field) => field.range(&plan.recipe),
            Self::Speed => Speed::range(';'),
        }
    }

    /// Puts what was typed into `plan`; `None` where it is out of range.
    pub fn set(self, plan: &mut Plan, typed: &str) -> Option<()> {
        match self {
            Self::OfRun(field) => field.set(&mut plan.recipe, typed),
            Self::Speed => Speed::parse(typed).map(|speed| plan.speed = speed),
        }
    }

    /// The value after that of `plan`, or before it, as it is typed.
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
