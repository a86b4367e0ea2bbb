//! The law of the footer: every key that it shows does something where it stands, and its word says what.

use crate::common::lecture::{LARGE, Lecture, SMALL, WIDE};
use crate::common::{checked, problem_with_test, session};
use mlp_tui::session::{Command, Position, Session, Settings};
use mlp_tui::t;
use mlp_tui::text::Language;
use mlp_tui::ui::{App, Effect, Host, Key, KeyCode};
use mlp_tui::ui::{ColorDepth, Hint, Theme, draw, hints};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Ways to all that can be open, from the dashboard on: screens, panes, views, overlays and prompts, with results and
/// without. `\n` is Enter, `\t` Tab, `\x1b` Esc.
const WAYS: &[&str] = &[
    "",
    "y",
    "\n",
    "\t",
    "\t\n",
    "\t\nd",
    "\t\t",
    "\t\t\n",
    "\t\t\t",
    "\t\t\t\n",
    "\t\t\t\t",
    "\t\t\t\t\n",
    "v",
    "q",
    "?",
    "?j",
    "g",
    "g7",
    "\tW",
    "\tW1",
    "t",
    "t?",
    "tj",
    "tr",
    "t\n",
    "t\nq",
    "tjl",
    "tjlr",
    "tjlrj",
    "tjl\x1b",
    "tjl?",
    "s",
    "s\n",
    "s\t",
    "s.",
    "s.\n",
    "si",
    "si?",
    "sc",
    "sx",
    "sxj",
    "sx?",
    "sv",
    "sB",
    "sg",
    "sa",
    "sf",
    "st",
    "3",
    "3d",
    "3D",
    "3DD",
    "3D\n",
    "3D\nd",
    "3\n",
    "3\nD",
    "3O",
    "3T",
    "3TTT",
    "3X",
    "3w",
    "3?",
    "3t",
    "3v",
    "3g",
    "4",
    "4d",
    "4dd",
    "4dd\n",
    "4\n",
    "4\n\n",
    "4\nj",
    "4jl",
    "4jl\n",
    "4T",
    "4v",
    "4o",
    "4dd\n\x1b",
    "5",
    "5d",
    "5dd",
    "5ddj",
    "5w",
    "5o",
    "5T",
    "5W",
    "5v",
    "5?",
    "6",
    "6j",
    "6\n",
    "6\nA",
    "6\nj",
    "6v",
    "6?",
];

fn lectures() -> Vec<(&'static str, Lecture)> {
    let settings = |hidden: &[usize]| Settings { hidden_units: hidden.to_vec(), ..Settings::default() };
    let trained = |mut session: Session, steps: usize| {
        (0..steps).for_each(|_| session.step());
        session
    };
    let with_test = |name, hidden: &[usize]| Session::new(problem_with_test(name, 0.3), checked(settings(hidden)));
    let broken = Session::new(
        problem_with_test("spiral", 0.0),
        checked(Settings { learning_rate: 1e200, ..Settings::default() }),
    );
    let english = |session| Lecture::on(session);
    let mut comparing = english(trained(session("spiral", settings(&[4])), 5));
    for code in [KeyCode::Left, KeyCode::Char(']'), KeyCode::Right] {
        comparing.press(code);
    }
    vec![
        ("spiral, step 0", english(session("spiral", settings(&[4])))),
        ("digits with test data, step 3", english(trained(with_test("digits", &[6, 5]), 3))),
        ("iris with test data", english(trained(with_test("iris", &[8]), 3))),
        ("moons, no hidden layer", english(trained(session("moons", settings(&[])), 3))),
        ("blackboard in Spanish", Lecture::new(session("blackboard", settings(&[1])), Language::Spanish)),
        ("broken", english(trained(broken, 3))),
        ("comparing", comparing),
    ]
}

/// The screen without the footer.
fn body(app: &App, lecture: &Lecture) -> Vec<(String, Style)> {
    let mut app = app.clone();
    app.shared.notice.clear();
    let mut buffer = Buffer::empty(Rect::new(0, 0, WIDE.0, WIDE.1));
    draw(&app, &lecture.snapshot, &Theme::new(ColorDepth::True), buffer.area, &mut buffer);
    // The cursor is often a colour alone.
    let cells = buffer.content[..usize::from(WIDE.0) * usize::from(WIDE.1 - 2)].iter();
    cells.map(|cell| (cell.symbol().to_owned(), cell.style())).collect()
}

/// What is left to say against the hints: nothing, if their keys do what they say.
fn objections(lecture: &Lecture, hints: &[Hint]) -> Vec<String> {
    let shown = body(&lecture.app, lecture);
    let objection = |hint: &Hint| {
        let objection = objection(lecture, &shown, hint)?;
        Some(format!("{} {}: {objection}", hint.caps(), hint.word))
    };
    hints.iter().filter_map(objection).collect()
}

/// The same of one hint, where the screen shows `shown`.
fn objection(lecture: &Lecture, shown: &[(String, Style)], hint: &Hint) -> Option<String> {
    let (before, snapshot) = (&lecture.app, &lecture.snapshot);
    let nothing = |key: &Key| t!(before.shared.text, "messages.nothing_here", key = key.name(), help = "?");
    let mut does_something = false;
    for &key in &hint.keys {
        let mut app = before.clone();
        let effects = app.key(key, snapshot);
        if app.shared.notice.message() == Some(&*nothing(&key)) {
            return Some(format!("{} means nothing", key.name()));
        }
        does_something |= !effects.is_empty() || over(&app) != over(before) || body(&app, lecture) != shown;
        let does_it = match hint.name {
            "app.quit" => effects == [Effect::Host(Host::Quit)] || app.overlay_name() == Some("leave"),
            "app.help" => app.overlay_name() == Some("help"),
            "app.stop" => effects.contains(&Effect::Session(Command::Stay)),
            _ if key.code == KeyCode::Esc => goes_back(before, &app, &effects, hint),
            _ if key.code == KeyCode::Enter => opens(before, &app, &effects, hint),
            _ => true,
        };
        let is_named = !hint.word.is_empty() && before.shared.text.word(hint.name) == hint.word;
        if !does_it || !is_named {
            return Some(format!("{} is called “{}”, but leads to {effects:?}", key.name(), hint.word));
        }
    }
    (!does_something).then(|| "none of its keys does anything".to_owned())
}

/// What lies over the screen, and what it holds.
fn over(app: &App) -> String {
    format!("{:?} {:?} {:?}", app.overlay(), app.entry(), app.shared.settings)
}

/// Whether a part of the screen has all of it.
fn is_alone(app: &App) -> bool {
    let screens = &app.screens;
    match app.screen_name() {
        "dashboard" => screens.dashboard.zoomed,
        "step" => screens.step.single,
        _ => screens.boundary.alone,
    }
}

/// Whether `Esc` did what its name says.
fn goes_back(before: &App, app: &App, effects: &[Effect], hint: &Hint) -> bool {
    match hint.name.split_once('.').unwrap() {
        (_, "give_up") => app.entry().is_none(),
        (_, "close") => over(app) != over(before),
        (_, "all") => !is_alone(app),
        ("compare", "back") => effects == [Effect::Session(Command::Compare(None))],
        ("dashboard", "back") => app.screen_name() == "predictions",
        ("predictions", "back") => !app.screens.predictions.opened,
        ("boundary", "back") => app.screens.boundary.display != before.screens.boundary.display,
        _ => false,
    }
}

/// Whether Enter did what its name says.
fn opens(before: &App, app: &App, effects: &[Effect], hint: &Hint) -> bool {
    let asks = |is: fn(&Command) -> bool| effects.iter().any(|effect| matches!(effect, Effect::Session(c) if is(c)));
    match hint.name {
        "dashboard.zoom" | "step.single" | "boundary.alone" => is_alone(app) && !is_alone(before),
        "boundary.open_unit" => app.screens.boundary.display != before.screens.boundary.display,
        "predictions.list" => app.screens.predictions.opened && !before.screens.predictions.opened,
        "predictions.open" => app.screen_name() == "dashboard",
        "compare.put" => asks(|command| matches!(command, Command::Compare(Some(_)))),
        "mistakes.plant" => asks(|command| matches!(command, Command::Set(_))),
        "settings.write" => app.entry().is_some(),
        "settings.start" => asks(|command| matches!(command, Command::Rebuild(_))),
        "settings.drop" => over(app) != over(before),
        "settings.done" | "go_to.done" | "write.done" => app.entry().is_none(),
        _ => false,
    }
}

#[test]
fn every_key_that_the_footer_shows_does_what_its_word_says() {
    let (mut wrong, mut shown) = (Vec::new(), 0);
    for (name, mut lecture) in lectures() {
        let start = lecture.app.clone();
        for way in WAYS {
            lecture.app = start.clone();
            lecture.carry_out(vec![Effect::Session(Command::Compare(None))]);
            lecture.keys("1");
            lecture.type_keys(way);
            lecture.app.shared.notice.clear();
            let hints = hints(&lecture.app, &lecture.snapshot);
            // Of a run that broke the footer tells what happened instead.
            if lecture.snapshot.breakdown.is_some() && lecture.app.entry().is_none() {
                continue;
            }
            let is_way_out = |key: &Key| matches!(key.code, KeyCode::Esc | KeyCode::Char('q'));
            let leaves = |hint: &Hint| hint.keys.iter().any(is_way_out);
            assert!(hints.iter().any(leaves), "{name}, {way:?}: no way out is shown");
            shown += hints.len();
            wrong.extend(objections(&lecture, &hints).into_iter().map(|wrong| format!("{name}, {way:?}: {wrong}")));
        }
    }
    assert!(shown > 5000, "{shown} entries were looked at");
    assert!(wrong.is_empty(), "{} of {shown} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_walk_and_a_check_that_go_on_offer_to_stop_them() {
    let mut lecture = Lecture::spiral();
    lecture.session.apply(Command::GoTo(Position { step: 900, phase: 0 }));
    lecture.look();
    for way in ["", "s", "?", "t", "3"] {
        lecture.app.key(Key::plain(KeyCode::Char('1')), &lecture.snapshot);
        way.chars().for_each(|letter| drop(lecture.app.key(Key::plain(KeyCode::Char(letter)), &lecture.snapshot)));
        assert_eq!(objections(&lecture, &hints(&lecture.app, &lecture.snapshot)), [""; 0], "{way}");
    }
    lecture.carry_out(vec![Effect::Session(Command::Stay)]);
    lecture.keys("1 s");
    let effects = lecture.app.key(Key::plain(KeyCode::Char('c')), &lecture.snapshot);
    assert_eq!(lecture.app.overlay_name(), Some("check"));
    for effect in effects {
        if let Effect::Session(command) = effect {
            lecture.session.apply(command);
        }
    }
    lecture.look();
    assert!(lecture.snapshot.check.progress.is_some(), "the check goes on");
    assert_eq!(objections(&lecture, &hints(&lecture.app, &lecture.snapshot)), [""; 0]);
    let frame = lecture.at(WIDE);
    assert!(!frame.shows("Esc close").last_row().contains("quit"), "{}", frame.last_row());
}

#[test]
fn a_key_that_means_nothing_says_so_in_a_word() {
    let mut lecture = Lecture::spiral();
    // The mistakes are on the Step screen; the crosshair, not the pane of the loss, moves; the last stands in no table.
    for (before, key) in
        [("", 'x'), ("", 'h'), ("", 'd'), ("", '#'), ("?", 'n'), ("t", '9'), ("3", 'y'), ("4", 'W'), ("6", '\t')]
    {
        lecture.keys("1");
        lecture.type_keys(before);
        let app = lecture.app.clone();
        lecture.type_keys(&key.to_string());
        let name = if key == '\t' { "Tab".to_owned() } else { key.to_string() };
        let expected = format!("{name}: nothing here; ? lists the keys");
        assert_eq!(lecture.app.shared.notice.message(), Some(&*expected), "after “{before}”");
        assert_eq!(body(&lecture.app, &lecture), body(&app, &lecture), "and does nothing after “{before}”");
        lecture.at(SMALL).shows(&expected);
    }
    lecture.app.shared.text = mlp_tui::text::Text::of(Language::Spanish);
    lecture.keys("1#");
    assert_eq!(lecture.app.shared.notice.message(), Some("#: aquí no hace nada; ? muestra las teclas"));
}

#[test]
fn the_keys_that_scroll_the_help_are_told_where_it_is_too_long() {
    let mut lecture = Lecture::spiral();
    lecture.keys("?");
    for (size, is_long) in [(SMALL, true), (WIDE, true), (LARGE, false)] {
        let frame = lecture.at(size);
        let footer = frame.text().lines().rev().find(|line| line.contains("Esc close")).expect("the footer");
        assert_eq!(footer.contains("j k scroll"), is_long, "{size:?}: {footer}");
    }
}
