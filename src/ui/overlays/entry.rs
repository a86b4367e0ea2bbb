//! Typing and pasting into a line of text.

use unicode_width::UnicodeWidthChar;

use crate::text::is_unsafe;
use crate::ui::keymap::{Key, KeyCode};

/// The maximum number of characters in an entry: as many as a path may have.
const LONGEST: usize = 4096;

/// Types `key` into `entry`. Keys without a meaning there do nothing.
pub fn type_key(entry: &mut String, key: Key) {
    match key.code {
        KeyCode::Backspace => erase_letter(entry),
        KeyCode::Char('h') if key.ctrl => erase_letter(entry),
        KeyCode::Char('u') if key.ctrl => entry.clear(),
        KeyCode::Char('w') if key.ctrl => erase_word(entry),
        // Everything is accepted, so that the message about a wrong number can show what was typed.
        KeyCode::Char(letter) if !key.ctrl => insert(entry, letter.encode_utf8(&mut [0; 4])),
        _ => {}
    }
}

/// Inserts the first line of a pasted text into `entry`. Terminals paste a line break as the key Enter.
pub fn paste(entry: &mut String, text: &str) {
    let line = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    insert(entry, line.trim());
}

/// Appends the part of `text` that is harmless to a terminal, as far as there is room.
fn insert(entry: &mut String, text: &str) {
    let room = LONGEST.saturating_sub(entry.chars().count());
    entry.extend(text.chars().filter(|letter| !is_unsafe(*letter)).take(room));
}

/// Erases the last letter, together with the accents typed after it.
fn erase_letter(entry: &mut String) {
    while entry.pop().is_some_and(|letter| letter.width() == Some(0)) {}
}

fn erase_word(entry: &mut String) {
    let rest = entry.trim_end();
    let start =
        rest.rfind(char::is_whitespace).map_or(0, |at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
    entry.truncate(start);
}

/// Returns a typed number in a form that can be parsed: typographic minus signs and wide digits become ASCII. A comma
/// is kept, and refused later: it might separate thousands as well as decimals.
pub fn plain_number(typed: &str) -> String {
    /// The distance of the wide forms from ASCII.
    const WIDE: u32 = 0xFEE0;
    let plain = |letter: char| match letter {
        '−' => '-',
        '！'..='～' => char::from_u32(u32::from(letter) - WIDE).unwrap_or(letter),
        _ => letter,
    };
    typed.trim().chars().map(plain).collect()
}
