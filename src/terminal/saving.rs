//! What the host does for a run that is kept: names and writes files, and knows how long the work has not been saved.

use std::time::Instant;

use super::run_files::{free_name, save, taken};
use crate::session::Snapshot;
use crate::ui::{App, Note, Outcome, RunFiles};

/// Saves runs. Their files are small (the parameters and some lines), so that the draw loop writes them itself.
pub(super) struct RunSaver {
    /// Since when nothing was saved.
    since: Instant,
    /// The step for which a name was proposed last.
    proposed_at: u64,
    /// What waits until the session has done what it was asked, and whether it replaces what is there.
    waiting: Option<(RunFiles, bool)>,
}

impl RunSaver {
    pub(super) fn new() -> Self {
        Self { since: Instant::now(), proposed_at: 0, waiting: None }
    }

    /// Tells the app, which has no clock, how long the work has not been saved.
    pub(super) fn tell_time(&self, app: &mut App) {
        app.shared.saved.unsaved_for = self.since.elapsed();
    }

    /// Proposes a name of which there is no file.
    pub(super) fn ask_name(&mut self, app: &mut App, snapshot: &Snapshot) {
        self.proposed_at = snapshot.position.step;
        app.ask_name(free_name(snapshot.setup.recipe(), self.proposed_at));
    }

    /// Saves the run, at once or as soon as all that was asked for is in it.
    pub(super) fn save(&mut self, app: &mut App, snapshot: &Snapshot, files: RunFiles, replaces: bool) {
        self.waiting = Some((files, replaces));
        self.save_waiting(app, snapshot);
        if self.waiting.is_some() {
            app.take_outcome(Outcome::Not(Note::Waiting), snapshot);
        }
    }

    /// Saves what waits, where `snapshot` has all that was asked for. A proposal that nobody touched yet follows the step.
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
