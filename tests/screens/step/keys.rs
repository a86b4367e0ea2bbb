//! What else its keys do: the cursor, letters, words, and the planted mistake.

use super::{blackboard, spiral, walk_to};
use crate::common::lecture::SMALL;
use mlp_tui::session::{PhaseKind, Settings};

#[test]
fn the_cursor_stays_in_its_matrix_and_moves_what_the_focus_is_on() {
    let mut lecture = blackboard(0);
    // From the result Tab goes to X: there the columns are what is summed over.
    for (keys, expected) in [("j×10 l×10", (3, 2, 0)), ("Tab kl", (2, 2, 1)), ("h×9", (2, 2, 0))] {
        let place = lecture.keys(keys).app.screens.step.place;
        assert_eq!((place.row, place.column, place.inner), expected, "after {keys}");
    }
    lecture.at(SMALL).shows("z[3,3] = x[3,1]·w¹[1,3]");
    lecture.keys("Enter").at(SMALL).shows("matrix 1 of 4"); // Enter shows the matrix alone
}

#[test]
fn letters_digits_and_words_open_and_close() {
    let mut lecture = blackboard(0);
    lecture.keys("a").at(SMALL).shows_all(["x₁₁", "w¹₂₃", "z₄₃"]);
    lecture.keys("af").at(SMALL).shows("e−1"); // 17 digits have an exponent
    lecture.keys("fi").at(SMALL).shows("Each hidden unit takes a weighted sum");
    lecture.keys("Right").at(SMALL).shows("The activation function bends what would be straight"); // the words follow
    assert_eq!(lecture.keys("Esc").app.screen_name(), "step", "Esc closes the words first");
    assert_eq!(lecture.keys("Esc").app.screen_name(), "dashboard");
}

#[test]
fn a_planted_mistake_is_named_and_found() {
    let mut lecture = blackboard(0);
    let checked = lecture.keys("c").at(SMALL);
    assert_eq!(checked.count("┃ ✓"), 5, "four blocks and the verdict:\n{}", checked.text());
    lecture.keys("Esc xj Enter").at(SMALL).shows("∂L/∂Z = ∂L/∂H: the mask");
    // It stands as long as it is planted.
    let checked = lecture.keys("c").at(SMALL);
    checked.shows_all(["✓ W²", "✓ B²", "✗ W¹", "✗ B¹", "planted mistake: ∂L/∂Z = ∂L/∂H"]);
    lecture.keys("Esc");
    walk_to(&mut lecture, PhaseKind::PreActivationGradient.at(0));
    lecture.keys("l").at(SMALL).shows("∂L/∂z[1,2] = ∂L/∂h[1,2] = 0.0359"); // the wrong line is what is shown
    lecture.keys("xk Enter").at(SMALL).hides("✗ planted").shows("→ none; u takes it"); // the first line takes it out
    // Where W is not square the transpose cannot be forgotten.
    let mut spiral = spiral(Settings::default());
    spiral.keys("xjjjj Enter").at(SMALL).shows("not possible here");
    assert!(spiral.snapshot.mistake().is_none());
}

#[test]
fn a_check_that_belongs_to_another_place_is_not_shown() {
    let mut lecture = blackboard(0);
    lecture.keys("c>").at(SMALL).shows("Not checked at this place: c checks.");
    lecture.keys("c").at(SMALL).shows("all blocks agree");
}
