//! What was changed, in words: on the timeline and in comparisons.

use crate::session::{BatchSize, Change, Setting};
use crate::t;
use crate::text::Text;
use crate::ui::kit::{exact, number};
pub use crate::ui::parameter_name;
use crate::ui::unit_name;

/// What was set, in a few words, without its step.
pub fn sentence(change: &Change, hidden_layers: usize, text: &Text) -> String {
    let set = |name: &str, value: String| t!(text, "changes.set", name = name, value = value);
    match change.setting {
        Setting::LearningRate(rate) => set("ε", exact(rate)),
        Setting::L1(factor) => set("λ₁", exact(factor)),
        Setting::L2(factor) => set("λ", exact(factor)),
        Setting::Batch(BatchSize::Full) => set(t!(text, "changes.batch"), t!(text, "changes.full").to_owned()),
        Setting::Batch(BatchSize::Rows(rows)) => set(t!(text, "changes.batch"), rows.to_string()),
        Setting::Optimizer(kind) => set(t!(text, "changes.optimizer"), kind.name().to_owned()),
        Setting::Mistake(Some(_)) => t!(text, "changes.mistake_planted").to_owned(),
        Setting::Mistake(None) => t!(text, "changes.mistake_removed").to_owned(),
        Setting::Parameter(id, value) => set(&parameter_name(id), number(value)),
        Setting::Freeze(id, true) => t!(text, "changes.frozen", name = parameter_name(id)),
        Setting::Freeze(id, false) => t!(text, "changes.unfrozen", name = parameter_name(id)),
        Setting::Silence(unit, true) => t!(text, "changes.silenced", unit = unit_name(unit, hidden_layers)),
        Setting::Silence(unit, false) => t!(text, "changes.unsilenced", unit = unit_name(unit, hidden_layers)),
    }
}

/// The same with its step.
pub fn dated(change: &Change, hidden_layers: usize, text: &Text) -> String {
    let what = sentence(change, hidden_layers, text);
    t!(text, "changes.at_step", what = what, step = change.step)
}
