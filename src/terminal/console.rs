//! The terminal as a device where there is no Unix: crossterm knows it.

use std::io::{self, Write};
use std::time::Instant;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// There is nothing to open.
///
/// # Errors
/// Never.
pub fn open_once() -> io::Result<()> {
    Ok(())
}

/// Turns echo and lines off.
///
/// # Errors
/// Those of the terminal.
pub fn make_raw() -> io::Result<()> {
    enable_raw_mode()
}

/// Turns them on as they were.
///
/// # Errors
/// Those of the terminal.
pub fn make_cooked() -> io::Result<()> {
    disable_raw_mode()
}

/// No shell takes the terminal away.
pub fn is_foreground() -> bool {
    true
}

/// Nobody can tell.
///
/// # Errors
/// Never.
pub fn wait_writable(_end: Option<Instant>) -> io::Result<bool> {
    Ok(true)
}

/// Writes as much as the terminal takes.
///
/// # Errors
/// Those of the terminal.
pub fn write_some(bytes: &[u8]) -> io::Result<usize> {
    let mut out = io::stdout();
    let count = out.write(bytes)?;
    out.flush()?;
    Ok(count)
}

/// There is no way to.
pub fn drop_unsent() {}
