//! The trainer thread: it owns the session, carries out effects, trains at the asked speed, and publishes snapshots.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use super::orders::{Next, Orders};
use crate::files::Disk;
use crate::session::{Built, Command, Measure, Session, Snapshot};
use crate::ui::{Effect, Order, Pace, Playback, Speed, Status};

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
    /// Whether there is work that [`Trainee::advance`] goes on with.
    fn is_walking(&self) -> bool;
    /// Whether it is on its way to a place that a command set out for.
    fn is_under_way(&self) -> bool {
        self.is_walking()
    }
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

    fn is_under_way(&self) -> bool {
        self.target().is_some()
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

/// Trains until `orders` are closed.
pub fn run_trainer(trainee: impl Trainee, orders: &Orders, start: Start, publish: impl FnMut(Snapshot, Status)) {
    let now = Instant::now();
    let Start { playback, speed, pause_at } = start;
    let status = Status { playback, ..Status::default() };
    let measuring = Duration::ZERO;
    Trainer {
        trainee,
        speed,
        pause_at,
        status,
        due: now,
        published: now,
        publish,
        counted: (now, 0),
        measuring,
        building: None,
        taken: 0,
    }
    .run(orders);
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
    /// What a new run is being made of, in a thread of its own: loading data may take long.
    building: Option<Receiver<Built>>,
    /// How many effects were taken in.
    taken: u64,
}

impl<T: Trainee, P: FnMut(Snapshot, Status)> Trainer<T, P> {
    fn run(mut self, orders: &Orders) {
        let (mut is_told, mut is_far) = (!self.is_idle(), false);
        loop {
            // All that can be done at once belongs into the same snapshot.
            let deadline = if is_told { self.next_step() } else { Some(Instant::now()) };
            let (is_building, is_under_way) = (self.building.is_some(), self.trainee.is_under_way());
            let may = |command: &Command| match command {
                Command::Stay => true,
                _ => !(is_building || is_under_way && command.is_of_the_place()),
            };
            match orders.take(may, deadline) {
                Next::Order(order) => {
                    (is_told, is_far) = (false, is_far || !order.is_near());
                    self.carry_out(order);
                }
                // That a walk to the next step or phase has begun is not worth a frame: it is there in the next.
                Next::Nothing if !is_told && (is_far || !self.trainee.is_walking()) => {
                    self.publish();
                    (is_told, is_far) = (true, false);
                }
                Next::Nothing if is_building => is_told = !self.begin_where_built(),
                Next::Nothing => {
                    is_told = true;
                    self.train();
                }
                Next::Gone => return,
            }
        }
    }

    /// Begins the new run once it is built; whether it did.
    fn begin_where_built(&mut self) -> bool {
        let Some(Ok(built)) = self.building.as_ref().map(Receiver::try_recv) else { return false };
        self.building = None;
        self.status.acknowledged = self.taken;
        self.trainee.apply(Command::Begin(Arc::new(built)));
        true
    }

    /// When there is a step to make, or something to look after; none while nothing moves.
    fn next_step(&self) -> Option<Instant> {
        if self.building.is_some() {
            return Some(Instant::now() + FRAME);
        }
        let due = if self.trainee.is_walking() { Instant::now() } else { self.due };
        (!self.is_idle()).then_some(due)
    }

    fn is_idle(&self) -> bool {
        self.status.playback == Playback::Paused && !self.trainee.is_walking()
    }

    fn carry_out(&mut self, Order { effect, count }: Order) {
        let now = Instant::now();
        self.taken += count;
        if let Effect::Session(Command::Rebuild(recipe)) = effect {
            let (sender, built) = mpsc::channel();
            // Nobody waits for it once it is given up.
            thread::spawn(move || drop(sender.send(Built::of(recipe, &Disk))));
            self.building = Some(built);
            return;
        }
        if effect == Effect::Session(Command::Stay) {
            self.building = None;
        }
        // What overtakes a run that is being made does not tell that this has begun.
        if self.building.is_none() {
            self.status.acknowledged = self.taken;
        }
        match effect {
            Effect::Session(command) => {
                self.trainee.apply(command);
                // A step by hand may be the one that breaks it.
                if self.trainee.is_broken() {
                    self.status.playback = Playback::Paused;
                }
            }
            Effect::Pace(Pace::Playback(playback)) => {
                self.status.playback = playback;
                self.status.steps_per_second = None;
                self.counted = (now, 0);
                self.due = now;
                if self.pause_at.is_some_and(|step| self.trainee.steps() >= step) {
                    self.pause_at = None;
                }
            }
            Effect::Pace(Pace::Speed(speed)) => {
                self.speed = speed;
                self.status.steps_per_second = None;
                self.counted = (now, 0);
                self.due = now + self.period();
            }
            Effect::Host(_) => {}
        }
    }

    fn train(&mut self) {
        let was_walking = self.trainee.is_walking();
        if was_walking {
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
        let has_arrived = was_walking && !self.trainee.is_walking();
        if has_arrived || self.is_idle() || self.published.elapsed() >= FRAME {
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
