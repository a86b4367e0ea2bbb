//! File formats: bytes in, bytes out. The hosts open and write the files; file names serve only for error messages.

mod changes;
mod network;
mod parameters;
mod run;

pub use changes::changes_to_toml;
pub use network::{SavedDerived, SavedNetwork, parse_network};
pub use parameters::{hash, network_to_bytes, parse_parameters};
pub use run::{RunFile, run_to_toml};
