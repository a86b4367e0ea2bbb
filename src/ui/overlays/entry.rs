//! A line being typed, by keys or pasted.

use unicode_width::UnicodeWidthChar;

use crate::text::is_unsafe;
use crate::ui::keymap::{Key, KeyCode};

/// The most letters of an entry: as long as a path may be.
const LONGEST: usize = 4096;

/// Types `key` into `entry`. A key that means nothing there does nothing.
pub fn type_key(entry: &mut String, key: Key) {
    match key.code {
        KeyCode::Backspace => erase_letter(entry),
        KeyCode::Char('h') if key.ctrl => erase_letter(entry),
        KeyCode::Char('u') if key.ctrl => entry.clear(),
        KeyCode::Char('w') if key.ctrl => erase_word(entry),
        // Anything is taken as typed, so that the message about a wrong number can show it.
        KeyCode::Char(letter) if !key.ctrl => insert(entry, letter.encode_utf8(&mut [0; 4])),
        _ => {}
    }
}

/// Puts the first line of a pasted text into `entry`. Terminals paste a new line as the key Enter.
pub fn paste(entry: &mut String, text: &str) {
    let line = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    insert(entry, line.trim());
}

/// Adds what a terminal may be given of `text`, as far as there is room.
fn insert(entry: &mut String, text: &str) {
    let room = LONGEST.saturating_sub(entry.chars().count());
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

/// A number as it is parsed: its minus may be that of books, its digits the wide ones. A comma stays, and is refused:
/// it might mean thousands as well as decimals.
pub fn plain_number(typed: &str) -> String {
    /// How far the wide forms of ASCII stand from it.
    const WIDE: u32 = 0xFEE0;
    let plain = |letter: char| match letter {
        '−' => '-',
        '！'..='～' => char::from_u32(u32::from(letter) - WIDE).unwrap_or(letter),
        _ => letter,
    };
    typed.trim().chars().map(plain).collect()
}
