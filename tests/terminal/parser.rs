//! The parser of what a terminal sends.

use mlp_tui::terminal::{Event, Parser};
use mlp_tui::ui::{Key, KeyCode};
use proptest::prelude::*;
use ratatui::layout::Position;

fn key(code: KeyCode) -> Event {
    Event::Key(Key::plain(code))
}

fn ctrl(letter: char) -> Event {
    Event::Key(Key { ctrl: true, ..Key::plain(KeyCode::Char(letter)) })
}

fn shift(code: KeyCode) -> Event {
    Event::Key(Key { shift: true, ..Key::plain(code) })
}

fn letter(letter: char) -> Event {
    key(KeyCode::Char(letter))
}

/// What comes of `bytes` and a pause.
fn events(bytes: &[u8]) -> Vec<Event> {
    let mut parser = Parser::default();
    let mut events = parser.feed(bytes);
    events.extend(parser.pause());
    assert!(!parser.is_waiting());
    events
}

#[test]
fn sequences_are_read_by_the_table() {
    let click = |column, row| Event::Click(Position::new(column, row));
    let table: &[(&str, Vec<Event>)] = &[
        ("aZ é", vec![letter('a'), letter('Z'), letter(' '), letter('é')]),
        (
            "\r\t\x7f\x08",
            vec![key(KeyCode::Enter), key(KeyCode::Tab), key(KeyCode::Backspace), key(KeyCode::Backspace)],
        ),
        ("\x03\x1a", vec![ctrl('c'), ctrl('z')]),
        ("\x1b", vec![key(KeyCode::Esc)]),
        ("\x1b\x1b", vec![key(KeyCode::Esc), key(KeyCode::Esc)]),
        ("\x1b\x03", vec![key(KeyCode::Esc), ctrl('c')]),
        ("\x1b[A\x1bOB", vec![key(KeyCode::Up), key(KeyCode::Down)]),
        (
            "\x1b[1;2C\x1b[1;5D",
            vec![shift(KeyCode::Right), Event::Key(Key { ctrl: true, ..Key::plain(KeyCode::Left) })],
        ),
        ("\x1b[1;3C\x1bx", vec![]),
        ("\x1b[1;1:3A\x1b[1;1:1A", vec![key(KeyCode::Up)]),
        ("\x1b[1;129A", vec![key(KeyCode::Up)]),
        ("\x1b[a", vec![shift(KeyCode::Up)]),
        (
            "\x1b[H\x1b[F\x1b[1~\x1b[4~",
            vec![key(KeyCode::Home), key(KeyCode::End), key(KeyCode::Home), key(KeyCode::End)],
        ),
        ("\x1b[5~\x1b[6~\x1b[Z", vec![key(KeyCode::PageUp), key(KeyCode::PageDown), key(KeyCode::BackTab)]),
        ("\x1b[97;5u\x1b[97;2u\x1b[27u\x1b[27;5;99~", vec![ctrl('a'), letter('A'), key(KeyCode::Esc), ctrl('c')]),
        ("\x1b[97;5:3u\x1b[57399u", vec![]),
        ("\x1b[[A\x1b[15~\x1b[3~\x1bOP", vec![]),
        ("\x1b[<0;4;2M\x1b[<32;5;2M\x1b[<0;5;2m", vec![click(3, 1), click(4, 1)]),
        ("\x1b[<2;4;2M\x1b[<64;4;2M\x1b[<35;4;2M", vec![]),
        ("\x1b[M $\"\x1b[M#$\"", vec![click(3, 1)]),
        ("\x1b[32;4;2M", vec![click(3, 1)]),
        ("\x1b[200~q\x1b[\x1b[201~x", vec![Event::Paste("q\x1b[".into()), letter('x')]),
        ("\x1b[200~\x1b[201~", vec![Event::Paste(String::new())]),
        ("\x1b[0n", vec![Event::Answer]),
        ("\x1b]11;rgb:1e/1e/1e\x07\x1b]11;rgb:q\x1b\\r", vec![letter('r')]),
        ("\x1b[?62;c\x1b[3;4R\x1bP1+r\x1b\\\x1b[I\x1b[?1;0$y\x1b_G\x1b\\", vec![]),
        // Cut short by something else.
        ("\x1b[1;\x1b[A\x1b]1\x1b[B\x1b[1\x03", vec![key(KeyCode::Up), key(KeyCode::Down), ctrl('c')]),
    ];
    for (bytes, expected) in table {
        assert_eq!(&events(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

#[test]
fn bytes_that_are_no_letter_are_nothing() {
    assert_eq!(events(b"\xff\xc3q\xe2\x82r\x80"), [letter('q'), letter('r')]);
}

#[test]
fn a_paste_keeps_a_bounded_part() {
    let long = format!("\x1b[200~{}\x1b[201~q", "a".repeat(1 << 20));
    let seen = events(long.as_bytes());
    assert!(matches!(&seen[0], Event::Paste(text) if text.len() == 1 << 16));
    assert_eq!(seen[1..], [letter('q')]);
}

/// Garbage that looks like sequences.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![Just(0x1b), Just(b'['), Just(b']'), Just(b'~'), Just(b';'), b'0'..=b'9', any::<u8>()];
    let cut = prop_oneof![Just(b"\x1b[200~".to_vec()), Just(b"\x1b[<0;1;".to_vec()), Just(b"\x1b]11;".to_vec())];
    prop::collection::vec(prop_oneof![byte.prop_map(|byte| vec![byte]), cut], 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn after_anything_and_a_pause_a_key_is_the_key(garbage in garbage()) {
        let mut parser = Parser::default();
        parser.feed(&garbage);
        parser.pause();
        prop_assert_eq!(parser.feed(b"q"), [letter('q')]);
        prop_assert_eq!(parser.feed(b"\x03"), [ctrl('c')]);
    }

    #[test]
    fn it_does_not_matter_in_how_many_reads_the_bytes_come(garbage in garbage(), at in any::<prop::sample::Index>()) {
        let at = at.index(garbage.len() + 1);
        let (mut whole, mut cut) = (Parser::default(), Parser::default());
        let mut parts = cut.feed(&garbage[..at]);
        parts.extend(cut.feed(&garbage[at..]));
        prop_assert_eq!(whole.feed(&garbage), parts);
    }

    #[test]
    fn text_is_its_letters(text in "[ -~à-ÿ€-₿]{0,20}") {
        let letters: Vec<Event> = text.chars().map(letter).collect();
        prop_assert_eq!(events(text.as_bytes()), letters);
    }
}
