//! What can change in mid-run.

use super::{choose, row_shows, set, start};
use crate::common::lecture::{Lecture, SMALL, WIDE};
use mlp_tui::nn::OptimizerKind;
use mlp_tui::session::{BatchSize, Setting};
use mlp_tui::settings::Speed;
use mlp_tui::ui::Playback;

#[test]
fn what_can_change_in_mid_run_does_so_at_once_by_arrows_and_by_typing() {
    let mut lecture = Lecture::spiral().after("Right×5");
    let changes = |lecture: &Lecture| {
        lecture.snapshot.changes.list().iter().map(|change| (change.step, change.setting)).collect::<Vec<_>>()
    };
    choose(&mut lecture, "learning_rate").keys("Left");
    row_shows(&lecture, &[" 0.5 "]);
    assert_eq!(changes(&lecture), [(5, Setting::LearningRate(0.5))]);
    assert_eq!(changes(set(&mut lecture, "learning_rate", "0.07")), [(5, Setting::LearningRate(0.07))]);
    choose(&mut lecture, "optimizer").keys("l");
    set(&mut lecture, "batch", "64");
    choose(&mut lecture, "l1").keys("l");
    set(&mut lecture, "l2", "1e-3");
    let expected = [
        (5, Setting::LearningRate(0.07)),
        (5, Setting::Optimizer(OptimizerKind::Momentum)),
        (5, Setting::Batch(BatchSize::Rows(64))),
        (5, Setting::L1(1e-5)),
        (5, Setting::L2(1e-3)),
    ];
    assert_eq!(changes(&lecture), expected);
    lecture.at(SMALL).hides("●"); // nothing needs a new run
    assert_eq!(set(&mut lecture, "batch", "full").snapshot.conditions.regime.rows, 300);
    choose(&mut lecture, "speed").keys("lh");
    assert_eq!(set(&mut lecture, "speed", "max").app.shared.training.speed, Speed::Max);
    assert_eq!(lecture.snapshot.position.step, 5, "the run stands where it stood");
}

#[test]
fn typing_is_given_up_by_esc_or_by_typing_nothing() {
    let mut lecture = Lecture::spiral();
    row_shows(choose(&mut lecture, "learning_rate").keys("Enter 3"), &["3▏"]);
    row_shows(lecture.keys("Esc"), &[" 1 "]);
    assert_eq!(lecture.keys("Enter×2").snapshot.changes.list(), []);
    // A letter of the keymap is a letter while a word is typed.
    row_shows(choose(&mut lecture, "optimizer").keys("Enter q"), &["q▏"]);
}

#[test]
fn what_was_changed_stays_when_the_overlay_closes_and_playback_goes_on() {
    let mut lecture = Lecture::spiral().after("Space");
    assert_eq!(lecture.app.shared.training.playback(), Playback::Running);
    set(&mut lecture, "hidden", "8").keys("Esc").at(WIDE).hides("hidden units  ");
    row_shows(lecture.keys("t"), &["●8"]);
    start(&mut lecture);
    assert_eq!(lecture.app.shared.training.playback(), Playback::Running, "a new run goes on running");
    assert_eq!(lecture.snapshot.sizes(), [2, 8, 3]);
}
