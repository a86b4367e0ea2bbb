//! The command line, and how it becomes a configuration. Its help is in the tables of texts, under the arguments'
//! names.

mod answer;
mod combinations;
mod given;
mod predict;
mod question;
mod run;
mod sweep;
mod terminal;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::data;
use crate::error::Error;
use crate::files::Disk;
use crate::nn::Instructions;
use crate::settings::Speed;
use crate::text::{Language, Text};

use given::DataGiven;
use predict::PredictArguments;
use question::QuestionArguments;
use run::RunArguments;
use sweep::SweepArguments;

pub use combinations::Combinations;
pub use predict::Prediction;
pub use question::Question;
pub use run::{Opened, Run};
pub use sweep::Sweep;
pub use terminal::{TerminalOptions, environment};

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
        output: Output,
    },
    Gradcheck {
        #[command(flatten)]
        run: RunArguments,
    },
    Explain {
        #[command(flatten)]
        run: RunArguments,
        #[command(flatten)]
        question: QuestionArguments,
    },
    Predict(PredictArguments),
    Sweep(SweepArguments),
    Keys,
    Datasets {
        #[command(subcommand)]
        command: Option<DatasetCommands>,
    },
}

#[derive(Debug, Subcommand)]
enum DatasetCommands {
    Show {
        name: OsString,
        #[command(flatten)]
        data: DataGiven,
        #[arg(long)]
        seed: Option<u64>,
    },
}

#[derive(Debug, Args)]
struct ScreenArguments {
    #[arg(long, value_name = "STEPS_PER_SECOND|max")]
    speed: Option<String>,
    #[arg(long)]
    paused: bool,
    #[arg(long, default_value = "auto")]
    color: ColorChoice,
    #[arg(long)]
    ascii: bool,
}

/// Where the results of a headless run go.
#[derive(Debug, Args)]
pub struct Output {
    /// The file for the metrics; `-` is standard output.
    #[arg(long, value_name = "FILE.csv|-")]
    pub log: Option<PathBuf>,
    /// The number of steps between two rows of the metrics.
    #[arg(long, value_name = "K", default_value = "1", requires = "log", value_parser = clap::value_parser!(u64).range(1..))]
    pub log_every: u64,
    /// The file for the parameters.
    #[arg(long, value_name = "FILE.safetensors")]
    pub save: Option<PathBuf>,
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
    /// The 16 ANSI colours.
    #[value(name = "16")]
    Ansi,
    /// None.
    Never,
}

/// What to do, with everything that it takes.
#[derive(Debug)]
pub enum Task {
    /// Open the terminal program.
    Watch {
        /// The run to train.
        run: Run,
        /// The speed at the start.
        speed: Speed,
        /// Whether to wait for a key before training.
        paused: bool,
        /// How many colours to use.
        color: ColorChoice,
        /// Whether to use only ASCII characters.
        ascii: bool,
    },
    /// Train without a terminal.
    Train {
        /// The run to train.
        run: Run,
        /// Where the results go.
        output: Output,
    },
    /// Compare analytic with numeric gradients.
    GradientCheck(Run),
    /// Explain one phase of a step.
    Explain {
        /// The run to train up to that step.
        run: Run,
        /// What to explain.
        question: Question,
    },
    /// Classify rows with a saved network.
    Predict(Prediction),
    /// Make many runs and compare them.
    Sweep(Sweep),
    /// Print the table of keys.
    Keys,
    /// List the data sets.
    Datasets,
    /// Print a data set as CSV.
    ShowDataset(Box<data::Dataset>),
}

/// The number of steps of a headless run that asks for no other.
pub const DEFAULT_STEPS: u64 = 1000;

/// Returns the language that the arguments ask for, or else that of the locale.
pub fn language() -> Language {
    // Not every argument is text, since a file may have any name.
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let after = |index: usize| arguments.get(index + 1)?.to_str();
    let asked =
        arguments.iter().enumerate().find_map(|(index, argument)| match argument.to_str()?.strip_prefix("--lang")? {
            "" => after(index),
            value => value.strip_prefix('='),
        });
    let locale = || sys_locale::get_locale().unwrap_or_default();
    Language::of_locale(&asked.map_or_else(locale, str::to_owned))
}

/// Parses the process's arguments. On invalid arguments, `--help` or `--version`, clap prints its answer and exits.
pub fn parse(text: &Text) -> Cli {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = Cli::command().disable_version_flag(true).arg(version);
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let matches = explained(command, text).try_get_matches_from(&arguments);
    let parsed = matches.and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.unwrap_or_else(|answer| answer::leave(&answer, &arguments, text))
}

/// Adds the help of the tables of texts to `command` and its subcommands.
fn explained(command: Command, text: &Text) -> Command {
    let help = |id: &str| text.of_name("cli", id).unwrap_or_default();
    let about = help(&format!("command_{}", command.get_name().replace('-', "_")));
    // clap's own help flag would only speak English.
    let flag = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let command = command.about(about).disable_help_flag(true).disable_help_subcommand(true).arg(flag);
    let command = match text.of_name("cli", &format!("notes_{}", command.get_name())) {
        Some(notes) => command.after_help(notes),
        None => command,
    };
    let command = command.mut_args(|argument| {
        let help = help(argument.get_id().as_str());
        argument.help(help)
    });
    command.mut_subcommands(|subcommand| explained(subcommand, text))
}

impl Cli {
    /// Checks the arguments, reads data and parameter files, and returns what to do.
    ///
    /// # Errors
    /// The first thing that cannot be used.
    pub fn task(self) -> Result<Task, Error> {
        choose_instructions()?;
        match self.command {
            None => {
                let speed = self.screen.speed.as_deref().map_or(Ok(Speed::default()), parse_speed)?;
                let run = self.run.build()?;
                Ok(Task::Watch {
                    run,
                    speed,
                    paused: self.screen.paused,
                    color: self.screen.color,
                    ascii: self.screen.ascii,
                })
            }
            Some(Subcommands::Train { run, output }) => Ok(Task::Train { run: run.build()?, output }),
            Some(Subcommands::Gradcheck { run }) => Ok(Task::GradientCheck(run.build()?)),
            Some(Subcommands::Explain { run, question }) => {
                // `--at` already says the step.
                run.refuse_steps("explain", "--at")?;
                Ok(Task::Explain { question: question.check()?, run: run.build()? })
            }
            Some(Subcommands::Predict(arguments)) => Ok(Task::Predict(arguments.load()?)),
            Some(Subcommands::Sweep(sweep)) => Ok(Task::Sweep(sweep.check()?)),
            Some(Subcommands::Keys) => Ok(Task::Keys),
            Some(Subcommands::Datasets { command: None }) => Ok(Task::Datasets),
            Some(Subcommands::Datasets { command: Some(DatasetCommands::Show { name, data, seed }) }) => {
                let (options, seed) = data.options_for("datasets show", &name, seed)?;
                Ok(Task::ShowDataset(Box::new(data::load(&name, &options, seed, &Disk)?)))
            }
        }
    }
}

/// The variable that chooses the vector instructions, for tests: none of them may change a bit.
const INSTRUCTIONS: &str = "MLP_TUI_SIMD";

fn choose_instructions() -> Result<(), Error> {
    let Ok(name) = std::env::var(INSTRUCTIONS) else { return Ok(()) };
    let refuse = || Error::out_of_range(INSTRUCTIONS, &name, &Instructions::available().join(", "));
    Instructions::named(&name).ok_or_else(refuse)?.choose();
    Ok(())
}

fn parse_speed(typed: &str) -> Result<Speed, Error> {
    Speed::parse(typed).ok_or_else(|| Error::out_of_range("--speed", typed, &Speed::range(',')))
}
