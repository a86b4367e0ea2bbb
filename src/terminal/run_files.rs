//! A run kept in two files beside each other: its parameters, and what makes it again.

use std::path::Path;
use std::{fs, io};

use crate::error::Error;
use crate::files::{name, read, refuse_same, write, write_new};
use crate::session::{Recipe, Snapshot};
use crate::store::{network_to_bytes, run_to_toml};
use crate::ui::RunFiles;

/// The first of the files that is there already; a link counts, wherever it leads.
pub fn taken(files: &RunFiles) -> Option<&Path> {
    both(files).into_iter().find(|file| fs::symlink_metadata(file).is_ok())
}

/// Writes both files, or neither. What is there already is replaced only where that is asked for.
///
/// # Errors
/// [`Error::BrokenNotSaved`] where the numbers are no longer finite, [`Error::SameFile`] where the run itself reads one
/// of the files, [`Error::NameNotText`], else why one cannot be written.
pub fn save(files: &RunFiles, snapshot: &Snapshot, replaces: bool) -> Result<(), Error> {
    if !snapshot.network.parameters.is_finite() {
        return Err(Error::BrokenNotSaved { step: snapshot.position.step });
    }
    let RunFiles { parameters, run } = files;
    let recipe = snapshot.setup.own_recipe();
    let dataset = ("--dataset", Path::new(&recipe.dataset));
    let inputs: Vec<_> =
        [dataset].into_iter().chain(recipe.init_file.as_deref().map(|file| ("--init", file))).collect();
    refuse_same(&inputs, &[("S", parameters), ("S", run)])?;
    // Of a pipe that nobody writes or reads one might wait for ever.
    let is_special = |file: &&Path| fs::metadata(file).is_ok_and(|metadata| !metadata.is_file());
    if let Some(file) = both(files).into_iter().find(is_special) {
        let reason = io::Error::from(io::ErrorKind::Unsupported).to_string();
        return Err(Error::CannotWrite { file: name(file), reason });
    }
    let toml = run_to_toml(&recipe, snapshot.position.step, snapshot.changes.list())?;
    let bytes = network_to_bytes(&snapshot.network, snapshot.problem(), &name(parameters))?;
    let before = if fs::exists(parameters).unwrap_or(false) { Some(read(parameters)?) } else { None };
    let put = if replaces { write } else { write_new };
    put(parameters, &bytes)?;
    put(run, toml.as_bytes()).inspect_err(|_| {
        // Parameters without their run would look like a run that was saved. What fails here cannot be helped.
        match before {
            Some(before) => drop(write(parameters, &before)),
            None => drop(fs::remove_file(parameters)),
        }
    })
}

fn both(files: &RunFiles) -> [&Path; 2] {
    [&files.parameters, &files.run]
}

/// A name of which there are no files yet, here in the working directory: `spiral-step-1204`, `spiral-step-1204-2`, …
pub fn free_name(recipe: &Recipe, step: u64) -> String {
    let stem = Path::new(&recipe.dataset).file_stem().unwrap_or_default().to_string_lossy();
    let plain = |c: char| if c.is_alphanumeric() || c == '_' { c } else { '-' };
    let stem: String = stem.chars().map(plain).take(LONGEST_STEM).collect();
    let stem = match stem.trim_matches('-') {
        "" => "run",
        stem => stem,
    };
    let first = format!("{stem}-step-{step}");
    let others = (2_u64..).map(|number| format!("{first}-{number}"));
    let is_free = |name: &String| RunFiles::named(name).is_some_and(|files| taken(&files).is_none());
    [first.clone()].into_iter().chain(others).find(is_free).unwrap_or(first)
}

/// A proposal fits into one line with room to spare.
const LONGEST_STEM: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_is_a_plain_name() {
        let name = |dataset: &str| free_name(&Recipe { dataset: dataset.into(), ..Recipe::default() }, 7);
        assert_eq!(name("spiral"), "spiral-step-7");
        assert_eq!(name("../data sets/-año 'x'.csv"), "año--x-step-7");
        assert_eq!(name("\u{1b}.csv"), "run-step-7");
    }
}
