//! What is typed or pasted into a prompt, and `Esc`, level by level.

use crate::common::lecture::{Lecture, READABLE, SMALL, WIDE};
use crate::common::{checked, problem_with_test};
use mlp_tui::session::{Command, Position, Session, Setting, Settings};
use mlp_tui::ui::{BoundaryDisplay, Effect, Key, KeyCode};

fn spiral() -> Lecture {
    let problem = problem_with_test("spiral", 0.3);
    let mut lecture = Lecture::on(Session::new(problem, checked(Settings::default())));
    lecture.keys("Right");
    lecture
}

fn control(lecture: &mut Lecture, letter: char) {
    let effects = lecture.app.key(Key { code: KeyCode::Char(letter), ctrl: true, shift: false }, &lecture.snapshot);
    lecture.carry_out(effects);
}

/// What `Esc` leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Entry,
    Overlay,
    Alone,
    Opened,
    Alert,
    Screen,
}

/// By the binding that takes the key.
fn level(binding: &str) -> Level {
    match binding.split_once('.').unwrap() {
        ("app", "hide_alert") => Level::Alert,
        ("app", "leave_screen") => Level::Screen,
        (_, "give_up") => Level::Entry,
        (_, "close") => Level::Overlay,
        (_, "all") => Level::Alone,
        (_, "back") => Level::Opened,
        _ => panic!("{binding} leaves nothing"),
    }
}

/// What `Esc` leaves, one after another.
fn levels(lecture: &mut Lecture) -> Vec<Level> {
    let mut levels = Vec::new();
    while let Some(binding) = lecture.app.meaning(Key::plain(KeyCode::Esc), &lecture.snapshot) {
        levels.push(level(binding));
        assert!(levels.len() < 20, "Esc leads out: {levels:?}");
        lecture.keys("Esc");
    }
    levels
}

#[test]
fn escape_goes_back_one_level_after_another() {
    use Level::{Alone, Entry, Opened, Overlay, Screen};
    for (keys, expected) in [
        ("", &[][..]),
        ("\n", &[Alone]),
        ("\t\n", &[Alone]),
        ("g1", &[Entry]),
        ("\tW1", &[Entry]),
        ("?", &[Overlay]),
        ("t", &[Overlay]),
        ("t?", &[Overlay, Overlay]),
        ("t\nq", &[Entry, Overlay]),
        ("\n?", &[Overlay, Alone]),
        ("s", &[Screen]),
        ("s\n", &[Alone, Screen]),
        ("s\ni", &[Overlay, Alone, Screen]),
        ("si?", &[Overlay, Overlay, Screen]),
        ("sit?", &[Overlay, Overlay, Overlay, Screen]),
        ("sig7", &[Entry, Overlay, Screen]),
        ("sx?", &[Overlay, Overlay, Screen]),
        ("sc", &[Overlay, Screen]),
        ("sv", &[Screen]),
        ("3", &[Screen]),
        ("3\n", &[Alone, Screen]),
        ("3D", &[Opened, Screen]),
        ("3D\n", &[Opened, Opened, Screen]),
        ("3D\n\n", &[Alone, Opened, Opened, Screen]),
        ("3DD", &[Screen]),
        ("4", &[Screen]),
        ("4\n", &[Opened, Screen]),
        ("4\n\n", &[Opened, Opened, Screen]),
        ("4\n\n\n?", &[Overlay, Alone, Opened, Opened, Screen]),
        ("4dd\n", &[Opened, Screen]),
        ("4\n\n1", &[]),
        ("5", &[Screen]),
        ("5d", &[Screen]),
        ("6", &[Screen]),
    ] {
        let mut lecture = spiral();
        lecture.type_keys(keys);
        assert_eq!(levels(&mut lecture), expected, "after {keys:?}");
        lecture.keys("Esc");
        assert!(
            lecture.app.shared.notice.message().is_some_and(|message| message.starts_with("Esc: nothing here")),
            "{keys:?}"
        );
    }
}

#[test]
fn each_level_is_where_one_came_from() {
    let mut lecture = spiral();
    lecture.keys("4 Enter×2");
    assert_eq!(lecture.app.screen_name(), "dashboard", "an example is opened on the dashboard");
    lecture.keys("Esc");
    assert!(lecture.app.screen_name() == "predictions" && lecture.app.screens.predictions.opened, "back in its list");
    lecture.keys("3D Enter Esc");
    assert_eq!(lecture.app.screens.boundary.display, BoundaryDisplay::Units);
    lecture.keys("Esc");
    assert_eq!(
        (lecture.app.screen_name(), lecture.app.screens.boundary.display),
        ("boundary", BoundaryDisplay::Classes)
    );
    lecture.keys("sv Enter Esc×2");
    assert!(lecture.app.shared.look.is_hidden, "hidden results stay hidden");
}

#[test]
fn escape_stops_a_walk_before_it_leaves_the_screen_and_hides_an_alert_after_what_is_open() {
    let settings = Settings { learning_rate: 100.0, ..Settings::default() };
    let mut lecture = Lecture::of("spiral", settings);
    lecture.carry_out(vec![Effect::Session(Command::GoTo(Position { step: 60, phase: 0 }))]);
    assert!(!lecture.app.shared.alerts.shown().is_empty(), "something goes wrong at ε = 100");
    lecture.keys("3 Enter");
    lecture.session.apply(Command::GoTo(Position { step: 10_000, phase: 0 }));
    lecture.look();
    lecture.keys("Esc");
    assert_eq!((lecture.snapshot.target, lecture.app.screens.boundary.alone), (None, true));
    let levels = levels(&mut lecture);
    assert_eq!((levels.first(), levels.last()), (Some(&Level::Alone), Some(&Level::Screen)));
    assert!(levels[1..levels.len() - 1].iter().all(|level| *level == Level::Alert) && levels.len() > 2, "{levels:?}");
}

#[test]
fn beside_this_run_escape_leads_back_to_the_list_of_branches() {
    let mut lecture = spiral();
    lecture.keys("Left ] Right 6 Enter");
    assert!(lecture.snapshot.other_run.is_some(), "{}", lecture.at(WIDE).text());
    lecture.keys("Esc");
    assert!(lecture.snapshot.other_run.is_none() && lecture.app.screen_name() == "compare");
}

#[test]
fn a_number_is_read_as_it_was_meant_or_refused() {
    for (typed, value) in [
        ("1.5", Some(1.5)),
        (" −2 ", Some(-2.0)),
        ("-2e-3", Some(-2e-3)),
        ("１．５", Some(1.5)),
        ("－３", Some(-3.0)),
        ("1,5", None),
        ("1.000,5", None),
        ("ñ", None),
        ("n\u{303}", None),
        ("é", None),
        ("1e400", None),
        ("nan", None),
        ("", None),
    ] {
        let mut lecture = spiral();
        let (example, steps) = (lecture.app.shared.look.example, lecture.snapshot.position);
        lecture.type_keys(&format!("\tW{typed}"));
        assert_eq!(
            (lecture.app.shared.look.example, lecture.snapshot.position),
            (example, steps),
            "“{typed}” is typed, no more"
        );
        lecture.keys("Enter");
        let set = lecture.snapshot.changes.list().iter().find_map(|change| match change.setting {
            Setting::Parameter(_, value) => Some(value),
            _ => None,
        });
        assert_eq!(set, value, "“{typed}”");
        let message = lecture.app.shared.notice.message().unwrap_or_default();
        assert_eq!(message.contains("is no finite number (such as 1.5"), value.is_none(), "“{typed}”: {message}");
    }
}

#[test]
fn every_letter_typed_into_a_prompt_is_typed_no_more() {
    for (open, is_open) in [("g", "Go to step: "), ("\tW", "w¹"), ("tjj\n", "Settings")] {
        let mut lecture = spiral();
        lecture.type_keys(open);
        let before = (lecture.app.shared.look.example, lecture.app.screen_name(), lecture.snapshot.position);
        lecture.type_keys("nNñÑen\u{303}N\u{303}\u{301}q?123456 t日\u{7}\u{202e}");
        assert_eq!(
            lecture.app.entry(),
            Some("nNñÑen\u{303}N\u{303}\u{301}q?123456 t日"),
            "marks that turn are left out"
        );
        assert_eq!((lecture.app.shared.look.example, lecture.app.screen_name(), lecture.snapshot.position), before);
        lecture.at(SMALL).shows(is_open);
        lecture.keys("Backspace×2");
        control(&mut lecture, 'w');
        assert_eq!(lecture.app.entry(), Some(""), "Ctrl-W takes the word");
        lecture.type_keys("an\u{303}\u{301}\x08");
        assert_eq!(lecture.app.entry(), Some("a"), "Backspace takes a letter with its accents");
        lecture.keys("b Space c");
        control(&mut lecture, 'w');
        assert_eq!(lecture.app.entry(), Some("ab "));
        control(&mut lecture, 'u');
        assert_eq!(lecture.app.entry(), Some(""));
    }
}

#[test]
fn the_end_of_a_long_entry_shows_with_the_keys_of_the_prompt() {
    let mut lecture = spiral();
    let long = format!("{}日本END", "0123456789".repeat(30));
    for open in ["g", "\tW", "tjj\n"] {
        lecture.press(KeyCode::Esc);
        lecture.keys("1");
        lecture.type_keys(open);
        lecture.type_keys(&long);
        for size in READABLE {
            let frame = lecture.at(size);
            let last = frame.shows("END▏").text().lines().rev().take(2).collect::<String>();
            assert!(last.contains("Enter done  Esc give up") && !last.contains("quit"), "{open:?} at {size:?}: {last}");
        }
        lecture.keys("Esc");
    }
}

#[test]
fn the_first_line_of_what_is_pasted_goes_into_the_prompt() {
    for (open, pasted, expected) in [
        ("g", "12", "12"),
        ("g7", "12\nq\nq", "712"),
        ("\tW", "\r\n -0.5\rq", "-0.5"),
        ("tj\n", "/tmp/\u{1b}[31m\u{7}d\tata.csv\n", "/tmp/[31mdata.csv"),
    ] {
        let mut lecture = spiral();
        lecture.type_keys(open);
        let effects = lecture.app.paste(pasted, &lecture.snapshot);
        assert_eq!((effects, lecture.app.entry()), (vec![], Some(expected)), "{pasted:?}");
    }
    for open in ["", "?", "t", "s", "3", "sx"] {
        let mut lecture = spiral();
        lecture.type_keys(open);
        let open = |lecture: &Lecture| format!("{:?} over {}", lecture.app.overlay(), lecture.app.screen_name());
        let before = open(&lecture);
        assert_eq!(lecture.app.paste("q1 \n", &lecture.snapshot), []);
        assert_eq!(open(&lecture), before);
        lecture.at(SMALL).shows("Nothing to paste into: g asks");
    }
}
