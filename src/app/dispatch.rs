//! The way of a key: into a prompt, else to what lies over the screen, else to the screen.

use super::action::Action;
use super::keymap::{Key, KeyCode, find, key_of};
use super::model::{App, Overlay};
use super::screen::Screen;
use super::update::Effect;
use crate::session::Snapshot;
use crate::t;
use crate::text::sanitize;

/// It leaves, whatever is open.
const CONTROL_C: Key = Key { code: KeyCode::Char('c'), ctrl: true, shift: false };

impl App {
    /// What `key` does, with `snapshot` on the screen. One that means nothing there says so.
    pub fn key(&mut self, key: Key, snapshot: &Snapshot) -> Vec<Effect> {
        if key == CONTROL_C {
            return vec![Effect::Quit];
        }
        self.see(snapshot);
        self.answer(key, snapshot).unwrap_or_else(|| self.say_nothing(&key.name()))
    }

    /// Carries out `action`, with `snapshot` on the screen.
    pub fn update(&mut self, action: Action, snapshot: &Snapshot) -> Vec<Effect> {
        self.act(action, snapshot).unwrap_or_else(|| self.say_nothing(&key_of(action)))
    }

    /// Whether `key` does something here, and does not just say that it cannot: tried on a copy.
    pub fn accepts(&self, key: Key, snapshot: &Snapshot) -> bool {
        let mut copy = self.clone();
        copy.is_refusal = false;
        copy.answer(key, snapshot).is_some() && !copy.is_refusal
    }

    /// What `key` does; none where it means nothing.
    fn answer(&mut self, key: Key, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let action = find(key);
        if action != Some(Action::Suspend)
            && let Some(effects) = self.type_into_entry(key, snapshot)
        {
            return Some(effects);
        }
        self.act(action?, snapshot)
    }

    fn act(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        (self.message, self.is_refusal) = (None, false);
        if !self.passes_overlay(action, snapshot) {
            return self.update_overlay(action, snapshot);
        }
        let is_covered = matches!(self.overlay, Overlay::Help(_) | Overlay::Controls(_));
        if is_covered && Screen::of(action) == Some(self.screen) {
            self.uncover_all();
            return Some(vec![]);
        }
        self.update_screen(action, snapshot)
    }

    fn say_nothing(&mut self, key: &str) -> Vec<Effect> {
        self.refuse(&t!(self.text, "messages.nothing_here", key = sanitize(key), help = key_of(Action::Help)))
    }
}
