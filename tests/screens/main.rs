//! The app on a bare buffer: keys go in, frames and what the host is asked for come out.

#[path = "../common/mod.rs"]
mod common;

mod boundary;
mod branches;
mod dashboard;
mod diagnoses;
mod edits;
mod footer;
mod keys;
mod labels;
mod opened_entries;
mod pictures;
mod predictions;
mod prompts;
mod readme;
mod saving;
mod sentences;
mod settings;
mod step;
mod threads;
mod undo;
mod units;
