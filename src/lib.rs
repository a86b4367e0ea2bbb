//! Watch a feedforward neural network learn, live in the terminal.
//!
//! The rooms, and who may use whom (`error`, `text` and `random` are open to all):
//!
//! ```text
//! nn        pure mathematics: layers, activations, loss, optimizers; its kernels may use several threads
//! data      examples: generated, built in, or read from CSV
//! session   a run and its time, in steps and phases        → nn, data
//! settings  what is set: names, spelling, parsing          → session, data
//! store     file formats: bytes in, bytes out              → session, settings
//! files     the files of this machine, for its hosts       → data, session, store
//! probe     what is computed of a snapshot only to look at → session, nn, data
//! explain   what each phase computes, with its equation    → session
//! app       what the keys mean                             → explain, probe, settings, session
//! ui        the canvas and the kit that screens are drawn with → app, probe, session
//! cli       the command line                               → files, store, settings, session, data
//! headless  the same session with no terminal              → cli, files, ui, app, explain, probe, store, settings, session, data, nn
//! terminal  threads, signals, input and drawing            → cli, files, ui, store, settings, session
//! ```
//!
//! A key becomes effects ([`ui::App::key`]), the trainer thread lets [`ui::pace`] carry them out on the
//! [`session::Session`] and publishes the newest [`session::Snapshot`], and `ui` draws the app and that snapshot.

pub mod app;
pub mod cli;
pub mod data;
pub mod error;
pub mod explain;
pub mod files;
pub mod headless;
pub mod nn;
pub mod probe;
pub mod random;
pub mod session;
pub mod settings;
pub mod store;
pub mod terminal;
pub mod text;
pub mod ui;
