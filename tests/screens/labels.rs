//! What the screens say is not cut without a sign, and what is cut still tells things apart.

use crate::common::lecture::{LANGUAGES, Lecture, READABLE, SMALL, WIDE};
use crate::common::{checked, problem_with_test, session};
use mlp_tui::nn::Init;
use mlp_tui::session::{Preset, Session, Settings};
use mlp_tui::text::Language;
use mlp_tui::ui::{MINIMUM, Playback, Status};

/// The screens, and views of them.
const WAYS: [&str; 12] = ["", "\n", "s", "3", "3v", "4", "4v", "4vv", "4\n", "5", "5v", "0"];

fn networks() -> Vec<Session> {
    let two = Settings { hidden_units: vec![8, 6], ..Settings::default() };
    vec![
        session("spiral", Settings::default()),
        session("iris", two),
        session("blackboard", Preset::Blackboard.settings()),
        Session::new(problem_with_test("penguins", 0.3), checked(Settings::default())),
        session("wine", Settings { hidden_units: vec![], learning_rate: 0.1, ..Settings::default() }),
    ]
}

/// Every screen of every network at every size, in both languages.
fn every_frame(mut look: impl FnMut(&str, &str)) {
    for language in LANGUAGES {
        for (index, mut run) in networks().into_iter().enumerate() {
            for _ in 0..15 {
                run.step();
            }
            let mut lecture = Lecture::new(run, language);
            for way in WAYS {
                lecture.keys("1");
                lecture.type_keys(way);
                for size in READABLE {
                    look(&format!("network {index}, {language:?}, keys {way:?}, {size:?}"), lecture.at(size).text());
                }
                lecture.keys("Esc Esc");
            }
        }
    }
}

#[test]
fn no_number_is_cut() {
    let mut found = Vec::new();
    every_frame(|what, frame| {
        for line in frame.lines() {
            let is_cut_share = line.contains("10…") && line.contains('%');
            let is_cut_number = line.contains(".…") || line.contains("−…") || line.contains("e-…");
            if is_cut_share || is_cut_number {
                found.push(format!("{what}: {line}"));
            }
        }
    });
    let count = found.len();
    assert!(found.is_empty(), "{count} lines:\n{}", found.into_iter().take(400).collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_phase_of_two_hidden_layers_stands_on_the_road_at_eighty_columns() {
    let settings = Settings { hidden_units: vec![8, 6], ..Settings::default() };
    let mut lecture = Lecture::of("spiral", settings);
    lecture.keys("s");
    for _ in 0..lecture.snapshot.phases().len() {
        let frame = lecture.at(SMALL);
        let road = frame.text().lines().find(|line| line.contains('[') && line.contains('│')).unwrap_or_default();
        for update in ["W³", "B³", "W²", "B²", "W¹", "B¹"] {
            let count = road.matches(update).count();
            assert_eq!(count, 2, "{update}: once as a gradient, once as an update:\n{}", frame.text());
        }
        let narrow = lecture.at(MINIMUM);
        let road = narrow.text().lines().find(|line| line.contains('[') && line.contains('│')).unwrap_or_default();
        assert!(road.contains('…'), "what is left out is said:\n{}", narrow.text());
        lecture.keys("Right");
    }
}

#[test]
fn both_screens_name_the_same_phase() {
    let mut lecture = Lecture::spiral();
    lecture.keys("......").at(SMALL).shows("phase 7/16 ∂L/∂W²");
    lecture.keys("s").at(SMALL).shows("[∂W²]");
}

#[test]
fn a_tie_is_no_prediction() {
    let zeros = session("penguins", Settings { init: Init::Zeros, ..Settings::default() });
    let examples = zeros.run().setup().examples();
    let mut lecture = Lecture::on(zeros);
    lecture.at(WIDE).shows("tie · −log P").hides("predicted");
    lecture.keys("4").at(WIDE).shows(&format!("ties: {examples}"));
    lecture.keys("1 Right").at(WIDE).hides("tie ·"); // after a step B² differs
}

#[test]
fn names_of_features_differ_where_they_are_cut() {
    let mut lecture = Lecture::of("iris", Settings::default());
    lecture.keys("4 Enter");
    for size in READABLE {
        let frame = lecture.at(size);
        let Some(head) = frame.text().lines().find(|line| line.contains("P predicted")) else { continue };
        let names: Vec<&str> = head.split_whitespace().filter(|word| word.contains('…')).collect();
        let different: std::collections::BTreeSet<_> = names.iter().filter(|name| name.chars().count() > 1).collect();
        assert_eq!(different.len(), names.iter().filter(|name| name.chars().count() > 1).count(), "{}", frame.text());
    }
}

#[test]
fn names_of_the_axes_differ_and_shares_keep_their_digits_beside_the_boundary() {
    let mut lecture = Lecture::of("iris", Settings::default());
    lecture.keys("3");
    for size in [MINIMUM, SMALL] {
        let frame = lecture.at(size);
        let line = frame.text().lines().find(|line| line.contains("5.10")).unwrap_or_default();
        assert!(line.contains("…l") && line.contains("…w"), "{}", frame.text());
        let classes = frame.text().lines().filter(|line| line.contains("0.") && line.contains("│vers"));
        assert!(classes.clone().count() > 0 && classes.clone().all(|line| !line.contains("…│")), "{}", frame.text());
    }
}

#[test]
fn a_rate_that_lags_is_told_in_the_language_of_the_screen() {
    let mut lecture = Lecture::new(session("spiral", Settings::default()), Language::Spanish);
    let status =
        Status { playback: Playback::Running, steps_per_second: Some(5.0), ..lecture.app.shared.training.status() };
    lecture.app.observe(status);
    lecture.at(SMALL).shows("5.0 de 20 pasos/s");
}

#[test]
fn a_loss_of_zero_leaves_the_logarithmic_scale_to_what_is_positive() {
    let mut run = session("blackboard", Settings { hidden_units: vec![], learning_rate: 1e4, ..Settings::default() });
    for _ in 0..10 {
        run.step();
    }
    let mut lecture = Lecture::on(run);
    assert_eq!(
        lecture.snapshot.measured.history.loss.range().map(|(least, _)| least),
        Some(0.0),
        "the case has a loss of 0"
    );
    lecture.keys("y").at(SMALL).shows("log, 0 at the bottom");
}
