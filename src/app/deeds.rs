//! What was done to the run, in words: each sentence says what it was and which key takes it back.

use super::action::Action;
use super::keymap::key_of;
use super::model::App;
use super::update::Effect;
use crate::nn::{Mistake, ParameterId};
use crate::session::{BatchSize, Command, Deed, News, Setting, Snapshot, Unit, Way, superscript};
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
    let (words, deeds) = (&text.changes, &text.deeds);
    let mistake = |mistake: Mistake| text.mistakes.get(mistake.name()).cloned().unwrap_or_default();
    match setting {
        Setting::LearningRate(rate) => ("ε".to_owned(), exact(rate)),
        Setting::L1(factor) => ("λ₁".to_owned(), exact(factor)),
        Setting::L2(factor) => ("λ".to_owned(), exact(factor)),
        Setting::Batch(BatchSize::Full) => (words.batch.clone(), words.full.clone()),
        Setting::Batch(BatchSize::Rows(rows)) => (words.batch.clone(), rows.to_string()),
        Setting::Optimizer(kind) => (words.optimizer.clone(), kind.name().to_owned()),
        Setting::Mistake(planted) => (deeds.mistake.clone(), planted.map_or_else(|| deeds.none.clone(), mistake)),
        Setting::Parameter(id, value) => (parameter_name(id), brief(value)),
        Setting::Freeze(id, is_frozen) => {
            (parameter_name(id), if is_frozen { &text.edit.frozen } else { &deeds.learns }.clone())
        }
        Setting::Silence(unit, is_silenced) => {
            let name = fill(&deeds.unit, &[("unit", &unit_name(unit, hidden_layers))]);
            (name, if is_silenced { &text.edit.held } else { &deeds.speaks }.clone())
        }
    }
}

/// What a deed changed, `w¹[1,3]: 0.8081 → 5`; with `is_back`, what undoing it changes.
pub fn deed(deed: &Deed, is_back: bool, hidden_layers: usize, text: &Text) -> String {
    let words = &text.deeds;
    let change = |name: &str, before: String, after: String| {
        let (before, after) = if is_back { (after, before) } else { (before, after) };
        fill(&words.change, &[("name", name), ("before", &before), ("after", &after)])
    };
    match deed {
        Deed::Set { before, after } => {
            let ((name, before), (_, after)) =
                (name_and_value(*before, hidden_layers, text), name_and_value(*after, hidden_layers, text));
            change(&name, before, after)
        }
        Deed::Reset => if is_back { &words.reset_back } else { &words.reset }.clone(),
        Deed::Reseed { before, after } => change(&words.seed, before.to_string(), after.to_string()),
        Deed::Rebuild { before, after } if before == after || is_back => {
            if is_back { &words.rebuild_back } else { &words.rebuild }.clone()
        }
        Deed::Rebuild { before, after } => change(&words.rebuild, sanitize(before), sanitize(after)),
        Deed::Swap => words.swap.clone(),
    }
}

/// The sentence about what happened last.
fn sentence(news: &News, hidden_layers: usize, text: &Text) -> String {
    let words = &text.deeds;
    let is_back = news.way == Way::Undone;
    let starts_over = matches!(news.dated.deed, Deed::Reset | Deed::Reseed { .. } | Deed::Rebuild { .. });
    let what = if starts_over && news.way == Way::Redone {
        words.newer_back.clone()
    } else {
        deed(&news.dated.deed, is_back, hidden_layers, text)
    };
    let at = news.moved_to.map_or_else(String::new, |step| fill(&words.at, &[("step", &step.to_string())]));
    let (undo, redo) = (key_of(Action::Undo), key_of(Action::Redo));
    let values = [("what", &*what), ("at", &*at), ("undo", &*undo), ("redo", &*redo)];
    fill(
        if is_back {
            &words.undone
        } else if starts_over {
            &words.begun
        } else {
            &words.done
        },
        &values,
    )
}

impl App {
    /// Tells what was done to the run, once.
    pub(super) fn hear(&mut self, snapshot: &Snapshot) {
        let Some(news) = &snapshot.news else { return };
        if self.heard.is_none_or(|heard| heard != news.number) {
            (self.heard, self.is_refusal) = (Some(news.number), false);
            self.message = Some(sentence(news, snapshot.hidden_layers(), self.text));
        }
    }

    /// Takes back what was done last, or does again what was taken back; either pauses, so that it stays to be seen.
    pub(super) fn turn_back(&mut self, action: Action, snapshot: &Snapshot) -> Vec<Effect> {
        let (command, next, nothing) = match action {
            Action::Redo => (Command::Redo, &snapshot.redo, &self.text.deeds.nothing_to_redo),
            _ => (Command::Undo, &snapshot.undo, &self.text.deeds.nothing_to_undo),
        };
        // What is on its way can be taken back, too.
        if next.is_none() && self.waiting == 0 {
            return self.refuse(nothing);
        }
        self.learning_rate = None;
        self.walk(command)
    }
}
