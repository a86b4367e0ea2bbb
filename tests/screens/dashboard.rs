//! What the screen shows, cell by cell: whole screens as text, and laws of drawing.

use crate::common::lecture::{Lecture, SMALL};
use crate::common::{problem_with_test, session};
use mlp_tui::session::{Command, Measure, Position, Preset, Session, Settings, Snapshot};
use mlp_tui::settings::Speed;
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{App, Key, KeyCode, Pane, Playback, all_keys};
use mlp_tui::ui::{ColorDepth, MINIMUM, Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn app(language: Language) -> App {
    App::new(Text::of(language), Playback::Paused, Speed::default())
}

fn trained(mut session: Session, steps: u64) -> Snapshot {
    for step in 0..=steps {
        session.go_to(Position { step, phase: 0 });
        session.evaluate();
    }
    session.snapshot(Measure::Always)
}

fn frame(app: &App, snapshot: &Snapshot, depth: ColorDepth, (width, height): (u16, u16)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    draw(app, snapshot, &Theme::new(depth), buffer.area, &mut buffer);
    buffer
}

fn lines(buffer: &Buffer) -> Vec<String> {
    let row = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..buffer.area.height).map(|y| row(y).trim_end().to_owned()).collect()
}

fn text(buffer: &Buffer) -> String {
    lines(buffer).join("\n")
}

fn press(app: &mut App, snapshot: &Snapshot, keys: &str) {
    for letter in keys.chars() {
        let code = match letter {
            '\t' => KeyCode::Tab,
            '\n' => KeyCode::Enter,
            letter => KeyCode::Char(letter),
        };
        app.key(Key::plain(code), snapshot);
    }
}

#[test]
fn the_dashboard_at_three_sizes() {
    let snapshot = trained(session("spiral", Settings::default()), 60);
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let name = format!("spiral_{width}x{height}");
        insta::assert_snapshot!(
            name,
            text(&frame(&app(Language::English), &snapshot, ColorDepth::True, (width, height)))
        );
    }
}

#[test]
fn the_blackboard_in_spanish_without_colours() {
    let snapshot = trained(session("blackboard", Preset::Blackboard.settings()), 3);
    insta::assert_snapshot!(text(&frame(&app(Language::Spanish), &snapshot, ColorDepth::None, (80, 24))));
}

#[test]
fn digits_with_a_test_split_in_sixteen_colours() {
    let hyperparameters = crate::common::checked(Settings { hidden_units: vec![100], ..Settings::default() });
    let snapshot = trained(Session::new(problem_with_test("digits", 0.2), hyperparameters), 3);
    insta::assert_snapshot!(text(&frame(&app(Language::English), &snapshot, ColorDepth::Ansi, (80, 24))));
}

#[test]
fn the_help_lists_every_key() {
    let snapshot = trained(session("spiral", Settings::default()), 1);
    let mut app = app(Language::English);
    press(&mut app, &snapshot, "?");
    insta::assert_snapshot!(text(&frame(&app, &snapshot, ColorDepth::True, (80, 40))));
    press(&mut app, &snapshot, &"j".repeat(100));
    let scrolled = text(&frame(&app, &snapshot, ColorDepth::True, (80, 24)));
    assert!(scrolled.contains("Show the result again"), "the last key can be scrolled to:\n{scrolled}");
}

#[test]
fn no_sentence_of_the_help_is_cut_on_a_small_screen() {
    for language in [Language::English, Language::Spanish] {
        let mut seen = std::collections::HashSet::new();
        for way in ["", "3", "4", "5", "6", "t", "s", "si", "sc", "sx"] {
            let mut lecture = Lecture::new(session("spiral", Settings::default()), language);
            lecture.type_keys(way);
            lecture.type_keys("?");
            let shown = lecture.text((80, 120));
            for bound in lecture.app.keys_here(&lecture.snapshot).iter().flat_map(|(_, all)| all) {
                let Some(sentence) = Text::of(language).sentence(bound.name) else { continue };
                assert!(shown.contains(sentence), "“{sentence}” is cut in\n{shown}");
                seen.insert(bound.name);
            }
        }
        // Of the help itself, and of what one types into, only the list of all keys tells.
        assert!(seen.len() + 30 > all_keys().len(), "{} of {} are told somewhere", seen.len(), all_keys().len());
    }
}

#[test]
fn a_run_that_broke_says_so_and_which_key_helps() {
    let mut session = session("spiral", Settings { learning_rate: 1e200, ..Settings::default() });
    session.step();
    session.step();
    let snapshot = session.snapshot(Measure::Always);
    let shown = text(&frame(&app(Language::English), &snapshot, ColorDepth::True, (80, 24)));
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Step 1: Y is no longer finite, ε = 1e200"), "{shown}");
    assert!(words.contains("← goes back to step 0"), "{shown}");
}

#[test]
fn dead_units_are_marked_and_counted() {
    let mut session = session("spiral", Settings { init: mlp_tui::nn::Init::Zeros, ..Settings::default() });
    let snapshot = session.snapshot(Measure::Always);
    let shown = text(&frame(&app(Language::English), &snapshot, ColorDepth::None, (80, 24)));
    assert!(shown.contains("0% active · 32 dead"), "{shown}");
    assert!(shown.contains(&"✕".repeat(32)), "{shown}");
}

#[test]
fn the_zoomed_pane_has_the_whole_screen() {
    let snapshot = trained(session("spiral", Settings::default()), 5);
    let mut app = app(Language::English);
    press(&mut app, &snapshot, "\t\n");
    let shown = text(&frame(&app, &snapshot, ColorDepth::True, (80, 24)));
    assert!(shown.contains("W¹ 2×32") && !shown.contains("softmax"), "{shown}");
}

#[test]
fn every_size_from_1x1_to_200x60_draws() {
    let snapshot = trained(session("spiral", Settings::default()), 7);
    let app = app(Language::English);
    for width in 1..=200 {
        for height in 1..=60 {
            frame(&app, &snapshot, ColorDepth::True, (width, height));
        }
    }
}

#[test]
fn many_sizes_draw_in_every_depth_for_every_network_and_pane() {
    let networks = [
        session("spiral", Settings { hidden_units: vec![], ..Settings::default() }),
        session("spiral", Settings::default()),
        session("digits", Settings { hidden_units: vec![300, 7], ..Settings::default() }),
    ];
    for (index, mut session) in networks.into_iter().enumerate() {
        let fresh = session.snapshot(Measure::Never);
        session.step();
        session.phase();
        let settled = session.snapshot(Measure::Always);
        for snapshot in [&fresh, &settled] {
            for zoomed in [None, Some(Pane::Loss), Some(Pane::Weights), Some(Pane::Sparsity), Some(Pane::Probabilities)]
            {
                let mut app = app(if zoomed.is_some() { Language::English } else { Language::Spanish });
                app.screens.dashboard.zoomed = zoomed.is_some();
                app.screens.dashboard.focus = zoomed.unwrap_or(Pane::Loss);
                // All small sizes, where things run out of room, then in strides that meet every remainder.
                let widths = (1..=90).chain((91..=200).step_by(7)).chain([200]);
                for width in widths {
                    for height in (1..=26).chain((27..=60).step_by(5)).chain([60]) {
                        if index == 2 && (width % 3 > 0 || height % 2 > 0) {
                            continue;
                        }
                        let depth = [ColorDepth::True, ColorDepth::None][usize::from(width % 2 == 0)];
                        frame(&app, snapshot, depth, (width, height));
                    }
                }
            }
        }
    }
}

#[test]
fn below_the_minimum_the_screen_says_what_it_needs() {
    let snapshot = trained(session("spiral", Settings::default()), 1);
    let shown = text(&frame(&app(Language::English), &snapshot, ColorDepth::True, (MINIMUM.0 - 1, MINIMUM.1)));
    assert!(shown.contains("64×18") && shown.contains("63×18"), "{shown}");
}

#[test]
fn drawing_changes_nothing() {
    let snapshot = trained(session("iris", Settings::default()), 4);
    let app = app(Language::English);
    let first = frame(&app, &snapshot, ColorDepth::True, (100, 30));
    assert_eq!(first, frame(&app, &snapshot, ColorDepth::True, (100, 30)), "the same snapshot draws the same cells");
}

#[test]
fn clicks_find_the_weight_that_is_drawn_there() {
    let mut lecture = Lecture::spiral().at_step(4);
    let cursor = |app: &App| app.screens.dashboard.cursor(Pane::Weights);
    // A click where the cursor is already changes nothing: that weight is found from another.
    let mut found = lecture.clicks_change(SMALL, cursor);
    lecture.keys("Tab l");
    found.extend(lecture.clicks_change(SMALL, cursor));
    assert_eq!(found.len(), 64, "every weight of W¹ can be clicked");
}

#[test]
fn a_phase_is_named_in_the_header() {
    let mut session = session("spiral", Settings::default());
    session.apply(Command::Phase);
    session.advance();
    let snapshot = session.snapshot(Measure::Always);
    let shown = text(&frame(&app(Language::English), &snapshot, ColorDepth::True, (80, 24)));
    assert!(shown.contains("phase 2/16 H"), "Z is done, H is at hand: as the Step screen says\n{shown}");
}
