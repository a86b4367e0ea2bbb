//! Random keys, cut sequences and resizes: no panic, no hang, no stuck keyboard.

use std::thread;
use std::time::Duration;

use mlp_tui::random::{Stream, generator};
use rand::RngExt;

use super::pty::Terminal;

/// All that keys may be, without those that leave.
const PIECES: [&str; 46] = [
    " ", "s", "1", "2", "3", "4", "5", "6", "t", "?", "\x1b", ".", ",", ">", "<", "}", "{", ")", "(", "e", "E", "g",
    "B", "b", "+", "-", "]", "[", "r", "R", "u", "W", "K", "F", "z", "U", "A", "\t", "\r", "\x7f", "7", "\x1b[A",
    "\x1b[B", "\x1b[C", "\x1b[D", "é",
];
/// The beginnings of sequences, answers, the mouse and pasted text.
const SEQUENCES: [&str; 14] = [
    "\x1b[?",
    "\x1b[<",
    "\x1b[200~",
    "\x1b]11;rgb:1e/1e/1e",
    "\x1bP",
    "\x1bO",
    "\x1b[1;2",
    "\x1b[M",
    "\x1b[<0;40;12M",
    "\x1b[<0;3;3M",
    "\x1b[200~q\x1b[201~",
    "\x1b[?1;2c",
    "\x1b[I",
    "\u{1b}[97;5",
];

fn flood(keys: usize, seed: u64) {
    let mut terminal = Terminal::start(&["--dataset", "iris", "--steps", "300"], &[]);
    terminal.sees("softmax");
    let mut random = generator(seed, Stream::Data, 0);
    for sent in 0..keys {
        if random.random_ratio(1, 20) {
            terminal.press(SEQUENCES[random.random_range(0..SEQUENCES.len())]);
        } else {
            terminal.press(PIECES[random.random_range(0..PIECES.len())]);
        }
        if random.random_ratio(1, 50) {
            terminal.resize(random.random_range(1..150), random.random_range(1..50));
        }
        if sent % 64 == 0 {
            thread::sleep(Duration::from_millis(10));
        }
        assert!(terminal.child.try_wait().unwrap().is_none(), "it left after key {sent} of seed {seed}");
    }
    // The keyboard is not stuck: the same key leaves, whatever is open.
    terminal.resize(80, 24);
    thread::sleep(Duration::from_millis(200));
    terminal.press("\x03");
    assert_eq!(terminal.exit().exit_code(), 0, "seed {seed}");
    terminal.assert_given_back();
}

#[test]
fn two_thousand_random_keys() {
    flood(2_000, 11);
}

#[test]
#[ignore = "takes minutes"]
fn twenty_thousand_random_keys() {
    for seed in 0..4 {
        flood(5_000, seed);
    }
}
