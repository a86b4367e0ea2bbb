//! The screens, and the way from one to another.

use super::action::Action;
use super::model::{App, Playback};
use super::speed::Speed;
use super::update::Effect;
use crate::session::{Command, Snapshot};

/// The screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// The run as a whole.
    #[default]
    Dashboard,
    /// One step, phase by phase.
    Step,
    /// The class of every point of the plane.
    Boundary,
    /// The confusion matrix and its examples.
    Predictions,
    /// The hidden units.
    Units,
    /// Two branches side by side.
    Compare,
}

impl Screen {
    /// The screen that `action` opens.
    pub(super) fn of(action: Action) -> Option<Self> {
        match action {
            Action::DashboardScreen => Some(Self::Dashboard),
            Action::StepScreen => Some(Self::Step),
            Action::BoundaryScreen => Some(Self::Boundary),
            Action::PredictionsScreen => Some(Self::Predictions),
            Action::UnitsScreen => Some(Self::Units),
            Action::CompareScreen => Some(Self::Compare),
            _ => None,
        }
    }
}

impl App {
    /// Opens `screen`. The Step screen counts in phases: to it and from it training pauses, and the place that is left
    /// there can be returned to.
    pub(super) fn open_screen(&mut self, screen: Screen, snapshot: &Snapshot) -> Vec<Effect> {
        let is_other_pace = (self.screen == Screen::Step) != (screen == Screen::Step);
        if self.screen == Screen::Step && is_other_pace {
            self.step.mark = Some(snapshot.position);
        }
        self.screen = screen;
        self.from_list = false;
        self.uncover_all();
        let look = Effect::Session(Command::Look(self.request()));
        if !is_other_pace {
            return self.send(vec![look]);
        }
        self.playback = Playback::Paused;
        let is_step = screen == Screen::Step;
        let speed = if is_step { Speed::StepsPerSecond(self.step.speed) } else { self.speed };
        self.send(vec![Effect::Playback(Playback::Paused), look, Effect::Speed(speed)])
    }
}
