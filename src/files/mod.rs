//! Every file that is read or written goes through here: one policy for all of them.
//!
//! Reading never takes more than memory allows ([`Limit`]). Writing goes to a [`Target`]:
//!
//! ```text
//! what is there now           what happens
//! nothing                     a new file, 0666 less the umask, appears when it is complete
//! a regular file              replaced as a whole when the new one is complete; mode and owner are kept
//! a symbolic link             the same for the file it points to, even if that does not exist yet
//! a file with other names     refused: replacing it would separate it from them, writing into it could lose both
//! a device, FIFO or socket    written to
//! standard output, as a file  written to
//! ```

mod disk;
mod limit;
mod paths;
mod read;
mod same;
mod target;
mod temporary;

use std::io;
use std::path::Path;

use crate::error::Error;

pub use disk::Disk;
pub use limit::Limit;
pub use paths::name;
pub use read::{open, read, read_within};
pub use same::refuse_same;
pub use target::{Output, Target};
pub use temporary::remove_temporaries;

use paths::cannot_write;
use temporary::Temporary;

/// Writes `bytes` to `file`, completely or not at all; replaces an existing file.
///
/// # Errors
/// [`Error::CannotWrite`] with the system's reason, or [`Error::FileHasOtherNames`]. An existing file is then
/// untouched.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    Target::of(file)?.write(bytes)
}

/// Writes `bytes` to a new `file`, completely or not at all.
///
/// # Errors
/// [`Error::CannotWrite`] with the system's reason, even if the file merely exists; it is then untouched.
pub fn write_new(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || {
        let mut temporary = Temporary::beside(file, None)?;
        io::Write::write_all(&mut temporary, bytes)?;
        temporary.become_new(file)
    };
    write().map_err(|error| cannot_write(file, &error))
}
