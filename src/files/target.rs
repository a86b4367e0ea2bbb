//! Where something is written to: looked at before the work begins, written when it is done.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::paths::{cannot_write, end_of_links, name};
use super::same::{inode, stdout};
use super::temporary::Temporary;
use crate::error::Error;

/// A place to write to, and what stands there.
#[derive(Debug)]
pub struct Target {
    /// As it was named.
    file: PathBuf,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// A regular file, or one that is not there yet.
    File { path: PathBuf, before: Option<Metadata> },
    /// Something that takes bytes as they come.
    Stream,
    /// Standard output.
    Stdout,
}

impl Target {
    /// What `file` names; `-` is standard output. Nothing is opened or changed.
    ///
    /// # Errors
    /// [`Error::CannotWrite`] for a folder or what may not be written, [`Error::FileHasOtherNames`].
    pub fn of(file: &Path) -> Result<Self, Error> {
        let place = place(file).map_err(|error| cannot_write(file, &error))?;
        if let Place::File { before: Some(before), .. } = &place
            && links(before) > 1
        {
            return Err(Error::FileHasOtherNames { file: name(file), links: links(before) });
        }
        Ok(Self { file: file.to_owned(), place })
    }

    /// The same for what will be written after an hour of training: refuses now what could not be written then.
    ///
    /// # Errors
    /// Also where no file can be made in the folder.
    pub fn ahead(file: &Path) -> Result<Self, Error> {
        let target = Self::of(file)?;
        if let Place::File { path, .. } = &target.place {
            Temporary::beside(path, None).map_err(|error| cannot_write(file, &error))?;
        }
        Ok(target)
    }

    /// What it is called where somebody reads it.
    pub fn name(&self) -> String {
        name(&self.file)
    }

    /// Whether it is standard output.
    pub fn is_stdout(&self) -> bool {
        matches!(self.place, Place::Stdout)
    }

    /// Whether it takes bytes as they come, so that a slow reader makes the writer wait.
    pub fn is_stream(&self) -> bool {
        !matches!(self.place, Place::File { .. })
    }

    /// Begins to write; a FIFO waits for its reader.
    ///
    /// # Errors
    /// Those of the system.
    pub fn open(&self) -> io::Result<Output> {
        Ok(Output(match &self.place {
            Place::File { path, before } => {
                Writing::File(Box::new(Temporary::beside(path, before.clone())?), path.clone())
            }
            Place::Stream => Writing::Stream(stream(&self.file)?),
            Place::Stdout => Writing::Stream(Box::new(io::stdout())),
        }))
    }

    /// Writes `bytes`: into a file whole or not at all.
    ///
    /// # Errors
    /// [`Error::CannotWrite`] with the system's reason; an existing file is then untouched.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        let write = || {
            let mut output = self.open()?;
            output.write_all(bytes)?;
            output.finish()
        };
        write().map_err(|error| cannot_write(&self.file, &error))
    }
}

/// What is being written.
pub struct Output(Writing);

enum Writing {
    /// A file on its way to a place; dropped, it leaves what stands there.
    File(Box<Temporary>, PathBuf),
    /// What takes bytes as they come.
    Stream(Box<dyn Write + Send>),
}

impl Output {
    /// All is written: a file takes its place.
    ///
    /// # Errors
    /// Those of the system.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Writing::File(temporary, path) => temporary.replace(&path),
            Writing::Stream(mut stream) => stream.flush(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Writing::File(temporary, _) => temporary.write(bytes),
            Writing::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Writing::File(temporary, _) => temporary.flush(),
            Writing::Stream(stream) => stream.flush(),
        }
    }
}

fn place(file: &Path) -> io::Result<Place> {
    if file.as_os_str() == "-" {
        return Ok(Place::Stdout);
    }
    match fs::metadata(file) {
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(found) if is_standard_output(&found) => Ok(Place::Stdout),
        Ok(found) if found.is_file() => {
            // Who may not write to it may not replace it.
            OpenOptions::new().write(true).open(file)?;
            Ok(Place::File { path: fs::canonicalize(file)?, before: Some(found) })
        }
        Ok(_) => Ok(Place::Stream),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if file.file_name().is_none() || file.as_os_str().as_encoded_bytes().ends_with(b"/") {
                return Err(error);
            }
            Ok(Place::File { path: end_of_links(file), before: None })
        }
        Err(error) => Err(error),
    }
}

/// Opens a device, a FIFO or a socket.
fn stream(file: &Path) -> io::Result<Box<dyn Write + Send>> {
    #[cfg(unix)]
    if std::os::unix::fs::FileTypeExt::is_socket(&fs::metadata(file)?.file_type()) {
        return Ok(Box::new(std::os::unix::net::UnixStream::connect(file)?));
    }
    Ok(Box::new(OpenOptions::new().write(true).open(file)?))
}

fn links(found: &Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::nlink(found);
    #[cfg(not(unix))]
    {
        let _ = found;
        1
    }
}

/// Whether `found` is what standard output goes to: `/dev/stdout`, or the file behind a `>` of the shell.
fn is_standard_output(found: &Metadata) -> bool {
    stdout().is_some_and(|stdout| inode(&stdout) == inode(found))
}
