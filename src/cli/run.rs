//! The arguments that make a run, and how they become one.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::saved::{Opened, arguments_of, read_run};
use crate::data::{self, Problem, Scaling};
use crate::error::Error;
use crate::nn::{Activation, Init, OptimizerKind, Threads};
use crate::session::{BatchSize, Changes, Hyperparameters, Preset, Recipe, Session, Settings, sizes};
use crate::settings::{self, options_from};

/// A run that was asked for.
#[derive(Debug)]
pub struct Run {
    /// What it is made of.
    pub recipe: Recipe,
    /// What to train on.
    pub problem: Arc<Problem>,
    /// How.
    pub hyperparameters: Hyperparameters,
    /// When to stop or pause, if anybody said.
    pub steps: Option<u64>,
    /// What computes it.
    pub threads: Threads,
    /// What is changed on the way.
    pub changes: Changes,
    /// The file that brought the changes.
    pub opened: Option<Opened>,
}

impl Run {
    /// A session at step 0 of the run.
    pub fn session(&self) -> Session {
        Session::new(Arc::clone(&self.problem), self.hyperparameters.clone())
            .made_of(self.recipe.clone())
            .with_changes(self.changes.clone())
    }

    /// The files that it is read from, with their options.
    pub fn inputs(&self) -> Vec<(&'static str, &Path)> {
        let files = [
            input("dataset", &self.recipe.dataset),
            self.recipe.init_file.as_deref().map(|file| ("--init", file)),
            self.opened.as_ref().map(|opened| ("--changes", &*opened.file)),
        ];
        files.into_iter().flatten().collect()
    }
}

/// What makes a data set.
#[derive(Debug, Args)]
pub(super) struct DataArguments {
    #[arg(long, value_name = "COLUMN")]
    label: Option<String>,
    #[arg(long, value_name = "M")]
    samples: Option<usize>,
    #[arg(long, value_name = "SIGMA", allow_negative_numbers = true)]
    noise: Option<f64>,
    #[arg(long, value_name = "Q")]
    classes: Option<usize>,
    #[arg(long, value_name = "x1,x2,x1^2,…", value_delimiter = ',')]
    features: Option<Vec<String>>,
    #[arg(long, value_name = "WxH")]
    image: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ScaleArgument {
    None,
    Standard,
    Minmax,
}

/// What makes a run.
#[derive(Debug, Args)]
pub(super) struct RunArguments {
    #[arg(long, value_name = "NAME|FILE.csv")]
    pub(super) dataset: Option<OsString>,
    #[command(flatten)]
    pub(super) data: DataArguments,
    #[arg(long)]
    pub(super) scale: Option<ScaleArgument>,
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) test_fraction: Option<f64>,
    #[arg(long, value_parser = PossibleValuesParser::new(Preset::ALL.map(Preset::name)))]
    pub(super) preset: Option<String>,
    #[arg(long, value_name = "32 | 16,16 | none")]
    pub(super) hidden: Option<String>,
    #[arg(long, value_parser = PossibleValuesParser::new(Activation::ALL.map(Activation::name)))]
    pub(super) activation: Option<String>,
    #[arg(long, value_name = "he|xavier|normal:SIGMA|uniform:R|zeros|FILE.safetensors")]
    pub(super) init: Option<OsString>,
    #[arg(long)]
    pub(super) seed: Option<u64>,
    #[arg(long, value_name = "SEED")]
    pub(super) data_seed: Option<u64>,
    #[arg(long, value_name = "EPSILON", allow_negative_numbers = true)]
    pub(super) lr: Option<f64>,
    #[arg(long, value_parser = PossibleValuesParser::new(OptimizerKind::ALL.map(OptimizerKind::name)))]
    pub(super) optimizer: Option<String>,
    #[arg(long, value_name = "LAMBDA", allow_negative_numbers = true)]
    pub(super) l1: Option<f64>,
    #[arg(long, value_name = "LAMBDA", allow_negative_numbers = true)]
    pub(super) l2: Option<f64>,
    #[arg(long, value_name = "full|N")]
    pub(super) batch: Option<String>,
    #[arg(long, value_name = "FILE.toml")]
    pub(super) changes: Option<PathBuf>,
    #[arg(long, value_name = "N")]
    pub(super) steps: Option<u64>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
}

impl DataArguments {
    /// These, and where one is not given, the other.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            label: self.label.or(other.label),
            samples: self.samples.or(other.samples),
            noise: self.noise.or(other.noise),
            classes: self.classes.or(other.classes),
            features: self.features.or(other.features),
            image: self.image.or(other.image),
        }
    }

    pub(super) fn options(self) -> Result<data::Options, Error> {
        Ok(data::Options {
            label: self.label,
            samples: self.samples,
            noise: self.noise,
            classes: self.classes,
            features: self.features,
            image: self.image.as_deref().map(parse_image).transpose()?,
        })
    }

    /// The same and the seed for `command`, which draws no image and nothing but the data set called `dataset`.
    pub(super) fn options_for(
        self,
        command: &str,
        dataset: &OsStr,
        seed: Option<u64>,
    ) -> Result<(data::Options, u64), Error> {
        if self.image.is_some() {
            return Err(Error::OptionNotForCommand { option: "--image".to_owned(), command: command.to_owned() });
        }
        if seed.is_some() && data::defaults(dataset).is_none() {
            return Err(Error::OptionNotForDataset {
                option: "--seed".to_owned(),
                dataset: data::sanitize(&dataset.to_string_lossy()),
            });
        }
        Ok((self.options()?, seed.unwrap_or_default()))
    }
}

impl RunArguments {
    /// Refuses `--steps` for `command`, where `instead` says the step.
    pub(super) fn refuse_steps(&self, command: &str, instead: &str) -> Result<(), Error> {
        let refused = || Error::OptionInstead {
            option: "--steps".to_owned(),
            command: command.to_owned(),
            instead: instead.to_owned(),
        };
        self.steps.map_or(Ok(()), |_| Err(refused()))
    }

    pub(super) fn build(self) -> Result<Run, Error> {
        let threads = Threads::new(self.threads.unwrap_or_default().into());
        let threads = threads.map_err(|reason| Error::NoThreads { reason })?;
        let Some(file) = self.changes.clone() else {
            let steps = self.steps.or(self.preset().and_then(Preset::steps));
            let recipe = self.recipe()?;
            let (problem, hyperparameters) = recipe.build()?;
            let changes = Changes::default();
            return Ok(Run { recipe, problem, hyperparameters, steps, threads, changes, opened: None });
        };
        let saved = read_run(&file)?;
        let recipe_of_file = arguments_of(&saved)?.recipe()?;
        let step = saved.step.filter(|_| self.steps.is_none());
        let arguments = self.or(arguments_of(&saved)?);
        let steps = arguments.steps.or(step).or(arguments.preset().and_then(Preset::steps));
        let recipe = arguments.recipe()?;
        let (problem, hyperparameters) = recipe.build()?;
        let changes = saved.changes(&sizes(&problem, &hyperparameters))?;
        let differences = options_from(&recipe, &recipe_of_file).unwrap_or_default();
        let overridden = if saved.options.is_some() { differences } else { vec![] };
        let opened = Some(Opened { file, recipe: recipe_of_file, step, overridden });
        Ok(Run { recipe, problem, hyperparameters, steps, threads, changes, opened })
    }

    fn preset(&self) -> Option<Preset> {
        choose(self.preset.as_deref(), Preset::ALL, Preset::name)
    }

    /// The preset, or the defaults, with all that the arguments change.
    pub(super) fn recipe(self) -> Result<Recipe, Error> {
        let preset = self.preset();
        let base = preset.map_or_else(Recipe::default, Preset::recipe);
        let settings = base.settings;
        let init = self.init.as_deref().map(|init| (init, init.to_str().and_then(parse_init)));
        let (init, init_file) = match init {
            Some((file, None)) => (settings.init, Some(PathBuf::from(file))),
            Some((_, Some(init))) => (init?, None),
            None => (settings.init, None),
        };
        let settings = Settings {
            seed: self.seed.unwrap_or_default(),
            hidden_units: self.hidden.as_deref().map_or(Ok(settings.hidden_units), parse_hidden)?,
            activation: choose(self.activation.as_deref(), Activation::ALL, Activation::name)
                .unwrap_or(settings.activation),
            optimizer: choose(self.optimizer.as_deref(), OptimizerKind::ALL, OptimizerKind::name)
                .unwrap_or(settings.optimizer),
            learning_rate: self.lr.unwrap_or(settings.learning_rate),
            l1: self.l1.unwrap_or(settings.l1),
            l2: self.l2.unwrap_or(settings.l2),
            batch_size: self.batch.as_deref().map_or(Ok(settings.batch_size), parse_batch)?,
            init,
        };
        let scaling = self.scale.map(|scale| match scale {
            ScaleArgument::None => Scaling::None,
            ScaleArgument::Standard => Scaling::Standard,
            ScaleArgument::Minmax => Scaling::MinMax,
        });
        Ok(Recipe {
            dataset: self.dataset.unwrap_or(base.dataset),
            options: self.data.options()?,
            scaling,
            test_fraction: self.test_fraction.unwrap_or(base.test_fraction),
            settings,
            init_file,
            data_seed: self.data_seed,
        })
    }
}

fn choose<T: Copy, const N: usize>(name: Option<&str>, all: [T; N], name_of: fn(T) -> &'static str) -> Option<T> {
    name.and_then(|name| all.into_iter().find(|&item| name_of(item) == name))
}

pub(super) fn out_of_range(option: &str, found: &str, expected: &str) -> Error {
    Error::OptionOutOfRange { option: option.to_owned(), found: found.to_owned(), expected: expected.to_owned() }
}

fn parse_hidden(hidden: &str) -> Result<Vec<usize>, Error> {
    settings::parse_hidden(hidden).ok_or_else(|| out_of_range("--hidden", hidden, "32 | 16,16 | none"))
}

fn parse_image(size: &str) -> Result<(usize, usize), Error> {
    let sides =
        size.split_once(['x', '×']).and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    sides.ok_or_else(|| out_of_range("--image", size, "8x8 | 28x28 | WxH"))
}

/// The file that is read for the `value` of an option called `option`, where it is one.
pub(super) fn input<'a>(option: &str, value: &'a OsStr) -> Option<(&'static str, &'a Path)> {
    let is_built_in = || data::entries().iter().any(|entry| value == entry.name);
    let file = Path::new(value);
    match option {
        "dataset" if !is_built_in() => Some(("--dataset", file)),
        "init" if value.to_str().and_then(settings::parse_init).is_none() => Some(("--init", file)),
        "changes" => Some(("--changes", file)),
        _ => None,
    }
}

fn parse_batch(batch: &str) -> Result<BatchSize, Error> {
    settings::parse_batch(batch).ok_or_else(|| out_of_range("--batch", batch, "full | N"))
}

/// The distribution called `init`; none where it names a file.
fn parse_init(init: &str) -> Option<Result<Init, Error>> {
    settings::parse_init(init).map(|read| read.map_err(|form| out_of_range("--init", init, form)))
}
