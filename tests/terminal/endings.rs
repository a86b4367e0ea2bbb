//! Every way out: signals, panics, an allocation that fails, a terminal that reads no more.

use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use super::pty::{FAST, FROZEN, Terminal};

#[test]
fn signals_end_it_and_the_terminal_is_given_back() {
    for signal in ["TERM", "INT", "HUP", "QUIT", "ABRT", "USR1", "USR2", "ALRM", "XCPU", "PROF", "KILL", "TRAP"] {
        let mut terminal = Terminal::start(&[], &[]);
        terminal.sees("softmax");
        terminal.signal(signal);
        let status = terminal.exit();
        assert!(status.signal().is_some(), "the parent sees that SIG{signal} ended it: {status:?}");
        terminal.assert_given_back();
    }
}

/// The resizes make whole frames, more than a pseudo-terminal holds.
fn freeze(terminal: &Terminal) {
    terminal.line.store(FROZEN, Ordering::SeqCst);
    for round in 0..60 {
        terminal.master.resize(portable_pty::PtySize { rows: 40, cols: 120 + round, ..Default::default() }).unwrap();
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_terminal_that_reads_no_more_keeps_nobody() {
    for end in ["TERM", "INT", "HUP", "\x03", "q"] {
        let mut reading = Terminal::start(&[], &[]);
        reading.sees("softmax");
        let mut frozen = Terminal::start(&[], &[]);
        frozen.sees("softmax");
        freeze(&frozen);
        for terminal in [&reading, &frozen] {
            if end.len() > 2 { terminal.signal(end) } else { terminal.press(end) }
        }
        let (status, expected) = (frozen.exit(), reading.exit());
        assert_eq!((status.exit_code(), status.signal()), (expected.exit_code(), expected.signal()), "{end:?}");
        assert!(frozen.is_cooked(), "echo is back while nobody reads");
        frozen.line.store(FAST, Ordering::SeqCst);
        frozen.assert_given_back();
    }
}

/// The program panics on request in a debug build alone.
#[cfg(debug_assertions)]
#[test]
fn a_panic_in_any_thread_gives_the_terminal_back_and_says_what_happened() {
    for thread in ["trainer", "draw"] {
        let mut terminal = Terminal::start(&[], &[("MLP_TUI_TEST_PANIC", thread)]);
        assert_eq!(terminal.exit().exit_code(), 101);
        terminal.assert_given_back();
        terminal.sees("MLP_TUI_TEST_PANIC");
    }
}

/// An abort, as after an allocation that fails: the limit is set when the program has the terminal.
#[cfg(target_os = "linux")]
#[test]
fn an_allocation_that_fails_gives_the_terminal_back() {
    let mut terminal = Terminal::start(&["--paused", "--dataset", "iris"], &[]);
    terminal.sees("softmax");
    let process = terminal.child.process_id().unwrap().to_string();
    let limited = std::process::Command::new("prlimit").args(["--pid", &process, "--as=1"]).status();
    // Where there is no prlimit, the test of KILL holds the same.
    if limited.is_ok_and(|status| status.success()) {
        terminal.resize(200, 60);
        terminal.press(" 23456");
        for round in 0..200 {
            if terminal.child.try_wait().unwrap().is_some() {
                break;
            }
            terminal.resize(200 + round, 60);
            thread::sleep(Duration::from_millis(20));
        }
        let status = terminal.exit();
        assert!(!status.success(), "it found the memory: {status:?}");
        terminal.assert_given_back();
    } else {
        terminal.press("q");
        assert!(terminal.exit().success());
    }
}
