//! What was done to the run, in words: each sentence says what it was and which key takes it back.

use super::hints::key_of;
use crate::nn::{Mistake, ParameterId};
use crate::session::{BatchSize, Deed, News, Setting, Unit, Way, superscript};
use crate::t;
use crate::text::{Text, brief, exact, fill, sanitize};

/// `w¹[1,4]`, or `b¹[4]` of a bias.
pub fn parameter_name(id: ParameterId) -> String {
    let (layer, column) = (superscript(id.layer + 1), id.column + 1);
    match id.row {
        Some(row) => format!("w{layer}[{},{column}]", row + 1),
        None => format!("b{layer}[{column}]"),
    }
}

/// A unit, with its layer where there are several.
pub fn unit_name(unit: Unit, hidden_layers: usize) -> String {
    let number = (unit.index + 1).to_string();
    if hidden_layers > 1 { format!("{number} (H{})", superscript(unit.layer + 1)) } else { number }
}

/// What was set, and to what.
fn name_and_value(setting: Setting, hidden_layers: usize, text: &Text) -> (String, String) {
    let mistake = |mistake: Mistake| text.of_name("mistakes", mistake.name()).unwrap_or_default().to_owned();
    match setting {
        Setting::LearningRate(rate) => ("ε".to_owned(), exact(rate)),
        Setting::L1(factor) => ("λ₁".to_owned(), exact(factor)),
        Setting::L2(factor) => ("λ".to_owned(), exact(factor)),
        Setting::Batch(BatchSize::Full) => (t!(text, "changes.batch").to_owned(), t!(text, "changes.full").to_owned()),
        Setting::Batch(BatchSize::Rows(rows)) => (t!(text, "changes.batch").to_owned(), rows.to_string()),
        Setting::Optimizer(kind) => (t!(text, "changes.optimizer").to_owned(), kind.name().to_owned()),
        Setting::Mistake(planted) => {
            (t!(text, "deeds.mistake").to_owned(), planted.map_or_else(|| t!(text, "deeds.none").to_owned(), mistake))
        }
        Setting::Parameter(id, value) => (parameter_name(id), brief(value)),
        Setting::Freeze(id, is_frozen) => {
            (parameter_name(id), if is_frozen { t!(text, "edit.frozen") } else { t!(text, "deeds.learns") }.to_owned())
        }
        Setting::Silence(unit, is_silenced) => {
            let name = t!(text, "deeds.unit", unit = unit_name(unit, hidden_layers));
            (name, if is_silenced { t!(text, "edit.held") } else { t!(text, "deeds.speaks") }.to_owned())
        }
    }
}

/// What a deed changed, `w¹[1,3]: 0.8081 → 5`; with `is_back`, what undoing it changes.
pub fn deed(deed: &Deed, is_back: bool, hidden_layers: usize, text: &Text) -> String {
    let change = |name: &str, before: String, after: String| {
        let (before, after) = if is_back { (after, before) } else { (before, after) };
        t!(text, "deeds.change", name = name, before = before, after = after)
    };
    match deed {
        Deed::Set { before, after } => {
            let ((name, before), (_, after)) =
                (name_and_value(*before, hidden_layers, text), name_and_value(*after, hidden_layers, text));
            change(&name, before, after)
        }
        Deed::Reset => if is_back { t!(text, "deeds.reset_back") } else { t!(text, "deeds.reset") }.to_owned(),
        Deed::Reseed { before, after } => change(t!(text, "deeds.seed"), before.to_string(), after.to_string()),
        Deed::Rebuild { before, after } if before == after || is_back => {
            if is_back { t!(text, "deeds.rebuild_back") } else { t!(text, "deeds.rebuild") }.to_owned()
        }
        Deed::Rebuild { before, after } => change(t!(text, "deeds.rebuild"), sanitize(before), sanitize(after)),
        Deed::Swap => t!(text, "deeds.swap").to_owned(),
    }
}

/// The sentence about what happened last.
pub(super) fn sentence(news: &News, hidden_layers: usize, text: &Text) -> String {
    let is_back = news.way == Way::Undone;
    let starts_over = matches!(news.dated.deed, Deed::Reset | Deed::Reseed { .. } | Deed::Rebuild { .. });
    let what = if starts_over && news.way == Way::Redone {
        t!(text, "deeds.newer_back").to_owned()
    } else {
        deed(&news.dated.deed, is_back, hidden_layers, text)
    };
    let at = news.moved_to.map_or_else(String::new, |step| t!(text, "deeds.at", step = step));
    let (undo, redo) = (key_of("run.undo"), key_of("run.redo"));
    let values = [("what", &*what), ("at", &*at), ("undo", &*undo), ("redo", &*redo)];
    fill(
        if is_back {
            t!(text, "deeds.undone")
        } else if starts_over {
            t!(text, "deeds.begun")
        } else {
            t!(text, "deeds.done")
        },
        &values,
    )
}
