//! What is looked at on the compare screen, and what the keys do there.

use super::action::Action;
use super::model::App;
use super::update::Effect;
use crate::session::{Command, Snapshot};

/// What is looked at on the compare screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CompareView {
    /// The branch that is chosen, by its place in the list.
    pub chosen: usize,
}

impl CompareView {
    /// The place of the chosen branch among so many.
    pub fn clamped(&self, branches: usize) -> usize {
        self.chosen.min(branches.saturating_sub(1))
    }
}

impl App {
    /// Keys that mean something else, or something at all, on the compare screen; none for the others.
    pub(super) fn update_compare(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let branches = snapshot.branches.len();
        let chosen = self.compare.clamped(branches);
        match action {
            // Beside the run there stands a branch, not the list.
            Action::CursorDown | Action::CursorUp | Action::Zoom if branches == 0 => return None,
            Action::CursorDown | Action::CursorUp if branches < 2 || snapshot.other_run.is_some() => return None,
            Action::CursorDown => self.compare.chosen = (chosen + 1).min(branches.saturating_sub(1)),
            Action::CursorUp => self.compare.chosen = chosen.saturating_sub(1),
            Action::Zoom => {
                let number = snapshot.branches.get(chosen).map(|branch| branch.number);
                let is_beside = snapshot.other_run.as_ref().map(|other| other.number) == number;
                let asked = number.filter(|_| !is_beside);
                return Some(self.send(vec![Effect::Session(Command::Compare(asked))]));
            }
            Action::SwapBranches if snapshot.other_run.is_some() => {
                return Some(self.send(vec![Effect::Session(Command::SwapBranches)]));
            }
            _ => return None,
        }
        Some(vec![])
    }
}
