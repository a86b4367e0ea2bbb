//! File formats: bytes in, bytes out. Hosts open and write the files; a file's name is only here to be said in errors.

mod changes;
mod network;
mod parameters;
mod run;

pub use changes::changes_to_toml;
pub use network::{SavedDerived, SavedNetwork, parse_network};
pub use parameters::{hash, network_to_bytes, parse_parameters};
pub use run::{RunFile, run_to_toml};
