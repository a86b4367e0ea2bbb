//! The screen is never late: it answers while a step takes as long as it likes. Nothing here is timed: the step is
//! released only after the frame was seen.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::common::session;
use mlp_tui::nn::ParameterId;
use mlp_tui::session::{Change, Command, Edit, Measure, Position, Recipe, Session, Setting, Settings, Snapshot};
use mlp_tui::settings::Speed;
use mlp_tui::terminal::{Event, Exit, Latest, Orders, Screen, run_loop, run_trainer};
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::pace::{Order, Playback, Start, Trainee};
use mlp_tui::ui::{App, Key, KeyCode};
use mlp_tui::ui::{ColorDepth, Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A session whose steps begin by telling so and end when they are let go.
struct Slow {
    session: Session,
    begun: Sender<()>,
    release: Receiver<()>,
}

impl Slow {
    fn wait(&self) {
        let _ = self.begun.send(());
        let _ = self.release.recv();
    }
}

impl Trainee for Slow {
    type Snapshot = Snapshot;

    fn apply(&mut self, command: Command) {
        self.session.apply(command);
    }

    fn step(&mut self) {
        self.wait();
        self.session.step();
    }

    fn phase(&mut self) {
        self.wait();
        self.session.phase();
    }

    fn advance(&mut self) {
        self.wait();
        self.session.advance();
    }

    fn is_walking(&self) -> bool {
        self.session.is_busy()
    }

    fn is_under_way(&self) -> bool {
        self.session.target().is_some()
    }

    fn is_broken(&self) -> bool {
        self.session.run().breakdown().is_some()
    }

    fn steps(&self) -> u64 {
        self.session.run().position().step
    }

    fn snapshot(&mut self, measure: Measure) -> Snapshot {
        self.session.snapshot(measure)
    }
}

/// Hands each frame on as text.
struct Frames(Sender<String>, Theme);

impl Screen for Frames {
    fn draw(&mut self, app: &App, snapshot: &Snapshot) -> io::Result<()> {
        let mut buffer = Buffer::empty(self.area());
        draw(app, snapshot, &self.1, buffer.area, &mut buffer);
        let _ = self.0.send(buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect());
        Ok(())
    }

    fn area(&self) -> Rect {
        Rect::new(0, 0, 120, 24)
    }

    fn theme(&self) -> &Theme {
        &self.1
    }
}

struct Stage {
    orders: Orders,
    events: Sender<Event>,
    frames: Receiver<String>,
    begun: Receiver<()>,
    release: Sender<()>,
    exit: thread::JoinHandle<Exit>,
}

fn stage(playback: Playback, pause_at: Option<u64>) -> Stage {
    let mut session = session("iris", Settings::default());
    let mut app = App::new(Text::of(Language::English), playback, Speed::Max);
    let latest = Latest::new(session.snapshot(Measure::Never), app.shared.training.status());
    let (events, incoming) = mpsc::channel();
    let orders = Orders::default();
    let (asked, orders_here) = (orders.clone(), orders.clone());
    let ((begun, begun_here), (release, released)) = (mpsc::channel(), mpsc::channel());
    let (frames, frames_here) = mpsc::channel();
    let publisher = latest.publisher(events.clone());
    let start = Start { playback, speed: Speed::Max, pause_at };
    thread::spawn(move || run_trainer(Slow { session, begun, release: released }, &asked, start, publisher));
    let exit = thread::spawn(move || {
        run_loop(&mut app, &mut Frames(frames, Theme::new(ColorDepth::None)), &incoming, &orders, &latest)
    });
    Stage { orders: orders_here, events, frames: frames_here, begun: begun_here, release, exit }
}

/// Long enough for any machine: a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

impl Stage {
    fn press(&self, code: KeyCode) {
        self.events.send(Event::Key(Key::plain(code))).unwrap();
    }

    /// Waits for a frame that shows `text`.
    fn sees(&self, text: &str) -> String {
        let mut last = String::new();
        while !last.contains(text) {
            last =
                self.frames.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no frame shows “{text}”; last: {last}"));
        }
        last
    }
}

#[test]
fn keys_show_their_effect_while_a_step_blocks() {
    let stage = stage(Playback::Running, None);
    stage.begun.recv_timeout(PATIENCE).unwrap();
    stage.press(KeyCode::Char(' '));
    stage.sees("pausing…");
    stage.press(KeyCode::Char(']'));
    stage.sees("ε 2 (pending)");
    stage.press(KeyCode::Char('?'));
    stage.sees("Esc closes");
    stage.press(KeyCode::Esc);
    stage.sees("softmax");
    stage.release.send(()).unwrap();
    stage.sees("‖ paused");
}

#[test]
fn quitting_does_not_wait_for_the_step() {
    let stage = stage(Playback::Running, None);
    stage.begun.recv_timeout(PATIENCE).unwrap();
    stage.press(KeyCode::Char('q'));
    assert_eq!(stage.exit.join().unwrap(), Exit::Quit);
}

#[test]
fn training_pauses_at_the_step_that_was_asked_for() {
    let stage = stage(Playback::Running, Some(3));
    for _ in 0..3 {
        stage.begun.recv_timeout(PATIENCE).unwrap();
        stage.release.send(()).unwrap();
    }
    stage.sees("‖ paused");
    stage.press(KeyCode::Char('?'));
    stage.sees("Esc closes");
    assert!(stage.begun.try_recv().is_err(), "a fourth step began");
}

#[test]
fn a_walk_to_a_far_step_shows_where_it_goes_and_can_be_given_up() {
    let stage = stage(Playback::Paused, None);
    "g900".chars().for_each(|letter| stage.press(KeyCode::Char(letter)));
    stage.press(KeyCode::Enter);
    for _ in 0..5 {
        stage.begun.recv_timeout(PATIENCE).unwrap();
        stage.release.send(()).unwrap();
    }
    stage.sees("walking to step 900");
    stage.begun.recv_timeout(PATIENCE).unwrap();
    stage.press(KeyCode::Esc);
    stage.sees("Stopped on the way");
    stage.release.send(()).unwrap();
    stage.sees("‖ paused");
}

/// A key answered by a frame: whatever was asked for before it is at the trainer by then, and nothing more began.
fn nothing_begins(stage: &Stage) {
    stage.press(KeyCode::Char('?'));
    stage.sees("Esc closes");
    assert!(stage.begun.try_recv().is_err(), "a step began that nobody waits for");
}

#[test]
fn steps_that_wait_are_counted_and_given_up_while_one_goes_on() {
    let stage = stage(Playback::Paused, None);
    stage.press(KeyCode::Right);
    stage.begun.recv_timeout(PATIENCE).unwrap();
    (0..9).for_each(|_| stage.press(KeyCode::Right));
    stage.sees("10 to go");
    stage.press(KeyCode::Esc);
    let frame = stage.sees("What was not begun is given up");
    assert!(frame.contains("1 to go"), "the step that goes on is still counted: {frame}");
    stage.release.send(()).unwrap();
    stage.sees("step 1 ");
    nothing_begins(&stage);
}

#[test]
fn ten_keys_are_ten_steps_and_each_is_shown() {
    let stage = stage(Playback::Paused, None);
    stage.press(KeyCode::Right);
    stage.begun.recv_timeout(PATIENCE).unwrap();
    (0..9).for_each(|_| stage.press(KeyCode::Right));
    stage.sees("10 to go");
    stage.release.send(()).unwrap();
    stage.begun.recv_timeout(PATIENCE).unwrap();
    stage.sees("walking to step 10 · 9 to go");
    for _ in 0..8 {
        stage.release.send(()).unwrap();
        stage.begun.recv_timeout(PATIENCE).unwrap();
    }
    stage.release.send(()).unwrap();
    stage.sees("step 10 ");
    nothing_begins(&stage);
}

#[test]
fn pausing_and_quitting_do_not_wait_behind_steps() {
    let stage = stage(Playback::Running, None);
    stage.begun.recv_timeout(PATIENCE).unwrap();
    (0..20).for_each(|_| stage.press(KeyCode::Char('}')));
    stage.sees("200 to go");
    stage.press(KeyCode::Char('q'));
    assert_eq!(stage.exit.join().unwrap(), Exit::Quit);
}

/// Carries out `commands`, all of them asked for before the first begins, and gives the snapshot that comes of it.
fn outcome(commands: &[Command], is_it: impl Fn(&Snapshot) -> bool) -> Snapshot {
    let orders = Orders::default();
    for command in commands {
        assert!(orders.push(Order::Session(command.clone())));
    }
    let (published, snapshots) = mpsc::channel();
    let asked = orders.clone();
    let start = Start { playback: Playback::Paused, speed: Speed::Max, pause_at: None };
    let trainer = thread::spawn(move || {
        let session = session("iris", Settings::default());
        run_trainer(session, &asked, start, |snapshot, status| drop(published.send((snapshot, status))));
    });
    let (last, status) = std::iter::from_fn(|| snapshots.recv_timeout(PATIENCE).ok())
        .find(|(snapshot, status)| status.acknowledged == commands.len() as u64 && is_it(snapshot))
        .expect("what was asked for is done");
    assert_eq!(orders.to_go(status.acknowledged), 0);
    orders.close();
    trainer.join().unwrap();
    last
}

#[test]
fn a_change_is_made_between_the_steps_between_which_it_was_asked_for() {
    let set = Command::Set(Setting::LearningRate(0.5));
    let commands = [Command::Step, Command::Steps(10), set, Command::Step, Command::StepBack, Command::Phase];
    let snapshot = outcome(&commands, |snapshot| snapshot.target.is_none());
    assert_eq!(snapshot.changes.list(), [Change { step: 11, setting: Setting::LearningRate(0.5) }]);
    assert_eq!(snapshot.position, Position { step: 11, phase: 1 });
}

#[test]
fn a_nudge_counts_twice_and_is_taken_back_once() {
    let id = ParameterId { layer: 0, row: Some(0), column: 0 };
    let nudge = Command::Edit(Edit::Nudge(id, 0.1));
    let commands = [nudge.clone(), nudge.clone(), Command::Undo, nudge, Command::Step];
    let snapshot = outcome(&commands, |snapshot| snapshot.position.step == 1);
    let before = session("iris", Settings::default()).run().network().parameters.get(id).unwrap();
    let Setting::Parameter(_, value) = snapshot.changes.list()[0].setting else {
        panic!("{:?}", snapshot.changes.list())
    };
    assert!((value - before - 0.2).abs() < 1e-9, "{before} became {value}");
}

#[cfg(unix)]
#[test]
fn a_new_run_whose_data_do_not_come_is_given_up() {
    // A pipe that nobody writes into.
    let desk = tempfile::tempdir().unwrap();
    let pipe = desk.path().join("data.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let stage = stage(Playback::Paused, None);
    let recipe = Recipe::new(pipe.to_str().unwrap(), Settings::default());
    assert!(stage.orders.push(Order::Session(Command::Rebuild(Arc::new(recipe)))));
    stage.press(KeyCode::Right);
    stage.sees("2 to go");
    assert!(stage.begun.try_recv().is_err(), "the step is one of the new run");
    stage.press(KeyCode::Esc);
    stage.sees("What was not begun is given up");
    stage.press(KeyCode::Right);
    stage.begun.recv_timeout(PATIENCE).unwrap();
    stage.release.send(()).unwrap();
    stage.sees("step 1 ");
}

#[test]
fn a_run_is_saved_with_all_that_was_asked_for_before() {
    let folder = tempfile::tempdir().unwrap();
    let stage = stage(Playback::Paused, None);
    stage.press(KeyCode::Right);
    stage.begun.recv_timeout(PATIENCE).unwrap();
    stage.press(KeyCode::Char(']'));
    stage.press(KeyCode::Char('S'));
    stage.sees("Save this run as");
    (0.."iris-step-0".len()).for_each(|_| stage.press(KeyCode::Backspace));
    folder.path().join("kept").to_str().unwrap().chars().for_each(|letter| stage.press(KeyCode::Char(letter)));
    stage.press(KeyCode::Enter);
    stage.sees("Saved as soon as");
    let file = folder.path().join("kept.toml");
    assert!(!file.exists(), "the step and ε are not there yet");
    stage.release.send(()).unwrap();
    stage.sees("Saved: ");
    let toml = std::fs::read_to_string(&file).unwrap();
    assert!(toml.contains("step = 1\ndataset = \"iris\"") && toml.contains("learning_rate = 2.0"), "{toml}");
}

#[test]
fn a_terminal_that_cannot_be_written_ends_the_loop() {
    struct Gone;
    impl Screen for Gone {
        fn draw(&mut self, _: &App, _: &Snapshot) -> io::Result<()> {
            Err(io::Error::from(io::ErrorKind::BrokenPipe))
        }
        fn area(&self) -> Rect {
            Rect::ZERO
        }
        fn theme(&self) -> &Theme {
            unreachable!("a screen that is gone is not drawn")
        }
    }
    let mut session = session("iris", Settings::default());
    let mut app = App::new(Text::of(Language::English), Playback::Paused, Speed::Max);
    let latest = Latest::new(session.snapshot(Measure::Never), app.shared.training.status());
    let (_events, incoming) = mpsc::channel();
    assert_eq!(run_loop(&mut app, &mut Gone, &incoming, &Orders::default(), &latest), Exit::TerminalGone);
}
