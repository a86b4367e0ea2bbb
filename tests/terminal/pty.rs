//! A pseudo-terminal with the program in it, and a screen that shows what it draws.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Long enough for any machine: a test that waits so long has failed.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// The line to the terminal is as fast as can be.
pub const FAST: u8 = 0;
/// It takes some bytes now and then.
pub const SLOW: u8 = 1;
/// The terminal reads no more.
pub const FROZEN: u8 = 2;
/// It lets go.
pub const GONE: u8 = 3;
/// What the program asks after a frame, and what a terminal answers.
pub const QUESTION: &[u8] = b"\x1b[5n";
const ANSWER: &[u8] = b"\x1b[0n";

pub struct Terminal {
    pub master: Box<dyn MasterPty + Send>,
    pub keys: Arc<Mutex<Box<dyn Write + Send>>>,
    pub child: Box<dyn Child + Send + Sync>,
    pub screen: Arc<Mutex<vt100::Parser>>,
    pub bytes: Arc<Mutex<Vec<u8>>>,
    pub reader: thread::JoinHandle<()>,
    /// How fast the terminal reads.
    pub line: Arc<AtomicU8>,
    /// How the line discipline was set before the program came.
    before: String,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn sides(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).expect("a terminal has some lines and columns")
}

/// How often `part` stands in `bytes`.
pub fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).filter(|window| *window == part).count()
}

impl Terminal {
    /// The program, the leader of its session.
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::start_in(None, arguments, environment)
    }

    /// The same, in a folder.
    pub fn start_in(folder: Option<&Path>, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mlp-tui"));
        command.args(arguments);
        if let Some(folder) = folder {
            command.cwd(folder);
        }
        Self::run(command, environment)
    }

    /// A shell with job control, which finds the program as `$MLP`.
    pub fn shell(script: &str) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.args(["-m", "-c", script]);
        Self::run(command, &[("MLP", env!("CARGO_BIN_EXE_mlp-tui"))])
    }

    fn run(mut command: CommandBuilder, environment: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLORTERM"] {
            command.env_remove(name);
        }
        command.env("RUST_BACKTRACE", "0");
        for (name, value) in environment {
            command.env(name, value);
        }
        let before = line_discipline(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(sides(24), sides(80), 0)));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let line = Arc::new(AtomicU8::new(FAST));
        let keys = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let mut input = pair.master.try_clone_reader().unwrap();
        let (parser, all, speed, answers) =
            (Arc::clone(&screen), Arc::clone(&bytes), Arc::clone(&line), Arc::clone(&keys));
        let reader = thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            loop {
                let speed = speed.load(Ordering::SeqCst);
                let most = match speed {
                    FROZEN => {
                        thread::sleep(Duration::from_millis(5));
                        continue;
                    }
                    SLOW => {
                        thread::sleep(Duration::from_millis(10));
                        100
                    }
                    _ => buffer.len(),
                };
                let Ok(length @ 1..) = input.read(&mut buffer[..most]) else { return };
                if speed == GONE {
                    return;
                }
                parser.lock().unwrap().process(&buffer[..length]);
                let mut all = all.lock().unwrap();
                // A question may be cut in two.
                let seen = all.len().saturating_sub(QUESTION.len() - 1);
                all.extend_from_slice(&buffer[..length]);
                for _ in 0..count(&all[seen..], QUESTION) {
                    let _ = answers.lock().unwrap().write_all(ANSWER);
                }
            }
        });
        Self { master: pair.master, keys, child, screen, bytes, reader, line, before }
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.screen.lock().unwrap().screen_mut().set_size(sides(rows), sides(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    pub fn press(&self, keys: &str) {
        self.send(keys.as_bytes());
    }

    pub fn send(&self, bytes: &[u8]) {
        let mut keys = self.keys.lock().unwrap();
        keys.write_all(bytes).unwrap();
        keys.flush().unwrap();
    }

    pub fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    pub fn wait(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(Instant::now() < end, "never so: {what}. The screen:\n{}", self.contents());
            thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn sees(&self, text: &str) {
        self.wait(text, |terminal| terminal.contents().contains(text));
    }

    /// The program's own process, where a shell started it.
    pub fn job(&self) -> String {
        self.master.process_group_leader().expect("somebody has the terminal").to_string()
    }

    pub fn signal(&self, name: &str) {
        kill(name, &self.child.process_id().unwrap().to_string());
    }

    pub fn exit(&mut self) -> ExitStatus {
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
    pub fn is_given_back(&self) -> bool {
        let parser = self.screen.lock().unwrap();
        let screen = parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            && !screen.bracketed_paste()
            && self.is_cooked()
    }

    /// Whether echo, lines and signal keys are as before.
    pub fn is_cooked(&self) -> bool {
        line_discipline(&*self.master) == self.before
    }

    pub fn assert_given_back(&self) {
        self.wait("screen, cursor, mouse, paste and echo are as before", Self::is_given_back);
    }
}

pub fn kill(name: &str, process: &str) {
    assert!(std::process::Command::new("kill").args([&format!("-{name}"), process]).status().unwrap().success());
}

fn line_discipline(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a pty has a line discipline"))
}
