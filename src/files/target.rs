//! Output files: checked before the work begins, written when it is done.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::paths::{cannot_write, end_of_links, name};
use super::same::{inode, stdout};
use super::temporary::Temporary;
use crate::error::Error;

/// A place to write to, and what is there now.
#[derive(Debug)]
pub struct Target {
    /// The path, as typed.
    file: PathBuf,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// A regular file, or one that does not exist yet.
    File { path: PathBuf, before: Option<Metadata> },
    /// Something that takes bytes as they come.
    Stream,
    /// Standard output.
    Stdout,
}

impl Target {
    /// Checks what `file` names; `-` is standard output. Does not open or change anything.
    ///
    /// # Errors
    /// [`Error::CannotWrite`] for a folder or anything that may not be written, or [`Error::FileHasOtherNames`].
    pub fn of(file: &Path) -> Result<Self, Error> {
        let place = place(file).map_err(|error| cannot_write(file, &error))?;
        if let Place::File { before: Some(before), .. } = &place
            && links(before) > 1
        {
            return Err(Error::FileHasOtherNames { file: name(file), links: links(before) });
        }
        Ok(Self { file: file.to_owned(), place })
    }

    /// Like [`Self::of`], for output after an hour of training: refuses now what could not be written then.
    ///
    /// # Errors
    /// Those of [`Self::of`], or no file can be created in the folder.
    pub fn ahead(file: &Path) -> Result<Self, Error> {
        let target = Self::of(file)?;
        if let Place::File { path, .. } = &target.place {
            Temporary::beside(path, None).map_err(|error| cannot_write(file, &error))?;
        }
        Ok(target)
    }

    /// Returns the name to show to people.
    pub fn name(&self) -> String {
        name(&self.file)
    }

    /// Whether the target is standard output.
    pub fn is_stdout(&self) -> bool {
        matches!(self.place, Place::Stdout)
    }

    /// Whether the target takes bytes as they come, so that a slow reader blocks the writer.
    pub fn is_stream(&self) -> bool {
        !matches!(self.place, Place::File { .. })
    }

    /// Starts writing; a FIFO waits for its reader.
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

    /// Writes `bytes`, to a file completely or not at all.
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

/// A write in progress.
pub struct Output(Writing);

enum Writing {
    /// A file on its way to a path; if dropped, it leaves what is there untouched.
    File(Box<Temporary>, PathBuf),
    /// Something that takes bytes as they come.
    Stream(Box<dyn Write + Send>),
}

impl Output {
    /// Ends the write; a file then takes its place.
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
            // A file that may not be written may not be replaced either.
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

/// Whether `found` is where standard output goes: `/dev/stdout`, or the file behind a `>` of the shell.
fn is_standard_output(found: &Metadata) -> bool {
    stdout().is_some_and(|stdout| inode(&stdout) == inode(found))
}
