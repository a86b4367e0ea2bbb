//! The same session without a terminal: training, the gradient check, predictions, and tables to print.

mod ansi;
mod explain;
mod gradcheck;
mod interruption;
mod log;
mod predict;
mod sweep;
mod tables;
mod train;

pub use explain::{explain, opened};
pub use gradcheck::check_gradients;
pub use predict::predict;
pub use sweep::sweep;
pub use tables::{list_datasets, print_keys, show_dataset};
pub use train::train;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::files::{Target, refuse_same};

/// Returns the targets of two optional output files, given with their options; refuses one that is also among the
/// `inputs`.
fn targets(inputs: &[(&str, &Path)], outputs: [(&str, &Option<PathBuf>); 2]) -> Result<[Option<Target>; 2], Error> {
    let files: Vec<_> = outputs.iter().filter_map(|(option, file)| Some((*option, file.as_deref()?))).collect();
    refuse_same(inputs, &files)?;
    let ahead = |file: &Option<PathBuf>| file.as_deref().map(Target::ahead).transpose();
    let [(_, first), (_, second)] = outputs;
    Ok([ahead(first)?, ahead(second)?])
}

/// Interprets the result of writing. A closed pipe is not an error: the reader has seen enough.
fn written(result: io::Result<()>, file: &str) -> Result<Flow, Error> {
    match result {
        Ok(()) => Ok(Flow::GoOn),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Flow::Stop),
        Err(error) => Err(Error::CannotWrite { file: file.to_owned(), reason: error.to_string() }),
    }
}

/// Prints `bytes` on standard output. A reader that leaves early is not an error.
fn print(bytes: &[u8]) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    written(stdout.write_all(bytes).and_then(|()| stdout.flush()), STDOUT).map(|_| ())
}

const STDOUT: &str = "stdout";

/// Whether anyone is still reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    GoOn,
    Stop,
}
