//! A slow line: frames are dropped, never queued.

use std::sync::atomic::Ordering;

use super::pty::{FAST, QUESTION, SLOW, Terminal};

#[test]
fn the_terminal_is_asked_before_the_first_frame() {
    let mut terminal = Terminal::start(&["--paused"], &[]);
    terminal.sees("softmax");
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
    let bytes = terminal.bytes.lock().unwrap();
    let first = |part: &[u8]| bytes.windows(part.len()).position(|window| window == part);
    assert!(first(QUESTION) < first(b"\x1b[?2026h"), "a slow line has a whole frame before it is known for slow");
}

#[test]
fn on_a_slow_line_a_key_shows_its_effect_within_the_bytes_of_two_frames() {
    let mut terminal = Terminal::start(&["--speed", "max"], &[]);
    terminal.sees("softmax");
    terminal.line.store(SLOW, Ordering::SeqCst);
    let read = |terminal: &Terminal| terminal.bytes.lock().unwrap().len();
    let start = read(&terminal);
    // So that whatever can queue has queued.
    terminal.wait("some frames came", |terminal| read(terminal) > start + 30_000);
    let pressed = read(&terminal);
    terminal.press("?");
    terminal.sees("Esc closes");
    let shown = read(&terminal);
    terminal.line.store(FAST, Ordering::SeqCst);
    terminal.press("\x03");
    assert_eq!(terminal.exit().exit_code(), 0);
    let bytes = terminal.bytes.lock().unwrap();
    let ends: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(QUESTION)).collect();
    let frames = || ends.windows(2).filter(|ends| ends[1] > pressed && ends[0] < shown).map(|ends| ends[1] - ends[0]);
    // The frame under way when the key was pressed, and the one that shows its effect.
    assert!(frames().count() <= 2, "{:?} bytes came between key and effect", frames().collect::<Vec<_>>());
}
