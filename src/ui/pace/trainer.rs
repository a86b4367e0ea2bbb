//! The trainer: decides what to do at which time.

use std::sync::Arc;
use std::time::Duration;

use super::queue::{Inbox, Order, Taken};
use super::schedule::Schedule;
use super::status::{Pace, Playback, Start, Status};
use super::trainee::Trainee;
use crate::session::{Command, Measure, Recipe};

/// The minimum time between two snapshots while training runs: 60 frames per second.
const FRAME: Duration = Duration::from_millis(16);

/// The result of a tick. After [`Tick::Show`] and [`Tick::Build`], more may be due at once.
#[derive(Debug)]
pub enum Tick<S> {
    /// There is a snapshot to show.
    Show(S, Status),
    /// The host should build a run from this recipe in the background, and answer with [`Order::Begin`].
    Build(Arc<Recipe>),
    /// Nothing is due before this time or, if `None`, before an order; a time in the past means the budget is used up.
    Wait(Option<Duration>),
}

/// What the host does not know yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum News {
    None,
    /// The run has moved a step or phase, or is about to: the next snapshot will show it.
    Near,
    Far,
}

/// Trains at the requested speed, and carries out orders in between.
#[derive(Debug)]
pub struct Trainer<T> {
    trainee: T,
    schedule: Schedule,
    playback: Playback,
    pause_at: Option<u64>,
    shown: Duration,
    /// The duration of the last measurement.
    measuring: Duration,
    /// The recipe that the next tick hands to the host.
    to_build: Option<Arc<Recipe>>,
    /// The recipe that the host is building a run of; nothing else happens meanwhile.
    building: Option<Arc<Recipe>>,
    taken: u64,
    acknowledged: u64,
    news: News,
}

impl<T: Trainee> Trainer<T> {
    /// Returns a trainer of `trainee` that starts at time `now`.
    pub fn new(trainee: T, start: Start, now: Duration) -> Self {
        let Start { playback, speed, pause_at } = start;
        let mut trainer = Self {
            trainee,
            schedule: Schedule::new(speed, now),
            playback,
            pause_at,
            shown: now,
            measuring: Duration::ZERO,
            to_build: None,
            building: None,
            taken: 0,
            acknowledged: 0,
            news: News::None,
        };
        if trainer.is_idle() {
            trainer.news = News::Near;
        }
        trainer
    }

    #[cfg(test)]
    pub(super) fn trainee(&self) -> &T {
        &self.trainee
    }

    /// Carries out the orders in `inbox`, and takes the steps that are due until `budget` is used up. At least one step
    /// is taken, since its duration is known only afterwards. `now` returns the current time.
    pub fn tick(&mut self, inbox: &mut impl Inbox, now: impl Fn() -> Duration, budget: Duration) -> Tick<T::Snapshot> {
        let end = now() + budget;
        loop {
            // Everything that can be done at once belongs in the same snapshot.
            while let Some(taken) = inbox.take(|command| self.may_begin(command)) {
                self.carry_out(taken, now());
            }
            if let Some(recipe) = self.to_build.take() {
                return Tick::Build(recipe);
            }
            // The start of a walk to the next step or phase is not worth a frame.
            if self.news == News::Far || self.news == News::Near && !self.trainee.is_walking() {
                return self.show(now);
            }
            match self.next_step() {
                Some(due) if due <= now() => {}
                due => return Tick::Wait(due),
            }
            let has_arrived = self.go_on(&now);
            let (time, next) = (now(), self.next_step());
            let is_over = time >= end || next.is_none_or(|due| due > time);
            if has_arrived || self.is_idle() || is_over && time.saturating_sub(self.shown) >= FRAME {
                return self.show(now);
            }
            if is_over {
                return Tick::Wait(next);
            }
        }
    }

    fn may_begin(&self, command: &Command) -> bool {
        match command {
            Command::Stay => true,
            _ => self.building.is_none() && !(self.trainee.is_under_way() && command.depends_on_position()),
        }
    }

    /// Returns when the next step is due, if any; a time in the past if it is due at once.
    fn next_step(&self) -> Option<Duration> {
        let due = if self.trainee.is_walking() { Duration::ZERO } else { self.schedule.due() };
        (self.building.is_none() && !self.is_idle()).then_some(due)
    }

    fn is_idle(&self) -> bool {
        self.playback == Playback::Paused && !self.trainee.is_walking()
    }

    fn carry_out(&mut self, Taken { order, count }: Taken, now: Duration) {
        self.taken += count;
        match &order {
            Order::Session(Command::Rebuild(recipe)) => {
                self.to_build = Some(Arc::clone(recipe));
                self.building.clone_from(&self.to_build);
            }
            Order::Session(Command::Stay) => (self.to_build, self.building) = (None, None),
            Order::Begin(recipe, _) => {
                let is_wanted = self.building.take_if(|building| Arc::ptr_eq(building, recipe)).is_some();
                if !is_wanted {
                    return;
                }
            }
            _ => {}
        }
        self.news = self.news.max(if order.is_near() { News::Near } else { News::Far });
        // Orders that overtake a run being built must not acknowledge the order to build it.
        if self.building.is_none() {
            self.acknowledged = self.taken;
        }
        match order {
            Order::Session(Command::Rebuild(_)) => {}
            Order::Session(command) => {
                self.trainee.apply(command);
                // A step by hand may be the one that breaks the run.
                self.pause_if_broken();
            }
            Order::Begin(_, built) => self.trainee.apply(Command::Begin(built)),
            Order::Pace(Pace::Playback(playback)) => {
                self.playback = playback;
                self.schedule.restart(now);
                self.pause_at = self.pause_at.filter(|&step| self.trainee.steps() < step);
            }
            Order::Pace(Pace::Speed(speed)) => self.schedule.set_speed(speed, now),
        }
    }

    /// Takes one step. Returns whether it was the last of a walk.
    fn go_on(&mut self, now: impl Fn() -> Duration) -> bool {
        if self.trainee.is_walking() {
            self.trainee.advance();
            return !self.trainee.is_walking();
        }
        if self.playback == Playback::Walking {
            self.trainee.phase();
        } else {
            self.trainee.step();
        }
        self.schedule.count(now());
        if self.pause_at == Some(self.trainee.steps()) {
            self.pause_at = None;
            self.playback = Playback::Paused;
        }
        self.pause_if_broken();
        false
    }

    fn pause_if_broken(&mut self) {
        if self.trainee.is_broken() {
            self.playback = Playback::Paused;
        }
    }

    fn show(&mut self, now: impl Fn() -> Duration) -> Tick<T::Snapshot> {
        // Between slow steps, there is time to measure each one.
        let has_time = !self.trainee.is_walking() && 4 * self.measuring < self.schedule.period();
        let measure = if self.is_idle() || has_time { Measure::Always } else { Measure::WhenDue };
        let start = now();
        let snapshot = self.trainee.snapshot(measure);
        self.shown = now();
        if measure == Measure::Always {
            self.measuring = self.shown.saturating_sub(start);
        }
        // The numbers may turn out to be broken only when they are measured.
        self.pause_if_broken();
        self.news = News::None;
        let is_paused = self.playback == Playback::Paused;
        let steps_per_second = self.schedule.rate().filter(|_| !is_paused);
        let status = Status { playback: self.playback, steps_per_second, acknowledged: self.acknowledged };
        Tick::Show(snapshot, status)
    }
}
