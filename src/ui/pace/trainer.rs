//! What is done at which time.

use std::sync::Arc;
use std::time::Duration;

use super::queue::{Inbox, Order, Taken};
use super::schedule::Schedule;
use super::status::{Pace, Playback, Start, Status};
use super::trainee::Trainee;
use crate::session::{Command, Measure, Recipe};

/// The least time between two snapshots while training runs: 60 frames a second show no more.
const FRAME: Duration = Duration::from_millis(16);

/// What a tick came to. After [`Tick::Show`] and [`Tick::Build`] there may be more to do at once.
#[derive(Debug)]
pub enum Tick<S> {
    /// There is something to be shown.
    Show(S, Status),
    /// The host shall build a run from this, beside all else since it may take long, and answer with
    /// [`Order::Begin`].
    Build(Arc<Recipe>),
    /// Nothing is to be done before this time, or at all before an order comes. A time that has passed means that the
    /// budget is used up.
    Wait(Option<Duration>),
}

/// What the host does not know yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum News {
    None,
    /// The run stands a step or phase further, or is on the way there: that is there in the next snapshot.
    Near,
    Far,
}

/// Trains as fast as it is asked to, and carries out orders in between.
#[derive(Debug)]
pub struct Trainer<T> {
    trainee: T,
    schedule: Schedule,
    playback: Playback,
    pause_at: Option<u64>,
    shown: Duration,
    /// How long the last measurement took.
    measuring: Duration,
    /// The recipe that the host has yet to be told of.
    to_build: Option<Arc<Recipe>>,
    /// The recipe that a new run is being made of: nothing else goes on meanwhile.
    building: Option<Arc<Recipe>>,
    taken: u64,
    acknowledged: u64,
    news: News,
}

impl<T: Trainee> Trainer<T> {
    /// Trains `trainee` from `now` on.
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

    /// Carries out what `inbox` has, and takes the steps that are due until `budget` is used up: at least one, since
    /// how long a step takes is known only afterwards. `now` tells the time.
    pub fn tick(&mut self, inbox: &mut impl Inbox, now: impl Fn() -> Duration, budget: Duration) -> Tick<T::Snapshot> {
        let end = now() + budget;
        loop {
            // All that can be done at once belongs into the same snapshot.
            while let Some(taken) = inbox.take(|command| self.may_begin(command)) {
                self.carry_out(taken, now());
            }
            if let Some(recipe) = self.to_build.take() {
                return Tick::Build(recipe);
            }
            // That a walk to the next step or phase has begun is not worth a frame.
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
            _ => self.building.is_none() && !(self.trainee.is_under_way() && command.is_of_the_place()),
        }
    }

    /// When there is a step to take; a time that has passed if it is to be taken at once.
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
        // What overtakes a run that is being made does not tell that this has begun.
        if self.building.is_none() {
            self.acknowledged = self.taken;
        }
        match order {
            Order::Session(Command::Rebuild(_)) => {}
            Order::Session(command) => {
                self.trainee.apply(command);
                // A step by hand may be the one that breaks it.
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

    /// One step; whether that was the last of a walk.
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
        // Between slow steps there is time to measure every one.
        let has_time = !self.trainee.is_walking() && 4 * self.measuring < self.schedule.period();
        let measure = if self.is_idle() || has_time { Measure::Always } else { Measure::WhenDue };
        let start = now();
        let snapshot = self.trainee.snapshot(measure);
        self.shown = now();
        if measure == Measure::Always {
            self.measuring = self.shown.saturating_sub(start);
        }
        // Measuring may be what finds the numbers broken.
        self.pause_if_broken();
        self.news = News::None;
        let is_paused = self.playback == Playback::Paused;
        let steps_per_second = self.schedule.rate().filter(|_| !is_paused);
        let status = Status { playback: self.playback, steps_per_second, acknowledged: self.acknowledged };
        Tick::Show(snapshot, status)
    }
}
