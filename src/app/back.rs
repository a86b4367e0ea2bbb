//! `Esc`: one level back.

use super::boundary::Display;
use super::model::{App, Overlay};
use super::screen::Screen;
use super::update::Effect;
use crate::session::{Command, Snapshot};
use crate::t;

/// What `Esc` leaves. Its name in snake case is its key in the tables of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// What is typed.
    Entry,
    /// What lies over the screen.
    Overlay,
    /// A walk to a step, or a check of the gradient, that goes on.
    Walk,
    /// A pane, a matrix or a picture that has the whole screen.
    Alone,
    /// What was opened from a list.
    Opened,
    /// The sentence about what goes wrong.
    Alert,
    /// A screen: behind all of them is the dashboard.
    Screen,
}

impl Level {
    /// The name in the tables of texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Overlay => "overlay",
            Self::Walk => "walk",
            Self::Alone => "alone",
            Self::Opened => "opened",
            Self::Alert => "alert",
            Self::Screen => "screen",
        }
    }
}

impl App {
    /// What `Esc` leaves now, if anything. The order stands here alone, the innermost first. Hidden results
    /// ([`App::predict`]) and a marked place are no levels: what the class shall not see yet no `Esc` gives away.
    pub fn innermost(&self, snapshot: &Snapshot) -> Option<Level> {
        let levels = [
            (Level::Entry, self.entry().is_some()),
            (Level::Overlay, self.overlay != Overlay::None),
            (Level::Walk, self.goes_on(snapshot)),
            (Level::Alone, self.is_alone(snapshot)),
            (Level::Opened, self.is_opened(snapshot)),
            (Level::Alert, !self.alerts.shown().is_empty()),
            (Level::Screen, self.screen != Screen::Dashboard),
        ];
        levels.into_iter().find(|(_, is_open)| *is_open).map(|(level, _)| level)
    }

    /// Leaves the innermost level; none where there is none.
    pub(super) fn back(&mut self, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        Some(match self.innermost(snapshot)? {
            Level::Entry => {
                self.give_up_entry();
                vec![]
            }
            Level::Overlay => self.close_overlay(snapshot),
            Level::Walk => self.stay(snapshot),
            Level::Alone => {
                *self.alone() = false;
                vec![]
            }
            Level::Opened => self.close_opened(snapshot),
            Level::Alert => {
                self.alerts.dismiss();
                vec![]
            }
            Level::Screen => self.open_screen(Screen::Dashboard, snapshot),
        })
    }

    /// Whether a part of the screen has all of it.
    pub fn is_alone(&self, snapshot: &Snapshot) -> bool {
        match self.screen {
            Screen::Dashboard => self.zoomed,
            Screen::Step => self.step.single,
            // The pictures of all units have the whole screen anyway.
            Screen::Boundary => self.boundary.alone && self.boundary_display(snapshot) != Display::Units,
            Screen::Predictions | Screen::Units | Screen::Compare => false,
        }
    }

    /// The switch of the screen that gives a part the whole of it; the dashboard's where a screen has none.
    pub(super) fn alone(&mut self) -> &mut bool {
        match self.screen {
            Screen::Step => &mut self.step.single,
            Screen::Boundary => &mut self.boundary.alone,
            _ => &mut self.zoomed,
        }
    }

    /// Whether what is shown was opened from a list, or from many pictures.
    fn is_opened(&self, snapshot: &Snapshot) -> bool {
        match self.screen {
            Screen::Dashboard => self.from_list,
            Screen::Step | Screen::Units => false,
            Screen::Boundary => match self.boundary_display(snapshot) {
                Display::Units => true,
                Display::Unit => self.boundary.from_units,
                Display::Classes | Display::Class(_) => false,
            },
            Screen::Predictions => self.predictions.opened,
            Screen::Compare => snapshot.other_run.is_some(),
        }
    }

    fn close_opened(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        match self.screen {
            Screen::Dashboard => return self.open_screen(Screen::Predictions, snapshot),
            Screen::Compare => return self.send(vec![Effect::Session(Command::Compare(None))]),
            Screen::Boundary => {
                let is_one = self.boundary_display(snapshot) == Display::Unit;
                self.boundary.display = if is_one { Display::Units } else { Display::Classes };
            }
            _ => self.predictions.opened = false,
        }
        vec![]
    }

    /// Whether something goes on, or waits, that can be given up.
    fn goes_on(&self, snapshot: &Snapshot) -> bool {
        let lags = snapshot.other_run.as_ref().is_some_and(|beside| beside.lags_behind(snapshot.position.step));
        snapshot.target.is_some() || snapshot.check.progress.is_some() || self.waiting > 0 || lags
    }

    /// Gives up what goes on.
    pub(super) fn stay(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        if snapshot.target.is_none() && snapshot.check.progress.is_none() {
            self.message = Some(t!(self.text, "messages.given_up").to_owned());
        }
        if let Some(target) = snapshot.target.filter(|_| snapshot.check.progress.is_none()) {
            let step = target.step.to_string();
            self.message = Some(t!(self.text, "messages.replay_cancelled", target = step));
        }
        self.send(vec![Effect::Session(Command::Stay)])
    }
}
