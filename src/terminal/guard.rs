//! The terminal's state: set up at the start, given back on every way out.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};
use std::{io, panic, process, thread};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::queue;
use crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};

#[cfg(unix)]
use super::keeper;
use super::line::QUESTION;
use super::tty;

/// How long a terminal that stopped reading may take to be given back.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long leaving may take in all: after it, the process ends wherever it hangs.
pub const FAREWELL: Duration = Duration::from_millis(700);

/// Whether the terminal is ours at the moment.
static ACTIVE: AtomicBool = AtomicBool::new(false);
/// Held while bytes are written, so that nobody gives the terminal back in the middle of them.
static OUTPUT: Mutex<()> = Mutex::new(());

/// Prepares for giving the terminal back as it is now.
///
/// # Errors
/// Those of the terminal.
pub fn prepare() -> io::Result<()> {
    tty::open_once()?;
    #[cfg(unix)]
    keeper::start(&String::from_utf8_lossy(&give_back_sequences()));
    Ok(())
}

/// Takes the terminal, also after somebody else had it, and asks it the first question. Whether it could: in the
/// background it is the shell's.
///
/// # Errors
/// Those of the terminal.
pub fn set_up() -> io::Result<bool> {
    if !tty::is_foreground() {
        ACTIVE.store(false, Ordering::SeqCst);
        return Ok(false);
    }
    let _writing = lock();
    ACTIVE.store(true, Ordering::SeqCst);
    #[cfg(unix)]
    keeper::tell(true);
    tty::make_raw()?;
    // A terminal that does not read has no use for them.
    write_until(&set_up_sequences(), Instant::now() + PATIENCE)?;
    Ok(true)
}

/// Gives the terminal back as it was; in the background, where it is the shell's, leaves it alone. Errors have nobody
/// to go to: the terminal may be gone.
pub fn restore() {
    let _writing = lock();
    if ACTIVE.swap(false, Ordering::SeqCst) && tty::is_foreground() {
        if !tty::wait_writable(Some(Instant::now() + PATIENCE / 4)).unwrap_or(true) {
            // Behind a frame that nobody reads, it would never be read either.
            tty::drop_unsent();
        }
        let _ = write_until(&give_back_sequences(), Instant::now() + PATIENCE);
        let _ = tty::make_cooked();
    }
    #[cfg(unix)]
    keeper::tell(false);
}

/// Writes as much of `frame` as the terminal takes at once, if it is ours: else `None`.
///
/// # Errors
/// Those of the terminal.
pub fn write_some(frame: &[u8]) -> io::Result<Option<usize>> {
    let _writing = OUTPUT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if is_ours() { tty::write_some(frame).map(Some) } else { Ok(None) }
}

/// Whether frames may be written.
pub fn is_ours() -> bool {
    ACTIVE.load(Ordering::SeqCst) && tty::is_foreground()
}

/// From now on a panic in any thread gives the terminal back, says what happened, and ends the program.
pub fn restore_on_panic() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        end_within(FAREWELL, || process::exit(101));
        restore();
        report(info);
        process::exit(101);
    }));
}

/// Ends the process by `end` when it takes longer than `patience` to end by itself: what it says last may go to a
/// terminal that does not read.
pub fn end_within(patience: Duration, end: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        thread::sleep(patience);
        end();
    });
}

/// Where a write hangs all the same (a terminal that could not be opened once more), the lock is not waited for.
fn lock() -> Option<MutexGuard<'static, ()>> {
    (0..20).find_map(|_| match OUTPUT.try_lock() {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => {
            thread::sleep(Duration::from_millis(5));
            None
        }
    })
}

fn write_until(mut bytes: &[u8], end: Instant) -> io::Result<()> {
    while !bytes.is_empty() && tty::wait_writable(Some(end))? {
        bytes = &bytes[tty::write_some(bytes)?..];
        if Instant::now() >= end {
            break;
        }
    }
    Ok(())
}

fn set_up_sequences() -> Vec<u8> {
    let mut bytes = Vec::new();
    // A vector takes all.
    let _ = queue!(bytes, EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, Hide);
    bytes.extend_from_slice(QUESTION);
    bytes
}

/// They begin with an escape, which ends a sequence that was cut in a frame.
fn give_back_sequences() -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = queue!(bytes, EndSynchronizedUpdate, DisableBracketedPaste, DisableMouseCapture);
    let _ = queue!(bytes, LeaveAlternateScreen, Show);
    bytes
}
