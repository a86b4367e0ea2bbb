//! Every combination of the values of some options; each combination is a run of its own.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::run::{Run, RunArguments, input, reason};
use crate::error::Error;
use crate::text::{command_line, sanitize};

/// An option of a run, with the values to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swept {
    /// The name, without `--`.
    pub option: String,
    /// The values, as typed.
    pub values: Vec<OsString>,
}

impl Swept {
    /// All values, to show to people.
    pub(super) fn list(&self) -> String {
        self.values.iter().map(|value| value.to_string_lossy()).collect::<Vec<_>>().join(",")
    }
}

/// The product of the values of all options; the last option varies fastest.
#[derive(Debug)]
pub struct Combinations {
    options: Vec<Swept>,
    /// The values of each option, spelt as the other commands take them.
    elsewhere: Vec<Vec<OsString>>,
    seed: Option<u64>,
}

impl Combinations {
    /// Refuses a value that its option would never take, whatever the other options are.
    pub(super) fn new(options: Vec<Swept>, seed: Option<u64>) -> Result<Self, Error> {
        let elsewhere = |swept: &Swept| swept.values.iter().map(|value| checked(swept, value)).collect();
        let elsewhere = options.iter().map(elsewhere).collect::<Result<_, Error>>()?;
        Ok(Self { options, elsewhere, seed })
    }

    /// Returns the number of combinations.
    pub fn count(&self) -> u128 {
        self.options.iter().fold(1, |count: u128, swept| count.saturating_mul(swept.values.len() as u128))
    }

    /// Returns the options that have several values.
    pub fn varying(&self) -> impl Iterator<Item = &str> {
        self.options.iter().filter(|swept| swept.values.len() > 1).map(|swept| swept.option.as_str())
    }

    /// Returns the values of those options in combination `index`, to show to people.
    pub fn values(&self, index: usize) -> impl Iterator<Item = String> {
        let all = self.options.iter().zip(self.places(index));
        all.filter(|(swept, _)| swept.values.len() > 1)
            .map(|(swept, place)| sanitize(&swept.values[place].to_string_lossy()))
    }

    /// Builds the run of combination `index` with `seed`, on one thread.
    ///
    /// # Errors
    /// Why these values cannot be combined.
    pub fn run(&self, index: usize, seed: u64) -> Result<Run, Error> {
        let (seed, one) = (OsString::from(seed.to_string()), OsStr::new("1"));
        arguments(self.typed(index).chain([("seed", &*seed), ("threads", one)]))?.build()
    }

    /// Returns the files that the runs read, each with its option.
    pub fn inputs(&self) -> Vec<(&'static str, &Path)> {
        let values = self.options.iter().flat_map(|swept| swept.values.iter().map(|value| (&*swept.option, value)));
        values.filter_map(|(option, value)| input(option, value)).collect()
    }

    /// Returns the command that opens the first run of combination `index` on the screen.
    pub fn command(&self, index: usize) -> String {
        // A file of changes may bring a seed of its own, so the sweep's seed is spelt out, even if it is 0.
        let has_file = self.options.iter().any(|swept| swept.option == "changes");
        let seed = self.seed.or(has_file.then_some(0)).map(|seed| OsString::from(seed.to_string()));
        command_line(self.typed(index).chain(seed.iter().map(|seed| ("seed", &**seed))))
    }

    /// For each option, the index of its value in combination `index`.
    fn places(&self, index: usize) -> impl Iterator<Item = usize> {
        let mut of_rest: usize = self.options.iter().map(|swept| swept.values.len()).product();
        self.options.iter().map(move |swept| {
            of_rest /= swept.values.len();
            index / of_rest % swept.values.len()
        })
    }

    /// The options and values of combination `index`, spelt as the other commands take them.
    fn typed(&self, index: usize) -> impl Iterator<Item = (&str, &OsStr)> {
        let options = self.options.iter().zip(&self.elsewhere).zip(self.places(index));
        options.map(|((swept, values), place)| (swept.option.as_str(), values[place].as_os_str()))
    }
}

/// Returns `value` as the other commands take it, if its option accepts it.
fn checked(swept: &Swept, value: &OsStr) -> Result<OsString, Error> {
    if value.is_empty() {
        return Err(Error::out_of_range(&format!("--{}", swept.option), swept.list(), "VALUE,VALUE,…"));
    }
    // A value that is not text can only be a file name.
    let value = value.to_str().map_or_else(|| Ok(value.into()), |value| typed_elsewhere(&swept.option, value))?;
    arguments([(&*swept.option, &*value)].into_iter())?.recipe()?;
    Ok(value)
}

/// Returns `value` as the other commands take it: there a comma separates layers or features, here it separates values.
fn typed_elsewhere(option: &str, value: &str) -> Result<OsString, Error> {
    if option == "features" {
        return Ok(value.replace('+', ",").into());
    }
    if option != "hidden" || value == "none" {
        return Ok(value.into());
    }
    let layers: Vec<&str> = value.split(['x', '-']).map(str::trim).collect();
    if layers.iter().any(|units| units.parse::<usize>().is_err()) {
        return Err(Error::out_of_range("--hidden", value, "32 | 16x16 | none"));
    }
    Ok(layers.join(",").into())
}

/// The options of one run, each already known to be valid by itself.
fn arguments<'a>(options: impl Iterator<Item = (&'a str, &'a OsStr)>) -> Result<RunArguments, Error> {
    RunArguments::parse(options).map_err(|error| Error::OptionsDoNotMix { reason: reason(&error) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_option_changes_first() {
        let swept = |option: &str, values: &[&str]| Swept {
            option: option.to_owned(),
            values: values.iter().map(|&value| value.into()).collect(),
        };
        let options = vec![swept("lr", &["0.1", "1"]), swept("batch", &["32"]), swept("hidden", &["4", "8-8", "none"])];
        let all = Combinations::new(options, Some(7)).unwrap();
        let values: Vec<Vec<String>> = (0..6).map(|index| all.values(index).collect()).collect();
        assert_eq!(values, [["0.1", "4"], ["0.1", "8-8"], ["0.1", "none"], ["1", "4"], ["1", "8-8"], ["1", "none"]]);
        assert_eq!(all.varying().collect::<Vec<_>>(), ["lr", "hidden"]);
        assert_eq!(all.command(1), "mlp-tui --lr 0.1 --batch 32 --hidden 8,8 --seed 7");
        let of_file = Combinations::new(vec![swept("changes", &["my run.toml"])], None).unwrap();
        assert_eq!(of_file.command(0), "mlp-tui --changes 'my run.toml' --seed 0", "the file may bring a seed");
    }
}
