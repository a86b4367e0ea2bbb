//! Branches: runs that were left, side by side with this one.

use crate::common::lecture::{Lecture, SIZES, SMALL, WIDE};
use crate::common::session;
use mlp_tui::session::{Position, Settings};
use mlp_tui::text::Language;

#[test]
fn two_branches_go_side_by_side() {
    let mut lecture = Lecture::spiral();
    lecture.keys("6").at(SMALL).shows("There is no branch yet");
    // ε 1 up to step 80; then back to 30, and on with ε 5.
    lecture.keys("g80 Enter");
    let at_80 = crate::common::bits(&lecture.session);
    lecture.keys("g30 Enter ]]").at(SMALL).shows("1  left at 30, reached 80");
    lecture.keys("Enter");
    let other = lecture.snapshot.other_run.clone().expect("B is there");
    assert_eq!(other.position, Position { step: 30, phase: 0 }, "B comes to where A is");
    for size in SIZES {
        let frame = lecture.at(size);
        frame.shows_all(["A: this run", "B: branch 1"]);
        frame.shows("A 5   B 1"); // what differs is ε
        frame.shows("A: ε set to 5 at step 30");
    }
    // In step: forth by steps and by jumps, and back.
    for (keys, step) in [("}", 40), (")", 140), ("g80\n", 80), ("{", 70), ("g80\n", 80)] {
        lecture.type_keys(keys);
        let other = lecture.snapshot.other_run.clone().unwrap();
        assert_eq!((lecture.snapshot.position.step, other.position.step), (step, step), "after “{keys}”");
    }
    let b: Vec<u64> =
        lecture.snapshot.other_run.as_ref().unwrap().network.parameters.values().map(f64::to_bits).collect();
    assert_eq!(b, at_80, "B is the run that was left");
    let a = crate::common::bits(&lecture.session);
    lecture.keys("A");
    assert_eq!(crate::common::bits(&lecture.session), at_80, "B became A");
    let b: Vec<u64> =
        lecture.snapshot.other_run.as_ref().unwrap().network.parameters.values().map(f64::to_bits).collect();
    assert_eq!(b, a, "and A became B");
    lecture.at(WIDE).shows("A 1   B 5");
    lecture.keys("Enter");
    assert!(lecture.snapshot.other_run.is_none(), "Enter on the same branch lets it go");
}

#[test]
fn up_to_eight_branches_are_kept_and_named_on_the_curve() {
    let mut lecture = Lecture::spiral();
    for _ in 0..11 {
        lecture.keys("}{]");
    }
    let numbers: Vec<usize> = lecture.snapshot.branches.iter().map(|branch| branch.number).collect();
    assert_eq!(numbers, (4..=11).collect::<Vec<_>>(), "the eight left last");
    let mut single = Lecture::new(session("spiral", Settings::default()), Language::Spanish);
    single.keys("}{]").at(SMALL).shows("·1┃"); // the curve has its name at its end
}

#[test]
fn a_reset_run_can_go_beside_the_new_one() {
    let mut lecture = Lecture::of("moons", Settings::default());
    lecture.keys(")R6 Enter");
    let other = lecture.snapshot.other_run.clone().expect("the run before the reset goes beside");
    assert_eq!((other.setup.hyperparameters().seed, lecture.snapshot.seed()), (0, 1));
    lecture.at(SMALL).shows("seed        A 1   B 0");
    let new = crate::common::bits(&lecture.session);
    lecture.keys("A");
    assert_eq!(lecture.snapshot.seed(), 0, "the old run is back");
    let b: Vec<u64> =
        lecture.snapshot.other_run.as_ref().unwrap().network.parameters.values().map(f64::to_bits).collect();
    assert_eq!(b, new, "and the new one beside it");
}
