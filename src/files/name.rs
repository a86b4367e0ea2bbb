//! What a file is called in sentences.

use std::io;
use std::path::Path;

use crate::error::Error;
use crate::text::sanitize;

/// The name of the file at `path`, for the screen and for errors.
pub fn name(path: &Path) -> String {
    sanitize(&path.display().to_string())
}

/// That `file` cannot be written, for the system's reason.
pub(super) fn cannot_write(file: &Path, error: &io::Error) -> Error {
    Error::CannotWrite { file: name(file), reason: error.to_string() }
}
