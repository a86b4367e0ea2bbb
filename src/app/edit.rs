//! Parameters by hand: which one the cursor is on, and what the keys do to it.

use super::action::Action;
use super::entry::plain_number;
use super::model::{App, Overlay, Pane};
use super::screen::Screen;
use super::update::Effect;
use crate::nn::ParameterId;
use crate::session::{Command, Edit, Setting, Snapshot, Unit};
use crate::t;

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

    /// Keys that change parameters; none for the others.
    pub(super) fn update_edit(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        if !matches!(
            action,
            Action::Write | Action::NudgeUp | Action::NudgeDown | Action::Zero | Action::Freeze | Action::Silence
        ) {
            return None;
        }
        if self.screen != Screen::Dashboard && (self.screen != Screen::Units || snapshot.hidden_layers() == 0) {
            return None;
        }
        let Some(id) = self.parameter_at_cursor(snapshot) else {
            return Some(self.refuse(t!(self.text, "edit.choose")));
        };
        Some(match action {
            Action::Silence => match self.unit_at_cursor(snapshot) {
                Some(unit) => self.send(vec![Effect::Session(Command::Edit(Edit::Silence(unit)))]),
                None => self.refuse(t!(self.text, "edit.no_unit")),
            },
            Action::Freeze => self.send(vec![Effect::Session(Command::Edit(Edit::Freeze(id)))]),
            _ if snapshot.conditions.held.contains(id) && !snapshot.conditions.frozen.contains(&id) => {
                self.refuse(t!(self.text, "edit.is_silenced"))
            }
            // Each pauses, so that the value stays to be seen.
            Action::NudgeUp => self.walk(Command::Edit(Edit::Nudge(id, NUDGE))),
            Action::NudgeDown => self.walk(Command::Edit(Edit::Nudge(id, -NUDGE))),
            Action::Zero => self.walk(Command::Set(Setting::Parameter(id, 0.0))),
            _ => {
                self.cover(Overlay::Write(String::new()));
                vec![]
            }
        })
    }

    /// Sets the parameter under the cursor to what was typed.
    pub(super) fn write_typed(&mut self, typed: &str, snapshot: &Snapshot) -> Vec<Effect> {
        let value = plain_number(typed).parse::<f64>().ok().filter(|value| value.is_finite());
        match (value, self.parameter_at_cursor(snapshot)) {
            (Some(value), Some(id)) => self.walk(Command::Set(Setting::Parameter(id, value))),
            _ => self.say(&t!(self.text, "edit.not_a_number", found = typed)),
        }
    }
}
