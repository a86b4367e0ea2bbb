//! The dashboard, read off its frames.

use crate::common::lecture::{LANGUAGES, Lecture, SMALL, sampled_sizes};
use crate::common::session;
use mlp_tui::nn::Init;
use mlp_tui::session::{Command, Measure, Settings};
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{App, MINIMUM, Pane, all_keys};

#[test]
fn no_sentence_of_the_help_is_cut_on_a_small_screen() {
    for language in LANGUAGES {
        let mut seen = std::collections::HashSet::new();
        for way in ["", "3", "4", "5", "6", "t", "s", "si", "sc", "sx"] {
            let lecture = Lecture::spiral().speaking(language).after(way).after("?");
            let shown = lecture.at((80, 120));
            for bound in lecture.app.keys_here(&lecture.snapshot).iter().flat_map(|(_, all)| all) {
                let Some(sentence) = Text::of(language).sentence(bound.name) else { continue };
                shown.shows(sentence);
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
    let frame = Lecture::on(session).at(SMALL);
    frame.says("Step 1: Y is no longer finite, ε = 1e200").says("← goes back to step 0");
}

#[test]
fn dead_units_are_marked_and_counted() {
    let lecture = Lecture::of("spiral", Settings { init: Init::Zeros, ..Settings::default() });
    lecture.plain(SMALL).shows_all(["0% active · 32 dead", &"✕".repeat(32)]);
}

#[test]
fn the_zoomed_pane_has_the_whole_screen() {
    Lecture::spiral().at_step(5).after("Tab Enter").at(SMALL).shows("W¹ 2×32").hides("softmax");
}

/// What every dashboard shows, whatever its size.
const PANES: [&str; 4] = ["Loss L", "W¹", "ReLU sparsity", "softmax(Y)"];

#[test]
fn every_size_from_1x1_to_200x60_draws() {
    let lecture = Lecture::spiral().at_step(7);
    for width in 1..=200 {
        for height in 1..=60 {
            let frame = lecture.at((width, height));
            if width >= MINIMUM.0 && height >= MINIMUM.1 {
                frame.shows_all(PANES);
            }
        }
    }
}

#[test]
fn at_every_sampled_size_every_network_is_drawn_and_every_pane_has_its_title() {
    for (dataset, hidden_units) in [("spiral", vec![]), ("spiral", vec![32]), ("digits", vec![300, 7])] {
        let mut session = session(dataset, Settings { hidden_units, ..Settings::default() });
        let fresh = session.snapshot(Measure::Never);
        session.step();
        session.phase();
        let mut lecture = Lecture::on(session);
        let settled = std::mem::replace(&mut lecture.snapshot, fresh);
        for snapshot in [None, Some(settled)] {
            lecture.snapshot = snapshot.unwrap_or(lecture.snapshot);
            lecture = lecture.speaking(Language::Spanish);
            lecture.at_sampled_sizes(60, |_| {});
            lecture = lecture.speaking(Language::English);
            for (pane, title) in [
                (Pane::Loss, "Loss L"),
                (Pane::Weights, "W¹"),
                (Pane::Sparsity, "ReLU sparsity"),
                (Pane::Probabilities, "softmax(Y)"),
            ] {
                let screen = &mut lecture.app.screens.dashboard;
                (screen.zoomed, screen.focus) = (true, pane);
                lecture.at_sampled_sizes(60, |frame| {
                    frame.shows(title);
                });
                lecture.app.screens.dashboard.zoomed = false;
            }
        }
    }
}

#[test]
fn below_the_minimum_the_screen_says_what_it_needs() {
    Lecture::spiral().at_step(1).at((MINIMUM.0 - 1, MINIMUM.1)).shows_all(["64×18", "63×18"]);
}

#[test]
fn drawing_changes_nothing() {
    let lecture = Lecture::of("iris", Settings::default()).at_step(4);
    for size in sampled_sizes(4) {
        assert_eq!(lecture.at(size), lecture.at(size), "the same snapshot draws the same cells");
    }
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
    let mut lecture = Lecture::spiral();
    lecture.command(Command::Phase);
    lecture.look();
    lecture.at(SMALL).shows("phase 2/16 H"); // Z is done, H comes next: as the Step screen says
}
