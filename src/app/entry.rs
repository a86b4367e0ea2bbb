//! A step number being typed.

use super::keymap::{Key, KeyCode};

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

/// Types `key` into `entry`.
pub fn type_key(entry: &mut String, key: Key) -> Typed {
    match key.code {
        KeyCode::Enter => return Typed::Done,
        KeyCode::Esc => return Typed::GivenUp,
        KeyCode::Backspace => {
            entry.pop();
        }
        // Anything is taken as typed, so that the message about a wrong number can show it.
        KeyCode::Char(letter) if !key.ctrl && !letter.is_control() && entry.chars().count() < MOST_DIGITS => {
            entry.push(letter);
        }
        _ => {}
    }
    Typed::Going
}
