//! All that the program knows of a setting that a run is made with: a row of the table.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::data;
use crate::error::Error;
use crate::session::{Recipe, Setting, Settings};

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

/// What kind of values a setting takes.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// One of its [`Field::choices`].
    Choice,
    /// A whole number that counts something in memory.
    Count,
    /// Any whole number from 0 to 2⁶⁴ − 1.
    Whole,
    /// A number.
    Real,
    /// A text.
    Text,
    /// A list that commas separate.
    List,
    /// A name that this function knows, or else the path of a file.
    NameOrFile(fn(&OsStr) -> bool),
}

/// A setting that a run is made with. The command line, the settings overlay, lists of changes, files of runs and
/// comparisons all read its row.
#[derive(Debug)]
pub struct Field {
    /// Its name in lists of changes and in the tables of texts.
    pub name: &'static str,
    /// Its option on the command line and in files of runs, without the `--`.
    pub option: &'static str,
    /// What stands for its value in the help of the command line.
    pub placeholder: &'static str,
    /// What it belongs to.
    pub group: Group,
    /// What kind of values it takes.
    pub form: Form,
    /// The names it chooses from, or some values worth trying; empty where it takes numbers.
    pub choices: fn() -> Vec<&'static str>,
    /// What it takes, in the words that are typed: for those that are no [`Form::Choice`].
    pub(super) range: fn(&Recipe) -> String,
    /// Its value as it is typed; `None` if the recipe leaves it unset.
    pub spell: fn(&Recipe) -> Option<OsString>,
    /// The value in effect when the recipe leaves it unset.
    pub(super) default_value: fn(&Recipe) -> Option<String>,
    /// Puts a value that was typed into the recipe. Whether it is in range is another question, see [`Field::set`].
    ///
    /// # Errors
    /// What was expected, where it cannot be read.
    pub read: fn(&mut Recipe, &OsStr) -> Result<(), String>,
    /// The value after the one that is typed so, or before it; `None` where it goes round its choices.
    pub(super) ladder: Option<fn(&Recipe, &str, bool) -> String>,
    /// Whether it means something for the recipe's data set.
    pub applies: fn(&Recipe) -> bool,
    /// Adjusts the settings that depend on this one after it was changed on the screen.
    pub(super) adjust_dependents: fn(&mut Recipe),
    /// The change that sets it during a run to the value in these settings; `None` if it takes a new run.
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
    /// The defaults of a row: a text in the group of the data.
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

    /// Whether its values are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self.form, Form::Count | Form::Whole | Form::Real)
    }

    /// How its values look: what is expected where one cannot be read.
    pub(super) fn expected_form(&self) -> String {
        let unreadable = (self.read)(&mut Recipe::default(), "?".as_ref());
        unreadable.err().unwrap_or_else(|| self.placeholder.to_owned())
    }

    /// The file that `value` names, if it names one.
    pub fn file<'a>(&self, value: &'a OsStr) -> Option<&'a Path> {
        match self.form {
            Form::NameOrFile(is_known) if !is_known(value) => Some(Path::new(value)),
            _ => None,
        }
    }

    /// Its value in `recipe`, or else its default, as it is typed; a dash if it has none.
    pub fn value(&self, recipe: &Recipe) -> String {
        let said = || (self.spell)(recipe).map(|value| value.to_string_lossy().into_owned());
        let value = (self.applies)(recipe).then(|| said().or_else(|| (self.default_value)(recipe))).flatten();
        value.unwrap_or_else(|| NOTHING.to_owned())
    }

    /// The values it takes in `recipe`, in the words that are typed.
    pub fn range(&self, recipe: &Recipe) -> String {
        match self.form {
            Form::Choice => (self.choices)().join(", "),
            _ => (self.range)(recipe),
        }
    }

    /// Puts what was typed into `recipe`; `None`, and nothing changed, where it is out of range.
    pub fn set(&self, recipe: &mut Recipe, typed: &str) -> Option<()> {
        let mut other = recipe.clone();
        (self.read)(&mut other, typed.as_ref()).ok()?;
        // A word that is no name is no file either, unless it looks like one.
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

    /// The value after that of `recipe`, or the one before it, as it is typed.
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
/// The first that is out of its range.
pub fn check(recipe: &Recipe) -> Result<(), Error> {
    recipe.settings.clone().check()?;
    data::check(&recipe.dataset, &recipe.options)?;
    data::check_test_fraction(recipe.test_fraction)
}

/// The choice after or before `value`, wrapping around; the first or the last if `value` is none of them.
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
