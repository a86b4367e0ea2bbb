//! Access to data files: the host opens them.

use std::ffi::OsStr;
use std::io::{Read, Seek};

use super::names::sanitize;
use crate::error::Error;

/// Opens data files.
pub trait Files {
    /// Returns whether something called `name` exists.
    fn is_there(&self, name: &OsStr) -> bool;

    /// Opens the file called `name`.
    ///
    /// # Errors
    /// A sentence that names the file and says why it cannot be read.
    fn open(&self, name: &OsStr) -> Result<OpenFile, Error>;
}

/// A file that was opened.
pub struct OpenFile {
    /// Its name in errors.
    pub name: String,
    /// Its bytes. If they are not seekable (a pipe), line numbers in errors leave out blank lines before the record.
    pub content: Box<dyn Content>,
    /// The most memory, in bytes, for what is read of it.
    pub limit: u64,
}

/// The bytes of a file.
pub trait Content: Read + Seek {}

impl<T: Read + Seek> Content for T {}

/// No files: only the built-in data sets.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

impl Files for NoFiles {
    fn is_there(&self, _: &OsStr) -> bool {
        false
    }

    fn open(&self, name: &OsStr) -> Result<OpenFile, Error> {
        Err(Error::FileNotFound { file: sanitize(&name.to_string_lossy()) })
    }
}
