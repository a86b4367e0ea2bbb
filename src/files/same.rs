//! Whether two names mean the same file.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::paths::{end_of_links, folder_of, name};
use crate::error::Error;

/// What identifies a regular file, whatever names lead to it.
#[derive(Debug, PartialEq, Eq)]
enum Identity {
    /// The device, and the number of the file on it.
    Inode((u64, u64)),
    /// The path of a file that does not exist yet.
    Path(PathBuf),
}

/// Refuses an output that is also one of the `inputs` or another of the `outputs`. Each comes with its option.
///
/// # Errors
/// [`Error::SameFile`] with the first two.
pub fn refuse_same(inputs: &[(&str, &Path)], outputs: &[(&str, &Path)]) -> Result<(), Error> {
    let identities: Vec<Option<Identity>> = inputs.iter().chain(outputs).map(|(_, path)| identity(path)).collect();
    for (index, (option, path)) in outputs.iter().enumerate() {
        let index = inputs.len() + index;
        let same = identities[..index].iter().position(|other| other.is_some() && *other == identities[index]);
        if let Some((other, _)) = same.and_then(|same| inputs.iter().chain(outputs).nth(same)) {
            return Err(Error::SameFile { option: (*option).to_owned(), other: (*other).to_owned(), file: name(path) });
        }
    }
    Ok(())
}

/// `None` for a folder, and for anything that only passes bytes on.
fn identity(path: &Path) -> Option<Identity> {
    let found = if path.as_os_str() == "-" { stdout() } else { fs::metadata(path).ok() };
    match found {
        Some(found) if found.is_file() => inode(&found).map(Identity::Inode).or_else(|| place(path)),
        Some(_) => None,
        None => place(path),
    }
}

fn place(path: &Path) -> Option<Identity> {
    let path = end_of_links(path);
    Some(Identity::Path(fs::canonicalize(folder_of(&path)).ok()?.join(path.file_name()?)))
}

/// Returns the device and the number of the file on it; `None` if the system does not report them.
#[cfg_attr(unix, expect(clippy::unnecessary_wraps, reason = "other systems do not say it"))]
pub(super) fn inode(found: &Metadata) -> Option<(u64, u64)> {
    #[cfg(unix)]
    return Some((std::os::unix::fs::MetadataExt::dev(found), std::os::unix::fs::MetadataExt::ino(found)));
    #[cfg(not(unix))]
    {
        let _ = found;
        None
    }
}

/// Returns what standard output is connected to.
pub(super) fn stdout() -> Option<Metadata> {
    #[cfg(unix)]
    {
        let descriptor = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned().ok()?;
        File::from(descriptor).metadata().ok()
    }
    #[cfg(not(unix))]
    None
}
