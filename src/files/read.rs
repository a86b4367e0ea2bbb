//! Reading whole files, never more than memory allows.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::limit::Limit;
use super::paths::name;
use crate::error::Error;
use crate::text::size;

/// Opens the file at `path`, and returns it with its name for error messages.
///
/// # Errors
/// The file does not exist, is a folder, or may not be read.
pub fn open(path: &Path) -> Result<(String, File), Error> {
    // Some systems open a folder and fail only when its first byte is read.
    if path.is_dir() {
        return Err(Error::FileIsFolder { file: name(path) });
    }
    File::open(path).map(|file| (name(path), file)).map_err(|error| unreadable(path, &error))
}

/// Reads the content of `file`.
///
/// # Errors
/// Those of [`open`], a failed read, or [`Error::FileTooLarge`] above an eighth of the free memory.
pub fn read(file: &Path) -> Result<Vec<u8>, Error> {
    read_within(file, Limit::of_memory().part(4))
}

/// Reads the content of `file` up to `limit` bytes, since a device or a pipe may never end.
///
/// # Errors
/// Those of [`open`], a failed read, or [`Error::FileTooLarge`].
pub fn read_within(file: &Path, limit: Limit) -> Result<Vec<u8>, Error> {
    let (name, source) = open(file)?;
    let too_large = || Error::FileTooLarge { file: name, most: size(limit.0) };
    let expected = source.metadata().map_or(0, |found| found.len());
    if expected > limit.0 {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(expected as usize);
    source.take(limit.0.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(file, &error))?;
    if bytes.len() as u64 > limit.0 { Err(too_large()) } else { Ok(bytes) }
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let file = name(path);
    match error.kind() {
        io::ErrorKind::NotFound => Error::FileNotFound { file },
        io::ErrorKind::IsADirectory => Error::FileIsFolder { file },
        _ => Error::FileUnreadable { file, reason: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_than_the_limit_allows() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, [7; 11]).unwrap();
        assert_eq!(read_within(&file, Limit(11)).unwrap().len(), 11);
        assert!(matches!(read_within(&file, Limit(10)), Err(Error::FileTooLarge { .. })));
    }
}
