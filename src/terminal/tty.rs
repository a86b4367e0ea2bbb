//! The terminal as a device: raw mode, output that never blocks for long, input with a timeout.
//!
//! Nothing here relies on the terminal's assumed state, since another process may have changed it in the meantime.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, fstat, open};
use rustix::io::Errno;
use rustix::process::getpgrp;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{
    OptionalActions, QueueSelector, Termios, isatty, tcflush, tcgetattr, tcgetpgrp, tcsetattr, ttyname,
};

/// The size of one write if a write could block: a terminal that polls as writable has room for this much.
const PIECE: usize = 256;

struct Tty {
    input: File,
    output: File,
    /// Whether a write to the output never blocks.
    is_nonblocking: bool,
    before: Termios,
}

static TTY: OnceLock<Tty> = OnceLock::new();

/// Opens the terminal on the first call.
///
/// # Errors
/// Those of the terminal.
pub fn open_once() -> io::Result<()> {
    if TTY.get().is_none() {
        let _ = TTY.set(Tty::open()?);
    }
    Ok(())
}

fn tty() -> io::Result<&'static Tty> {
    TTY.get().ok_or_else(|| io::Error::from(io::ErrorKind::NotConnected))
}

impl Tty {
    fn open() -> io::Result<Self> {
        let input = if isatty(stdin()) {
            File::from(stdin().try_clone_to_owned()?)
        } else {
            File::from(open("/dev/tty", OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?)
        };
        let (output, is_nonblocking) = match nonblocking_output() {
            Some(output) => (output, true),
            None => (File::from(stdout().try_clone_to_owned()?), false),
        };
        let before = tcgetattr(&input)?;
        Ok(Self { input, output, is_nonblocking, before })
    }
}

/// Opens the terminal of standard output a second time: setting the flag on standard output itself would also affect
/// the shell.
fn nonblocking_output() -> Option<File> {
    let name = ttyname(stdout(), Vec::new()).ok()?;
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = File::from(open(name, flags, Mode::empty()).ok()?);
    let is_same = fstat(&file).ok()?.st_rdev == fstat(stdout()).ok()?.st_rdev;
    is_same.then_some(file)
}

/// Turns off echo, line editing and signal keys.
///
/// # Errors
/// Those of the terminal.
pub fn make_raw() -> io::Result<()> {
    let tty = tty()?;
    let mut raw = tty.before.clone();
    raw.make_raw();
    Ok(tcsetattr(&tty.input, OptionalActions::Now, &raw)?)
}

/// Turns them on again as they were.
///
/// # Errors
/// Those of the terminal.
pub fn make_cooked() -> io::Result<()> {
    let tty = tty()?;
    Ok(tcsetattr(&tty.input, OptionalActions::Now, &tty.before)?)
}

/// Whether the shell lets us have the terminal. If no process group controls it, it is ours.
pub fn is_foreground() -> bool {
    tty().is_ok_and(|tty| tcgetpgrp(&tty.input).map_or(true, |group| group == getpgrp()))
}

/// Waits until the terminal accepts bytes, at most until `end`; returns whether it does.
pub fn wait_writable(end: Option<Instant>) -> io::Result<bool> {
    wait(tty()?.output.as_fd(), PollFlags::OUT, end)
}

/// Writes as much as the terminal accepts at once.
///
/// # Errors
/// Those of the terminal.
pub fn write_some(bytes: &[u8]) -> io::Result<usize> {
    let tty = tty()?;
    let bytes = if tty.is_nonblocking { bytes } else { &bytes[..bytes.len().min(PIECE)] };
    match (&tty.output).write(bytes) {
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => Ok(0),
        result => result,
    }
}

/// Discards what was sent and not yet accepted by the terminal.
pub fn drop_unsent() {
    let _ = tty().map(|tty| tcflush(&tty.output, QueueSelector::OFlush));
}

/// Waits for bytes, at most `patience`, and returns how many came, or `None` if none did.
///
/// # Errors
/// Those of the terminal, including that it is gone.
pub fn read(buffer: &mut [u8], patience: Option<Duration>) -> io::Result<Option<usize>> {
    let tty = tty()?;
    if !wait(tty.input.as_fd(), PollFlags::IN, patience.map(|patience| Instant::now() + patience))? {
        return Ok(None);
    }
    if !is_foreground() {
        // The bytes are for the shell, and reading them would stop us.
        std::thread::sleep(Duration::from_millis(100));
        return Ok(None);
    }
    match (&tty.input).read(buffer) {
        Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
        Ok(count) => Ok(Some(count)),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the keeper's handles: a terminal to set and one to write to.
pub fn handles() -> io::Result<(File, File)> {
    let tty = tty()?;
    Ok((tty.input.try_clone()?, tty.output.try_clone()?))
}

fn wait(file: BorrowedFd<'_>, what: PollFlags, end: Option<Instant>) -> io::Result<bool> {
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let left = left.map(|left| Timespec {
            tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: left.subsec_nanos().into(),
        });
        match poll(&mut [PollFd::from_borrowed_fd(file, what)], left.as_ref()) {
            Ok(count) => return Ok(count > 0),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
