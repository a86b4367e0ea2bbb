//! Saves runs, each as two files next to each other (the parameters, and what reproduces the run), and tracks how long
//! the work has been unsaved.

use std::path::Path;
use std::time::Instant;
use std::{fs, io};

use crate::error::Error;
use crate::files::{name, read, refuse_same, write, write_new};
use crate::session::{Recipe, Snapshot};
use crate::store::{network_to_bytes, run_to_toml};
use crate::ui::{App, Note, Outcome, RunFiles};

/// Saves runs. Their files are small (the parameters and a few lines), so the draw loop writes them itself.
pub(super) struct RunSaver {
    /// When the work was last saved, or began.
    since: Instant,
    proposed_at: u64,
    /// The save that waits until the session has done everything requested, and whether it replaces existing files.
    waiting: Option<(RunFiles, bool)>,
}

impl RunSaver {
    pub(super) fn new() -> Self {
        Self { since: Instant::now(), proposed_at: 0, waiting: None }
    }

    /// Tells the app, which has no clock, how long the work has been unsaved.
    pub(super) fn tell_time(&self, app: &mut App) {
        app.shared.saved.unsaved_for = self.since.elapsed();
    }

    /// Proposes a name that is not taken.
    pub(super) fn ask_name(&mut self, app: &mut App, snapshot: &Snapshot) {
        self.proposed_at = snapshot.position.step;
        app.ask_name(free_name(snapshot.setup.recipe(), self.proposed_at));
    }

    /// Saves the run, at once or as soon as it includes everything that was requested.
    pub(super) fn save(&mut self, app: &mut App, snapshot: &Snapshot, files: RunFiles, replaces: bool) {
        self.waiting = Some((files, replaces));
        self.save_waiting(app, snapshot);
        if self.waiting.is_some() {
            app.take_outcome(Outcome::Not(Note::Waiting), snapshot);
        }
    }

    /// Saves what waits, if `snapshot` includes everything requested. An untouched proposal follows the step.
    pub(super) fn go_on(&mut self, app: &mut App, snapshot: &Snapshot) {
        if app.may_propose() && self.proposed_at != snapshot.position.step {
            self.ask_name(app, snapshot);
        }
        if app.awaits_saving() {
            self.save_waiting(app, snapshot);
        } else {
            self.waiting = None;
        }
    }

    fn save_waiting(&mut self, app: &mut App, snapshot: &Snapshot) {
        if app.is_pending() || snapshot.target.is_some() {
            return;
        }
        let Some((files, replaces)) = self.waiting.take() else { return };
        let taken = taken(&files).filter(|_| !replaces).map(|file| file.display().to_string());
        let outcome = match taken {
            Some(file) => Outcome::Not(Note::Taken(file)),
            None => match save(&files, snapshot, replaces) {
                Ok(()) => Outcome::Saved(files),
                Err(error) => Outcome::Not(Note::Refused(error.message(app.shared.text))),
            },
        };
        if matches!(outcome, Outcome::Saved(_)) {
            self.since = Instant::now();
        }
        app.take_outcome(outcome, snapshot);
    }
}

/// Returns the first of the files that exists already; a link counts, wherever it leads.
pub fn taken(files: &RunFiles) -> Option<&Path> {
    both(files).into_iter().find(|file| fs::symlink_metadata(file).is_ok())
}

/// Writes both files or neither. Existing files are replaced only if `replaces`.
///
/// # Errors
/// [`Error::BrokenNotSaved`] if the numbers are no longer finite, [`Error::SameFile`] if the run itself reads one of
/// the files, [`Error::NameNotText`], or why a file cannot be written.
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
    // A pipe with no one at the other end might block forever.
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
        // Parameters without their run would look like a saved run. If this fails too, nothing can be done.
        match before {
            Some(before) => drop(write(parameters, &before)),
            None => drop(fs::remove_file(parameters)),
        }
    })
}

fn both(files: &RunFiles) -> [&Path; 2] {
    [&files.parameters, &files.run]
}

/// Returns a name that is free in the working directory: `spiral-step-1204`, `spiral-step-1204-2`, …
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

/// A proposal fits on one line with room to spare.
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
