//! A run that a file brings, with what the command line says otherwise.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::run::RunArguments;
use crate::error::Error;
use crate::files::{Limit, name, read_within};
use crate::session::Recipe;
use crate::settings::SpeltOption;
use crate::store::RunFile;
use crate::t;
use crate::text::{Text, command_words, sanitize};

/// The file of changes that a run was opened with.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Where it is, as it was typed.
    pub file: PathBuf,
    /// What its run is made of; the defaults where it has changes alone.
    pub recipe: Recipe,
    /// The step that its run had reached, where it says so and nobody asked for another.
    pub step: Option<u64>,
    /// The options of the command line that hold instead of the file's.
    pub overridden: Vec<SpeltOption>,
}

impl Opened {
    /// What the command line says otherwise than the file, if anything.
    pub fn note(&self, text: &Text) -> Option<String> {
        let options = command_words(self.overridden.iter().map(|(name, value)| (*name, &**value)));
        let file = sanitize(&self.file.display().to_string());
        let note = || t!(text, "saving.overridden", file = file, options = options.trim_start());
        (!self.overridden.is_empty()).then(note)
    }
}

/// Reads the run, or the list of changes, in `file`.
pub(super) fn read_run(file: &Path) -> Result<RunFile, Error> {
    RunFile::parse(&name(file), &read_within(file, Limit::of_memory().part(RunFile::MEMORY))?)
}

/// The options of `file`'s run, parsed like those of the command line; none given where it has changes alone.
pub(super) fn arguments_of(file: &RunFile) -> Result<RunArguments, Error> {
    let options = file.options.iter().flatten().map(|(name, value)| (&**name, OsStr::new(value)));
    RunArguments::parse(options).map_err(|error| {
        let message = error.to_string();
        let first = message.lines().next().unwrap_or_default().trim_start_matches("error: ");
        Error::RunOptions { file: file.name.clone(), reason: sanitize(first) }
    })
}
