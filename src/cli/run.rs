//! The arguments that make a run, and how they become one.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::{Args, Command, FromArgMatches};

use super::given::{DataGiven, Given};
use crate::data;
use crate::error::Error;
use crate::files::{Disk, Limit, name, read_within};
use crate::nn::Threads;
use crate::session::{Changes, Preset, Recipe, Session, Setup};
use crate::settings::{DATASET, IMAGE, INIT, PRESET, SpeltOption, options_from, with_option};
use crate::store::RunFile;
use crate::t;
use crate::text::{Text, command_words, sanitize};

/// A run to make.
#[derive(Debug)]
pub struct Run {
    /// What the run is made of.
    pub setup: Setup,
    /// The step at which to stop or pause, if given.
    pub steps: Option<u64>,
    /// The threads that compute it.
    pub threads: Threads,
    /// The changes during the run.
    pub changes: Changes,
    /// The file that the changes come from.
    pub opened: Option<Opened>,
}

impl Run {
    /// Returns a session at step 0 of the run.
    pub fn session(&self) -> Session {
        Session::of(self.setup.clone()).with_changes(self.changes.clone())
    }

    /// Returns the files that the run reads, each with its option.
    pub fn inputs(&self) -> Vec<(&'static str, &Path)> {
        let recipe = self.setup.recipe();
        let files = [
            DATASET.file(&recipe.dataset).map(|file| ("--dataset", file)),
            recipe.init_file.as_deref().map(|file| ("--init", file)),
            self.opened.as_ref().map(|opened| ("--changes", &*opened.file)),
        ];
        files.into_iter().flatten().collect()
    }
}

/// The file of changes that a run was opened from.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The path, as typed.
    pub file: PathBuf,
    /// The recipe of the file's run; the defaults if the file only has changes.
    pub recipe: Recipe,
    /// The step that the file's run had reached, if the file says it and no other step was requested.
    pub step: Option<u64>,
    /// The command-line options that override the file's.
    pub overridden: Vec<SpeltOption>,
}

impl Opened {
    /// Says which options of the file are overridden, if any.
    pub fn note(&self, text: &Text) -> Option<String> {
        let options = command_words(self.overridden.iter().map(|(name, value)| (*name, &**value)));
        let file = sanitize(&self.file.display().to_string());
        let note = || t!(text, "saving.overridden", file = file, options = options.trim_start());
        (!self.overridden.is_empty()).then(note)
    }
}

/// The arguments that make a run.
#[derive(Debug, Args)]
pub(super) struct RunArguments {
    #[command(flatten)]
    given: Given,
    #[arg(long, value_name = "FILE.toml")]
    changes: Option<PathBuf>,
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

impl DataGiven {
    /// Returns the options and the seed with which `command` loads `dataset`. Refuses `--image`, since the command shows
    /// none, and a seed for a data set that is not generated.
    pub(super) fn options_for(
        self,
        command: &str,
        dataset: &OsStr,
        seed: Option<u64>,
    ) -> Result<(data::Options, u64), Error> {
        if self.get(&IMAGE).is_some() {
            return Err(Error::OptionNotForCommand { option: "--image".to_owned(), command: command.to_owned() });
        }
        if seed.is_some() && data::defaults(dataset).is_none() {
            return Err(Error::OptionNotForDataset {
                option: "--seed".to_owned(),
                dataset: data::sanitize(&dataset.to_string_lossy()),
            });
        }
        Ok((self.recipe()?.options, seed.unwrap_or_default()))
    }
}

impl RunArguments {
    /// Parses the options of one run, as every command does.
    pub(super) fn parse<'a>(options: impl Iterator<Item = (&'a str, &'a OsStr)>) -> Result<Self, clap::Error> {
        let command = Self::augment_args(Command::new("mlp-tui").no_binary_name(true));
        let word = |(option, value): (&str, &OsStr)| {
            let mut word = OsString::from(format!("--{option}="));
            word.push(value);
            word
        };
        Self::from_arg_matches(&command.try_get_matches_from(options.map(word))?)
    }

    /// Refuses `--steps` for `command`, which takes the step from `instead`.
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
        let Some(file) = self.changes else {
            let steps = self.steps.or(preset_steps(&self.given));
            let setup = Setup::build(self.given.recipe()?.into(), &Disk)?;
            return Ok(Run { setup, steps, threads, changes: Changes::default(), opened: None });
        };
        let saved = read_run(&file)?;
        let of_file = given_in(&saved)?;
        let recipe_of_file = of_file.recipe()?;
        let step = saved.step.filter(|_| self.steps.is_none());
        let given = self.given.or(of_file);
        let steps = self.steps.or(step).or(preset_steps(&given));
        let setup = Setup::build(given.recipe()?.into(), &Disk)?;
        let changes = saved.changes(setup.sizes())?;
        let differences = options_from(setup.recipe(), &recipe_of_file).unwrap_or_default();
        let overridden = if saved.options.is_some() { differences } else { vec![] };
        let opened = Some(Opened { file, recipe: recipe_of_file, step, overridden });
        Ok(Run { setup, steps, threads, changes, opened })
    }

    /// Returns the preset, or the defaults, changed by the arguments.
    pub(super) fn recipe(&self) -> Result<Recipe, Error> {
        self.given.recipe()
    }
}

/// Returns the step by which the given preset, if any, has shown what it is for.
fn preset_steps(given: &Given) -> Option<u64> {
    let name = given.get(&PRESET)?;
    Preset::ALL.into_iter().find(|preset| name == preset.name())?.steps()
}

fn read_run(file: &Path) -> Result<RunFile, Error> {
    RunFile::parse(&name(file), &read_within(file, Limit::of_memory().part(RunFile::MEMORY))?)
}

/// Parses the options of `file`'s run like those of the command line; none are given if the file only has changes.
fn given_in(file: &RunFile) -> Result<Given, Error> {
    let options = file.options.iter().flatten().map(|(name, value)| (&**name, OsStr::new(value)));
    let refuse = |error| Error::RunOptions { file: file.name.clone(), reason: reason(&error) };
    RunArguments::parse(options).map(|arguments| arguments.given).map_err(refuse)
}

/// Returns clap's reason for refusing some options, in one line. It may quote what a file says.
pub(super) fn reason(error: &clap::Error) -> String {
    let message = error.to_string();
    sanitize(message.lines().next().unwrap_or_default().trim_start_matches("error: "))
}

/// Returns the file that `value` names, if the option reads one.
pub(super) fn input<'a>(option: &str, value: &'a OsStr) -> Option<(&'static str, &'a Path)> {
    if option == "changes" {
        return Some(("--changes", Path::new(value)));
    }
    let file = with_option(option)?.file(value)?;
    Some((if option == INIT.option { "--init" } else { "--dataset" }, file))
}
