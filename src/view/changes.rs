//! What was changed, in words: on the timeline and in comparisons.

use super::numbers::{exact, number};
use crate::session::{BatchSize, Change, ParameterId, Setting, Unit, superscript};
use crate::text::{Text, fill};

/// `w¹[1,4]`, or `b¹[4]` of a bias.
pub fn parameter_name(id: ParameterId) -> String {
    let (layer, column) = (superscript(id.layer + 1), id.column + 1);
    match id.row {
        Some(row) => format!("w{layer}[{},{column}]", row + 1),
        None => format!("b{layer}[{column}]"),
    }
}

/// A unit, with its layer where there are several.
fn unit_name(unit: Unit, hidden_layers: usize) -> String {
    let number = (unit.index + 1).to_string();
    if hidden_layers > 1 { format!("{number} (H{})", superscript(unit.layer + 1)) } else { number }
}

/// What was set, in a few words, without its step.
pub fn sentence(change: &Change, hidden_layers: usize, text: &Text) -> String {
    let words = &text.changes;
    let set = |name: &str, value: String| fill(&words.set, &[("name", name), ("value", &value)]);
    match change.setting {
        Setting::LearningRate(rate) => set("ε", exact(rate)),
        Setting::L1(factor) => set("λ₁", exact(factor)),
        Setting::L2(factor) => set("λ", exact(factor)),
        Setting::Batch(BatchSize::Full) => set(&words.batch, words.full.clone()),
        Setting::Batch(BatchSize::Rows(rows)) => set(&words.batch, rows.to_string()),
        Setting::Optimizer(kind) => set(&words.optimizer, kind.name().to_owned()),
        Setting::Mistake(Some(_)) => words.mistake_planted.clone(),
        Setting::Mistake(None) => words.mistake_removed.clone(),
        Setting::Parameter(id, value) => set(&parameter_name(id), number(value)),
        Setting::Freeze(id, true) => fill(&words.frozen, &[("name", &parameter_name(id))]),
        Setting::Freeze(id, false) => fill(&words.unfrozen, &[("name", &parameter_name(id))]),
        Setting::Silence(unit, true) => fill(&words.silenced, &[("unit", &unit_name(unit, hidden_layers))]),
        Setting::Silence(unit, false) => fill(&words.unsilenced, &[("unit", &unit_name(unit, hidden_layers))]),
    }
}

/// The same with its step.
pub fn dated(change: &Change, hidden_layers: usize, text: &Text) -> String {
    let what = sentence(change, hidden_layers, text);
    fill(&text.changes.at_step, &[("what", &what), ("step", &change.step.to_string())])
}
