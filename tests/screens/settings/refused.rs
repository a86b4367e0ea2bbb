//! What is out of range is refused in place, with the range.

use super::{inside, set};
use crate::common::lecture::{Lecture, SMALL, WIDE};
use mlp_tui::ui::MINIMUM;

#[test]
fn what_is_out_of_range_is_refused_in_place_with_the_range() {
    let mut lecture = Lecture::spiral();
    for (field, wrong, range) in [
        ("preset", "mine", "cs231n"),
        ("dataset", "spirla", "spiral, circles"),
        ("samples", "5", "6 … 10000000"),
        ("noise", "-1", "0 … 1e300"),
        ("noise", "nan", "0 … 1e300"),
        ("classes", "11", "2 … 10"),
        ("seed", "-1", "0 … 18446744073709551615"),
        ("test_fraction", "1", "0 ≤ F < 1"),
        ("scaling", "log", "none, standard, minmax"),
        ("hidden", "0", "1 … 65536"),
        ("hidden", "8,x", "1 … 65536"),
        ("activation", "swish", "relu, leaky-relu"),
        ("init", "normal:x", "normal:SIGMA"),
        ("init", "normal:-1", "normal:SIGMA"),
        ("optimizer", "rmsprop", "sgd, momentum, adam"),
        ("learning_rate", "0", "ε > 0"),
        ("learning_rate", "1e400", "ε > 0"),
        ("batch", "0", "1, 2, 3, …; full"),
        ("l1", "-0.1", "λ₁ ≥ 0"),
        ("l2", "inf", "λ ≥ 0"),
        ("speed", "0", "0.01 … 1000000"),
    ] {
        let speed = lecture.app.shared.training.speed;
        set(&mut lecture, field, wrong);
        for size in [MINIMUM, SMALL, WIDE] {
            let words = inside(&lecture.at(size));
            let is_short = size != MINIMUM || wrong.len() < 6;
            let mark = if is_short { format!("✗ {wrong}") } else { "✗".to_owned() };
            assert!(words.contains(&mark), "{field:?} {wrong} at {size:?}: {words}");
            assert!(words.contains(&format!("“{wrong}” is out of range")), "{words}");
        }
        lecture.at(WIDE).shows(range).hides("●");
        assert_eq!(lecture.app.shared.training.speed, speed);
        lecture.keys("jk").at(WIDE).hides("✗"); // the next key takes it away
    }
    assert_eq!(lecture.snapshot.changes.list(), [], "nothing was changed");
}

#[test]
fn a_comma_in_a_number_is_refused_with_the_reason() {
    let mut lecture = Lecture::spiral();
    for (field, typed) in [("learning_rate", "0,5"), ("noise", "0,1"), ("samples", "1,000")] {
        let words = inside(&set(&mut lecture, field, typed).at(SMALL));
        assert!(words.contains(&format!("“{typed}”: decimals stand after a point, as in 1.5.")), "{words}");
    }
    assert_eq!(set(&mut lecture, "learning_rate", "０．０５").snapshot.learning_rate(), 0.05, "wide digits are digits");
}
