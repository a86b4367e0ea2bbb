//! Keys as a table: before, keys, after.

use crate::common::session;
use mlp_tui::session::{Command, Measure, Position, Setting, Settings, Snapshot};
use mlp_tui::settings::Speed;
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{App, Effect, Host, Key, KeyCode, Pace, Pane, Playback, Status};

fn app(playback: Playback) -> App {
    App::new(Text::of(Language::English), playback, Speed::default())
}

fn snapshot_at(step: u64) -> Snapshot {
    let mut session = session("iris", Settings::default());
    session.go_to(Position { step, phase: 0 });
    session.snapshot(Measure::Always)
}

fn press(app: &mut App, snapshot: &Snapshot, codes: &[KeyCode]) -> Vec<Effect> {
    codes.iter().flat_map(|&code| app.key(Key::plain(code), snapshot)).collect()
}

fn letters(app: &mut App, snapshot: &Snapshot, keys: &str) -> Vec<Effect> {
    let codes: Vec<KeyCode> = keys.chars().map(KeyCode::Char).collect();
    press(app, snapshot, &codes)
}

#[test]
fn space_pauses_and_runs_and_a_step_by_hand_pauses_first() {
    let snapshot = snapshot_at(5);
    let mut app = app(Playback::Running);
    assert_eq!(letters(&mut app, &snapshot, " "), [Effect::Pace(Pace::Playback(Playback::Paused))]);
    assert_eq!(letters(&mut app, &snapshot, " "), [Effect::Pace(Pace::Playback(Playback::Running))]);
    let paused = Effect::Pace(Pace::Playback(Playback::Paused));
    for (key, command) in [
        (KeyCode::Right, Command::Step),
        (KeyCode::PageDown, Command::Step),
        (KeyCode::Left, Command::StepBack),
        (KeyCode::PageUp, Command::StepBack),
        (KeyCode::Char('.'), Command::Phase),
        (KeyCode::Char(','), Command::PhaseBack),
        (KeyCode::Home, Command::GoTo(Position::default())),
        (KeyCode::End, Command::GoTo(Position { step: 5, phase: 0 })),
    ] {
        assert_eq!(press(&mut app, &snapshot, &[key]), [paused.clone(), Effect::Session(command)], "{key:?}");
        assert_eq!(app.shared.training.playback(), Playback::Paused);
    }
}

#[test]
fn a_step_is_gone_to_by_its_number_and_a_wrong_number_stays() {
    let snapshot = snapshot_at(5);
    let mut app = app(Playback::Paused);
    let effects = [letters(&mut app, &snapshot, "g120"), press(&mut app, &snapshot, &[KeyCode::Enter])].concat();
    assert_eq!(effects.last(), Some(&Effect::Session(Command::GoTo(Position { step: 120, phase: 0 }))));
    for wrong in ["-1", "abc", "", "1.5", "99999999999999999999"] {
        letters(&mut app, &snapshot, &format!("g{wrong}"));
        assert_eq!(press(&mut app, &snapshot, &[KeyCode::Enter]), [], "“{wrong}” goes nowhere");
        assert!(
            app.shared.notice.message().is_some_and(|message| message.contains("whole number")),
            "{:?}",
            app.shared.notice.message()
        );
    }
    letters(&mut app, &snapshot, "g12");
    assert_eq!(press(&mut app, &snapshot, &[KeyCode::Esc]), []);
    assert_eq!(app.overlay_name(), None);
}

#[test]
fn what_is_not_random_is_not_reseeded() {
    let given = mlp_tui::session::Preset::Blackboard.settings();
    let mut app = app(Playback::Paused);
    let snapshot = session("blackboard", given).snapshot(Measure::Always);
    assert_eq!(letters(&mut app, &snapshot, "R"), []);
    assert!(app.shared.notice.message().is_some());
    assert_eq!(letters(&mut app, &snapshot_at(0), "R"), [Effect::Session(Command::Reseed)]);
}

#[test]
fn back_at_the_start_says_so() {
    let snapshot = snapshot_at(0);
    let mut app = app(Playback::Paused);
    assert_eq!(press(&mut app, &snapshot, &[KeyCode::Left]), []);
    assert!(app.shared.notice.message().is_some());
}

#[test]
fn what_was_asked_for_shows_until_the_host_has_done_it() {
    let snapshot = snapshot_at(0);
    let mut app = app(Playback::Running);
    assert_eq!(
        letters(&mut app, &snapshot, "]]"),
        [2.0, 5.0].map(|e| Effect::Session(Command::Set(Setting::LearningRate(e))))
    );
    letters(&mut app, &snapshot, " ");
    let status = |acknowledged| Status { playback: Playback::Running, acknowledged, ..Status::default() };
    app.observe(status(2));
    assert_eq!(
        (app.shared.training.asked_rate(), app.shared.training.playback(), app.is_pending()),
        (Some(5.0), Playback::Paused, true)
    );
    app.observe(Status { playback: Playback::Paused, ..status(3) });
    assert_eq!(
        (app.shared.training.asked_rate(), app.shared.training.playback(), app.is_pending()),
        (None, Playback::Paused, false)
    );
}

#[test]
fn the_cursor_cannot_leave_its_matrix() {
    let snapshot = snapshot_at(0);
    let mut app = app(Playback::Paused);
    press(&mut app, &snapshot, &[KeyCode::Tab]);
    assert_eq!(app.screens.dashboard.focus, Pane::Weights);
    letters(&mut app, &snapshot, &"l".repeat(100));
    letters(&mut app, &snapshot, &"j".repeat(100));
    assert_eq!(app.screens.dashboard.cursor(Pane::Weights), (3, 31));
    letters(&mut app, &snapshot, &"h".repeat(100));
    letters(&mut app, &snapshot, &"k".repeat(100));
    assert_eq!(app.screens.dashboard.cursor(Pane::Weights), (0, 0));
}

#[test]
fn examples_go_round_and_m_finds_the_misclassified_ones() {
    let snapshot = snapshot_at(0);
    let wrong = snapshot.measured.evaluation.as_ref().unwrap().misclassified.clone();
    assert!(wrong.len() > 1, "an untrained network is wrong about several");
    let mut app = app(Playback::Paused);
    letters(&mut app, &snapshot, "p");
    assert_eq!(app.shared.look.example.index, 149, "before the first comes the last");
    letters(&mut app, &snapshot, "n");
    let mut seen = Vec::new();
    for _ in 0..wrong.len() {
        letters(&mut app, &snapshot, "m");
        seen.push(app.shared.look.example.index);
    }
    seen.sort_unstable();
    assert_eq!(seen, wrong, "m visits each misclassified example once a round");
}

#[test]
fn the_focus_goes_round_the_panes_that_there_are() {
    let mut linear = session("iris", Settings { hidden_units: vec![], ..Settings::default() });
    let snapshot = linear.snapshot(Measure::Always);
    let mut app = app(Playback::Paused);
    let mut seen = vec![app.screens.dashboard.focus];
    for _ in 0..3 {
        press(&mut app, &snapshot, &[KeyCode::Tab]);
        seen.push(app.screens.dashboard.focus);
    }
    assert_eq!(seen, [Pane::Loss, Pane::Weights, Pane::Probabilities, Pane::Loss]);
    press(&mut app, &snapshot, &[KeyCode::BackTab]);
    assert_eq!(app.screens.dashboard.focus, Pane::Probabilities);
}

#[test]
fn control_c_quits_whatever_is_open_and_q_closes_the_help_first() {
    let snapshot = snapshot_at(0);
    let control_c = Key { code: KeyCode::Char('c'), ctrl: true, shift: false };
    for open in ["", "?", "g1"] {
        let mut app = app(Playback::Paused);
        letters(&mut app, &snapshot, open);
        assert_eq!(app.key(control_c, &snapshot), [Effect::Host(Host::Quit)], "with “{open}” open");
    }
    let mut app = app(Playback::Paused);
    assert_eq!(letters(&mut app, &snapshot, "?q"), []);
    assert_eq!(letters(&mut app, &snapshot, "q"), [Effect::Host(Host::Quit)]);
}
