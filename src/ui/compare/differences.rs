//! In what two branches differ.

use crate::session::{BatchSize, Change, Conditions, OtherRun, Setup, Snapshot};
use crate::settings::{spell_hidden, spell_init};
use crate::t;
use crate::text::{Text, fill};
use crate::ui::changes::dated;
use crate::ui::kit::exact;

/// What differs: its name, and its value in A and in B.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub name: String,
    pub a: String,
    pub b: String,
}

/// The settings in which the run and the branch beside it differ at their steps.
pub fn settings(snapshot: &Snapshot, other: &OtherRun, text: &Text) -> Vec<Difference> {
    let a = values(&snapshot.setup, &snapshot.conditions, text);
    let pairs = a.into_iter().zip(values(&other.setup, &other.conditions, text));
    let differing = pairs.filter(|((_, a), (_, b))| a != b);
    differing.map(|((name, a), (_, b))| Difference { name, a, b }).collect()
}

fn values(setup: &Setup, now: &Conditions, text: &Text) -> Vec<(String, String)> {
    let (problem, launch) = (setup.problem(), setup.hyperparameters());
    let batch = match launch.batch_size {
        BatchSize::Full if now.regime.first_step == 0 => t!(text, "changes.full").to_owned(),
        _ => now.regime.rows.to_string(),
    };
    vec![
        (t!(text, "compare.data").to_owned(), problem.name.clone()),
        (t!(text, "compare.features").to_owned(), problem.feature_names.join(",")),
        (t!(text, "compare.hidden").to_owned(), spell_hidden(&launch.hidden_units)),
        (t!(text, "compare.activation").to_owned(), launch.activation.name().to_owned()),
        (t!(text, "compare.init").to_owned(), spell_init(&launch.init).unwrap_or_else(|| "*".to_owned())),
        (t!(text, "compare.seed").to_owned(), launch.seed.to_string()),
        ("ε".to_owned(), exact(now.learning_rate)),
        (t!(text, "changes.batch").to_owned(), batch),
        (t!(text, "changes.optimizer").to_owned(), now.optimizer.name().to_owned()),
        ("λ₁".to_owned(), exact(now.penalty.l1)),
        ("λ".to_owned(), exact(now.penalty.l2)),
    ]
}

/// The changes up to here that only one of the two has.
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
