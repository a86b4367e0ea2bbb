//! The prompts: a line being typed, by keys or pasted.

use unicode_width::UnicodeWidthChar;

use super::keymap::{Key, KeyCode, key_of};
use super::model::{App, Overlay};
use super::update::Effect;
use crate::app::action::Action;
use crate::session::Snapshot;
use crate::t;
use crate::text::is_unsafe;

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

/// The most letters of an entry: as long as a path may be.
pub(super) const LONGEST: usize = 4096;

/// Types `key` into `entry`, which takes so many letters at most.
pub fn type_text(entry: &mut String, key: Key, most: usize) -> Typed {
    match key.code {
        KeyCode::Enter => return Typed::Done,
        KeyCode::Esc => return Typed::GivenUp,
        KeyCode::Backspace => erase_letter(entry),
        KeyCode::Char('h') if key.ctrl => erase_letter(entry),
        KeyCode::Char('u') if key.ctrl => entry.clear(),
        KeyCode::Char('w') if key.ctrl => erase_word(entry),
        // Anything is taken as typed, so that the message about a wrong number can show it.
        KeyCode::Char(letter) if !key.ctrl => insert(entry, letter.encode_utf8(&mut [0; 4]), most),
        _ => {}
    }
    Typed::Going
}

/// Adds what a terminal may be given of `text`, up to so many letters in all.
fn insert(entry: &mut String, text: &str, most: usize) {
    let room = most.saturating_sub(entry.chars().count());
    entry.extend(text.chars().filter(|letter| !is_unsafe(*letter)).take(room));
}

/// The last letter goes, with the accents that were typed after it.
fn erase_letter(entry: &mut String) {
    while entry.pop().is_some_and(|letter| letter.width() == Some(0)) {}
}

fn erase_word(entry: &mut String) {
    let rest = entry.trim_end();
    let start =
        rest.rfind(char::is_whitespace).map_or(0, |at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
    entry.truncate(start);
}

/// A number as it is parsed: its minus may be that of books, its digits the wide ones. A comma stays, and is refused: it
/// might mean thousands as well as decimals.
pub(super) fn plain_number(typed: &str) -> String {
    /// How far the wide forms of ASCII stand from it.
    const WIDE: u32 = 0xFEE0;
    let plain = |letter: char| match letter {
        '−' => '-',
        '！'..='～' => char::from_u32(u32::from(letter) - WIDE).unwrap_or(letter),
        _ => letter,
    };
    typed.trim().chars().map(plain).collect()
}

impl App {
    /// What is typed, while something is.
    pub fn entry(&self) -> Option<&str> {
        match &self.overlay {
            Overlay::GoTo(entry) | Overlay::Write(entry) => Some(entry),
            Overlay::Save(prompt) => Some(&prompt.entry),
            Overlay::Controls(controls) => controls.entry.as_deref(),
            _ => None,
        }
    }

    fn entry_mut(&mut self) -> Option<&mut String> {
        match &mut self.overlay {
            Overlay::GoTo(entry) | Overlay::Write(entry) => Some(entry),
            Overlay::Save(prompt) => Some(&mut prompt.entry),
            Overlay::Controls(controls) => controls.entry.as_mut(),
            _ => None,
        }
    }

    /// Keys while something is typed; none when nothing is.
    pub(super) fn type_into_entry(&mut self, key: Key, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let entry = self.entry_mut()?;
        Some(match type_text(entry, key, LONGEST) {
            Typed::Going => vec![],
            Typed::GivenUp => {
                self.give_up_entry();
                vec![]
            }
            Typed::Done => self.finish_entry(snapshot),
        })
    }

    /// Closes the prompt; of the settings, the one line.
    pub(super) fn give_up_entry(&mut self) {
        if let Overlay::Controls(controls) = &mut self.overlay {
            controls.entry = None;
        } else {
            self.uncover();
        }
    }

    fn finish_entry(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let typed = self.entry().unwrap_or_default().trim().to_owned();
        match self.overlay {
            Overlay::Controls(_) => self.set_typed(&typed, snapshot),
            Overlay::Save(_) => self.name_typed(&typed),
            Overlay::GoTo(_) => {
                self.uncover();
                self.go_to_typed(&typed, snapshot)
            }
            _ => {
                self.uncover();
                self.write_typed(&typed, snapshot)
            }
        }
    }

    /// Puts the first line of a pasted text into what is typed.
    pub fn paste(&mut self, text: &str, snapshot: &Snapshot) -> Vec<Effect> {
        self.see(snapshot);
        self.message = None;
        // Terminals paste a new line as the key Enter.
        let line = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).unwrap_or_default();
        if let Some(entry) = self.entry_mut() {
            insert(entry, line.trim(), LONGEST);
            return vec![];
        }
        let (go, write) = (key_of(Action::GoTo), key_of(Action::Write));
        self.refuse(&t!(self.text, "messages.nothing_to_paste_into", go = go, write = write))
    }
}
