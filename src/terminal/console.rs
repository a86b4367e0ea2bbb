//! The terminal as a device on systems other than Unix, through crossterm.

use std::io::{self, Write};
use std::time::Instant;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Does nothing: there is nothing to open.
///
/// # Errors
/// None.
pub fn open_once() -> io::Result<()> {
    Ok(())
}

/// Turns off echo and line editing.
///
/// # Errors
/// Those of the terminal.
pub fn make_raw() -> io::Result<()> {
    enable_raw_mode()
}

/// Turns them on again as they were.
///
/// # Errors
/// Those of the terminal.
pub fn make_cooked() -> io::Result<()> {
    disable_raw_mode()
}

/// Returns true, because no shell takes the terminal away here.
pub fn is_foreground() -> bool {
    true
}

/// Returns true at once, because there is no way to tell.
///
/// # Errors
/// None.
pub fn wait_writable(_end: Option<Instant>) -> io::Result<bool> {
    Ok(true)
}

/// Writes as much as the terminal accepts.
///
/// # Errors
/// Those of the terminal.
pub fn write_some(bytes: &[u8]) -> io::Result<usize> {
    let mut out = io::stdout();
    let count = out.write(bytes)?;
    out.flush()?;
    Ok(count)
}

/// Does nothing: there is no way to drop unsent bytes.
pub fn drop_unsent() {}
