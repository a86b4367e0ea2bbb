//! Requests that keys make to the session, the trainer and the host.

use super::run_files::RunFiles;
use crate::session::Command;
use crate::ui::pace::Pace;

/// A request.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A command for the session.
    Session(Command),
    /// A new pace of training.
    Pace(Pace),
    /// Something that only the host can do.
    Host(Host),
}

/// A request that needs files, a terminal or a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// Propose a free name for the run's files (see [`App::ask_name`](super::App::ask_name)).
    AskName,
    /// Save the run (see [`App::take_outcome`](super::App::take_outcome)).
    Save {
        /// The files to write.
        files: RunFiles,
        /// Whether existing files may be replaced.
        replaces: bool,
    },
    /// Leave the program.
    Quit,
    /// Return to the shell until `fg`.
    Suspend,
}
