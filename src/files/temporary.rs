//! Temporary files next to the files that they will become; removed if they never do.

use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{Builder, NamedTempFile};

use super::paths::folder_of;

/// The paths of the temporary files that exist.
static ALL: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn all() -> MutexGuard<'static, Vec<PathBuf>> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes all temporary files, for a process that ends without waiting for its other threads. None can be created
/// afterwards.
pub fn remove_temporaries() {
    let all = all();
    for file in all.iter() {
        let _ = std::fs::remove_file(file);
    }
    std::mem::forget(all);
}

/// A file that will take the place of another.
#[derive(Debug)]
pub(super) struct Temporary {
    /// `None` once it has taken its place.
    file: Option<NamedTempFile>,
    path: PathBuf,
    before: Option<Metadata>,
}

impl Temporary {
    /// Creates an empty file in the folder of `file`, which it will become; `before` is the file there now.
    pub(super) fn beside(file: &Path, before: Option<Metadata>) -> io::Result<Self> {
        let mut builder = Builder::new();
        builder.prefix(".mlp-tui-").suffix(".tmp");
        #[cfg(unix)]
        if before.is_none() {
            // The umask applies; without this only the owner could read the file.
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        let mut all = all();
        // Only the reason: the user does not know the temporary name in the message.
        let plain = |error: io::Error| match error.to_string().split_once(" at path ") {
            Some((reason, _)) => io::Error::new(error.kind(), reason),
            None => error,
        };
        let file = builder.tempfile_in(folder_of(file)).map_err(plain)?;
        let path = file.path().to_owned();
        all.push(path.clone());
        Ok(Self { file: Some(file), path, before })
    }

    /// Takes the place of the file at `path`.
    pub(super) fn replace(mut self, path: &Path) -> io::Result<()> {
        if let (Some(before), Some(file)) = (&self.before, &self.file) {
            keep_owner(before, file.as_file());
            file.as_file().set_permissions(before.permissions())?;
        }
        self.complete()?.persist(path)?;
        sync_folder(path);
        Ok(())
    }

    /// Becomes the file at `path`, which must not exist yet.
    pub(super) fn become_new(mut self, path: &Path) -> io::Result<()> {
        self.complete()?.persist_noclobber(path)?;
        sync_folder(path);
        Ok(())
    }

    /// Returns the file, all of it on the disk.
    fn complete(&mut self) -> io::Result<NamedTempFile> {
        let file = self.file.take().ok_or(io::ErrorKind::NotFound)?;
        file.as_file().sync_all()?;
        Ok(file)
    }
}

impl Write for Temporary {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        drop(self.file.take());
        all().retain(|path| *path != self.path);
    }
}

/// Makes the new name durable, if the file system can.
fn sync_folder(file: &Path) {
    if let Ok(folder) = File::open(folder_of(file)) {
        let _ = folder.sync_all();
    }
}

/// Gives `file` the owner and group of the file `before`, as far as the system permits.
#[cfg(unix)]
fn keep_owner(before: &Metadata, file: &File) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let is_same = file.metadata().is_ok_and(|now| (now.uid(), now.gid()) == (before.uid(), before.gid()));
    if !is_same && fchown(file, Some(before.uid()), Some(before.gid())).is_err() {
        let _ = fchown(file, None, Some(before.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_before: &Metadata, _file: &File) {}
