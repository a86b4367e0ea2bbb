//! What a terminal sends, as events: keys, the mouse, pasted text, answers. Pure: bytes and pauses in, events out.
//!
//! The states are those of a VT500 (Williams, <https://vt100.net/emu/dec_ansi_parser>), read from the other side. A
//! sequence that is unfinished when the terminal pauses is dropped, so that nothing sent before a pause swallows a key
//! after it.

use ratatui::layout::Position;

use super::latest::Event;
use crate::ui::{Key, KeyCode};

/// How many bytes of a sequence are kept; real sequences are far shorter.
const LONGEST_SEQUENCE: usize = 64;
/// How many bytes of pasted text are kept; no prompt takes as many.
const LONGEST_PASTE: usize = 1 << 16;
const ESCAPE: u8 = 0x1b;
const BELL: u8 = 0x07;
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the bytes so far are the beginning of.
#[derive(Debug, Default)]
enum State {
    /// Nothing.
    #[default]
    Ground,
    /// `ESC`: the key, or the start of a sequence.
    Escape,
    /// `ESC [` and parameters.
    Control(Vec<u8>),
    /// `ESC [ [`, a function key of the Linux console.
    LinuxFunction,
    /// `ESC [ M`, the X10 mouse: three more bytes.
    OldMouse(Vec<u8>),
    /// `ESC O`, a key.
    Single,
    /// `ESC ]` and others, an answer of the terminal: text until `ESC \` or a bell.
    Text,
    /// The `ESC` that begins the end of such a text.
    TextEnd,
    /// A letter of several bytes.
    Letter(Vec<u8>),
    /// Pasted text, and how many bytes of its end marker have come.
    Paste(Vec<u8>, usize),
}

/// Parses the bytes of a terminal one by one.
#[derive(Debug, Default)]
pub struct Parser(State);

impl Parser {
    /// Whether more bytes are expected; if they do not come, call [`Parser::pause`].
    pub fn is_waiting(&self) -> bool {
        !matches!(self.0, State::Ground)
    }

    /// Drops an unfinished sequence; a lone `ESC` is the key.
    pub fn pause(&mut self) -> Option<Event> {
        match std::mem::take(&mut self.0) {
            State::Escape => Some(key(KeyCode::Esc)),
            _ => None,
        }
    }

    /// Parses the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        bytes.iter().flat_map(|&byte| self.take(byte)).flatten().collect()
    }

    fn take(&mut self, byte: u8) -> [Option<Event>; 2] {
        let one = |event| [event, None];
        match (std::mem::take(&mut self.0), byte) {
            (State::Escape, b'[') => self.wait(State::Control(Vec::new())),
            (State::Escape, b'O') => self.wait(State::Single),
            (State::Escape, b']' | b'P' | b'X' | b'^' | b'_') | (State::Text, 0x20..) => self.wait(State::Text),
            // A key with Alt, a function key, or the end of an answer: they mean nothing here.
            (State::Escape, 0x20..=0x7f)
            | (State::LinuxFunction, 0x40..=0x7e)
            | (State::Text, BELL)
            | (State::TextEnd, b'\\') => one(None),
            (State::Escape, _) => [Some(key(KeyCode::Esc)), self.ground(byte)],
            (State::Control(parameters), b'[') if parameters.is_empty() => self.wait(State::LinuxFunction),
            (State::Control(parameters), b'M') if parameters.is_empty() => self.wait(State::OldMouse(parameters)),
            (State::Control(parameters), b'~') if parameters == b"200" => self.wait(State::Paste(Vec::new(), 0)),
            (State::Control(parameters), 0x40..=0x7e) => one(sequence(&parameters, byte)),
            (State::Control(mut parameters), 0x20..=0x3f) => {
                if parameters.len() < LONGEST_SEQUENCE {
                    parameters.push(byte);
                }
                self.wait(State::Control(parameters))
            }
            (State::Single, 0x40..=0x7e) => one(named(byte).map(key)),
            (State::OldMouse(mut bytes), 0x20..) => {
                bytes.push(byte);
                if let [button, column, row] = *bytes {
                    let from_one = |byte: u8| u16::from(byte).saturating_sub(32);
                    return one(click(from_one(button), from_one(column), from_one(row), true));
                }
                self.wait(State::OldMouse(bytes))
            }
            (State::Text, ESCAPE) => self.wait(State::TextEnd),
            (State::TextEnd, _) => {
                self.0 = State::Escape;
                self.take(byte)
            }
            (State::Letter(bytes), 0x80..=0xbf) => one(self.letter(bytes, byte)),
            (State::Paste(text, matched), _) => one(self.paste(text, matched, byte)),
            // There was nothing before, or this byte cuts it short.
            (_, _) => one(self.ground(byte)),
        }
    }

    fn wait(&mut self, state: State) -> [Option<Event>; 2] {
        self.0 = state;
        [None, None]
    }

    fn ground(&mut self, byte: u8) -> Option<Event> {
        match byte {
            ESCAPE => self.0 = State::Escape,
            0xc2..=0xf4 => self.0 = State::Letter(vec![byte]),
            b'\r' | b'\n' => return Some(key(KeyCode::Enter)),
            b'\t' => return Some(key(KeyCode::Tab)),
            0x08 | 0x7f => return Some(key(KeyCode::Backspace)),
            0x01..=0x1a => return Some(control(char::from(byte - 1 + b'a'))),
            0x20..=0x7e => return Some(key(KeyCode::Char(char::from(byte)))),
            _ => {}
        }
        None
    }

    fn letter(&mut self, mut bytes: Vec<u8>, byte: u8) -> Option<Event> {
        bytes.push(byte);
        match std::str::from_utf8(&bytes) {
            Ok(letter) => letter.chars().next().map(|letter| key(KeyCode::Char(letter))),
            // The letter is valid so far.
            Err(error) if error.error_len().is_none() => {
                self.0 = State::Letter(bytes);
                None
            }
            Err(_) => None,
        }
    }

    fn paste(&mut self, mut text: Vec<u8>, matched: usize, byte: u8) -> Option<Event> {
        let mut matched = matched;
        if byte != PASTE_END[matched] {
            text.extend(&PASTE_END[..matched]);
            matched = 0;
        }
        if byte == PASTE_END[matched] {
            matched += 1;
        } else {
            text.push(byte);
        }
        text.truncate(LONGEST_PASTE);
        if matched == PASTE_END.len() {
            return Some(Event::Paste(String::from_utf8_lossy(&text).into_owned()));
        }
        self.0 = State::Paste(text, matched);
        None
    }
}

fn key(code: KeyCode) -> Event {
    Event::Key(Key::plain(code))
}

fn control(letter: char) -> Event {
    Event::Key(Key { ctrl: true, ..Key::plain(KeyCode::Char(letter)) })
}

/// Returns the key for the last letter of a sequence.
fn named(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'Z' => KeyCode::BackTab,
        _ => return None,
    })
}

/// Interprets the sequence `ESC [`, `parameters`, `last`. Unknown sequences mean nothing; most of the terminal's
/// answers are among them.
fn sequence(parameters: &[u8], last: u8) -> Option<Event> {
    if let Some(mouse) = parameters.strip_prefix(b"<") {
        let [button, column, row] = numbers(mouse)?[..] else { return None };
        return click(button, column, row, last == b'M');
    }
    let numbers = numbers(parameters)?;
    let first = numbers.first().copied().unwrap_or(1);
    match last {
        b'n' if first == 0 => Some(Event::Answer),
        // The mouse of rxvt.
        b'M' => match numbers[..] {
            [button, column, row] => click(button.saturating_sub(32), column, row, true),
            _ => None,
        },
        // The arrows of rxvt with Shift.
        b'a'..=b'd' => named(last.to_ascii_uppercase()).and_then(|code| modified(code, 2)),
        b'~' => match numbers[..] {
            // xterm's modifyOtherKeys.
            [27, modifiers, letter] => typed(letter, modifiers),
            _ => modified(numbered(first)?, modifiers_of(parameters, &numbers)?),
        },
        b'u' => typed(first, modifiers_of(parameters, &numbers)?),
        _ => modified(named(last)?, modifiers_of(parameters, &numbers)?),
    }
}

/// Returns the parameters; of one with parts (`2:1`), the first part.
fn numbers(parameters: &[u8]) -> Option<Vec<u16>> {
    let text = std::str::from_utf8(parameters).ok()?;
    let number = |part: &str| {
        let digits = part.split(':').next().unwrap_or_default();
        if digits.is_empty() { Some(1) } else { digits.parse().ok() }
    };
    if text.is_empty() { Some(vec![]) } else { text.split(';').map(number).collect() }
}

/// Returns the second parameter, the modifiers; `None` for a key release (`2:3`).
fn modifiers_of(parameters: &[u8], numbers: &[u16]) -> Option<u16> {
    let second = parameters.split(|&byte| byte == b';').nth(1).unwrap_or_default();
    (!second.ends_with(b":3")).then(|| numbers.get(1).copied().unwrap_or(1))
}

fn numbered(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        _ => return None,
    })
}

/// Returns the key with this number, its letter's code point (`ESC [ 97 ; 5 u`).
fn typed(number: u16, modifiers: u16) -> Option<Event> {
    let letter = char::from_u32(u32::from(number))?;
    let code = match letter {
        '\r' => KeyCode::Enter,
        '\t' if modifiers == 2 => KeyCode::BackTab,
        '\t' => KeyCode::Tab,
        '\u{1b}' => KeyCode::Esc,
        '\u{8}' | '\u{7f}' => KeyCode::Backspace,
        // Keys without a letter have numbers in the private use area.
        '\0'..='\u{1f}' | '\u{e000}'..='\u{f8ff}' => return None,
        letter if modifiers == 2 => KeyCode::Char(letter.to_ascii_uppercase()),
        letter => KeyCode::Char(letter),
    };
    modified(code, modifiers)
}

/// Applies `modifiers`, which is 1 + Shift 1 + Alt 2 + Ctrl 4 + Super 8 … Shift counts only with arrows: elsewhere the
/// letter or the key's own code implies it. Alt and the modifiers above Ctrl mean nothing here; Caps Lock and Num Lock
/// are ignored.
fn modified(code: KeyCode, modifiers: u16) -> Option<Event> {
    let bits = modifiers.saturating_sub(1) & 0b11_1111;
    if bits & !0b101 != 0 {
        return None;
    }
    let is_arrow = matches!(code, KeyCode::Left | KeyCode::Right | KeyCode::Up | KeyCode::Down);
    Some(Event::Key(Key { code, ctrl: bits & 4 != 0, shift: is_arrow && bits & 1 != 0 }))
}

/// A button pressed or dragged, at a position counted from 1. Only the left button counts: bits 0 and 1 are 0, and bit
/// 6 would be the wheel. The modifiers (bits 2 to 4) and dragging (bit 5) do not matter.
fn click(button: u16, column: u16, row: u16, is_down: bool) -> Option<Event> {
    let is_left = button & !0b11_1100 == 0;
    (is_left && is_down && column > 0 && row > 0).then(|| Event::Click(Position::new(column - 1, row - 1)))
}
