//! The command line, and how it becomes a configuration. Its help is in the tables of texts, by the arguments' names.

use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::data::{self, Problem, Scaling};
use crate::error::Error;
use crate::session::{Activation, BatchSize, Hyperparameters, Init, OptimizerKind, Preset, Settings, load_parameters};
use crate::text::{Language, Text};

/// The program's arguments.
#[derive(Debug, Parser)]
#[command(name = "mlp-tui", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Subcommands>,
    #[command(flatten)]
    run: RunArguments,
    #[command(flatten)]
    screen: ScreenArguments,
    #[arg(long, value_parser = ["en", "es"], global = true)]
    lang: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    Train {
        #[command(flatten)]
        run: RunArguments,
        #[command(flatten)]
        output: OutputArguments,
    },
    Gradcheck {
        #[command(flatten)]
        run: RunArguments,
    },
    Keys,
    Datasets {
        #[command(subcommand)]
        command: Option<DatasetCommands>,
    },
}

#[derive(Debug, Subcommand)]
enum DatasetCommands {
    Show {
        name: String,
        #[command(flatten)]
        data: DataArguments,
        #[arg(long)]
        seed: Option<u64>,
    },
}

/// What makes a data set.
#[derive(Debug, Args)]
struct DataArguments {
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
struct RunArguments {
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
}

/// How the screen starts.
#[derive(Debug, Args)]
struct ScreenArguments {
    #[arg(long, value_name = "STEPS_PER_SECOND|max")]
    speed: Option<String>,
    #[arg(long)]
    paused: bool,
    #[arg(long, default_value = "auto")]
    color: ColorChoice,
}

/// Where a headless run's results go.
#[derive(Debug, Args)]
struct OutputArguments {
    #[arg(long, value_name = "FILE.csv|-")]
    log: Option<PathBuf>,
    #[arg(long, value_name = "K", default_value = "1", value_parser = clap::value_parser!(u64).range(1..))]
    log_every: u64,
    #[arg(long, value_name = "FILE.safetensors")]
    save: Option<PathBuf>,
}

/// How many colours to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// What the terminal says it can.
    Auto,
    /// 24 bits.
    True,
    /// The palette of 256.
    #[value(name = "256")]
    Palette,
    /// The 16 of old.
    #[value(name = "16")]
    Ansi,
    /// None.
    Never,
}

/// What to do, with all that it takes.
#[derive(Debug)]
pub enum Task {
    /// Open the terminal program.
    Watch {
        /// What to train.
        run: Run,
        /// Steps a second; none for as fast as it can.
        speed: Option<f64>,
        /// Whether to wait for a key before training.
        paused: bool,
        /// How many colours to use.
        color: ColorChoice,
    },
    /// Train without a terminal.
    Train {
        /// What to train.
        run: Run,
        /// Where the metrics go; `-` is standard output.
        log: Option<PathBuf>,
        /// Every how many steps.
        log_every: u64,
        /// Where the parameters go.
        save: Option<PathBuf>,
    },
    /// Compare analytic with numeric gradients.
    GradientCheck(Run),
    /// Print the table of keys.
    Keys,
    /// List the data sets.
    Datasets,
    /// Print a data set as CSV.
    ShowDataset(Box<data::Dataset>),
}

/// A run that was asked for.
#[derive(Debug)]
pub struct Run {
    /// What to train on.
    pub problem: Arc<Problem>,
    /// How.
    pub hyperparameters: Hyperparameters,
    /// When to stop or pause, if anybody said.
    pub steps: Option<u64>,
}

/// The steps of a headless run, unless another number is asked for.
pub const DEFAULT_STEPS: u64 = 1000;

/// The language of the arguments, else of the locale.
pub fn language() -> Language {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |index: usize| arguments.get(index + 1).map(String::as_str);
    let asked = arguments.iter().enumerate().find_map(|(index, argument)| match argument.strip_prefix("--lang") {
        Some("") => after(index),
        Some(value) => value.strip_prefix('='),
        None => None,
    });
    let locale = || sys_locale::get_locale().unwrap_or_default();
    Language::of_locale(&asked.map_or_else(locale, str::to_owned))
}

/// Parses the process's arguments; clap itself answers wrong ones, `--help` and `--version`, and leaves.
pub fn parse(text: &Text) -> Cli {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = Cli::command().disable_version_flag(true).arg(version);
    let matches = explained(command, text).get_matches();
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// `command` with the help of the table, subcommands included.
fn explained(command: Command, text: &Text) -> Command {
    let help = |id: &str| text.cli.get(id).cloned().unwrap_or_default();
    let about = help(&format!("command_{}", command.get_name().replace('-', "_")));
    // clap's own flag for help would speak English alone.
    let flag = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let command = command.about(about).disable_help_flag(true).disable_help_subcommand(true).arg(flag);
    let command = command.mut_args(|argument| {
        let help = help(argument.get_id().as_str());
        argument.help(help)
    });
    command.mut_subcommands(|subcommand| explained(subcommand, text))
}

impl Cli {
    /// What the arguments ask for, checked; data and parameter files are read.
    ///
    /// # Errors
    /// The first thing that cannot be used.
    pub fn task(self) -> Result<Task, Error> {
        match self.command {
            None => {
                let speed = match self.screen.speed.as_deref() {
                    None => Some(20.0),
                    Some("max") => None,
                    Some(speed) => Some(parse_speed(speed)?),
                };
                let run = self.run.build()?;
                Ok(Task::Watch { run, speed, paused: self.screen.paused, color: self.screen.color })
            }
            Some(Subcommands::Train { run, output }) => {
                let OutputArguments { log, log_every, save } = output;
                Ok(Task::Train { run: run.build()?, log, log_every, save })
            }
            Some(Subcommands::Gradcheck { run }) => Ok(Task::GradientCheck(run.build()?)),
            Some(Subcommands::Keys) => Ok(Task::Keys),
            Some(Subcommands::Datasets { command: None }) => Ok(Task::Datasets),
            Some(Subcommands::Datasets { command: Some(DatasetCommands::Show { name, data, seed }) }) => {
                Ok(Task::ShowDataset(Box::new(data::load(&name, &data.options(), seed.unwrap_or_default())?)))
            }
        }
    }
}

impl DataArguments {
    fn options(self) -> data::Options {
        data::Options { label: self.label, samples: self.samples, noise: self.noise, classes: self.classes }
    }
}

impl RunArguments {
    fn build(self) -> Result<Run, Error> {
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
        Ok(Run { problem: Arc::new(problem), hyperparameters: settings.check()?, steps })
    }
}

/// The most numbers that a network and its matrices may have: 8 GiB of float64.
const MOST_NUMBERS: u128 = 1 << 30;

/// Refuses a network whose parameters (with gradients, checkpoints and Wᵀ) and matrices would not fit in memory.
fn refuse_too_large(sizes: &[usize], examples: usize) -> Result<(), Error> {
    let parameters: u128 = sizes.windows(2).map(|pair| (pair[0] as u128 + 1) * pair[1] as u128).sum();
    let matrices: u128 = sizes.iter().map(|&units| 4 * units as u128 * examples as u128).sum();
    if 8 * parameters + matrices <= MOST_NUMBERS {
        return Ok(());
    }
    let found = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("×");
    Err(out_of_range("--hidden", &format!("m {examples}, {found}"), "≤ 8 GiB"))
}

fn choose<T: Copy, const N: usize>(name: Option<&str>, all: [T; N], name_of: fn(T) -> &'static str) -> Option<T> {
    name.and_then(|name| all.into_iter().find(|&item| name_of(item) == name))
}

fn out_of_range(option: &str, found: &str, expected: &str) -> Error {
    Error::OptionOutOfRange { option: option.to_owned(), found: found.to_owned(), expected: expected.to_owned() }
}

fn parse_speed(speed: &str) -> Result<f64, Error> {
    let refuse = || out_of_range("--speed", speed, "0.01 … 1000000, max");
    speed.parse().ok().filter(|speed| (0.01..=1e6).contains(speed)).ok_or_else(refuse)
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
