//! The table of settings: what each is called, where it stands, what it takes, how it is read from and put into a plan.

use super::plan::Plan;
use crate::app::speed::{FASTEST_TYPED, SLOWEST_TYPED, Speed};
use crate::data::{Scaling, default_scaling, defaults};
use crate::nn::{Activation, OptimizerKind};
use crate::session::{BatchSize, Preset, Setting};
use crate::settings::{dataset_names, parse_batch, parse_hidden, spell_batch, spell_hidden, spell_init, spell_scaling};

/// What settings belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What is learned from.
    Data,
    /// What learns.
    Network,
    /// How it learns.
    Training,
}

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[expect(missing_docs, reason = "the tables of texts say what each does")]
pub enum Field {
    #[default]
    Preset,
    Dataset,
    Samples,
    Noise,
    Classes,
    Seed,
    TestFraction,
    Scaling,
    Features,
    Hidden,
    Activation,
    Init,
    Optimizer,
    LearningRate,
    Batch,
    L1,
    L2,
    Speed,
}

/// Features to derive that are worth trying.
const FEATURES: [&str; 4] = ["x1,x2", "x1,x2,x1*x2", "x1,x2,x1^2,x2^2", "x1,x2,x1^2,x2^2,x1*x2,sin x1,sin x2"];

/// What has no value here.
const NOTHING: &str = "—";

impl Field {
    /// Every setting, in the order of the screen.
    pub const ALL: [Self; 18] = [
        Self::Preset,
        Self::Dataset,
        Self::Samples,
        Self::Noise,
        Self::Classes,
        Self::Seed,
        Self::TestFraction,
        Self::Scaling,
        Self::Features,
        Self::Hidden,
        Self::Activation,
        Self::Init,
        Self::Optimizer,
        Self::LearningRate,
        Self::Batch,
        Self::L1,
        Self::L2,
        Self::Speed,
    ];

    /// The name in the tables of texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Preset => "preset",
            Self::Dataset => "dataset",
            Self::Samples => "samples",
            Self::Noise => "noise",
            Self::Classes => "classes",
            Self::Seed => "seed",
            Self::TestFraction => "test_fraction",
            Self::Scaling => "scaling",
            Self::Features => "features",
            Self::Hidden => "hidden",
            Self::Activation => "activation",
            Self::Init => "init",
            Self::Optimizer => "optimizer",
            Self::LearningRate => "learning_rate",
            Self::Batch => "batch",
            Self::L1 => "l1",
            Self::L2 => "l2",
            Self::Speed => "speed",
        }
    }

    /// What it belongs to.
    pub fn group(self) -> Group {
        match self {
            field if field < Self::Hidden => Group::Data,
            field if field < Self::Optimizer => Group::Network,
            _ => Group::Training,
        }
    }

    /// What sets it to what `plan` says in mid-run; none where that takes a new run, or is not the session's.
    pub(super) fn setting(self, plan: &Plan) -> Option<Setting> {
        let settings = &plan.recipe.settings;
        match self {
            Self::Optimizer => Some(Setting::Optimizer(settings.optimizer)),
            Self::LearningRate => Some(Setting::LearningRate(settings.learning_rate)),
            Self::Batch => Some(Setting::Batch(settings.batch_size)),
            Self::L1 => Some(Setting::L1(settings.l1)),
            Self::L2 => Some(Setting::L2(settings.l2)),
            _ => None,
        }
    }

    /// Whether it means something for the data set of `plan`.
    pub fn is_there(self, plan: &Plan) -> bool {
        let defaults = defaults(&plan.recipe.dataset);
        match self {
            Self::Samples | Self::Noise => defaults.is_some(),
            Self::Classes => defaults.is_some_and(|defaults| defaults.any_classes),
            Self::Features => plan.is_planar(),
            _ => true,
        }
    }

    /// Its value, as it is typed.
    pub fn value(self, plan: &Plan) -> String {
        let (recipe, settings) = (&plan.recipe, &plan.recipe.settings);
        let defaults = defaults(&recipe.dataset).filter(|_| self.is_there(plan));
        let number = |value: Option<String>| value.unwrap_or_else(|| NOTHING.to_owned());
        match self {
            Self::Preset => plan.preset().map_or(NOTHING, Preset::name).to_owned(),
            Self::Dataset => recipe.dataset.to_string_lossy().into_owned(),
            Self::Samples => number(defaults.map(|it| recipe.options.samples.unwrap_or(it.samples).to_string())),
            Self::Noise => number(defaults.map(|it| digits(recipe.options.noise.unwrap_or(it.noise)))),
            Self::Classes => number(defaults.map(|it| recipe.options.classes.unwrap_or(it.classes).to_string())),
            Self::Seed => settings.seed.to_string(),
            Self::TestFraction => digits(recipe.test_fraction),
            Self::Scaling => {
                spell_scaling(recipe.scaling.unwrap_or_else(|| default_scaling(&recipe.dataset))).to_owned()
            }
            Self::Features if !self.is_there(plan) => NOTHING.to_owned(),
            Self::Features => recipe.options.features.as_ref().map_or(FEATURES[0].to_owned(), |names| names.join(",")),
            Self::Hidden => spell_hidden(&settings.hidden_units),
            Self::Activation => settings.activation.name().to_owned(),
            Self::Init => match &recipe.init_file {
                Some(file) => file.display().to_string(),
                None => number(spell_init(&settings.init)),
            },
            Self::Optimizer => settings.optimizer.name().to_owned(),
            Self::LearningRate => digits(settings.learning_rate),
            Self::Batch => spell_batch(settings.batch_size),
            Self::L1 => digits(settings.l1),
            Self::L2 => digits(settings.l2),
            Self::Speed => match plan.speed {
                Speed::Max => "max".to_owned(),
                Speed::StepsPerSecond(speed) => digits(speed),
            },
        }
    }

    /// The names it chooses from; none where it takes numbers.
    pub(super) fn choices(self) -> Vec<&'static str> {
        match self {
            Self::Preset => Preset::ALL.map(Preset::name).to_vec(),
            Self::Dataset => dataset_names(),
            Self::Scaling => SCALINGS.map(spell_scaling).to_vec(),
            Self::Activation => Activation::ALL.map(Activation::name).to_vec(),
            Self::Features => FEATURES.to_vec(),
            Self::Init => vec!["he", "xavier", "normal:0.01", "uniform:0.5", "zeros"],
            Self::Optimizer => OptimizerKind::ALL.map(OptimizerKind::name).to_vec(),
            _ => vec![],
        }
    }

    /// What it takes, in the words that are typed.
    pub fn range(self, plan: &Plan) -> String {
        match self {
            Self::Dataset => format!("{}, FILE.csv", self.choices().join(", ")),
            Self::Init => "he, xavier, normal:SIGMA, uniform:R, zeros, FILE.safetensors".to_owned(),
            Self::Features => "x1, x2, x1^2, x2^2, x1*x2, sin x1, sin x2".to_owned(),
            Self::Samples => format!("{} … 10000000", plan.least_samples()),
            Self::Noise => "0 … 1e300".to_owned(),
            Self::Classes => format!("2 … {}", plan.most_classes()),
            Self::Seed => format!("0 … {}", u64::MAX),
            Self::TestFraction => "0 ≤ F < 1".to_owned(),
            Self::Hidden => "1 … 65536; 16,16; none".to_owned(),
            Self::LearningRate => "ε > 0".to_owned(),
            Self::Batch => "1, 2, 3, …; full".to_owned(),
            Self::L1 => "λ₁ ≥ 0".to_owned(),
            Self::L2 => "λ ≥ 0".to_owned(),
            Self::Speed => format!("{SLOWEST_TYPED} … {FASTEST_TYPED}; max"),
            Self::Preset | Self::Scaling | Self::Activation | Self::Optimizer => self.choices().join(", "),
        }
    }

    /// Puts what was typed into `plan`; nothing where it is out of range.
    pub(super) fn set(self, plan: &mut Plan, typed: &str) -> Option<()> {
        let settings = &mut plan.recipe.settings;
        match self {
            Self::Preset => plan.choose_preset(named(Preset::ALL, Preset::name, typed)?),
            Self::Dataset => plan.choose_dataset(typed)?,
            Self::Samples => plan.recipe.options.samples = Some(within(typed, plan.least_samples(), 10_000_000)?),
            Self::Noise => plan.recipe.options.noise = Some(within(typed, 0.0, 1e300)?),
            Self::Classes => {
                plan.recipe.options.classes = Some(within(typed, 2, plan.most_classes())?);
                plan.forget_given();
            }
            Self::Seed => {
                settings.seed = typed.parse().ok()?;
                plan.recipe.data_seed = None;
            }
            Self::TestFraction => plan.recipe.test_fraction = within(typed, 0.0, 1.0).filter(|share| *share < 1.0)?,
            Self::Scaling => plan.recipe.scaling = Some(named(SCALINGS, spell_scaling, typed)?),
            Self::Features => plan.choose_features(typed)?,
            Self::Hidden => {
                let units = parse_hidden(typed)?;
                settings.hidden_units = units.iter().all(|units| (1..=65_536).contains(units)).then_some(units)?;
                plan.forget_given();
            }
            Self::Activation => settings.activation = named(Activation::ALL, Activation::name, typed)?,
            Self::Init => plan.choose_init(typed)?,
            Self::Optimizer => settings.optimizer = named(OptimizerKind::ALL, OptimizerKind::name, typed)?,
            Self::LearningRate => settings.learning_rate = within(typed, 0.0, f64::MAX).filter(|rate| *rate > 0.0)?,
            Self::Batch => settings.batch_size = parse_batch(typed).filter(|size| *size != BatchSize::Rows(0))?,
            Self::L1 => settings.l1 = within(typed, 0.0, f64::MAX)?,
            Self::L2 => settings.l2 = within(typed, 0.0, f64::MAX)?,
            Self::Speed if typed == "max" => plan.speed = Speed::Max,
            Self::Speed => plan.speed = Speed::StepsPerSecond(within(typed, SLOWEST_TYPED, FASTEST_TYPED)?),
        }
        Some(())
    }
}

/// The ways to scale, in the order of the command line's help.
const SCALINGS: [Scaling; 3] = [Scaling::None, Scaling::Standard, Scaling::MinMax];

fn named<T: Copy, const N: usize>(all: [T; N], name_of: fn(T) -> &'static str, typed: &str) -> Option<T> {
    all.into_iter().find(|&item| name_of(item) == typed)
}

fn within<T: std::str::FromStr + PartialOrd>(typed: &str, least: T, most: T) -> Option<T> {
    typed.parse().ok().filter(|value| (least..=most).contains(value))
}

/// The shortest digits that mean this number.
pub(super) fn digits(value: f64) -> String {
    let digits = format!("{value:?}");
    digits.strip_suffix(".0").map_or(digits.clone(), str::to_owned)
}
