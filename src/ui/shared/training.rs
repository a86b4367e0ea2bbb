//! How training was asked to run, and how much of that is still to be done.

use crate::session::{Command, Position, Setting, Snapshot};
use crate::settings::Speed;
use crate::ui::effect::Effect;
use crate::ui::pace::{Pace, Playback, Status};

/// How training was asked to run, and which requests are still to be done.
#[derive(Debug, Clone)]
pub struct Training {
    /// The speed of training, in steps.
    pub speed: Speed,
    /// Phases per second while phases play by themselves.
    pub phase_speed: f64,
    /// Whether the open screen advances phase by phase.
    pub by_phases: bool,
    /// The place last marked or left.
    pub mark: Option<Position>,
    playback: Playback,
    /// The requested ε, until the session has it.
    learning_rate: Option<f64>,
    status: Status,
    /// The number of effects handed to the host.
    sent: u64,
    /// The value of `sent` when a change of the run was last requested.
    sent_change: u64,
    waiting: u64,
}

impl Training {
    pub(super) fn new(playback: Playback, speed: Speed) -> Self {
        let status = Status { playback, ..Status::default() };
        Self {
            speed,
            phase_speed: 0.5,
            by_phases: false,
            mark: None,
            playback,
            learning_rate: None,
            status,
            sent: 0,
            sent_change: 0,
            waiting: 0,
        }
    }

    /// Returns the playback that was requested last.
    pub fn playback(&self) -> Playback {
        self.playback
    }

    /// Returns the host's last status.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Returns the requested ε if the session does not have it yet.
    pub fn asked_rate(&self) -> Option<f64> {
        self.learning_rate
    }

    /// Returns the requested ε, or else the current one.
    pub fn learning_rate(&self, snapshot: &Snapshot) -> f64 {
        self.learning_rate.unwrap_or(snapshot.learning_rate())
    }

    /// Returns whether some request is still to be done.
    pub fn is_pending(&self) -> bool {
        self.status.acknowledged < self.sent
    }

    /// Returns whether a change of the run is still to be done.
    pub fn has_change_pending(&self) -> bool {
        self.status.acknowledged < self.sent_change
    }

    /// Returns the number of steps, phases and other commands still to be done.
    pub fn waiting(&self) -> u64 {
        self.waiting
    }

    /// Like [`Self::waiting`], plus the steps to the target of a walk.
    pub fn to_go(&self, snapshot: &Snapshot) -> u64 {
        let way = snapshot.target.map_or(0, |target| target.step.saturating_sub(snapshot.position.step));
        self.waiting + way
    }

    /// Takes in the host's status, and returns whether everything requested is done. If so, the host's playback
    /// replaces the requested one: training may have paused by itself.
    pub(crate) fn observe(&mut self, status: Status) -> bool {
        self.status = status;
        let is_settled = !self.is_pending();
        if is_settled {
            self.playback = status.playback;
            self.learning_rate = None;
        }
        is_settled
    }

    pub(crate) fn wait_for(&mut self, waiting: u64) {
        self.waiting = waiting;
    }

    pub(crate) fn count(&mut self, effect: &Effect) {
        match effect {
            Effect::Host(_) => return,
            Effect::Pace(Pace::Playback(playback)) => self.playback = *playback,
            Effect::Session(Command::Set(Setting::LearningRate(rate))) => self.learning_rate = Some(*rate),
            Effect::Session(Command::Undo | Command::Redo | Command::Rebuild(_)) => self.learning_rate = None,
            Effect::Session(_) | Effect::Pace(Pace::Speed(_)) => {}
        }
        self.sent += 1;
        if matches!(effect, Effect::Session(command) if command.changes_the_run()) {
            self.sent_change = self.sent;
        }
    }

    /// Notes that the run was saved with every change requested so far.
    pub(crate) fn mark_saved(&mut self) {
        self.sent_change = 0;
    }
}
