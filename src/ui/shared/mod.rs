//! What all screens share, as a few small objects.

mod look;
mod notice;
mod training;

pub use look::Look;
pub use notice::Notice;
pub use training::Training;

use super::alerts::Alerts;
use super::saving::Saved;
use super::told::{Told, key_of};
use crate::session::Snapshot;
use crate::text::Text;
use crate::ui::Controls;
use crate::ui::pace::{Playback, Speed};

/// What all screens share.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The table of texts.
    pub text: &'static Text,
    /// What is told of all keys.
    pub keys: &'static [Told],
    /// What is looked at.
    pub look: Look,
    /// How training goes, and what was asked of it.
    pub training: Training,
    /// What was answered to the last key.
    pub notice: Notice,
    /// What goes wrong in the run, as it stands on the screen.
    pub alerts: Alerts,
    /// How far the work is kept in a file.
    pub saved: Saved,
    /// The settings: which line is chosen, and what needs a new run.
    pub settings: Controls,
}

impl Shared {
    pub(super) fn new(text: &'static Text, keys: &'static [Told], playback: Playback, speed: Speed) -> Self {
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

    /// The first key of the binding `name`, as the screen names it.
    pub fn key_of(&self, name: &str) -> String {
        key_of(name, self.keys)
    }

    /// Takes in a new snapshot.
    pub(super) fn see(&mut self, snapshot: &Snapshot) {
        self.notice.hear(snapshot, self.text, self.keys);
        self.alerts.turn_to(snapshot);
        self.look.see(snapshot);
        self.settings.see(snapshot, self.training.is_pending());
    }
}
