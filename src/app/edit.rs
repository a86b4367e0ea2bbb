//! Parameters by hand: which one the cursor is on, and what the keys do to it.

use super::action::Action;
use super::entry::plain_number;
use super::model::{App, Overlay, Pane};
use super::screen::Screen;
use super::update::Effect;
use crate::session::{Command, ParameterId, Setting, Snapshot, Unit};
use crate::text::fill;

/// What a nudge adds or takes.
const NUDGE: f64 = 0.1;

impl App {
    /// The parameter under the cursor: a weight, or in the pane of the units a bias.
    pub fn parameter_at_cursor(&self, snapshot: &Snapshot) -> Option<ParameterId> {
        let pane = if self.screen == Screen::Units { Pane::Sparsity } else { self.focus };
        if !matches!(self.screen, Screen::Dashboard | Screen::Units) {
            return None;
        }
        let id = match pane {
            Pane::Weights | Pane::NextWeights => {
                let (row, column) = self.cursor(pane);
                ParameterId { layer: self.layer_of(pane), row: Some(row), column }
            }
            Pane::Sparsity => ParameterId { layer: self.layer, row: None, column: self.unit },
            Pane::Loss | Pane::Probabilities => return None,
        };
        snapshot.parameters.get(id).map(|_| id)
    }

    /// The hidden unit under the cursor: of a weight the one that it leads to, or comes from.
    pub fn unit_at_cursor(&self, snapshot: &Snapshot) -> Option<Unit> {
        let id = self.parameter_at_cursor(snapshot)?;
        match id.row {
            // The second of two matrices shows its rows as units.
            Some(row) if self.focus == Pane::NextWeights || id.layer == snapshot.hidden_layers() => {
                id.layer.checked_sub(1).map(|layer| Unit { layer, index: row })
            }
            _ => (id.layer < snapshot.hidden_layers()).then_some(Unit { layer: id.layer, index: id.column }),
        }
    }

    /// The value of a parameter: what was asked for last, else what the snapshot shows.
    fn value_of(&self, id: ParameterId, snapshot: &Snapshot) -> f64 {
        let asked = self.edited.filter(|(other, _)| *other == id).map(|(_, value)| value);
        asked.or_else(|| snapshot.parameters.get(id)).unwrap_or_default()
    }

    /// Keys that change parameters; none for the others.
    pub(super) fn update_edit(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        if action == Action::TakeBack {
            return Some(self.take_back(snapshot));
        }
        if !matches!(
            action,
            Action::Write | Action::NudgeUp | Action::NudgeDown | Action::Zero | Action::Freeze | Action::Silence
        ) {
            return None;
        }
        if self.screen != Screen::Dashboard && (self.screen != Screen::Units || snapshot.hidden_layers() == 0) {
            return None;
        }
        let Some(id) = self.parameter_at_cursor(snapshot) else { return Some(self.refuse(&self.text.edit.choose)) };
        let value = self.value_of(id, snapshot);
        Some(match action {
            Action::Silence => self.silence(snapshot),
            Action::Freeze => {
                let is_frozen = snapshot.conditions.frozen.contains(&id);
                self.send(vec![Effect::Session(Command::Set(Setting::Freeze(id, !is_frozen)))])
            }
            _ if snapshot.conditions.held.contains(id) && !snapshot.conditions.frozen.contains(&id) => {
                self.refuse(&self.text.edit.is_silenced)
            }
            Action::NudgeUp => self.set_parameter(id, nudged(value, NUDGE)),
            Action::NudgeDown => self.set_parameter(id, nudged(value, -NUDGE)),
            Action::Zero => self.set_parameter(id, 0.0),
            _ => {
                self.cover(Overlay::Write(String::new()));
                vec![]
            }
        })
    }

    /// Pauses, so that the value stays to be seen.
    fn set_parameter(&mut self, id: ParameterId, value: f64) -> Vec<Effect> {
        self.edited = Some((id, value));
        self.walk(Command::Set(Setting::Parameter(id, value)))
    }

    fn silence(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let Some(unit) = self.unit_at_cursor(snapshot) else { return self.refuse(&self.text.edit.no_unit) };
        let is_silenced = snapshot.conditions.silenced.contains(&unit);
        let words = if is_silenced { &self.text.edit.unsilenced } else { &self.text.edit.silenced };
        let message = fill(words, &[("unit", &(unit.index + 1).to_string())]);
        self.message = Some(message);
        self.send(vec![Effect::Session(Command::Set(Setting::Silence(unit, !is_silenced)))])
    }

    fn take_back(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let last = snapshot.changes.iter().rev().find(|change| change.step <= snapshot.furthest);
        let Some(last) = last else { return self.refuse(&self.text.edit.nothing_to_take_back) };
        let message = fill(&self.text.edit.taken_back, &[("step", &last.step.to_string())]);
        let effects = self.walk(Command::TakeBack);
        self.message = Some(message);
        effects
    }

    /// Sets the parameter under the cursor to what was typed.
    pub(super) fn write_typed(&mut self, typed: &str, snapshot: &Snapshot) -> Vec<Effect> {
        let value = plain_number(typed).parse::<f64>().ok().filter(|value| value.is_finite());
        match (value, self.parameter_at_cursor(snapshot)) {
            (Some(value), Some(id)) => self.set_parameter(id, value),
            _ => self.say(&fill(&self.text.edit.not_a_number, &[("found", typed)])),
        }
    }
}

/// `value` and a nudge, without the dust that binary fractions leave: at most twelve decimals.
fn nudged(value: f64, by: f64) -> f64 {
    let sum = value + by;
    // Exact where the number is too large to have decimals.
    if sum.abs() < 1e3 { libm::round(sum * 1e12) / 1e12 } else { sum }
}
