//! Saving the work: the prompt for a name, and what would be lost by leaving.

use std::ffi::OsString;
use std::sync::Arc;
use std::time::Duration;

use super::training::Training;
use crate::session::{Change, Recipe, Snapshot};
use crate::ui::run_files::RunFiles;

/// How much of the work is saved in a file.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// What was saved last; `None` if nothing was.
    pub kept: Option<Arc<Kept>>,
    /// How long ago the run was saved; the host updates it before each key.
    pub unsaved_for: Duration,
    /// The prompt for a name, while it is open.
    pub prompt: Option<SavePrompt>,
}

/// The name for a run that is being saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavePrompt {
    /// The name typed so far.
    pub entry: String,
    proposal: String,
    /// The name that was tried last, and the note about it.
    tried: Option<String>,
    note: Option<Note>,
}

impl SavePrompt {
    pub(crate) fn new(proposal: String) -> Self {
        Self { entry: proposal.clone(), proposal, tried: None, note: None }
    }

    /// Returns whether the proposed name has been neither changed nor tried.
    pub(crate) fn is_untouched(&self) -> bool {
        self.entry == self.proposal && self.note.is_none()
    }

    /// Marks the current name as tried.
    pub(crate) fn mark_tried(&mut self) {
        self.tried = Some(self.entry.clone());
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.note == Some(Note::Waiting)
    }

    /// Attaches `note` to the name that was tried last.
    pub(crate) fn answer(&mut self, note: Note) {
        self.note = Some(note);
    }

    /// Returns the note about the current name; `None` once another name is typed.
    pub fn note(&self) -> Option<&Note> {
        self.note.as_ref().filter(|_| self.tried.as_ref() == Some(&self.entry))
    }
}

/// Why a run is not saved under a name, for now or at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// This file exists; entering the same name again replaces it.
    Taken(String),
    /// Why nothing was saved.
    Refused(String),
    /// The run will be saved once the session has done everything that was requested.
    Waiting,
}

/// The outcome of saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Both files are written.
    Saved(RunFiles),
    /// Nothing is written, for now or at all.
    Not(Note),
}

/// The state of a run when it was saved, or when the program started.
#[derive(Debug, Clone)]
pub struct Kept {
    recipe: Recipe,
    changes: Vec<Change>,
    /// The furthest step that the run had reached.
    furthest: u64,
    /// The largest branch number.
    branches: usize,
    file: Option<KeptFile>,
}

/// A file that holds a run.
#[derive(Debug, Clone)]
pub struct KeptFile {
    /// The path.
    pub name: OsString,
    /// What the file makes if no option is given besides it.
    pub recipe: Recipe,
    /// The step to which the file leads.
    pub step: Option<u64>,
}

impl Kept {
    /// Describes the run of `snapshot` as saved in `file`; without a file, only its start counts as saved.
    pub fn new(snapshot: &Snapshot, file: Option<KeptFile>) -> Self {
        let recipe = snapshot.setup.own_recipe();
        let branches = snapshot.branches.iter().map(|branch| branch.number).max().unwrap_or_default();
        let step = file.as_ref().and_then(|file| file.step).unwrap_or_default();
        Self {
            recipe,
            changes: snapshot.changes.list().to_vec(),
            furthest: snapshot.furthest.max(step),
            branches,
            file,
        }
    }

    /// Returns the file if the run of `snapshot` is exactly what the file makes.
    pub fn file_of(&self, snapshot: &Snapshot) -> Option<&KeptFile> {
        let is_same = self.changes == snapshot.changes.list() && self.recipe == snapshot.setup.own_recipe();
        self.file.as_ref().filter(|_| is_same)
    }
}

/// What would be lost by leaving.
///
/// This counts what no command line can remake: changes, branches, and after a minute also unsaved training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsaved {
    /// The changes that are in no file.
    pub changes: usize,
    /// The branches abandoned since the last save.
    pub branches: usize,
    /// The steps trained since the last save.
    pub steps: u64,
}

/// Unsaved training is worth a question from this length on.
const WORTH_ASKING: Duration = Duration::from_secs(60);

impl Saved {
    /// Returns what is in no file.
    pub fn unsaved(&self, training: &Training, snapshot: &Snapshot) -> Unsaved {
        let kept = self.kept.as_deref();
        let of_run = kept.filter(|kept| kept.recipe == snapshot.setup.own_recipe());
        let known = of_run.map_or(&[][..], |kept| &kept.changes);
        // Lists may be long, and usually have the same beginning.
        let alike = known.iter().zip(snapshot.changes.list()).take_while(|(known, change)| known == change).count();
        let is_new = |change: &&Change| !known[alike..].contains(change);
        // A change may be requested but not yet in the snapshot.
        let on_the_way = usize::from(training.has_change_pending());
        let left_last = kept.map_or(0, |kept| kept.branches);
        let steps = snapshot.furthest.saturating_sub(of_run.map_or(0, |kept| kept.furthest));
        Unsaved {
            changes: snapshot.changes.list()[alike..].iter().filter(is_new).count().max(on_the_way),
            branches: snapshot.branches.iter().filter(|branch| branch.number > left_last).count(),
            steps: if self.unsaved_for >= WORTH_ASKING { steps } else { 0 },
        }
    }
}
