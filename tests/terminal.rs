//! The real program in a pseudo-terminal: it draws, obeys, and gives the terminal back on every way out.
#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

#[path = "terminal/saving.rs"]
mod saving;

/// Long enough for any machine: a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: thread::JoinHandle<()>,
    /// Asks the reader to let go of the terminal.
    hang_up: Arc<AtomicBool>,
    /// How the line discipline was set before the program came.
    before: String,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn sides(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).expect("a terminal has some lines and columns")
}

impl Terminal {
    fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::start_in(None, arguments, environment)
    }

    fn start_in(folder: Option<&Path>, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mlp-tui"));
        command.args(arguments);
        if let Some(folder) = folder {
            command.cwd(folder);
        }
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C");
        command.env_remove("NO_COLOR");
        command.env("RUST_BACKTRACE", "0");
        for (name, value) in environment {
            command.env(name, value);
        }
        let before = line_discipline(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(sides(24), sides(80), 0)));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (parser, all) = (Arc::clone(&screen), Arc::clone(&bytes));
        let hang_up = Arc::new(AtomicBool::new(false));
        let is_over = Arc::clone(&hang_up);
        let reader = thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let (Ok(count @ 1..), false) = (reader.read(&mut buffer), is_over.load(Ordering::SeqCst)) {
                parser.lock().unwrap().process(&buffer[..count]);
                all.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { master: pair.master, keys, child, screen, bytes, reader, hang_up, before }
    }

    fn resize(&self, columns: u16, rows: u16) {
        self.screen.lock().unwrap().screen_mut().set_size(sides(rows), sides(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn wait(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(Instant::now() < end, "never so: {what}. The screen:\n{}", self.contents());
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn sees(&self, text: &str) {
        self.wait(text, |terminal| terminal.contents().contains(text));
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    fn exit(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "the program never ends. The screen:\n{}", self.contents());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether the modes of the terminal are those of before.
    fn is_given_back(&self) -> bool {
        let parser = self.screen.lock().unwrap();
        let screen = parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            && !screen.bracketed_paste()
            && line_discipline(&*self.master) == self.before
    }

    fn assert_given_back(&self) {
        self.wait("screen, cursor, mouse, paste and echo are as before", Self::is_given_back);
    }
}

fn line_discipline(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a pty has a line discipline"))
}

#[test]
fn it_opens_runs_pauses_steps_both_ways_and_quits() {
    let mut terminal = Terminal::start(&["--paused"], &[]);
    terminal.sees("step 0  epoch 0");
    terminal.press("\x1b[C\x1b[C");
    terminal.sees("step 2 ");
    terminal.press("\x1b[D");
    terminal.sees("step 1 ");
    terminal.press(".");
    terminal.sees("phase 1/16 Z");
    terminal.press("g300\r");
    terminal.sees("step 300 ");
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
fn signals_end_it_and_the_terminal_is_given_back() {
    for signal in ["TERM", "INT", "HUP"] {
        let mut terminal = Terminal::start(&[], &[]);
        terminal.sees("softmax");
        terminal.signal(signal);
        let status = terminal.exit();
        assert!(status.signal().is_some(), "the parent sees that SIG{signal} ended it: {status:?}");
        terminal.assert_given_back();
    }
}

#[test]
fn a_terminal_that_vanishes_ends_it_without_a_panic() {
    // It runs, so that the reader wakes and lets go.
    let terminal = Terminal::start(&[], &[]);
    terminal.sees("softmax");
    let Terminal { master, keys, mut child, reader, hang_up, .. } = terminal;
    hang_up.store(true, Ordering::SeqCst);
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
fn control_z_gives_the_terminal_back_until_it_is_continued() {
    let mut terminal = Terminal::start(&["--paused"], &[]);
    terminal.sees("softmax");
    for stop in ["key", "signal"] {
        if stop == "key" {
            terminal.press("\x1a");
        } else {
            terminal.signal("TSTP");
        }
        terminal.assert_given_back();
        terminal.signal("CONT");
        terminal.wait("the alternate screen is back", |terminal| {
            terminal.screen.lock().unwrap().screen().alternate_screen()
        });
        terminal.sees("softmax");
        terminal.sees("step 0");
    }
    terminal.press("q");
    assert_eq!(terminal.exit().exit_code(), 0);
    terminal.assert_given_back();
}

#[test]
fn a_panic_in_any_thread_gives_the_terminal_back_and_says_what_happened() {
    for thread in ["trainer", "draw"] {
        let mut terminal = Terminal::start(&[], &[("MLP_TUI_TEST_PANIC", thread)]);
        assert_eq!(terminal.exit().exit_code(), 101);
        terminal.assert_given_back();
        terminal.sees("MLP_TUI_TEST_PANIC");
    }
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

#[test]
fn no_color_means_no_color() {
    let mut terminal = Terminal::start(&["--paused"], &[("NO_COLOR", "1")]);
    terminal.sees("softmax");
    terminal.press("q");
    terminal.exit();
    let bytes = terminal.bytes.lock().unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("38;") && !text.contains("48;"), "a colour was set");
}
