//! State that all screens share, as a few small structs.

mod look;
mod notice;
mod saving;
mod training;

pub use look::Look;
pub use notice::Notice;
pub use saving::{Kept, KeptFile, Note, Outcome, SavePrompt, Saved, Unsaved};
pub use training::Training;

use std::sync::Arc;

use super::alerts::Alerts;
use super::bound_keys::{BoundKeys, key_of};
use super::run_files::RunFiles;
use crate::session::Snapshot;
use crate::settings::Speed;
use crate::t;
use crate::text::{Text, command_line};
use crate::ui::Controls;
use crate::ui::pace::Playback;

/// State that all screens share.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The table of texts.
    pub text: &'static Text,
    /// All bindings.
    pub keys: &'static [BoundKeys],
    /// What the user is looking at.
    pub look: Look,
    /// How training runs, and what was requested of it.
    pub training: Training,
    /// The answer to the last key.
    pub notice: Notice,
    /// Problems of the run that are shown as alerts.
    pub alerts: Alerts,
    /// How much of the work is saved in a file.
    pub saved: Saved,
    /// The settings: which line is chosen, and which changes need a new run.
    pub settings: Controls,
}

impl Shared {
    pub(super) fn new(text: &'static Text, keys: &'static [BoundKeys], playback: Playback, speed: Speed) -> Self {
        Self {
            text,
            keys,
            look: Look::default(),
            training: Training::new(playback, speed),
            notice: Notice::default(),
            alerts: Alerts::default(),
            saved: Saved::default(),
            settings: Controls::default(),
        }
    }

    /// Returns the first key of the binding `name`, as the screen shows it.
    pub fn key_of(&self, name: &str) -> String {
        key_of(name, self.keys)
    }

    pub(super) fn see(&mut self, snapshot: &Snapshot) {
        self.notice.hear(snapshot, self.text, self.keys);
        self.alerts.see(snapshot);
        self.look.see(snapshot);
        self.settings.see(snapshot, self.training.is_pending());
    }

    /// Notes that the run of `snapshot` is saved in `files`, and says so.
    pub(super) fn mark_saved(&mut self, files: RunFiles, snapshot: &Snapshot) {
        let [run, parameters] = [&files.run, &files.parameters].map(|file| file.display().to_string());
        let command = command_line([("changes", &files.run)]);
        let words = t!(self.text, "saving.saved", file = run, parameters = parameters, command = command);
        self.notice.say(words);
        let (recipe, step) = (snapshot.setup.own_recipe(), Some(snapshot.position.step));
        let name = files.run.into_os_string();
        self.saved.kept = Some(Arc::new(Kept::new(snapshot, Some(KeptFile { name, recipe, step }))));
        self.training.mark_saved();
    }
}
