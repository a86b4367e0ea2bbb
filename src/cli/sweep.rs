//! The arguments of `sweep`: all options of a run, each with comma-separated values to try.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::ColorChoice;
use super::combinations::{Combinations, Swept};
use super::run::RunArguments;
use crate::error::Error;

const MOST_RUNS: u64 = 100_000;

#[derive(Debug, Args)]
pub(super) struct SweepArguments {
    #[command(flatten)]
    lists: Lists,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    seeds: Option<u64>,
    #[arg(id = "table_csv", long = "csv", value_name = "FILE.csv|-")]
    csv: Option<PathBuf>,
    #[arg(long, value_name = "FILE.csv|-")]
    runs: Option<PathBuf>,
    #[arg(long, default_value = "auto")]
    color: ColorChoice,
}

/// Many runs: every combination of values with every seed.
#[derive(Debug)]
pub struct Sweep {
    /// The combinations of the values of all options.
    pub combinations: Combinations,
    /// The seeds with which each combination is run.
    pub seeds: Vec<u64>,
    /// How many runs to make in parallel; `None` for one per core.
    pub workers: Option<u16>,
    /// The CSV file for the table; `-` is standard output.
    pub csv: Option<PathBuf>,
    /// The CSV file for the individual runs; `-` is standard output.
    pub runs: Option<PathBuf>,
    /// How many colours to use.
    pub color: ColorChoice,
}

impl SweepArguments {
    pub(super) fn check(self) -> Result<Sweep, Error> {
        let Self { lists: Lists(mut options), seeds: count, csv, runs, color } = self;
        let is_stdout = |file: &Option<PathBuf>| file.as_ref().is_some_and(|file| file.as_os_str() == "-");
        if is_stdout(&csv) && is_stdout(&runs) {
            return Err(Error::out_of_range("--runs", "-", "FILE.csv (--csv -)"));
        }
        let mut take = |option: &str| {
            let place = options.iter().position(|swept| swept.option == option)?;
            Some(options.remove(place))
        };
        let (threads, seed) = (take("threads"), take("seed"));
        let workers = threads.map(|swept| only(&numbers(&swept)?, &swept, "1 … 256")).transpose()?;
        let first = seed.as_ref().map_or(Ok(vec![0]), numbers)?;
        let combinations = Combinations::new(options, seed.as_ref().map(|_| first[0]))?;
        let repetitions = count.unwrap_or(first.len() as u64);
        let found = combinations.count().saturating_mul(repetitions.into());
        if found > MOST_RUNS.into() {
            return Err(Error::TooManyRuns { found: found.to_string(), most: MOST_RUNS });
        }
        let seeds = match (count, &seed) {
            (None, _) => first,
            (Some(count), None) => (0..count).collect(),
            (Some(count), Some(seed)) => {
                let first = only(&first, seed, "N (--seeds N)")?;
                (0..count).map(|index| first.wrapping_add(index)).collect()
            }
        };
        Ok(Sweep { combinations, seeds, workers, csv, runs, color })
    }
}

/// Reads the values of an option that takes whole numbers.
fn numbers<T: std::str::FromStr>(swept: &Swept) -> Result<Vec<T>, Error> {
    let refuse = |value: &str| Error::out_of_range(&format!("--{}", swept.option), value, "N");
    let number = |value: &OsString| {
        let value = value.to_string_lossy();
        value.parse().map_err(|_| refuse(&value))
    };
    swept.values.iter().map(number).collect()
}

/// Returns the only element of a list that must have just one.
fn only<T: Copy>(list: &[T], swept: &Swept, expected: &str) -> Result<T, Error> {
    match list {
        [one] => Ok(*one),
        _ => Err(Error::out_of_range(&format!("--{}", swept.option), swept.list(), expected)),
    }
}

/// The options of a run that were given, in the order of the command line.
#[derive(Debug)]
struct Lists(Vec<Swept>);

fn run_options() -> Command {
    RunArguments::augment_args(Command::new("run"))
}

impl Args for Lists {
    fn augment_args(command: Command) -> Command {
        run_options().get_arguments().fold(command, |command, option| command.arg(list_of(option)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// An option like `option` that takes any text; each value of the list is parsed separately later.
fn list_of(option: &Arg) -> Arg {
    let id = option.get_id().to_string();
    let names = option.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect::<Vec<_>>();
    let value = match id.as_str() {
        "threads" => "N".to_owned(),
        "hidden" => "32,16x16,none".to_owned(),
        _ if !names.is_empty() => format!("{},…", names.join("|")),
        _ => {
            let name = option.get_value_names().and_then(|names| names.first());
            format!("{},…", name.map_or_else(|| id.to_uppercase(), ToString::to_string))
        }
    };
    let long = option.get_long().unwrap_or_default().to_owned();
    let any = clap::value_parser!(OsString);
    Arg::new(id)
        .long(long)
        .value_name(value)
        .value_parser(any)
        .allow_hyphen_values(option.is_allow_negative_numbers_set())
}

/// Splits a list and trims the white space around its values.
fn values_of(list: &OsString) -> Vec<OsString> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::{OsStrExt, OsStringExt};
        let values = list.as_bytes().split(|byte| *byte == b',');
        values.map(|value| OsString::from_vec(value.trim_ascii().to_vec())).collect()
    }
    #[cfg(not(unix))]
    list.to_string_lossy().split(',').map(|value| value.trim().into()).collect()
}

impl FromArgMatches for Lists {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let command = run_options();
        let mut given = Vec::new();
        for option in command.get_arguments() {
            let (id, long) = (option.get_id().as_str(), option.get_long().unwrap_or_default());
            let (Some(list), Some(place)) = (matches.get_one::<OsString>(id), matches.index_of(id)) else { continue };
            let values = values_of(list);
            for value in &values {
                // All commands refuse a bad value in the same words.
                RunArguments::parse([(long, value.as_os_str())].into_iter())?;
            }
            given.push((place, Swept { option: long.to_owned(), values }));
        }
        given.sort_by_key(|(place, _)| *place);
        Ok(Self(given.into_iter().map(|(_, swept)| swept).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
