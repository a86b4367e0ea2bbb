//! What the environment says about the terminal, on the screen. The rules have their own table in `cli::TerminalOptions`.

use super::pty::Terminal;

/// All bytes of a short visit.
fn visit(environment: &[(&str, &str)]) -> String {
    let mut terminal = Terminal::start(&["--paused"], environment);
    terminal.sees("step 0");
    assert!(terminal.contents().contains("ReLU"), "the panes are blank:\n{}", terminal.contents());
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
    terminal.assert_given_back();
    let bytes = terminal.bytes.lock().unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn no_color_means_no_color_whatever_its_value() {
    for value in ["1", "0", "false"] {
        let text = visit(&[("NO_COLOR", value)]);
        assert!(!text.contains("38;") && !text.contains("48;"), "a colour was set with NO_COLOR={value}");
        // What colour would say, glyphs say.
        assert!(text.contains('≡') || text.contains('#'), "NO_COLOR={value}");
    }
    assert!(visit(&[("NO_COLOR", "")]).contains("38;5;"));
}

#[test]
fn force_color_never_means_fewer() {
    let text = visit(&[("COLORTERM", "truecolor"), ("FORCE_COLOR", "1"), ("CLICOLOR_FORCE", "1")]);
    assert!(text.contains("38;2;"));
}

#[test]
fn a_locale_that_is_not_utf_8_gets_plain_characters() {
    assert!(visit(&[("LC_ALL", "C")]).is_ascii());
    assert!(!visit(&[("LC_ALL", ""), ("LC_CTYPE", "es_AR.utf8"), ("LANG", "C")]).is_ascii());
}

#[test]
fn a_dumb_terminal_is_refused_with_a_sentence() {
    let mut terminal = Terminal::start(&[], &[("TERM", "dumb")]);
    assert_eq!(terminal.exit().exit_code(), 2);
    terminal.sees("TERM=dumb");
    assert!(!terminal.bytes.lock().unwrap().contains(&0x1b));
}
