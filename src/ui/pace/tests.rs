//! Tests of the pace, with a trainee that takes its time, and a clock that only the trainee and the test advance.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use super::{Order, Pace, Playback, Queue, Start, Status, Tick, Trainee, Trainer};
use crate::data::NoFiles;
use crate::session::{Built, Command, Measure, Position, Recipe, Setting, Settings};
use crate::settings::Speed;

type Clock = Rc<Cell<Duration>>;

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Counts what it is asked to do, and advances the clock by the time that this takes.
struct Fake {
    clock: Clock,
    cost: Rc<Cell<Duration>>,
    steps: u64,
    phases: u64,
    target: u64,
    begun: usize,
    applied: Vec<Command>,
    breaks_at: u64,
}

/// The content of a frame.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    steps: u64,
    phases: u64,
    begun: usize,
    applied: Vec<Command>,
    measure: Measure,
}

impl Fake {
    fn work(&self) {
        self.clock.set(self.clock.get() + self.cost.get());
    }
}

impl Trainee for Fake {
    type Snapshot = Shown;

    fn apply(&mut self, command: Command) {
        match command {
            Command::Step => self.target = self.steps + 1,
            Command::Steps(by) => self.target = self.steps.saturating_add_signed(by),
            Command::Stay => self.target = self.steps,
            Command::Begin(_) => self.begun += 1,
            _ => {}
        }
        self.applied.push(command);
    }

    fn step(&mut self) {
        self.work();
        self.steps += 1;
        self.target = self.steps;
    }

    fn phase(&mut self) {
        self.work();
        self.phases += 1;
    }

    fn advance(&mut self) {
        self.work();
        self.steps += 1;
    }

    fn is_walking(&self) -> bool {
        self.steps < self.target
    }

    fn is_broken(&self) -> bool {
        self.steps >= self.breaks_at
    }

    fn steps(&self) -> u64 {
        self.steps
    }

    fn snapshot(&mut self, measure: Measure) -> Shown {
        let Self { steps, phases, begun, .. } = *self;
        Shown { steps, phases, begun, applied: self.applied.clone(), measure }
    }
}

/// A trainer, its orders, and its clock.
struct Stage {
    trainer: Trainer<Fake>,
    queue: Queue,
    clock: Clock,
    cost: Rc<Cell<Duration>>,
    /// What was shown, and when.
    shown: Vec<(Duration, Shown, Status)>,
    to_build: Vec<Arc<Recipe>>,
}

fn stage(playback: Playback, speed: Speed) -> Stage {
    stage_of(playback, speed, None, u64::MAX)
}

fn stage_of(playback: Playback, speed: Speed, pause_at: Option<u64>, breaks_at: u64) -> Stage {
    // A host's clock may start anywhere.
    let (clock, cost) = (Rc::new(Cell::new(ms(5_000))), Rc::new(Cell::new(Duration::ZERO)));
    let (applied, shown, to_build) = (vec![], vec![], vec![]);
    let (clock_here, cost_here) = (Rc::clone(&clock), Rc::clone(&cost));
    let fake =
        Fake { clock: clock_here, cost: cost_here, steps: 0, phases: 0, target: 0, begun: 0, applied, breaks_at };
    let trainer = Trainer::new(fake, Start { playback, speed, pause_at }, clock.get());
    Stage { trainer, queue: Queue::default(), clock, cost, shown, to_build }
}

impl Stage {
    fn ask(&mut self, orders: impl IntoIterator<Item = Order>) {
        for order in orders {
            assert!(self.queue.push(order));
        }
    }

    fn command(&mut self, commands: impl IntoIterator<Item = Command>) {
        self.ask(commands.into_iter().map(Order::Session));
    }

    fn tick(&mut self, budget: Duration) -> Tick<Shown> {
        let clock = Rc::clone(&self.clock);
        self.trainer.tick(&mut self.queue, || clock.get(), budget)
    }

    /// Ticks and waits like a host, until `duration` is over or there is nothing to wait for.
    fn run(&mut self, duration: Duration) {
        let end = self.clock.get() + duration;
        while self.clock.get() < end {
            match self.tick(Duration::ZERO) {
                Tick::Show(shown, status) => self.shown.push((self.clock.get(), shown, status)),
                Tick::Build(recipe) => self.to_build.push(recipe),
                Tick::Wait(Some(until)) => self.clock.set(self.clock.get().max(until).min(end)),
                Tick::Wait(None) => return,
            }
        }
    }

    fn last(&self) -> (&Shown, Status) {
        let (_, shown, status) = self.shown.last().expect("something was shown");
        (shown, *status)
    }

    fn steps(&self) -> u64 {
        self.trainer.trainee().steps
    }
}

fn set(rate: f64) -> Command {
    Command::Set(Setting::LearningRate(rate))
}

#[test]
fn steps_are_due_at_the_speed_that_was_asked_for() {
    let mut stage = stage(Playback::Running, Speed::StepsPerSecond(20.0));
    stage.cost.set(ms(10));
    stage.run(ms(10_000));
    assert_eq!(stage.steps(), 200);
    let (_, status) = stage.last();
    let rate = status.steps_per_second.expect("it went on for long enough");
    assert!((rate - 20.0).abs() < 1.0, "{rate}");
    stage.ask([Order::Pace(Pace::Speed(Speed::StepsPerSecond(2.0)))]);
    stage.run(ms(10_100));
    assert_eq!(stage.steps(), 220);
}

#[test]
fn a_rate_is_told_once_there_is_one() {
    let mut stage = stage(Playback::Running, Speed::StepsPerSecond(100.0));
    stage.run(ms(400));
    assert_eq!(stage.last().1.steps_per_second, None);
    stage.run(ms(400));
    assert!(stage.last().1.steps_per_second.is_some());
    stage.ask([Order::Pace(Pace::Playback(Playback::Paused))]);
    stage.run(ms(400));
    assert_eq!(stage.last().1.steps_per_second, None);
}

#[test]
fn phases_are_due_like_steps() {
    let mut stage = stage(Playback::Walking, Speed::StepsPerSecond(2.0));
    stage.run(ms(3_000));
    assert_eq!((stage.trainer.trainee().phases, stage.steps()), (6, 0));
}

#[test]
fn a_slow_step_is_not_followed_by_a_burst() {
    let mut stage = stage(Playback::Running, Speed::StepsPerSecond(10.0));
    stage.run(ms(1_000));
    assert_eq!(stage.steps(), 10);
    stage.cost.set(ms(1_000));
    stage.run(ms(1));
    stage.cost.set(Duration::ZERO);
    assert_eq!(stage.steps(), 11);
    stage.run(ms(999));
    let steps = stage.steps();
    assert!((20..=21).contains(&steps), "the second that one step took is not made up for: {steps}");
}

#[test]
fn nothing_is_to_be_done_while_it_is_paused() {
    let mut stage = stage(Playback::Paused, Speed::Max);
    assert!(matches!(stage.tick(Duration::ZERO), Tick::Show(Shown { steps: 0, measure: Measure::Always, .. }, _)));
    assert!(matches!(stage.tick(ms(100)), Tick::Wait(None)));
    stage.ask([Order::Pace(Pace::Speed(Speed::Max))]);
    assert!(matches!(stage.tick(ms(100)), Tick::Show(..)), "what was asked for is acknowledged");
    assert!(matches!(stage.tick(ms(100)), Tick::Wait(None)));
}

#[test]
fn commands_in_a_row_are_carried_out_as_few() {
    let mut stage = stage(Playback::Paused, Speed::Max);
    stage.command([Command::Step, Command::Step, Command::Steps(10), set(0.5), Command::Step]);
    assert_eq!(stage.queue.to_go(0), 14);
    stage.run(ms(1_000));
    let (shown, status) = stage.last();
    assert_eq!(shown.applied, [Command::Steps(12), set(0.5), Command::Step], "ε is set on arrival");
    assert_eq!((shown.steps, status.acknowledged), (13, 5));
    assert_eq!(stage.queue.to_go(5), 0);
}

#[test]
fn pausing_does_not_wait_behind_a_walk() {
    let mut stage = stage(Playback::Running, Speed::Max);
    stage.cost.set(ms(100));
    stage.command([Command::Steps(100)]);
    stage.run(ms(1_000));
    stage.ask([Order::Session(set(0.5)), Order::Pace(Pace::Playback(Playback::Paused))]);
    stage.run(ms(1));
    let (shown, status) = stage.last();
    assert!(shown.steps < 100 && status.playback == Playback::Paused, "{shown:?} {status:?}");
    assert!(!shown.applied.contains(&set(0.5)), "it is of the place that the walk leads to");
}

#[test]
fn what_is_asked_for_within_a_tick_comes_before_its_next_step() {
    struct Impatient(Option<Order>);
    impl super::Inbox for Impatient {
        fn take(&mut self, _: impl Fn(&Command) -> bool) -> Option<super::Taken> {
            self.0.take().map(|order| super::Taken { order, count: 1 })
        }
    }
    let mut stage = stage(Playback::Running, Speed::Max);
    stage.cost.set(ms(1));
    let mut inbox = Impatient(Some(Order::Pace(Pace::Playback(Playback::Paused))));
    let clock = Rc::clone(&stage.clock);
    let tick = stage.trainer.tick(&mut inbox, || clock.get(), ms(1_000));
    assert!(matches!(tick, Tick::Show(Shown { steps: 0, .. }, Status { playback: Playback::Paused, .. })));
}

#[test]
fn it_pauses_once_at_the_step_that_was_asked_for() {
    let mut stage = stage_of(Playback::Running, Speed::Max, Some(7), u64::MAX);
    stage.cost.set(ms(1));
    stage.run(ms(1_000));
    let (shown, status) = stage.last();
    assert_eq!((shown.steps, shown.measure, status.playback), (7, Measure::Always, Playback::Paused));
    stage.ask([Order::Pace(Pace::Playback(Playback::Running))]);
    stage.run(ms(100));
    assert_eq!(stage.steps(), 107);
}

#[test]
fn it_pauses_where_the_numbers_break() {
    let mut stage = stage_of(Playback::Running, Speed::Max, None, 5);
    stage.cost.set(ms(1));
    stage.run(ms(1_000));
    assert_eq!((stage.last().0.steps, stage.last().1.playback), (5, Playback::Paused));
    stage.ask([Order::Pace(Pace::Playback(Playback::Running)), Order::Session(Command::Reset)]);
    stage.run(ms(1_000));
    assert_eq!(stage.last().1.playback, Playback::Paused, "a command may find them broken, too");
}

#[test]
fn while_it_runs_a_frame_is_shown_every_sixteen_milliseconds_at_most() {
    let mut stage = stage(Playback::Running, Speed::Max);
    stage.cost.set(Duration::from_micros(100));
    stage.run(ms(1_000));
    let times: Vec<_> = stage.shown.iter().map(|(time, ..)| *time).collect();
    assert!((60..=63).contains(&times.len()), "{}", times.len());
    assert!(times.windows(2).all(|pair| pair[1] >= pair[0] + ms(16)), "{times:?}");
}

#[test]
fn every_slow_step_is_shown() {
    let mut stage = stage(Playback::Running, Speed::StepsPerSecond(10.0));
    stage.run(ms(950));
    let steps: Vec<_> = stage.shown.iter().map(|(_, shown, _)| shown.steps).collect();
    // The first step is due at once, just after the last frame was drawn.
    assert_eq!(steps, (2..=10).collect::<Vec<_>>());
    assert!(stage.shown.iter().all(|(_, shown, _)| shown.measure == Measure::Always), "there is time to measure");
}

#[test]
fn the_arrival_of_a_walk_is_shown_at_once() {
    let mut stage = stage(Playback::Paused, Speed::Max);
    stage.run(ms(1));
    stage.shown.clear();
    stage.cost.set(Duration::from_micros(100));
    stage.command([Command::Step]);
    stage.run(ms(1_000));
    let steps: Vec<_> = stage.shown.iter().map(|(_, shown, _)| shown.steps).collect();
    assert_eq!(steps, [1], "that it has begun is not worth a frame");
    stage.command([Command::Steps(3)]);
    stage.run(ms(1_000));
    let steps: Vec<_> = stage.shown.iter().map(|(_, shown, _)| shown.steps).collect();
    assert_eq!(steps, [1, 1, 4], "a longer way shows where it leads");
}

#[test]
fn a_budget_is_used_up_and_then_shown() {
    let mut stage = stage(Playback::Running, Speed::Max);
    stage.cost.set(ms(1));
    let start = stage.clock.get();
    let Tick::Show(shown, _) = stage.tick(ms(20)) else { panic!("20 ms without a frame") };
    assert_eq!((shown.steps, stage.clock.get()), (20, start + ms(20)));
    let tick = stage.tick(ms(5));
    assert!(matches!(tick, Tick::Wait(Some(until)) if until <= stage.clock.get()), "{tick:?}");
    assert_eq!(stage.steps(), 25);
}

fn recipe() -> Arc<Recipe> {
    Arc::new(Recipe::new("blackboard", Settings::default()))
}

fn built(recipe: &Arc<Recipe>) -> Order {
    Order::Begin(Arc::clone(recipe), Arc::new(Built::of(Arc::clone(recipe), &NoFiles)))
}

#[test]
fn a_new_run_is_asked_for_once_and_begins_when_it_is_built() {
    let mut stage = stage(Playback::Running, Speed::Max);
    stage.cost.set(ms(1));
    let recipe = recipe();
    stage.command([Command::Rebuild(Arc::clone(&recipe)), Command::Steps(5)]);
    stage.run(ms(100));
    assert_eq!(stage.to_build.len(), 1);
    assert_eq!((stage.steps(), stage.last().1.acknowledged), (0, 0), "nothing goes on meanwhile");
    stage.ask([built(&recipe)]);
    stage.run(ms(5));
    assert_eq!(stage.trainer.trainee().begun, 1);
    assert_eq!(stage.trainer.trainee().applied.last(), Some(&Command::Steps(5)), "what waited goes on");
    assert_eq!(stage.last().1.acknowledged, 2);
}

#[test]
fn giving_up_gives_up_a_new_run() {
    let mut stage = stage(Playback::Paused, Speed::Max);
    let (late, wanted) = (recipe(), recipe());
    stage.command([Command::Rebuild(Arc::clone(&late))]);
    stage.run(ms(100));
    stage.ask([built(&late)]);
    stage.command([Command::Steps(5), Command::Stay]);
    stage.run(ms(100));
    assert_eq!((stage.steps(), stage.last().1.acknowledged), (0, 3));
    stage.command([Command::Rebuild(Arc::clone(&wanted))]);
    stage.run(ms(100));
    stage.ask([built(&late)]);
    stage.run(ms(100));
    assert_eq!(stage.trainer.trainee().begun, 0, "it was given up, however late it comes");
    stage.ask([built(&wanted)]);
    stage.run(ms(100));
    assert_eq!((stage.trainer.trainee().begun, stage.last().1.acknowledged), (1, 4));
    assert_eq!(stage.to_build.len(), 2);
}

#[test]
fn what_overtakes_a_new_run_does_not_tell_that_it_has_begun() {
    let mut stage = stage(Playback::Paused, Speed::Max);
    stage.command([Command::Rebuild(recipe())]);
    stage.run(ms(100));
    stage.ask([Order::Pace(Pace::Speed(Speed::default())), Order::Session(Command::GoTo(Position::default()))]);
    stage.run(ms(100));
    assert_eq!(stage.last().1.acknowledged, 0);
    assert_eq!(stage.queue.to_go(0), 2);
}
