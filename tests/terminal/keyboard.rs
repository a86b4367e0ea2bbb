//! What the terminal sends reaches the program as what it is.

use std::thread;
use std::time::Duration;

use super::pty::Terminal;

/// More than the pause after which a sequence without an end is given up.
fn pause() {
    thread::sleep(Duration::from_millis(200));
}

#[test]
fn an_unfinished_sequence_swallows_no_key_after_a_pause() {
    for cut in
        ["\x1b[?", "\x1b[<", "\x1b[200~", "\x1b[200~gq", "\x1b]11;rgb:", "\x1bP1+r", "\x1bO", "\x1b[M ", "\x1b[1;"]
    {
        for leave in ["q", "\x03"] {
            let mut terminal = Terminal::start(&["--paused"], &[]);
            terminal.sees("softmax");
            terminal.press(cut);
            pause();
            terminal.press(leave);
            assert_eq!(terminal.exit().exit_code(), 0, "{cut:?} {leave:?}");
            terminal.assert_given_back();
        }
    }
}

#[test]
fn an_answer_of_the_terminal_is_no_key() {
    let mut terminal = Terminal::start(&["--paused"], &[]);
    terminal.sees("softmax");
    terminal.press("\x1b[C");
    terminal.sees("step 1 ");
    for answer in
        ["\x1b]11;rgb:1e1e/1e1e/1e1e\x07", "\x1b]11;rgb:00/q/g\x1b\\", "\x1b[?62;22c", "\x1b[3;5R", "\x1bP1+r\x1b\\"]
    {
        terminal.press(answer);
    }
    // It would have gone back to the start, asked for a step, or left.
    terminal.press("\x1b[C");
    terminal.sees("step 2 ");
    assert!(!terminal.contents().contains("Go to"));
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
}

#[test]
fn a_lone_escape_is_the_key() {
    let mut terminal = Terminal::start(&["--paused"], &[]);
    terminal.sees("softmax");
    terminal.press("?");
    terminal.sees("Esc closes");
    terminal.press("\x1b");
    terminal.wait("the help is closed", |terminal| !terminal.contents().contains("Esc closes"));
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
}

#[test]
fn a_pasted_text_goes_into_the_prompt_alone() {
    let mut terminal = Terminal::start(&["--paused"], &[]);
    terminal.sees("softmax");
    terminal.press("\x1b[200~quit\x1b[201~g\x1b[200~120\x1b[201~\r");
    terminal.sees("step 120 ");
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
}
