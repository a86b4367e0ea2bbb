//! The command-line options that the table of settings defines, and which of them were given.

use std::ffi::{OsStr, OsString};

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::error::Error;
use crate::session::Recipe;
use crate::settings::{FIELDS, Field, Form, OF_DATA, PRESET};

/// The settings that were given, with their values as typed, in the order of the table.
#[derive(Debug, Clone)]
pub(super) struct Given<const DATA_ONLY: bool = false>(Vec<(&'static Field, OsString)>);

/// The settings of a data set, for commands that make no run.
pub(super) type DataGiven = Given<true>;

impl<const DATA_ONLY: bool> Given<DATA_ONLY> {
    fn fields() -> &'static [&'static Field] {
        if DATA_ONLY { &OF_DATA } else { &FIELDS }
    }

    /// Returns the value given for `field`.
    pub(super) fn get(&self, field: &Field) -> Option<&OsStr> {
        self.0.iter().find(|(given, _)| *given == field).map(|(_, value)| &**value)
    }

    /// Adds the settings of `other` that are not given here.
    pub(super) fn or(self, mut other: Self) -> Self {
        other.0.retain(|(field, _)| self.get(field).is_none());
        let all = |field: &&Field| self.0.iter().chain(&other.0).find(|(given, _)| given == field).cloned();
        Self(FIELDS.iter().filter_map(all).collect())
    }

    /// Returns the preset, or the defaults, changed by all that was given.
    ///
    /// # Errors
    /// The first value that cannot be read.
    pub(super) fn recipe(&self) -> Result<Recipe, Error> {
        let mut recipe = Recipe::default();
        // The preset comes first, because the others change what it sets.
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

/// The name of the option in clap, and of its help in the tables of texts.
fn id(field: &Field) -> String {
    field.option.replace('-', "_")
}

/// Describes the option of `field` to clap. The value parsers only make clap refuse a bad value in its usual words; the
/// value itself goes to [`Field::read`] as typed, as the values in run files do.
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
