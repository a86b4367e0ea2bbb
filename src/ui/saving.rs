//! Keeping the work: the prompt for a name, what no file holds yet, and the question before it is lost.

use std::ffi::OsString;
use std::sync::Arc;
use std::time::Duration;

use super::run_files::RunFiles;
use super::shared::Training;
use crate::session::{Change, Recipe, Snapshot};

/// How far the work is kept in a file.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// What a file holds; `None` where all that is done is new.
    pub kept: Option<Arc<Kept>>,
    /// How long ago that was, as the host tells before each key.
    pub unsaved_for: Duration,
    /// The prompt for a name, while it is open.
    pub prompt: Option<SavePrompt>,
}

/// The name for a run that is being saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavePrompt {
    /// The name as far as it is typed.
    pub entry: String,
    /// The name that was proposed.
    proposal: String,
    /// The name that was tried last.
    tried: Option<String>,
    /// What is to be said about that.
    note: Option<Note>,
}

impl SavePrompt {
    /// The prompt with a name that is proposed.
    pub(super) fn new(proposal: String) -> Self {
        Self { entry: proposal.clone(), proposal, tried: None, note: None }
    }

    /// Whether the proposal stands there as it was made.
    pub(super) fn is_untouched(&self) -> bool {
        self.entry == self.proposal && self.note.is_none()
    }

    /// The name that stands there is tried.
    pub(super) fn is_tried(&mut self) {
        self.tried = Some(self.entry.clone());
    }

    /// Whether it waits for the session.
    pub(super) fn is_waiting(&self) -> bool {
        self.note == Some(Note::Waiting)
    }

    /// Says `note` about the name that was tried last.
    pub(super) fn answer(&mut self, note: Note) {
        self.note = Some(note);
    }

    /// What is to be said about the name that stands there; none once another is typed.
    pub fn note(&self) -> Option<&Note> {
        self.note.as_ref().filter(|_| self.tried.as_ref() == Some(&self.entry))
    }
}

/// What is said about the name for a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// There is such a file: the same name once more replaces it.
    Taken(String),
    /// Why nothing was saved.
    Refused(String),
    /// It is saved as soon as the session has done what it was asked.
    Waiting,
}

/// What became of saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Both files are written.
    Saved(RunFiles),
    /// Nothing is, yet or at all.
    Not(Note),
}

/// How far the work is kept in a file, or was never done here.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What the run was made of.
    recipe: Recipe,
    /// Its changes.
    changes: Vec<Change>,
    /// The furthest step that it had reached.
    furthest: u64,
    /// The number of the branch left last.
    branches: usize,
    /// The file.
    file: Option<KeptFile>,
}

/// A file that holds a run.
#[derive(Debug, Clone)]
pub struct KeptFile {
    /// Where it is.
    pub name: OsString,
    /// What it makes where no option is given beside it.
    pub recipe: Recipe,
    /// The step to which it leads.
    pub step: Option<u64>,
}

impl Kept {
    /// The run of `snapshot` as `file` holds it, or nothing but its start.
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

    /// The file, where the run of `snapshot` is made of it alone.
    pub fn file_of(&self, snapshot: &Snapshot) -> Option<&KeptFile> {
        let is_same = self.changes == snapshot.changes.list() && self.recipe == snapshot.setup.own_recipe();
        self.file.as_ref().filter(|_| is_same)
    }
}

/// What would be lost by leaving.
///
/// Work is what somebody did: changes and branches, which no command line brings back, and after a minute also the
/// training since the last time that it was saved. A run at step 0 is nothing to lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsaved {
    /// The changes that no file holds.
    pub changes: usize,
    /// The branches left since.
    pub branches: usize,
    /// The steps made since.
    pub steps: u64,
}

/// Training for so long, since the start or since it was saved, is worth a question.
const WORTH_ASKING: Duration = Duration::from_secs(60);

impl Saved {
    /// What no file holds.
    pub fn unsaved(&self, training: &Training, snapshot: &Snapshot) -> Unsaved {
        let kept = self.kept.as_deref();
        let of_run = kept.filter(|kept| kept.recipe == snapshot.setup.own_recipe());
        let known = of_run.map_or(&[][..], |kept| &kept.changes);
        // Most are there in the same order: lists may be long.
        let alike = known.iter().zip(snapshot.changes.list()).take_while(|(known, change)| known == change).count();
        let is_new = |change: &&Change| !known[alike..].contains(change);
        // What was asked for and is not in the snapshot yet.
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
