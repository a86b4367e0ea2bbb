//! The overlay with every setting: what is chosen in it, and what the keys do.

use super::action::Action;
use super::keymap::Key;
use super::model::{App, Overlay};
use super::update::Effect;
use crate::session::Snapshot;

/// What is chosen in the overlay.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Controls {}

impl App {
    /// Keys while the overlay is open and something is typed into it; none otherwise.
    pub(super) fn type_into_controls(&mut self, _key: Key, _snapshot: &Snapshot) -> Option<Vec<Effect>> {
        None
    }

    /// Keys while the overlay is open; none when it is not.
    pub(super) fn update_controls(&mut self, action: Action, _snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let Overlay::Controls(_) = &self.overlay else { return None };
        if matches!(action, Action::Close | Action::Controls | Action::Quit) {
            self.overlay = Overlay::None;
        }
        Some(vec![])
    }
}
