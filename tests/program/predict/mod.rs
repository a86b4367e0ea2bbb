//! `mlp-tui predict`: a saved network says the same of the same rows, bit for bit, and refuses what it cannot read.

mod answers;
mod any_bytes;
mod metadata;

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;

use crate::common::program::{Desk, Words};
use safetensors::SafeTensors;

/// Trains as `options` say, and the name of the saved network.
fn train(desk: &Desk, options: &(impl Words + ?Sized)) -> &'static str {
    desk.succeeds(&[words("train --save network.st"), options.words()].concat()[..]);
    "network.st"
}

fn words(line: &str) -> Vec<OsString> {
    line.words()
}

/// The saved network with other metadata.
fn with_metadata(desk: &Desk, network: &str, change: impl FnOnce(&mut HashMap<String, String>)) -> &'static str {
    let bytes = desk.read(network);
    let mut metadata = SafeTensors::read_metadata(&bytes).unwrap().1.metadata().clone().unwrap();
    change(&mut metadata);
    let tensors = SafeTensors::deserialize(&bytes).unwrap().tensors();
    let metadata = (!metadata.is_empty()).then_some(metadata);
    desk.write("other.st", safetensors::serialize(tensors, metadata).unwrap())
}

/// What is printed, and what is said on stderr.
fn predict(desk: &Desk, network: &str, rows: &str, options: &(impl Words + ?Sized)) -> (String, String) {
    let line = words(&format!("predict --params {network} --dataset {rows}"));
    let outcome = desk.succeeds(&[line, options.words()].concat()[..]);
    (outcome.printed, outcome.said)
}

/// The one sentence of a refusal; nothing was printed.
fn refusal(desk: &Desk, network: &str, rows: &str, options: &(impl Words + ?Sized)) -> String {
    let line = words(&format!("predict --params {network} --dataset {rows}"));
    desk.refusal(&[line, options.words()].concat()[..])
}

/// The file of a built-in data set.
fn csv_of(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("datasets/{name}.csv"))).unwrap()
}
