//! The options of the command line that the table of settings makes, and what was given of them.

use std::ffi::{OsStr, OsString};

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::error::Error;
use crate::session::Recipe;
use crate::settings::{FIELDS, Field, Form, OF_DATA, PRESET};

/// The settings that were given, with their values as they were typed, in the order of the table.
#[derive(Debug, Clone)]
pub(super) struct Given<const DATA_ONLY: bool = false>(Vec<(&'static Field, OsString)>);

/// Those of a data set, for commands that make no run.
pub(super) type DataGiven = Given<true>;

impl<const DATA_ONLY: bool> Given<DATA_ONLY> {
    fn fields() -> &'static [&'static Field] {
        if DATA_ONLY { &OF_DATA } else { &FIELDS }
    }

    /// The value given for `field`.
    pub(super) fn get(&self, field: &Field) -> Option<&OsStr> {
        self.0.iter().find(|(given, _)| *given == field).map(|(_, value)| &**value)
    }

    /// These, and where one is not given, that of `other`.
    pub(super) fn or(self, mut other: Self) -> Self {
        other.0.retain(|(field, _)| self.get(field).is_none());
        let all = |field: &&Field| self.0.iter().chain(&other.0).find(|(given, _)| given == field).cloned();
        Self(FIELDS.iter().filter_map(all).collect())
    }

    /// The preset, or the defaults, with all that was given.
    ///
    /// # Errors
    /// The first value that cannot be read.
    pub(super) fn recipe(&self) -> Result<Recipe, Error> {
        let mut recipe = Recipe::default();
        // The others change what the preset says.
        let (presets, others): (Vec<_>, Vec<_>) = self.0.iter().partition(|(field, _)| **field == PRESET);
        for (field, value) in presets.into_iter().chain(others) {
            let refuse = |expected: String| {
                Error::out_of_range(&format!("--{}", field.option), value.to_string_lossy(), &expected)
            };
            (field.read)(&mut recipe, value).map_err(refuse)?;
        }
        Ok(recipe)
    }
}

/// What clap calls the option, and the tables of texts its help.
fn id(field: &Field) -> String {
    field.option.replace('-', "_")
}

fn argument(field: &Field) -> Arg {
    let (action, parser): (_, ValueParser) = match field.form {
        Form::Choice => (ArgAction::Set, PossibleValuesParser::new((field.choices)()).into()),
        Form::Count => (ArgAction::Set, clap::value_parser!(usize).into()),
        Form::Whole => (ArgAction::Set, clap::value_parser!(u64).into()),
        Form::Real => (ArgAction::Set, clap::value_parser!(f64).into()),
        Form::Text => (ArgAction::Set, clap::value_parser!(String)),
        Form::List => (ArgAction::Append, clap::value_parser!(String)),
        Form::NameOrFile(_) => (ArgAction::Set, clap::value_parser!(OsString)),
    };
    Arg::new(id(field))
        .long(field.option)
        .value_name(field.placeholder)
        .action(action)
        .value_parser(parser)
        .allow_negative_numbers(matches!(field.form, Form::Real))
}

impl<const DATA_ONLY: bool> Args for Given<DATA_ONLY> {
    fn augment_args(command: Command) -> Command {
        command.args(Self::fields().iter().map(|field| argument(field)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const DATA_ONLY: bool> FromArgMatches for Given<DATA_ONLY> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let value = |field: &&'static Field| {
            let mut values = matches.get_raw(&id(field))?;
            let mut value = values.next()?.to_owned();
            values.for_each(|more| value.extend([OsStr::new(","), more]));
            Some((*field, value))
        };
        Ok(Self(Self::fields().iter().filter_map(value).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
