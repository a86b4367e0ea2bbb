//! The same session with no terminal: training, the gradient check, predictions, and tables to print.

mod explain;
mod gradcheck;
mod predict;
mod sweep;
mod tables;
mod train;

pub use explain::{explain, opened};
pub use gradcheck::check_gradients;
pub use predict::predict;
pub use sweep::sweep;
pub use tables::{list_datasets, print_keys, show_dataset};
pub use train::{Output, train};

use std::io;

use crate::error::Error;

/// What became of writing: a closed pipe means that the reader has seen enough, which is no error.
fn written(result: io::Result<()>, file: &str) -> Result<Flow, Error> {
    match result {
        Ok(()) => Ok(Flow::GoOn),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Flow::Stop),
        Err(error) => Err(Error::CannotWrite { file: file.to_owned(), reason: error.to_string() }),
    }
}

/// Whether anybody still reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    GoOn,
    Stop,
}
