//! What the overlay shows: the run as it is, with what was changed but needs a new run.

use crate::app::model::App;
use crate::app::speed::Speed;
use crate::data::{Feature, Options, defaults};
use crate::nn::Init;
use crate::session::{BatchSize, Preset, Recipe, Setting, Snapshot};
use crate::settings::{dataset_names, parse_init};

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
    pub fn of_run(app: &App, snapshot: &Snapshot) -> Self {
        let mut recipe = snapshot.setup.own_recipe();
        let (settings, conditions) = (&mut recipe.settings, &snapshot.conditions);
        settings.learning_rate = app.learning_rate.unwrap_or(conditions.learning_rate);
        settings.optimizer = conditions.optimizer;
        (settings.l1, settings.l2) = (conditions.penalty.l1, conditions.penalty.l2);
        let is_full = conditions.regime.rows == snapshot.setup.examples();
        settings.batch_size = if is_full { BatchSize::Full } else { BatchSize::Rows(conditions.regime.rows) };
        Self { recipe, speed: app.speed }
    }

    /// Takes what can be set in mid-run from `other`.
    pub(super) fn take_live(&mut self, other: &Self) {
        let (settings, live) = (&mut self.recipe.settings, &other.recipe.settings);
        (settings.optimizer, settings.learning_rate) = (live.optimizer, live.learning_rate);
        (settings.batch_size, settings.l1, settings.l2) = (live.batch_size, live.l1, live.l2);
    }

    /// Takes `setting` into account.
    pub(super) fn take(&mut self, setting: Setting) {
        let settings = &mut self.recipe.settings;
        match setting {
            Setting::LearningRate(rate) => settings.learning_rate = rate,
            Setting::L1(factor) => settings.l1 = factor,
            Setting::L2(factor) => settings.l2 = factor,
            Setting::Batch(size) => settings.batch_size = size,
            Setting::Optimizer(kind) => settings.optimizer = kind,
            Setting::Mistake(_) | Setting::Parameter(..) | Setting::Freeze(..) | Setting::Silence(..) => {}
        }
    }

    /// The preset that this is, whatever the seed.
    pub(super) fn preset(&self) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| self.seeded(*preset) == self.recipe)
    }

    /// Becomes `preset`, with the seed that there is.
    pub(super) fn choose_preset(&mut self, preset: Preset) {
        self.recipe = self.seeded(preset);
    }

    fn seeded(&self, preset: Preset) -> Recipe {
        let mut recipe = preset.recipe();
        (recipe.settings.seed, recipe.data_seed) = (self.recipe.settings.seed, self.recipe.data_seed);
        recipe
    }

    /// Another data set, as it is without options.
    pub(super) fn choose_dataset(&mut self, typed: &str) -> Option<()> {
        let is_path = typed.contains(['/', '\\', '.']);
        if typed.is_empty() || !(is_path || dataset_names().contains(&typed)) {
            return None;
        }
        if self.recipe.dataset != typed {
            self.recipe.dataset = typed.into();
            self.recipe.options = Options::default();
            self.recipe.scaling = None;
            self.forget_given();
        }
        Some(())
    }

    /// Whether its examples have two features, or may have: nobody knows of a file.
    pub(super) fn is_planar(&self) -> bool {
        let dataset = &self.recipe.dataset;
        defaults(dataset).is_some() || dataset == "blackboard" || self.is_file()
    }

    fn is_file(&self) -> bool {
        dataset_names().iter().all(|name| self.recipe.dataset != *name)
    }

    /// Derives the features of a list, which may be those that there are.
    pub(super) fn choose_features(&mut self, typed: &str) -> Option<()> {
        let names: Vec<String> = typed.split(',').map(|name| name.trim().to_owned()).collect();
        let axes = ["x1", "x2"].map(str::to_owned);
        let is_file = self.is_file();
        let is_known = |name: &String| is_file || Feature::parse(name, &axes).is_some();
        let is_new = |(at, name): (usize, &String)| !names[..at].contains(name);
        if !names.iter().all(is_known) || !names.iter().enumerate().all(is_new) {
            return None;
        }
        self.recipe.options.features = (names != axes).then_some(names);
        self.forget_given();
        Some(())
    }

    /// Starts the parameters as `typed` says: a distribution, or a file.
    pub(super) fn choose_init(&mut self, typed: &str) -> Option<()> {
        let recipe = &mut self.recipe;
        match parse_init(typed) {
            Some(Ok(Init::Normal(size) | Init::Uniform(size))) if !(size >= 0.0 && size.is_finite()) => return None,
            Some(Ok(init)) => (recipe.settings.init, recipe.init_file) = (init, None),
            None if typed.contains('.') => recipe.init_file = Some(typed.into()),
            Some(Err(_)) | None => return None,
        }
        Some(())
    }

    /// Parameters that were given fit one network alone: another starts as networks do.
    pub(super) fn forget_given(&mut self) {
        if matches!(self.recipe.settings.init, Init::Given(_)) {
            self.recipe.settings.init = Init::default();
        }
    }

    /// The fewest examples that a generated data set can have: two a class.
    pub(super) fn least_samples(&self) -> usize {
        let usual = defaults(&self.recipe.dataset).map_or(2, |defaults| defaults.classes);
        2 * self.recipe.options.classes.unwrap_or(usual)
    }

    /// The most classes: ten, or as the examples allow.
    pub(super) fn most_classes(&self) -> usize {
        let usual = defaults(&self.recipe.dataset).map_or(20, |defaults| defaults.samples);
        (self.recipe.options.samples.unwrap_or(usual) / 2).min(10)
    }
}
