//! Watch a feedforward neural network learn, live in the terminal.
//!
//! The modules, and what each may use (all may use `error`, `text` and `random`). `tests/architecture` enforces this
//! map:
//!
//! ```text
//! nn        pure mathematics: layers, activations, loss, optimizers, the gradient check
//! data      examples: generated, built in, or read from the bytes of a file
//! session   a run and its time, in steps and phases           → nn, data
//! settings  every setting: name, parsing, spelling, range     → session, nn, data
//! store     file formats: bytes in, bytes out                 → settings, session, nn, data
//! probe     what is computed from a snapshot for display     → session, nn, data
//! explain   what each phase computes, with its equation       → session, nn, data
//! ui        screens, overlays, keys, the pace of training     → explain, probe, settings, session, nn, data
//! files     reading and writing the files of this machine     → store, session, nn, data
//! cli       the command line                                  → files, store, settings, session, nn, data
//! headless  the program without its screens                   → cli, files, ui, explain, probe, store, …
//! terminal  threads, signals, input, and the real screen      → cli, files, ui, store, …
//! ```
//!
//! Nothing from `nn` to `ui` names a thread (except `nn/parallel.rs`), a clock, a file, the environment or a terminal.
//!
//! Unless it is typed into a prompt, a key goes to the topmost overlay, then to the screen, then to the tables that all
//! screens share (Ctrl-C, and Esc on the way to a step, come first). Its binding changes the view and requests effects
//! ([`ui::App::key`]). The trainer ([`ui::pace`]) carries these out on the [`session::Session`], trains, and publishes
//! the newest [`session::Snapshot`], from which [`ui::draw`] draws.
//!
//! Eight files to read first, in this order:
//!
//! 1. `nn/mod.rs`: all equations, and the promise of identical bits
//! 2. `nn/backward.rs`: the chain rule, matrix by matrix
//! 3. `session/phase.rs`: the phases of a step, one row each
//! 4. `session/run.rs`: how a run goes forward, back, and to any step
//! 5. `session/snapshot.rs`: everything that a frame may show
//! 6. `explain/backward.rs`: how the backward phases are written and opened
//! 7. `ui/component.rs`: what a screen is; its table of keys is its dispatch
//! 8. `ui/boundary/mod.rs`: one screen
//!
//! Where to find things: a setting such as ε is a row in `settings/training_fields.rs`; checkpoints are kept in
//! `session/timeline.rs` and restored by `session/model.rs`; an update rule is in `nn/optimizer.rs` (its head says what
//! a new one touches) and explained in `explain/update.rs`; a screen's keys are in the screen's folder, those of every
//! screen in `ui/global.rs`; every text is in `text/en.toml` and `text/es.toml`.

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
