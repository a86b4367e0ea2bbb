//! Pictures of the screen as text: one whole frame of each screen in each language, and two of a large one; the others
//! show the body only, or the pane that they are about.

use crate::common::lecture::{LANGUAGES, LARGE, Lecture, SMALL, WIDE};
use crate::common::{checked, problem_with_test};
use mlp_tui::nn::Activation;
use mlp_tui::session::{PhaseKind, Session, Settings};
use mlp_tui::text::Language;
use mlp_tui::ui::ColorDepth;

const NAMES: [&str; 2] = ["en", "es"];

fn spiral(step: u64) -> Lecture {
    Lecture::spiral().at_step(step)
}

fn digits() -> Lecture {
    let settings = Settings { learning_rate: 0.5, ..Settings::default() };
    Lecture::on(Session::new(problem_with_test("digits", 0.25), checked(settings))).at_step(12)
}

#[test]
fn each_screen_in_each_language() {
    let lectures = vec![
        ("dashboard", Lecture::spiral().walked_to(60)),
        ("step", Lecture::blackboard().after("s")),
        ("boundary", spiral(200).after("3")),
        ("predictions", digits().after("4 j×8 l")),
        ("units", spiral(200).after("5 jjlllll")),
        ("compare", Lecture::spiral().after("g80 Enter g30 Enter ]] 6 Enter } }")),
    ];
    for (screen, mut lecture) in lectures {
        assert_eq!(lecture.app.screen_name(), screen);
        for (language, name) in LANGUAGES.into_iter().zip(NAMES) {
            lecture = lecture.speaking(language);
            insta::assert_snapshot!(format!("whole_{screen}_{name}"), lecture.at(SMALL).text());
        }
    }
}

/// The header in one line, and footers with room.
#[test]
fn a_large_screen_in_each_language() {
    for (language, name) in LANGUAGES.into_iter().zip(NAMES) {
        let mut lecture = Lecture::spiral().walked_to(60).speaking(language);
        insta::assert_snapshot!(format!("large_dashboard_{name}"), lecture.at(LARGE).text());
        insta::assert_snapshot!(format!("large_step_without_colours_{name}"), lecture.keys("s").plain(LARGE).text());
    }
}

#[test]
fn the_dashboard() {
    let lecture = Lecture::spiral().walked_to(60);
    insta::assert_snapshot!("dashboard_120x40", lecture.at(WIDE).body().text());
    insta::assert_snapshot!("dashboard_200x60", lecture.at(LARGE).body().text());
    let blackboard = Lecture::blackboard().walked_to(3).speaking(Language::Spanish);
    insta::assert_snapshot!("dashboard_blackboard_es_without_colours", blackboard.plain(SMALL).body().text());
    let settings = checked(Settings { hidden_units: vec![100], ..Settings::default() });
    let digits = Lecture::on(Session::new(problem_with_test("digits", 0.2), settings)).walked_to(3);
    let digits = digits.in_colors(ColorDepth::Ansi, SMALL);
    insta::assert_snapshot!("dashboard_digits_in_sixteen_colours", digits.body().text());
}

#[test]
fn the_help_lists_every_key() {
    let mut lecture = Lecture::spiral().walked_to(1).after("?");
    insta::assert_snapshot!("help", lecture.at((80, 40)).pane("Keys").text());
    lecture.keys("j×100").at(SMALL).shows("Show the result again"); // the last key can be scrolled to
}

#[test]
fn the_boundary() {
    let mut lecture = spiral(200).after("3");
    insta::assert_snapshot!("boundary_120x40", lecture.at(WIDE).body().text());
    lecture.keys("lllkO");
    insta::assert_snapshot!("boundary_folds", lecture.at(SMALL).body().text());
    insta::assert_snapshot!("boundary_without_colours", lecture.plain(SMALL).body().text());
    let lecture = lecture.speaking(Language::Spanish).after("D");
    insta::assert_snapshot!("boundary_units_120x40_es", lecture.at(WIDE).body().text());
}

#[test]
fn the_predictions() {
    for (language, name) in LANGUAGES.into_iter().zip(NAMES) {
        let mut lecture = digits().speaking(language).after("4 j×8 l");
        insta::assert_snapshot!(format!("matrix_120x40_{name}"), lecture.at(WIDE).body().text());
        for (keys, view) in [("Enter", "list"), ("dd", "gallery"), ("Enter×2", "probabilities")] {
            lecture.keys(keys);
            for (size, width) in [(SMALL, 80), (WIDE, 120)] {
                // Without colours an image is seen in its characters.
                let frame = if view == "list" { lecture.at(size) } else { lecture.plain(size) };
                insta::assert_snapshot!(format!("{view}_{width}_{name}"), frame.body().text());
            }
        }
    }
}

#[test]
fn the_whole_step_of_the_blackboard() {
    for (language, name) in LANGUAGES.into_iter().zip(NAMES) {
        let mut lecture = Lecture::blackboard().speaking(language).after("s");
        let phases = lecture.snapshot.phases().len();
        let bodies = (0..phases).map(|phase| {
            let lecture = if phase > 0 { lecture.keys("Right") } else { &mut lecture };
            lecture.at(SMALL).body().text().to_owned()
        });
        insta::assert_snapshot!(format!("step_blackboard_{name}"), bodies.collect::<Vec<_>>().join("\n────\n"));
    }
}

#[test]
fn the_step_of_the_spiral_on_wide_screens() {
    for (language, name) in LANGUAGES.into_iter().zip(NAMES) {
        let mut lecture = spiral(31).speaking(language).after("s jjl");
        for phase in [
            PhaseKind::PreActivation.at(0),
            PhaseKind::LogitsGradient.at(1),
            PhaseKind::PreActivationGradient.at(0),
            PhaseKind::WeightGradient.at(0),
        ] {
            while lecture.snapshot.open.as_ref().expect("the step is laid open").phase() != phase {
                lecture.keys("Right");
            }
            for (size, width) in [(WIDE, 120), (LARGE, 200)] {
                let name = format!("step_spiral_{width}_{name}_{}", phase.key());
                insta::assert_snapshot!(name, lecture.at(size).body().text());
            }
        }
    }
}

#[test]
fn the_units() {
    let mut lecture = spiral(200).after("5 jjlllll");
    insta::assert_snapshot!("bitmap_120x40", lecture.at(WIDE).body().text());
    lecture.keys("d");
    insta::assert_snapshot!("distributions_80x24", lecture.at(SMALL).body().text());
    insta::assert_snapshot!("distributions_120x40", lecture.at(WIDE).body().text());
    let settings =
        Settings { hidden_units: vec![24], activation: Activation::Relu, learning_rate: 0.3, ..Settings::default() };
    let mut iris = Lecture::of("iris", settings).at_step(200).speaking(Language::Spanish).after("5");
    insta::assert_snapshot!("bitmap_es_without_colours", iris.plain(SMALL).body().text());
    iris.keys("d");
    insta::assert_snapshot!("distributions_es_without_colours", iris.plain(SMALL).body().text());
}
