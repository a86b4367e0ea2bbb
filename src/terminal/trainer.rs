//! The trainer thread: it owns the session, carries out effects, trains at the asked speed, and publishes snapshots.

use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant};

use crate::app::{Effect, Playback, Speed, Status};
use crate::session::{Command, Measure, Session, Snapshot};

/// The least time between two snapshots while training runs: 60 frames a second show no more.
const FRAME: Duration = Duration::from_millis(16);
/// The time over which the steps a second are counted.
const WINDOW: Duration = Duration::from_millis(500);

/// What can be trained: the session, or in a test something that takes its time.
pub trait Trainee {
    /// Carries out a command.
    fn apply(&mut self, command: Command);
    /// One step.
    fn step(&mut self);
    /// One phase.
    fn phase(&mut self);
    /// One step towards the place that a command set out for.
    fn advance(&mut self);
    /// Whether it is on its way to such a place.
    fn is_walking(&self) -> bool;
    /// Whether its numbers stopped being finite.
    fn is_broken(&self) -> bool;
    /// The updates made.
    fn steps(&self) -> u64;
    /// A copy of all that a frame may show.
    fn snapshot(&mut self, measure: Measure) -> Snapshot;
}

impl Trainee for Session {
    fn apply(&mut self, command: Command) {
        Session::apply(self, command);
    }

    fn step(&mut self) {
        Session::step(self);
    }

    fn phase(&mut self) {
        Session::phase(self);
    }

    fn advance(&mut self) {
        Session::advance(self);
    }

    fn is_walking(&self) -> bool {
        self.is_busy()
    }

    fn is_broken(&self) -> bool {
        self.run().breakdown().is_some()
    }

    fn steps(&self) -> u64 {
        self.run().position().step
    }

    fn snapshot(&mut self, measure: Measure) -> Snapshot {
        Session::snapshot(self, measure)
    }
}

/// How training starts.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// Running or paused.
    pub playback: Playback,
    /// How fast.
    pub speed: Speed,
    /// The step at which it pauses by itself, once.
    pub pause_at: Option<u64>,
}

/// Trains until the sender of `effects` is gone.
pub fn run_trainer(
    trainee: impl Trainee,
    effects: &Receiver<Effect>,
    start: Start,
    publish: impl FnMut(Snapshot, Status),
) {
    let now = Instant::now();
    let Start { playback, speed, pause_at } = start;
    let status = Status { playback, ..Status::default() };
    let measuring = Duration::ZERO;
    Trainer { trainee, speed, pause_at, status, due: now, published: now, publish, counted: (now, 0), measuring }
        .run(effects);
}

struct Trainer<T, P> {
    trainee: T,
    speed: Speed,
    pause_at: Option<u64>,
    status: Status,
    /// When the next step is due.
    due: Instant,
    /// When the last snapshot was published.
    published: Instant,
    publish: P,
    /// Since when how many steps were counted.
    counted: (Instant, u64),
    /// The time that the last measurement took.
    measuring: Duration,
}

impl<T: Trainee, P: FnMut(Snapshot, Status)> Trainer<T, P> {
    fn run(mut self, effects: &Receiver<Effect>) {
        if self.is_idle() {
            self.publish();
        }
        loop {
            match self.next(effects) {
                Next::Effect(effect) => {
                    self.carry_out(effect);
                    // All that waits belongs into the same snapshot.
                    while let Ok(effect) = effects.try_recv() {
                        self.carry_out(effect);
                    }
                    self.publish();
                }
                Next::Step => self.train(),
                Next::Gone => return,
            }
        }
    }

    fn next(&self, effects: &Receiver<Effect>) -> Next {
        if self.is_idle() {
            return effects.recv().map_or(Next::Gone, Next::Effect);
        }
        let wait =
            if self.trainee.is_walking() { Duration::ZERO } else { self.due.saturating_duration_since(Instant::now()) };
        if wait.is_zero() {
            return match effects.try_recv() {
                Ok(effect) => Next::Effect(effect),
                Err(TryRecvError::Empty) => Next::Step,
                Err(TryRecvError::Disconnected) => Next::Gone,
            };
        }
        match effects.recv_timeout(wait) {
            Ok(effect) => Next::Effect(effect),
            Err(RecvTimeoutError::Timeout) => Next::Step,
            Err(RecvTimeoutError::Disconnected) => Next::Gone,
        }
    }

    fn is_idle(&self) -> bool {
        self.status.playback == Playback::Paused && !self.trainee.is_walking()
    }

    fn carry_out(&mut self, effect: Effect) {
        self.status.acknowledged += 1;
        let now = Instant::now();
        match effect {
            Effect::Session(command) => {
                self.trainee.apply(command);
                // A step by hand may be the one that breaks it.
                if self.trainee.is_broken() {
                    self.status.playback = Playback::Paused;
                }
            }
            Effect::Playback(playback) => {
                self.status.playback = playback;
                self.status.steps_per_second = None;
                self.counted = (now, 0);
                self.due = now;
                if self.pause_at.is_some_and(|step| self.trainee.steps() >= step) {
                    self.pause_at = None;
                }
            }
            Effect::Speed(speed) => {
                self.speed = speed;
                self.status.steps_per_second = None;
                self.counted = (now, 0);
                self.due = now + self.period();
            }
            Effect::AskName | Effect::Save { .. } | Effect::Quit | Effect::Suspend => {}
        }
    }

    fn train(&mut self) {
        if self.trainee.is_walking() {
            self.trainee.advance();
        } else {
            if self.status.playback == Playback::Walking {
                self.trainee.phase();
            } else {
                self.trainee.step();
            }
            self.pace();
            let is_there = self.pause_at == Some(self.trainee.steps());
            if is_there {
                self.pause_at = None;
            }
            if is_there || self.trainee.is_broken() {
                self.status.playback = Playback::Paused;
                self.status.steps_per_second = None;
            }
        }
        if self.is_idle() || self.published.elapsed() >= FRAME {
            self.publish();
        }
    }

    /// The time of the next step, and the rate that was reached.
    fn pace(&mut self) {
        let now = Instant::now();
        // Time that a slow step took is not made up for by a burst.
        self.due = (self.due + self.period()).max(now);
        self.counted.1 += 1;
        let elapsed = now - self.counted.0;
        if elapsed >= WINDOW && self.counted.1 > 1 {
            self.status.steps_per_second = Some(self.counted.1 as f64 / elapsed.as_secs_f64());
            self.counted = (now, 0);
        }
    }

    fn period(&self) -> Duration {
        match self.speed {
            Speed::StepsPerSecond(speed) => Duration::from_secs_f64(1.0 / speed),
            Speed::Max => Duration::ZERO,
        }
    }

    fn publish(&mut self) {
        // Between slow steps there is time to measure every one.
        let has_time = !self.trainee.is_walking() && 4 * self.measuring < self.period();
        let measure = if self.is_idle() || has_time { Measure::Always } else { Measure::WhenDue };
        let start = Instant::now();
        let snapshot = self.trainee.snapshot(measure);
        if measure == Measure::Always {
            self.measuring = start.elapsed();
        }
        if self.trainee.is_broken() {
            // Measuring may be what finds the numbers broken.
            self.status.playback = Playback::Paused;
        }
        (self.publish)(snapshot, self.status);
        self.published = Instant::now();
    }
}

enum Next {
    Effect(Effect),
    Step,
    Gone,
}
