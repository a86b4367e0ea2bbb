//! The terminal's state: set up at the start, restored on every way out.

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

/// How long giving back a terminal that no longer reads may take.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long leaving may take in total; after that the process ends wherever it hangs.
pub const FAREWELL: Duration = Duration::from_millis(700);

/// Whether we have the terminal at the moment.
static ACTIVE: AtomicBool = AtomicBool::new(false);
/// Held while bytes are written, so that the terminal is not given back in the middle of them.
static OUTPUT: Mutex<()> = Mutex::new(());

/// Prepares for giving the terminal back in its present state.
///
/// # Errors
/// Those of the terminal.
pub fn prepare() -> io::Result<()> {
    tty::open_once()?;
    #[cfg(unix)]
    keeper::start(&String::from_utf8_lossy(&give_back_sequences()));
    Ok(())
}

/// Takes the terminal, for the first time or again, and asks it the first question. Returns whether it could: in the
/// background the terminal belongs to the shell.
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
    // A terminal that does not read has no use for the sequences.
    write_until(&set_up_sequences(), Instant::now() + PATIENCE)?;
    Ok(true)
}

/// Restores the terminal and gives it back. In the background, where it belongs to the shell, leaves it alone. Ignores
/// errors: the terminal may be gone.
pub fn restore() {
    let _writing = lock();
    if ACTIVE.swap(false, Ordering::SeqCst) && tty::is_foreground() {
        if !tty::wait_writable(Some(Instant::now() + PATIENCE / 4)).unwrap_or(true) {
            // Behind a frame that is never read, the sequences would not be read either.
            tty::drop_unsent();
        }
        let _ = write_until(&give_back_sequences(), Instant::now() + PATIENCE);
        let _ = tty::make_cooked();
    }
    #[cfg(unix)]
    keeper::tell(false);
}

/// Writes as much of `frame` as the terminal accepts at once; returns `None` if we do not have the terminal.
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

/// Makes a panic in any thread give the terminal back, report itself, and end the program.
pub fn restore_on_panic() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        end_within(FAREWELL, || process::exit(101));
        restore();
        report(info);
        process::exit(101);
    }));
}

/// Ends the process by `end` if it does not end by itself within `patience`: its last words may go to a terminal that
/// does not read.
pub fn end_within(patience: Duration, end: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        thread::sleep(patience);
        end();
    });
}

/// Does not wait for the lock forever: a write may hang if the terminal could not be opened a second time.
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
    // Writing to a vector cannot fail.
    let _ = queue!(bytes, EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, Hide);
    bytes.extend_from_slice(QUESTION);
    bytes
}

/// The sequences begin with an escape, which ends a sequence cut off within a frame.
fn give_back_sequences() -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = queue!(bytes, EndSynchronizedUpdate, DisableBracketedPaste, DisableMouseCapture);
    let _ = queue!(bytes, LeaveAlternateScreen, Show);
    bytes
}
