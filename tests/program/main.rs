//! The program itself, without a terminal: what it reads, prints, refuses, writes and leaves behind.

#[path = "../common/mod.rs"]
mod common;

mod changes;
mod command_line;
mod escapes;
mod explain;
#[cfg(target_os = "linux")]
mod file_names;
#[cfg(unix)]
mod files;
mod gradcheck;
#[cfg(unix)]
mod interruption;
mod mutations;
mod numerics;
mod options;
mod predict;
mod sweep;
