//! The program's life: it opens, obeys, fills its terminal, saves, and leaves.

use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use super::pty::{GONE, PATIENCE, Terminal};

#[test]
fn it_opens_runs_pauses_steps_both_ways_and_quits() {
    let mut terminal = Terminal::start(&["--paused"], &[]);
    terminal.sees("step 0  epoch 0");
    terminal.press("\x1b[C\x1b[C");
    terminal.sees("step 2 ");
    terminal.press("\x1b[D");
    terminal.sees("step 1 ");
    terminal.press(".");
    terminal.sees("phase 2/16 H");
    terminal.press("g300\r");
    terminal.sees("step 300  epoch 300");
    terminal.press(" ");
    terminal.sees("► running");
    terminal.press(" ");
    terminal.sees("‖ paused");
    terminal.press("?");
    terminal.sees("Esc closes");
    terminal.press("q");
    terminal.sees("softmax");
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
    terminal.assert_given_back();
}

#[test]
fn it_fills_a_resized_terminal() {
    let mut terminal = Terminal::start(&["--paused"], &[]);
    terminal.sees("softmax");
    terminal.resize(120, 40);
    terminal
        .wait("the frame is 120 wide", |terminal| terminal.contents().lines().any(|line| line.chars().count() > 115));
    terminal.resize(30, 10);
    terminal.sees("Needs at least");
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
}

#[test]
fn a_terminal_that_vanishes_ends_it_without_a_panic() {
    // It runs, so that the reader wakes and lets go.
    let terminal = Terminal::start(&[], &[]);
    terminal.sees("softmax");
    let Terminal { master, keys, mut child, reader, line, .. } = terminal;
    line.store(GONE, Ordering::SeqCst);
    reader.join().unwrap();
    drop((master, keys));
    let end = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(Instant::now() < end, "the program outlives its terminal");
        thread::sleep(Duration::from_millis(5));
    };
    assert_ne!(status.exit_code(), 101, "it panicked: {status:?}");
}

#[test]
fn an_error_never_takes_the_terminal() {
    let mut terminal = Terminal::start(&["--lr", "-1"], &[]);
    assert_eq!(terminal.exit().exit_code(), 2);
    terminal.sees("--lr");
    terminal.assert_given_back();
    assert!(!terminal.bytes.lock().unwrap().windows(8).any(|bytes| bytes == b"\x1b[?1049h"));
}

#[test]
fn training_that_breaks_pauses_and_goes_back() {
    let mut terminal = Terminal::start(&["--lr", "1e200"], &[]);
    terminal.sees("Step 1: Y is no longer finite");
    terminal.press("\x1b[D");
    terminal.sees("‖ paused");
    terminal.sees("step 0  epoch 0");
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
}
