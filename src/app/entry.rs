//! A number or a word being typed.

use super::keymap::{Key, KeyCode};
use super::model::{App, Overlay};
use super::update::Effect;
use crate::session::Snapshot;

/// What a key did to the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// The entry goes on.
    Going,
    /// It was given up.
    GivenUp,
    /// It was finished.
    Done,
}

/// More digits than a step number ever has.
const MOST_DIGITS: usize = 18;

/// Types `key` into `entry`, a number.
pub fn type_key(entry: &mut String, key: Key) -> Typed {
    type_text(entry, key, MOST_DIGITS)
}

/// Types `key` into `entry`, which takes so many letters at most.
pub fn type_text(entry: &mut String, key: Key, most: usize) -> Typed {
    match key.code {
        KeyCode::Enter => return Typed::Done,
        KeyCode::Esc => return Typed::GivenUp,
        KeyCode::Backspace => {
            entry.pop();
        }
        // Anything is taken as typed, so that the message about a wrong number can show it.
        KeyCode::Char(letter) if !key.ctrl && !letter.is_control() && entry.chars().count() < most => {
            entry.push(letter);
        }
        _ => {}
    }
    Typed::Going
}

impl App {
    /// Types a pasted text into the prompt that is open; elsewhere it means nothing, least of all its letters' keys.
    pub fn paste(&mut self, text: &str, snapshot: &Snapshot) -> Vec<Effect> {
        let is_prompt = matches!(self.overlay, Overlay::GoTo(_) | Overlay::Write(_));
        let letters = text.chars().filter(|letter| is_prompt && !letter.is_control());
        letters.flat_map(|letter| self.key(Key::plain(KeyCode::Char(letter)), snapshot)).collect()
    }
}
