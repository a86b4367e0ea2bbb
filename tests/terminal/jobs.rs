//! Job control: stopped and continued, in the background, and where there is none.

use super::pty::{Terminal, count, kill};

const TAKEN: &[u8] = b"\x1b[?1049h";

#[test]
fn control_z_gives_the_terminal_back_until_it_is_continued() {
    let mut terminal = Terminal::shell("$MLP --paused; echo away; read line; fg; read line; fg; echo gone $?");
    for stop in ["key", "signal"] {
        terminal.sees("softmax");
        terminal.sees("step 0");
        assert!(!terminal.is_cooked());
        if stop == "key" {
            terminal.press("\x1a");
        } else {
            kill("TSTP", &terminal.job());
        }
        terminal.assert_given_back();
        terminal.press("\r");
    }
    terminal.sees("softmax");
    let taken = count(&terminal.bytes.lock().unwrap(), TAKEN);
    assert!((2..=3).contains(&taken), "the screen was taken {taken} times");
    terminal.press("q");
    terminal.sees("gone 0");
    assert!(terminal.exit().success());
    terminal.assert_given_back();
}

#[test]
fn stopped_by_somebody_else_it_takes_the_terminal_again() {
    let mut terminal = Terminal::shell("$MLP --paused; stty sane; echo away; read line; fg; echo gone $?");
    terminal.sees("softmax");
    kill("STOP", &terminal.job());
    terminal.sees("away");
    terminal.press("\r");
    terminal.wait("the screen is taken again", |terminal| count(&terminal.bytes.lock().unwrap(), TAKEN) == 2);
    terminal.wait("keys do not wait for Enter", |terminal| !terminal.is_cooked());
    terminal.press("?");
    terminal.sees("Esc closes");
    terminal.press("\x03");
    terminal.sees("gone 0");
    assert!(terminal.exit().success());
}

#[test]
fn in_the_background_it_does_not_touch_the_terminal_and_term_ends_it() {
    for script in [
        "bg; read line; kill -TERM %1",
        "kill -TERM %1; kill -CONT %1",
        "stty tostop; bg; read line; kill -TERM %1",
        "stty tostop; kill -TERM %1; kill -CONT %1",
    ] {
        let script = format!(
            "$MLP; echo away; read line; {script}; code=149; while [ $code = 149 ]; do sleep 1; wait %1; code=$?; done; stty -tostop; echo gone $code"
        );
        let mut terminal = Terminal::shell(&script);
        terminal.sees("softmax");
        terminal.press("\x1a");
        terminal.sees("away");
        terminal.assert_given_back();
        terminal.press("\rx\r");
        terminal.sees("gone 143");
        terminal.exit();
        assert!(terminal.is_cooked());
        let bytes = terminal.bytes.lock().unwrap();
        assert_eq!(count(&bytes, TAKEN), 1, "it took the terminal from the shell: {script}");
        assert_eq!(count(&bytes, b"again"), 0, "it wrote its last words into the shell's prompt: {script}");
    }
}

#[test]
fn from_the_background_it_comes_back() {
    let mut terminal = Terminal::shell("$MLP --paused; echo away; bg; read line; fg; echo gone $?");
    terminal.sees("softmax");
    terminal.press("\x1a");
    terminal.sees("away");
    terminal.press("\r");
    // Twice where both the signal of `fg` and the watch for the foreground tell of it.
    terminal.wait("the screen is taken again", |terminal| count(&terminal.bytes.lock().unwrap(), TAKEN) >= 2);
    terminal.sees("softmax");
    terminal.press("q");
    terminal.sees("gone 0");
    assert!(terminal.exit().success());
}

#[test]
fn where_nobody_could_continue_it_control_z_says_so() {
    let mut terminal = Terminal::start(&["--paused"], &[]);
    terminal.sees("softmax");
    terminal.press("\x1a");
    terminal.sees("Nobody could continue the program");
    terminal.press("\x1b[C");
    terminal.sees("step 1 ");
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
    terminal.assert_given_back();
}
