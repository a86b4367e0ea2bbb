//! Every file that is read whole or written goes through here: one policy for all of them.

use std::io::{self, Write};
use std::path::Path;

use crate::error::Error;
use crate::text::sanitize;

/// The content of `file`.
///
/// # Errors
/// When it is not there, is a folder, or cannot be read.
pub fn read(file: &Path) -> Result<Vec<u8>, Error> {
    let name = sanitize(&file.display().to_string());
    std::fs::read(file).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::FileNotFound { file: name },
        io::ErrorKind::IsADirectory => Error::FileIsFolder { file: name },
        _ => Error::FileUnreadable { file: name, reason: error.to_string() },
    })
}

/// Writes `bytes` to `file`: whole or not at all. What stood there before is replaced.
///
/// # Errors
/// [`Error::CannotWrite`] with the system's reason; the file that was there before is then untouched.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || -> io::Result<std::fs::File> { Ok(temporary(file, bytes)?.persist(file)?) };
    write().map(drop).map_err(|error| cannot_write(file, &error))
}

/// Writes `bytes` to a `file` that does not exist yet: whole or not at all.
///
/// # Errors
/// [`Error::CannotWrite`] with the system's reason, also where something stands there already: it is then untouched.
pub fn write_new(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || -> io::Result<std::fs::File> { Ok(temporary(file, bytes)?.persist_noclobber(file)?) };
    write().map(drop).map_err(|error| cannot_write(file, &error))
}

/// A file beside `file` with `bytes` in it, on the disk.
fn temporary(file: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

fn cannot_write(file: &Path, error: &io::Error) -> Error {
    Error::CannotWrite { file: sanitize(&file.display().to_string()), reason: error.to_string() }
}
