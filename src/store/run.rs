//! A run as a file: its recipe as command-line options, the step that it reached, and its changes.
//!
//! ```toml
//! [run]
//! step = 1204
//! dataset = "iris"
//! lr = 0.1
//!
//! [[change]]
//! step = 20
//! learning_rate = 0.5
//! ```
//!
//! Everything is optional. A file without `[run]` is a list of changes that can be applied to any run.

use serde::Deserialize;
use toml::{Table, Value};

use super::changes::{Entry, changes_of, changes_to_toml, clean, spell};
use crate::error::Error;
use crate::session::{Change, Changes, Recipe};
use crate::settings::{FIELDS, Field, spelt, with_option};
use crate::text::sanitize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    run: Option<Table>,
    #[serde(default)]
    change: Vec<Entry>,
}

/// A file that was read; its content is checked when it is used.
#[derive(Debug)]
pub struct RunFile {
    /// The file name for error messages.
    pub name: String,
    /// The step that the run had reached, if the file says it.
    pub step: Option<u64>,
    /// The recipe as command-line options without their `--`, with their values; `None` if the file only has changes.
    pub options: Option<Vec<(String, String)>>,
    entries: Vec<Entry>,
}

impl RunFile {
    /// How many times its own size a file may take while it is parsed; nested tables take that much.
    pub const MEMORY: u64 = 256;

    /// Reads `bytes`, the content of the file called `name`.
    ///
    /// # Errors
    /// [`Error::FileNotUtf8`], [`Error::ChangesMalformed`] with the line of the mistake, and
    /// [`Error::RunOptionUnknown`].
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let toml = std::str::from_utf8(bytes).map_err(|error| {
            let line = line_of(bytes, error.valid_up_to());
            Error::FileNotUtf8 { file: name.to_owned(), line }
        })?;
        let Tables { run, change } = ::toml::from_str(toml).map_err(|error| {
            let until = error.span().map_or(0, |span| span.start.min(toml.len()));
            let line = line_of(bytes, until);
            Error::ChangesMalformed { file: name.to_owned(), line, reason: clean(error.message()) }
        })?;
        let (mut step, mut options) = (None, run.is_some().then(Vec::new));
        for (option, value) in run.unwrap_or_default() {
            let spelt = spell(&value);
            if option == STEP {
                let parsed = spelt.as_deref().and_then(|step| step.parse().ok()).filter(|step| *step <= MOST_STEPS);
                let refuse = || unusable(name, &option, &value, "0, 1, 2, …");
                step = Some(parsed.ok_or_else(refuse)?);
            } else if with_option(&option).is_some() {
                let spelt = spelt.ok_or_else(|| unusable(name, &option, &value, "\"…\""))?;
                options.get_or_insert_default().push((option, spelt));
            } else {
                let names = [STEP].into_iter().chain(FIELDS.map(|field| field.option)).collect::<Vec<_>>().join(", ");
                return Err(Error::RunOptionUnknown { file: name.to_owned(), option: clean(&option), names });
            }
        }
        Ok(Self { name: name.to_owned(), step, options, entries: change })
    }

    /// Returns the changes, for a network with `sizes`.
    ///
    /// # Errors
    /// [`Error::ChangeUnusable`] names the change that cannot be made.
    pub fn changes(&self, sizes: &[usize]) -> Result<Changes, Error> {
        changes_of(&self.name, &self.entries, sizes)
    }
}

/// Writes the run of `recipe` and `changes`, at `step`, as the content of a file.
///
/// # Errors
/// [`Error::NameNotText`] if TOML cannot hold the name of a file.
pub fn run_to_toml(recipe: &Recipe, step: u64, changes: &[Change]) -> Result<String, Error> {
    let mut toml = "# A run of mlp-tui: its options, the step that it had reached, and its changes.\n\
                    # Steps count from 0, all else from 1; paths start at the working directory.\n\n[run]\n"
        .to_owned();
    toml += &format!("{STEP} = {step}\n");
    let mut options = spelt(recipe);
    // What a reader looks for first is written even if it is the default.
    let has = |wanted: &str| options.iter().any(|(option, _)| *option == wanted);
    let (has_data, has_seed) = (has("dataset") || has("preset"), has("seed"));
    if !has_data {
        options.insert(0, ("dataset", recipe.dataset.clone()));
    }
    if !has_seed {
        options.push(("seed", recipe.settings.seed.to_string().into()));
    }
    for (option, value) in options {
        let refuse = |value: std::ffi::OsString| Error::NameNotText { file: sanitize(&value.to_string_lossy()) };
        let value = value.into_string().map_err(refuse)?;
        toml += &format!("{option} = {}\n", if is_bare(option, &value) { value } else { quoted(&value) });
    }
    Ok(toml + &changes_to_toml(changes))
}

/// The key of the step in the table of the run.
const STEP: &str = "step";

/// The last step that can be requested: float64 counts exactly up to it.
const MOST_STEPS: u64 = 1 << 53;

/// Whether the option's value is a number in TOML too, where whole numbers are signed.
fn is_bare(option: &str, value: &str) -> bool {
    let is_float = value.contains(['.', 'e']) && value.parse::<f64>().is_ok();
    with_option(option).is_some_and(Field::is_number) && (is_float || value.parse::<i64>().is_ok())
}

fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            _ if letter.is_control() => quoted += &format!("\\u{:04X}", letter as u32),
            _ => quoted.push(letter),
        }
    }
    quoted + "\""
}

/// Returns the line, from 1, of the byte at `place`.
fn line_of(bytes: &[u8], place: usize) -> u64 {
    bytes[..place].split(|byte| *byte == b'\n').count() as u64
}

fn unusable(file: &str, option: &str, found: &Value, expected: &str) -> Error {
    let option = format!("[run] {option}");
    let found = spell(found).unwrap_or_else(|| found.type_str().to_owned());
    let (found, expected) = (clean(&found), expected.to_owned());
    Error::RunUnusable { file: file.to_owned(), option, found, expected }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Text};
    use proptest::prelude::*;

    #[test]
    fn a_run_says_what_it_is_made_of() {
        let toml = run_to_toml(&Recipe::default(), 12, &[]).unwrap();
        assert!(toml.ends_with("[run]\nstep = 12\ndataset = \"spiral\"\nseed = 0\n"), "{toml}");
        let mut recipe = Recipe::default();
        recipe.settings.seed = u64::MAX;
        recipe.settings.learning_rate = 1e-7;
        let read = RunFile::parse("f", run_to_toml(&recipe, 1, &[]).unwrap().as_bytes()).unwrap();
        let options = read.options.unwrap();
        assert!(options.contains(&("lr".to_owned(), "1e-7".to_owned())), "{options:?}");
        assert!(options.contains(&("seed".to_owned(), u64::MAX.to_string())), "{options:?}");
    }

    #[test]
    fn what_the_table_of_the_run_cannot_hold_is_refused() {
        let refused = |toml: &str| RunFile::parse("f", toml.as_bytes()).unwrap_err();
        assert!(
            matches!(refused("[run]\nthreads = 2\n"), Error::RunOptionUnknown { option, .. } if option == "threads")
        );
        assert!(matches!(refused("[run]\nchanges = \"f\"\n"), Error::RunOptionUnknown { .. }));
        assert!(matches!(refused("[run]\nstep = -1\n"), Error::RunUnusable { .. }));
        assert!(matches!(refused("[run]\nlr = true\n"), Error::RunUnusable { .. }));
        assert!(matches!(refused("[run]\nlr = 1\nlr = 2\n"), Error::ChangesMalformed { .. }));
    }

    proptest! {
        #[test]
        fn any_name_of_a_file_reads_back_the_same(name in any::<String>(), step in 0_u64..1 << 53) {
            let recipe = Recipe { dataset: name.clone().into(), ..Recipe::default() };
            let read = RunFile::parse("f", run_to_toml(&recipe, step, &[]).unwrap().as_bytes()).unwrap();
            prop_assert_eq!(read.step, Some(step));
            prop_assert!(read.options.unwrap().contains(&("dataset".to_owned(), name)));
        }

        #[test]
        fn any_table_is_read_or_refused_by_the_name_of_its_file(text in "(?s).{0,200}") {
            match RunFile::parse("lecture.toml", format!("[run]\n{text}").as_bytes()) {
                Ok(read) => {
                    let options = read.options.expect("the file has a table of the run");
                    prop_assert!(options.iter().all(|(option, _)| with_option(option).is_some()), "{:?}", options);
                }
                Err(refused) => {
                    let sentence = refused.message(Text::of(Language::English));
                    prop_assert!(sentence.contains("lecture.toml"), "{}", sentence);
                }
            }
        }
    }
}
