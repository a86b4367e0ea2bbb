//! Ways through the phases and steps: there, back, and by marks.

use super::{blackboard, lecture, spiral, walk_to};
use crate::common::lecture::{Lecture, SMALL, WIDE};
use crate::common::{bits, session};
use mlp_tui::session::{BatchSize, Command, PhaseKind, Position, Settings};
use mlp_tui::ui::{ColorDepth, Effect, Theme};
use ratatui::layout::Rect;

#[test]
fn forward_and_back_through_all_phases_ends_in_the_same_bits_and_the_same_frame() {
    let mut lecture = Lecture::spiral().at_step(5000).after("sjjlll");
    let start = bits(&lecture.session);
    let mut frames = Vec::new();
    for _ in 0..lecture.snapshot.phases().len() {
        frames.push(lecture.at(SMALL));
        lecture.keys("PageDown");
    }
    assert_eq!(lecture.snapshot.position, Position { step: 5001, phase: 0 });
    assert_ne!(bits(&lecture.session), start, "the step has changed the parameters");
    for expected in frames.into_iter().rev() {
        let now = lecture.keys("PageUp").at(SMALL);
        assert_eq!(now.text(), expected.text(), "at {:?}", lecture.snapshot.position);
        assert!(now == expected, "a colour differs at {:?}", lecture.snapshot.position);
    }
    assert_eq!(lecture.snapshot.position, Position { step: 5000, phase: 0 });
    assert_eq!(bits(&lecture.session), start);
}

#[test]
fn marks_and_jumps_lead_there_and_back() {
    let mut lecture = blackboard(0);
    let marked = walk_to(&mut lecture, PhaseKind::WeightGradient.at(1)).keys("B").snapshot.position;
    // A jump marks the place that it leaves.
    for (keys, step) in [(")}>", 111), ("(", 11), ("g0 Enter B:7 Enter", 7), ("b", 0)] {
        assert_eq!(lecture.keys(keys).snapshot.position, Position { step, phase: 0 }, "after {keys}");
    }
    assert_eq!(walk_to(&mut lecture, PhaseKind::WeightGradient.at(1)).snapshot.position, marked);
    lecture.keys("s Home b");
    assert_eq!((lecture.app.screen_name(), lecture.snapshot.position), ("step", marked), "so does leaving the screen");
    lecture.keys("gx Enter").at(SMALL).shows("“x” is no step");
    assert_eq!(lecture.snapshot.position, marked, "a number that is none moves nothing");
}

#[test]
fn epochs_are_jumps_too() {
    let settings = Settings { batch_size: BatchSize::Rows(40), ..Settings::default() };
    let mut lecture = lecture(session("iris", settings), 0);
    assert_eq!(lecture.keys(">>e").snapshot.position.step, 4, "150 examples make four batches");
    lecture.at(SMALL).shows("Row 1 of the batch is example ");
    lecture.keys("e>EE");
    assert_eq!(lecture.snapshot.position.step, 4, "back to the start of this epoch, then to the one before");
}

#[test]
fn the_timeline_shows_changes_and_what_was_left_behind() {
    let mut lecture = spiral(Settings::default());
    lecture.keys("g420 Enter [[[g600 Enter").at(WIDE).shows("◆ ε set to 0.1 at step 420");
    let frame = lecture.keys("g500 Enter [").at(WIDE);
    frame.shows_all(["ε set to 0.05 at step 500", "left behind: ε 0.1, seed 0"]);
    assert_eq!(lecture.snapshot.branches.len(), 1);
    assert_eq!(lecture.snapshot.branches[0].from, 500);
    lecture.keys("s").at(WIDE).shows("···"); // the dashboard has that curve, too
    lecture.keys("sb");
    let (theme, area) = (Theme::new(ColorDepth::True), Rect::new(0, 0, 120, 40));
    // A click at the left end goes to the start, and one on the road to a phase of this step.
    for (place, target) in [((3, 36), Position::default()), ((5, 4), Position { step: 500, phase: 1 })] {
        let effects = lecture.app.click(place.into(), area, &theme, &lecture.snapshot);
        assert!(effects.contains(&Effect::Session(Command::GoTo(target))), "{effects:?}");
    }
}
