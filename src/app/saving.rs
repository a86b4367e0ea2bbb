//! Keeping the work: the prompt for a name, what no file holds yet, and the question before it is lost.

use std::time::Duration;

use super::action::Action;
use super::entry::{Typed, type_text};
use super::keymap::{Key, KeyCode, find, key_of};
use super::model::{App, Overlay, Playback};
use super::update::Effect;
use crate::session::{Change, Recipe, RunFiles, Snapshot};
use crate::text::{command_line, fill};

/// The name for a run that is being saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavePrompt {
    /// The name as far as it is typed.
    pub entry: String,
    /// The name that was proposed.
    proposal: String,
    /// What is to be said about it.
    pub note: Option<Note>,
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
    pub name: String,
    /// What it makes where no option is given beside it.
    pub recipe: Recipe,
    /// The step to which it leads.
    pub step: Option<u64>,
}

impl Kept {
    /// The run of `snapshot` as `file` holds it, or nothing but its start.
    pub fn new(snapshot: &Snapshot, file: Option<KeptFile>) -> Self {
        let recipe = snapshot.own_recipe();
        let branches = snapshot.branches.iter().map(|branch| branch.number).max().unwrap_or_default();
        let step = file.as_ref().and_then(|file| file.step).unwrap_or_default();
        Self { recipe, changes: snapshot.changes.clone(), furthest: snapshot.furthest.max(step), branches, file }
    }

    /// The file, where the run of `snapshot` is made of it alone.
    pub fn file_of(&self, snapshot: &Snapshot) -> Option<&KeptFile> {
        let is_same = self.changes == snapshot.changes && self.recipe == snapshot.own_recipe();
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

/// The most letters of a name: it may have a path.
const LONGEST: usize = 200;

impl App {
    /// What no file holds.
    pub fn unsaved(&self, snapshot: &Snapshot) -> Unsaved {
        let kept = self.kept.as_ref();
        let of_run = kept.filter(|kept| kept.recipe == snapshot.own_recipe());
        let is_new = |change: &&Change| of_run.is_none_or(|kept| !kept.changes.contains(change));
        let left_last = kept.map_or(0, |kept| kept.branches);
        let steps = snapshot.furthest.saturating_sub(of_run.map_or(0, |kept| kept.furthest));
        Unsaved {
            changes: snapshot.changes.iter().filter(is_new).count(),
            branches: snapshot.branches.iter().filter(|branch| branch.number > left_last).count(),
            steps: if self.unsaved_for >= WORTH_ASKING { steps } else { 0 },
        }
    }

    /// Leaves, or asks first where something would be lost.
    pub(super) fn leave(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        if self.unsaved(snapshot) == Unsaved::default() {
            return vec![Effect::Quit];
        }
        self.overlay = Overlay::Leave;
        vec![]
    }

    /// The question before leaving.
    pub fn leave_question(&self, snapshot: &Snapshot) -> String {
        let (words, Unsaved { changes, branches, steps }) = (&self.text.saving, self.unsaved(snapshot));
        let parts = [(&words.changes, changes as u64), (&words.branches, branches as u64), (&words.steps, steps)];
        let parts = parts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count}"));
        let what = parts.collect::<Vec<_>>().join(", ");
        let [quit, save, close] = [Action::Quit, Action::Save, Action::Close].map(key_of);
        fill(&words.leave, &[("what", &what), ("quit", &quit), ("save", &save), ("close", &close)])
    }

    /// Keys while the question before leaving stands, or a name is typed; none when neither is so.
    pub(super) fn key_while_saving(&mut self, key: Key) -> Option<Vec<Effect>> {
        if self.overlay == Overlay::Leave {
            // Any other key is an answer, too: to stay, and do what it does.
            self.overlay = Overlay::None;
            return match find(key) {
                Some(Action::Quit) => Some(vec![Effect::Quit]),
                Some(Action::Close) => Some(vec![]),
                _ => None,
            };
        }
        let Overlay::Save(prompt) = &mut self.overlay else { return None };
        if prompt.note == Some(Note::Waiting) {
            if key.code == KeyCode::Esc {
                self.overlay = Overlay::None;
            }
            return Some(vec![]);
        }
        match type_text(&mut prompt.entry, key, LONGEST) {
            Typed::Going => prompt.note = None,
            Typed::GivenUp => self.overlay = Overlay::None,
            Typed::Done => match RunFiles::named(&prompt.entry) {
                Some(files) => {
                    let replaces = matches!(prompt.note, Some(Note::Taken(_)));
                    return Some(vec![Effect::Save { files, replaces }]);
                }
                None => prompt.note = Some(Note::Refused(self.text.saving.no_name.clone())),
            },
        }
        Some(vec![])
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
        self.overlay = Overlay::Save(SavePrompt { entry: proposal.clone(), proposal, note: None });
    }

    /// Whether a name is asked for and the proposal stands as it was made: then the host may make a better one.
    pub fn may_propose(&self) -> bool {
        let is_untouched = |prompt: &SavePrompt| prompt.entry == prompt.proposal && prompt.note.is_none();
        matches!(&self.overlay, Overlay::Save(prompt) if is_untouched(prompt))
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
            self.overlay = Overlay::None;
        }
        let [name, parameters] = [&files.run, &files.parameters].map(|file| file.display().to_string());
        let command = command_line([("changes", &*name)]);
        let values = [("file", &*name), ("parameters", &*parameters), ("command", &*command)];
        self.message = Some(fill(&self.text.saving.saved, &values));
        let (recipe, step) = (snapshot.own_recipe(), Some(snapshot.position.step));
        self.kept = Some(Kept::new(snapshot, Some(KeptFile { name, recipe, step })));
    }
}
