//! The terminal's state: set up at the start, given back on every way out.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::Duration;
use std::{panic, thread};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::execute;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

/// Whether the terminal is ours at the moment.
static ACTIVE: AtomicBool = AtomicBool::new(false);
/// Held while a frame is written, so that nobody gives the terminal back in the middle of one.
static OUTPUT: Mutex<()> = Mutex::new(());

/// Takes the terminal. May be called again, after somebody else had it.
pub fn set_up() -> io::Result<()> {
    ACTIVE.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, Hide)
}

/// Gives the terminal back as it was. Errors have nobody to go to: the terminal may be gone.
pub fn restore() {
    // A frame that hangs (a terminal that reads no more) must not keep us here.
    let _writing = (0..20).find_map(|_| match OUTPUT.try_lock() {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => {
            thread::sleep(Duration::from_millis(5));
            None
        }
    });
    if ACTIVE.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, EndSynchronizedUpdate, DisableBracketedPaste, DisableMouseCapture);
        let _ = execute!(out, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
        let _ = out.flush();
    }
}

/// Held while a frame is written. Where the terminal was given back, another thread is ending the program: then nothing
/// may be written any more, and this never returns.
pub fn lock_output() -> MutexGuard<'static, ()> {
    loop {
        let writing = OUTPUT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if ACTIVE.load(Ordering::SeqCst) {
            return writing;
        }
        drop(writing);
        thread::park();
    }
}

/// From now on a panic in any thread gives the terminal back, says what happened, and ends the program.
pub fn restore_on_panic() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        restore();
        report(info);
        std::process::exit(101);
    }));
}
