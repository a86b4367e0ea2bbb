//! The names of files in messages, and where the files are.

use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::text::sanitize;

/// How many symbolic links may form a chain, as in Linux.
const MOST_LINKS: usize = 40;

/// Returns the name of the file at `path`, for the screen and for errors.
pub fn name(path: &Path) -> String {
    sanitize(&path.display().to_string())
}

pub(super) fn cannot_write(file: &Path, error: &io::Error) -> Error {
    Error::CannotWrite { file: name(file), reason: error.to_string() }
}

/// Returns the folder that `file` is in, or will be.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Follows the chain of symbolic links that begins at `file` to its end.
pub(super) fn end_of_links(file: &Path) -> PathBuf {
    let mut path = file.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = std::fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(next);
    }
    path
}
