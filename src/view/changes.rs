//! What was changed, in words: on the timeline and in comparisons.

use super::numbers::{exact, number};
pub use crate::app::parameter_name;
use crate::app::unit_name;
use crate::session::{BatchSize, Change, Setting};
use crate::text::{Text, fill};

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
