//! The differences between two branches.

use crate::session::{Change, Conditions, OtherRun, Setup, Snapshot};
use crate::settings::{DATASET, FEATURES, FIELDS, Field, PRESET, dated, now, short_name, value_name};
use crate::t;
use crate::text::{Text, fill};

/// A setting with its values in A and in B.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub name: String,
    pub a: String,
    pub b: String,
}

/// Returns the settings that differ between the run and the branch beside it, each at its current step.
pub fn settings(snapshot: &Snapshot, other: &OtherRun, text: &Text) -> Vec<Difference> {
    let a = values(&snapshot.setup, &snapshot.conditions);
    let pairs = a.into_iter().zip(values(&other.setup, &other.conditions));
    let difference = |((field, a), (_, b)): ((&Field, Option<String>), (_, Option<String>))| {
        let (a, b) = (a?, b?);
        let name = short_name(field, text).to_owned();
        (a != b).then(|| Difference { name, a: value_name(a, text), b: value_name(b, text) })
    };
    pairs.filter_map(difference).collect()
}

/// Returns every setting with its value, if it applies. The preset is left out, because it only stands for others.
fn values(setup: &Setup, conditions: &Conditions) -> Vec<(&'static Field, Option<String>)> {
    let (problem, recipe) = (setup.problem(), now(setup, conditions));
    let value = |field: &'static Field| match field {
        // The name from the data, not as it was typed.
        field if *field == DATASET => Some(problem.name.clone()),
        field if *field == FEATURES => Some(problem.feature_names.join(",")),
        field => (field.applies)(&recipe).then(|| field.value(&recipe)),
    };
    FIELDS.into_iter().filter(|field| **field != PRESET).map(|field| (field, value(field))).collect()
}

/// Returns the changes up to the current step that only one of the two has.
pub fn changes(snapshot: &Snapshot, other: &OtherRun, text: &Text) -> Vec<String> {
    let here = snapshot.position.step;
    let only = |list: &[Change], other: &[Change], words: &str| -> Vec<String> {
        let missing = list.iter().filter(|change| change.step <= here && !other.contains(change));
        missing.map(|change| fill(words, &[("what", &dated(change, snapshot.hidden_layers(), text))])).collect()
    };
    [
        only(snapshot.changes.list(), other.changes.list(), t!(text, "compare.only_a")),
        only(other.changes.list(), snapshot.changes.list(), t!(text, "compare.only_b")),
    ]
    .concat()
}
