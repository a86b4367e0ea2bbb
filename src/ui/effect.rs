//! Requests that keys make to the session, to the trainer and to the host.

use super::run_files::RunFiles;
use crate::session::Command;
use crate::ui::pace::Pace;

/// A request.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A command for the session.
    Session(Command),
    /// Another pace of training.
    Pace(Pace),
    /// Something that only the host can do.
    Host(Host),
}

/// What needs files, a terminal or a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// Propose a free name for the run's files (see [`App::ask_name`](super::App::ask_name)).
    AskName,
    /// Save the run (see [`App::take_outcome`](super::App::take_outcome)).
    Save {
        /// Where to.
        files: RunFiles,
        /// Whether what is there already may be replaced.
        replaces: bool,
    },
    /// Leave the program.
    Quit,
    /// Go to the shell until `fg`.
    Suspend,
}
