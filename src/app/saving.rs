//! Keeping the work: the prompt for a name, what no file holds yet, and the question before it is lost.

use std::ffi::OsString;
use std::sync::Arc;
use std::time::Duration;

use super::action::Action;
use super::keymap::key_of;
use super::model::{App, Overlay, Playback};
use super::run_files::RunFiles;
use super::update::Effect;
use crate::session::{Change, Recipe, Snapshot};
use crate::t;
use crate::text::command_line;

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

impl App {
    /// What no file holds.
    pub fn unsaved(&self, snapshot: &Snapshot) -> Unsaved {
        let kept = self.kept.as_deref();
        let of_run = kept.filter(|kept| kept.recipe == snapshot.setup.own_recipe());
        let known = of_run.map_or(&[][..], |kept| &kept.changes);
        // Most are there in the same order: lists may be long.
        let alike = known.iter().zip(snapshot.changes.list()).take_while(|(known, change)| known == change).count();
        let is_new = |change: &&Change| !known[alike..].contains(change);
        // What was asked for and is not in the snapshot yet.
        let on_the_way = usize::from(self.status.acknowledged < self.sent_change);
        let left_last = kept.map_or(0, |kept| kept.branches);
        let steps = snapshot.furthest.saturating_sub(of_run.map_or(0, |kept| kept.furthest));
        Unsaved {
            changes: snapshot.changes.list()[alike..].iter().filter(is_new).count().max(on_the_way),
            branches: snapshot.branches.iter().filter(|branch| branch.number > left_last).count(),
            steps: if self.unsaved_for >= WORTH_ASKING { steps } else { 0 },
        }
    }

    /// Leaves, or asks first where something would be lost.
    pub(super) fn leave(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        if self.unsaved(snapshot) == Unsaved::default() {
            return vec![Effect::Quit];
        }
        self.cover(Overlay::Leave);
        vec![]
    }

    /// The question before leaving.
    pub fn leave_question(&self, snapshot: &Snapshot) -> String {
        let Unsaved { changes, branches, steps } = self.unsaved(snapshot);
        let parts = [
            (t!(self.text, "saving.changes"), changes as u64),
            (t!(self.text, "saving.branches"), branches as u64),
            (t!(self.text, "saving.steps"), steps),
        ];
        let parts = parts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count}"));
        let what = parts.collect::<Vec<_>>().join(", ");
        let [quit, save, close] = [Action::Quit, Action::Save, Action::Close].map(key_of);
        t!(self.text, "saving.leave", what = what, quit = quit, save = save, close = close)
    }

    /// Saves under the name that was typed; the very name that is there already, once more, replaces that.
    pub(super) fn name_typed(&mut self, typed: &str) -> Vec<Effect> {
        let Overlay::Save(prompt) = &mut self.overlay else { return vec![] };
        let note = prompt.note().cloned();
        prompt.tried = Some(prompt.entry.clone());
        match RunFiles::named(typed) {
            Some(_) if note == Some(Note::Waiting) => vec![],
            Some(files) => vec![Effect::Save { files, replaces: matches!(note, Some(Note::Taken(_))) }],
            None => {
                prompt.note = Some(Note::Refused(t!(self.text, "saving.no_name").to_owned()));
                vec![]
            }
        }
    }

    /// Pauses, so that the step in the name that is proposed is the step that is saved.
    pub(super) fn begin_saving(&mut self) -> Vec<Effect> {
        let mut effects = vec![];
        if self.playback != Playback::Paused {
            self.playback = Playback::Paused;
            effects = self.send(vec![Effect::Playback(Playback::Paused)]);
        }
        effects.push(Effect::AskName);
        effects
    }

    /// Asks for a name, and proposes one that the host knows to be free.
    pub fn ask_name(&mut self, proposal: String) {
        let prompt = Overlay::Save(SavePrompt { entry: proposal.clone(), proposal, tried: None, note: None });
        if matches!(self.overlay, Overlay::Save(_)) {
            self.overlay = prompt;
        } else {
            self.cover(prompt);
        }
    }

    /// Whether a name is asked for and the proposal stands as it was made: then the host may make a better one.
    pub fn may_propose(&self) -> bool {
        let is_untouched = |prompt: &SavePrompt| prompt.entry == prompt.proposal && prompt.note.is_none();
        matches!(&self.overlay, Overlay::Save(prompt) if is_untouched(prompt))
    }

    /// Whether a run is to be saved as soon as all that was asked for is in it, and nobody gave that up.
    pub fn awaits_saving(&self) -> bool {
        matches!(&self.overlay, Overlay::Save(prompt) if prompt.note == Some(Note::Waiting))
    }

    /// Takes in what the host made of [`Effect::Save`], with what it saved.
    pub fn take_outcome(&mut self, outcome: Outcome, snapshot: &Snapshot) {
        let files = match (outcome, &mut self.overlay) {
            (Outcome::Saved(files), _) => files,
            (Outcome::Not(note), Overlay::Save(prompt)) => {
                prompt.note = Some(note);
                return;
            }
            (Outcome::Not(Note::Refused(reason)), _) => {
                self.message = Some(reason);
                return;
            }
            (Outcome::Not(_), _) => return,
        };
        if matches!(self.overlay, Overlay::Save(_)) {
            self.uncover();
        }
        let [run, parameters] = [&files.run, &files.parameters].map(|file| file.display().to_string());
        let command = command_line([("changes", &files.run)]);
        self.message = Some(t!(self.text, "saving.saved", file = run, parameters = parameters, command = command));
        let (recipe, step) = (snapshot.setup.own_recipe(), Some(snapshot.position.step));
        let name = files.run.into_os_string();
        self.kept = Some(Arc::new(Kept::new(snapshot, Some(KeptFile { name, recipe, step }))));
        self.sent_change = 0;
    }
}
