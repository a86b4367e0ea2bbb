//! The arguments that make a run, and how they become one.

use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use crate::data::{self, Problem, Scaling};
use crate::error::Error;
use crate::session::{
    Activation, BatchSize, Hyperparameters, Init, OptimizerKind, Preset, Settings, Threads, load_parameters,
};

/// A run that was asked for.
#[derive(Debug)]
pub struct Run {
    /// What to train on.
    pub problem: Arc<Problem>,
    /// How.
    pub hyperparameters: Hyperparameters,
    /// When to stop or pause, if anybody said.
    pub steps: Option<u64>,
    /// What computes it.
    pub threads: Threads,
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
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ScaleArgument {
    None,
    Standard,
    Minmax,
}

/// What makes a run.
#[derive(Debug, Args)]
pub(super) struct RunArguments {
    #[arg(long, value_name = "NAME|FILE.csv")]
    dataset: Option<String>,
    #[command(flatten)]
    data: DataArguments,
    #[arg(long)]
    scale: Option<ScaleArgument>,
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    test_fraction: Option<f64>,
    #[arg(long, value_parser = PossibleValuesParser::new(Preset::ALL.map(Preset::name)))]
    preset: Option<String>,
    #[arg(long, value_name = "32 | 16,16 | none")]
    hidden: Option<String>,
    #[arg(long, value_parser = PossibleValuesParser::new(Activation::ALL.map(Activation::name)))]
    activation: Option<String>,
    #[arg(long, value_name = "he|xavier|normal:SIGMA|zeros|FILE.safetensors")]
    init: Option<String>,
    #[arg(long)]
    seed: Option<u64>,
    #[arg(long, value_name = "EPSILON", allow_negative_numbers = true)]
    lr: Option<f64>,
    #[arg(long, value_parser = PossibleValuesParser::new(OptimizerKind::ALL.map(OptimizerKind::name)))]
    optimizer: Option<String>,
    #[arg(long, value_name = "LAMBDA", allow_negative_numbers = true)]
    l1: Option<f64>,
    #[arg(long, value_name = "LAMBDA", allow_negative_numbers = true)]
    l2: Option<f64>,
    #[arg(long, value_name = "full|N")]
    batch: Option<String>,
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

impl DataArguments {
    pub(super) fn options(self) -> data::Options {
        data::Options { label: self.label, samples: self.samples, noise: self.noise, classes: self.classes }
    }
}

impl RunArguments {
    pub(super) fn build(self) -> Result<Run, Error> {
        let preset = self.preset.as_deref().and_then(|name| Preset::ALL.into_iter().find(|p| p.name() == name));
        let base = preset.map_or_else(Settings::default, Preset::settings);
        let name = self.dataset.as_deref().or(preset.map(Preset::dataset)).unwrap_or("spiral").to_owned();
        let seed = self.seed.unwrap_or_default();
        let mut settings = Settings {
            seed,
            hidden_units: self.hidden.as_deref().map_or(Ok(base.hidden_units), parse_hidden)?,
            activation: choose(self.activation.as_deref(), Activation::ALL, Activation::name)
                .unwrap_or(base.activation),
            optimizer: choose(self.optimizer.as_deref(), OptimizerKind::ALL, OptimizerKind::name)
                .unwrap_or(base.optimizer),
            learning_rate: self.lr.unwrap_or(base.learning_rate),
            l1: self.l1.unwrap_or(base.l1),
            l2: self.l2.unwrap_or(base.l2),
            batch_size: self.batch.as_deref().map_or(Ok(base.batch_size), parse_batch)?,
            init: base.init,
        };
        if let Some(init) = self.init.as_deref().and_then(parse_init) {
            settings.init = init?;
        }
        // Checked before any file is read: a wrong number is refused at once.
        settings.clone().check()?;
        let threads = Threads::new(self.threads.unwrap_or_default().into());
        let threads = threads.map_err(|reason| Error::NoThreads { reason })?;
        let scaling = self.scale.map_or_else(
            || data::default_scaling(&name),
            |scale| match scale {
                ScaleArgument::None => Scaling::None,
                ScaleArgument::Standard => Scaling::Standard,
                ScaleArgument::Minmax => Scaling::MinMax,
            },
        );
        let dataset = data::load(&name, &self.data.options(), seed)?;
        let problem = dataset.prepare(scaling, self.test_fraction.unwrap_or_default(), seed)?;
        let sizes: Vec<usize> = [problem.train.inputs.ncols()]
            .into_iter()
            .chain(settings.hidden_units.iter().copied())
            .chain([problem.class_names.len()])
            .collect();
        refuse_too_large(&sizes, problem.train.labels.len())?;
        if let Some(file) = self.init.filter(|init| parse_init(init).is_none()) {
            settings.init = Init::Given(Arc::new(load_parameters(&PathBuf::from(file), &sizes)?));
        } else if let Init::Given(given) = &settings.init
            && given.sizes() != sizes
        {
            // A preset's own parameters do not fit another network.
            settings.init = Init::default();
        }
        let steps = self.steps.or(preset.and_then(Preset::steps));
        Ok(Run { problem: Arc::new(problem), hyperparameters: settings.check()?, steps, threads })
    }
}

/// The most numbers that a network and its matrices may have: 8 GiB of float64.
const MOST_NUMBERS: u128 = 1 << 30;

/// Refuses a network whose parameters (with the gradients of each shard and with checkpoints) and matrices would not fit in memory.
fn refuse_too_large(sizes: &[usize], examples: usize) -> Result<(), Error> {
    let parameters: u128 = sizes.windows(2).map(|pair| (pair[0] as u128 + 1) * pair[1] as u128).sum();
    let matrices: u128 = sizes.iter().map(|&units| 4 * units as u128 * examples as u128).sum();
    if 20 * parameters + matrices <= MOST_NUMBERS {
        return Ok(());
    }
    let found = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("×");
    Err(out_of_range("--hidden", &format!("m {examples}, {found}"), "≤ 8 GiB"))
}

fn choose<T: Copy, const N: usize>(name: Option<&str>, all: [T; N], name_of: fn(T) -> &'static str) -> Option<T> {
    name.and_then(|name| all.into_iter().find(|&item| name_of(item) == name))
}

pub(super) fn out_of_range(option: &str, found: &str, expected: &str) -> Error {
    Error::OptionOutOfRange { option: option.to_owned(), found: found.to_owned(), expected: expected.to_owned() }
}

fn parse_hidden(hidden: &str) -> Result<Vec<usize>, Error> {
    let refuse = || out_of_range("--hidden", hidden, "32 | 16,16 | none");
    match hidden {
        "none" => Ok(vec![]),
        _ => hidden.split(',').map(|units| units.trim().parse().map_err(|_| refuse())).collect(),
    }
}

fn parse_batch(batch: &str) -> Result<BatchSize, Error> {
    match batch {
        "full" => Ok(BatchSize::Full),
        _ => batch.parse().map(BatchSize::Rows).map_err(|_| out_of_range("--batch", batch, "full | N")),
    }
}

/// The distribution called `init`; none where it names a file.
fn parse_init(init: &str) -> Option<Result<Init, Error>> {
    match init {
        "he" => Some(Ok(Init::He)),
        "xavier" => Some(Ok(Init::Xavier)),
        "zeros" => Some(Ok(Init::Zeros)),
        _ => init
            .strip_prefix("normal:")
            .map(|sigma| sigma.parse().map(Init::Normal).map_err(|_| out_of_range("--init", init, "normal:SIGMA"))),
    }
}
