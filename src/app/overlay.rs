//! What lies over the screen: opening it, closing it, and which keys it takes.

use super::action::Action;
use super::keymap::bindings;
use super::model::{App, Overlay};
use super::screen::Screen;
use super::update::Effect;
use crate::nn::Mistake;
use crate::session::{Command, Snapshot};

/// The lines that a page of the help goes by.
const HELP_PAGE: u16 = 15;

impl App {
    /// Opens `overlay` over what is open.
    pub(super) fn cover(&mut self, overlay: Overlay) {
        let covered = std::mem::replace(&mut self.overlay, overlay);
        if covered != Overlay::None {
            self.beneath.push(covered);
        }
    }

    /// Takes away the overlay on top; settings are kept for the next time.
    pub(super) fn uncover(&mut self) {
        let beneath = self.beneath.pop().unwrap_or_default();
        let top = std::mem::replace(&mut self.overlay, beneath);
        self.shelve(top);
    }

    /// Takes away all that lies over the screen.
    pub(super) fn uncover_all(&mut self) {
        while self.overlay != Overlay::None {
            self.uncover();
        }
    }

    /// Closes the overlay on top. A check of the gradient that goes on ends with it.
    pub(super) fn close_overlay(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let is_checking = self.overlay == Overlay::Check && snapshot.check.progress.is_some();
        self.uncover();
        if is_checking { self.send(vec![Effect::Session(Command::Stay)]) } else { vec![] }
    }

    /// Whether `action` means under the overlay what it means without.
    pub(super) fn passes_overlay(&self, action: Action, snapshot: &Snapshot) -> bool {
        if action == Action::Suspend || Screen::of(action).is_some() {
            return true;
        }
        match self.overlay {
            Overlay::None | Overlay::GoTo(_) | Overlay::Write(_) | Overlay::Save(_) => true,
            Overlay::Help(_) | Overlay::Leave => false,
            Overlay::Mistakes(_) => action == Action::Help,
            // A check that goes on ends with its result, or by closing it.
            Overlay::Check if snapshot.check.progress.is_some() => action == Action::Help,
            // The road goes on under the words and under the check.
            Overlay::Talk => !matches!(action, Action::Close | Action::Quit | Action::Zoom | Action::Talk),
            Overlay::Check => !matches!(action, Action::Close | Action::Quit | Action::Zoom | Action::Check),
            Overlay::Controls(_) => matches!(
                action,
                Action::Help
                    | Action::PlayPause
                    | Action::Undo
                    | Action::Redo
                    | Action::Save
                    | Action::Faster
                    | Action::Slower
                    | Action::LearningRateUp
                    | Action::LearningRateDown
            ),
        }
    }

    /// Keys of the overlay on top; none for those that mean nothing there.
    pub(super) fn update_overlay(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        match (&mut self.overlay, action) {
            (Overlay::Check, Action::Check) if snapshot.check.result.is_none() && snapshot.check.progress.is_none() => {
                return Some(self.check_gradients());
            }
            (Overlay::Leave, Action::Quit) => {
                self.uncover();
                return Some(vec![Effect::Quit]);
            }
            (Overlay::Leave, Action::Save) => {
                self.uncover();
                return Some(self.begin_saving());
            }
            (_, Action::Close | Action::Quit)
            | (Overlay::Help(_), Action::Help | Action::Zoom)
            | (Overlay::Talk, Action::Talk | Action::Zoom)
            | (Overlay::Check, Action::Check | Action::Zoom)
            | (Overlay::Mistakes(_), Action::Mistakes)
            | (Overlay::Controls(_), Action::Controls) => return Some(self.close_overlay(snapshot)),
            (Overlay::Help(line), Action::CursorDown) => *line = scrolled(*line, 1),
            (Overlay::Help(line), Action::CursorUp) => *line = line.saturating_sub(1),
            (Overlay::Help(line), Action::Forward) => *line = scrolled(*line, HELP_PAGE),
            (Overlay::Help(line), Action::Back) => *line = line.saturating_sub(HELP_PAGE),
            (Overlay::Help(line), Action::GoToStart) => *line = 0,
            (Overlay::Help(line), Action::GoToEnd) => *line = scrolled(*line, u16::MAX),
            (Overlay::Mistakes(chosen), Action::CursorDown | Action::Forward) => {
                *chosen = (*chosen + 1).min(Mistake::ALL.len());
            }
            (Overlay::Mistakes(chosen), Action::CursorUp | Action::Back) => *chosen = chosen.saturating_sub(1),
            (Overlay::Mistakes(chosen), Action::Zoom) => {
                let chosen = *chosen;
                return Some(self.plant(chosen, snapshot));
            }
            (Overlay::Controls(_), _) => return self.update_controls(action, snapshot),
            _ => return None,
        }
        Some(vec![])
    }
}

/// The line of the help so many lines further down: one that there is.
fn scrolled(line: u16, by: u16) -> u16 {
    line.saturating_add(by).min(bindings().count() as u16)
}
