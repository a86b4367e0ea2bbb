//! The table row of a setting: everything the program knows about it.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::data;
use crate::error::Error;
use crate::session::{Recipe, Setting, Settings};

/// The part of a run that a setting belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The data.
    Data,
    /// The network.
    Network,
    /// The training.
    Training,
}

/// The kind of values that a setting takes.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// One of its [`Field::choices`].
    Choice,
    /// A whole number that counts something held in memory.
    Count,
    /// Any whole number from 0 to 2⁶⁴ − 1.
    Whole,
    /// A real number.
    Real,
    /// A text.
    Text,
    /// A comma-separated list.
    List,
    /// A name for which this function returns true, or else the path of a file.
    NameOrFile(fn(&OsStr) -> bool),
}

/// A setting that a run is made with. The command line, the settings overlay, lists of changes, run files and
/// comparisons all read its row.
#[derive(Debug)]
pub struct Field {
    /// The name in lists of changes and in the tables of texts.
    pub name: &'static str,
    /// The option on the command line and in run files, without the `--`.
    pub option: &'static str,
    /// The placeholder for the value in the help of the command line.
    pub placeholder: &'static str,
    /// The part of a run that it belongs to.
    pub group: Group,
    /// The kind of values it takes.
    pub form: Form,
    /// The names to choose from, or some values worth trying; empty if it takes numbers.
    pub choices: fn() -> Vec<&'static str>,
    /// The values it takes, spelt as they are typed; unused for a [`Form::Choice`].
    pub(super) range: fn(&Recipe) -> String,
    /// Returns the value as it is typed; `None` if the recipe leaves it unset.
    pub spell: fn(&Recipe) -> Option<OsString>,
    /// The value in effect if the recipe leaves it unset.
    pub(super) default_value: fn(&Recipe) -> Option<String>,
    /// Puts a typed value into the recipe. Does not check the range; [`Field::set`] does.
    ///
    /// # Errors
    /// What was expected, if the value cannot be read.
    pub read: fn(&mut Recipe, &OsStr) -> Result<(), String>,
    /// The value one rung above or below the typed one; `None` if the arrows cycle through the choices.
    pub(super) ladder: Option<fn(&Recipe, &str, bool) -> String>,
    /// Whether the setting means anything for the recipe's data set.
    pub applies: fn(&Recipe) -> bool,
    /// Adjusts the settings that depend on this one after it was changed on the screen.
    pub(super) adjust_dependents: fn(&mut Recipe),
    /// The change that sets it during a run to the value in these settings; `None` if changing it takes a new run.
    pub live: Option<fn(&Settings) -> Setting>,
}

/// Shown for a setting without a value.
const NOTHING: &str = "—";

impl PartialEq for Field {
    /// Names are unique.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Field {
    /// The defaults of a row: a text among the data settings.
    pub(super) const PLAIN: Self = Self {
        name: "",
        option: "",
        placeholder: "",
        group: Group::Data,
        form: Form::Text,
        choices: Vec::new,
        range: |_| String::new(),
        spell: |_| None,
        default_value: |_| None,
        read: |_, _| Ok(()),
        ladder: None,
        applies: |_| true,
        adjust_dependents: |_| {},
        live: None,
    };

    /// Whether the values are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self.form, Form::Count | Form::Whole | Form::Real)
    }

    /// Returns the form of the values, for the message about one that cannot be read.
    pub(super) fn expected_form(&self) -> String {
        let unreadable = (self.read)(&mut Recipe::default(), "?".as_ref());
        unreadable.err().unwrap_or_else(|| self.placeholder.to_owned())
    }

    /// Returns the file that `value` names, if it names one.
    pub fn file<'a>(&self, value: &'a OsStr) -> Option<&'a Path> {
        match self.form {
            Form::NameOrFile(is_known) if !is_known(value) => Some(Path::new(value)),
            _ => None,
        }
    }

    /// Returns the value in `recipe`, or else the default, as typed; a dash if there is neither.
    pub fn value(&self, recipe: &Recipe) -> String {
        let said = || (self.spell)(recipe).map(|value| value.to_string_lossy().into_owned());
        let value = (self.applies)(recipe).then(|| said().or_else(|| (self.default_value)(recipe))).flatten();
        value.unwrap_or_else(|| NOTHING.to_owned())
    }

    /// Returns the values it takes in `recipe`, as typed.
    pub fn range(&self, recipe: &Recipe) -> String {
        match self.form {
            Form::Choice => (self.choices)().join(", "),
            _ => (self.range)(recipe),
        }
    }

    /// Puts a typed value into `recipe`; returns `None` and changes nothing if it cannot be read or is out of range.
    pub fn set(&self, recipe: &mut Recipe, typed: &str) -> Option<()> {
        let mut other = recipe.clone();
        (self.read)(&mut other, typed.as_ref()).ok()?;
        // A word that is not a known name only counts as a file if it looks like one.
        let looks_like_a_file = typed.contains(['/', '\\', '.']);
        if self.file(typed.as_ref()).is_some() && !looks_like_a_file {
            return None;
        }
        if (self.spell)(&other) != (self.spell)(recipe) {
            (self.adjust_dependents)(&mut other);
        }
        check(&other).ok()?;
        *recipe = other;
        Some(())
    }

    /// Returns the next value above or below that of `recipe`, as typed.
    pub fn next(&self, recipe: &Recipe, is_up: bool) -> String {
        let value = self.value(recipe);
        match self.ladder {
            Some(ladder) => ladder(recipe, &value, is_up),
            None => cycle(&(self.choices)(), &value, is_up),
        }
    }
}

/// Checks every number of `recipe` that can be checked before its data are read.
///
/// # Errors
/// The first number that is out of range.
pub fn check(recipe: &Recipe) -> Result<(), Error> {
    recipe.settings.clone().check()?;
    data::check(&recipe.dataset, &recipe.options)?;
    data::check_test_fraction(recipe.test_fraction)
}

/// Returns the choice after or before `value`, wrapping around; the first or the last if `value` is not among them.
fn cycle(choices: &[&str], value: &str, is_up: bool) -> String {
    let (at, count) = (choices.iter().position(|&choice| choice == value), choices.len());
    let next = match (at, is_up) {
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
        (None, true) => 0,
        (None, false) => count - 1,
    };
    choices[next].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_go_round() {
        assert_eq!(cycle(&["a", "b", "c"], "c", true), "a");
        assert_eq!(cycle(&["a", "b", "c"], "a", false), "c");
        assert_eq!(cycle(&["a", "b", "c"], "mine.csv", false), "c");
    }
}
