//! What its keys do, and what the screen says where there is nothing to see.

use super::{hidden, lecture, spiral};
use crate::common::lecture::SMALL;
use crate::common::{checked, problem_with_test, session};
use mlp_tui::nn::Activation;
use mlp_tui::session::{Part, Preset, Session, Settings};
use mlp_tui::text::Language;
use mlp_tui::ui::ColorDepth;

#[test]
fn the_cursor_moves_by_its_keys_and_stays_on_the_bitmap() {
    let mut lecture = spiral(hidden(&[5], Activation::Relu), 0);
    // Down ends at the last unit, and up leads back from there; right is about a column.
    for (keys, unit, example) in
        [("jjj", 3, 0), ("jjjjk", 3, 0), ("l", 3, 5), ("n", 3, 6), ("l×100", 3, 299), ("h×100", 3, 0)]
    {
        let look = &lecture.keys(keys).app.shared.look;
        assert_eq!((look.unit, look.example.index), (unit, example), "after {keys}");
        assert_eq!(lecture.snapshot.example.id.index, example, "every other screen looks at it, too");
    }
}

#[test]
fn sorted_units_stand_by_their_activity_and_the_cursor_follows_the_rows() {
    let mut lecture = spiral(hidden(&[8], Activation::Relu), 20).after("o");
    let activity = lecture.snapshot.measured.evaluation.as_ref().unwrap().activity[0].active.clone();
    let order = lecture.app.screens.units.order(&lecture.app.shared.look, &lecture.snapshot, 0);
    assert!(order.windows(2).all(|pair| activity[pair[0]] >= activity[pair[1]]), "{order:?} by {activity:?}");
    lecture.keys("k×8");
    for &unit in &order {
        assert_eq!(lecture.app.shared.look.unit, unit);
        lecture.keys("j");
    }
}

#[test]
fn many_units_scroll_with_the_cursor() {
    let mut lecture = spiral(hidden(&[100], Activation::Relu), 0);
    lecture.at(SMALL).shows("units 1–32 of 100");
    lecture.keys("j×99");
    lecture.at(SMALL).shows_all(["units 69–100 of 100", "\n 100 "]);
    lecture.in_colors(ColorDepth::None, SMALL).shows_all(["units 85–100 of 100", "\n 100 "]);
}

#[test]
fn the_layer_and_the_part_are_chosen_by_keys_and_what_is_missing_is_said() {
    let settings = hidden(&[4, 6], Activation::Tanh);
    let mut two = lecture(Session::new(problem_with_test("iris", 0.3), checked(settings)), 0);
    two.at(SMALL).shows("layer 1 of 2 · training examples");
    two.keys("wT").at(SMALL).shows("layer 2 of 2 · test examples");
    assert_eq!(two.snapshot.example.id.part, Part::Test);
    let mut one = lecture(session("iris", hidden(&[4], Activation::Relu)), 0).speaking(Language::Spanish);
    one.keys("T").at(SMALL).shows("No hay ejemplos de prueba");
    one.keys("w").at(SMALL).shows("una sola capa oculta");
    for (language, words) in [(Language::English, "no hidden layer"), (Language::Spanish, "no tiene capa oculta")] {
        let mut none = lecture(session("iris", hidden(&[], Activation::Relu)), 0).speaking(language);
        for keys in ["", "jlonwd", "jhT"] {
            none.keys(keys).at(SMALL).shows(words);
        }
    }
}

#[test]
fn a_silenced_unit_is_marked_and_still_seen() {
    let mut lecture = spiral(hidden(&[5], Activation::Relu), 5);
    lecture.keys("jz").at(SMALL).shows_all(["2 ○", "unit 2 ○: active for"]);
    lecture.keys("z").at(SMALL).hides("○");
}

#[test]
fn what_shall_be_predicted_is_hidden() {
    spiral(Settings::default(), 0).after("v").at(SMALL).shows("hidden: v shows it").hides("active for");
}

#[test]
fn units_of_images_are_shown_as_templates() {
    let mut digits = lecture(session("digits", hidden(&[12, 5], Activation::Relu)), 5);
    let frame = digits.keys("ddjj").at(SMALL);
    frame.shows_all(["W¹ 64×12 · each image: the weights into a unit", "►3"]);
    let is_there =
        |unit: usize| frame.text().split_whitespace().any(|word| word.trim_start_matches('►') == unit.to_string());
    assert!((1..=12).all(is_there), "all units are there:\n{}", frame.text());
    digits.app.shared.look.unit = usize::MAX;
    assert!(digits.clicks_change(SMALL, |app| app.shared.look.unit).into_iter().eq(0..12), "each can be clicked");
    digits.keys("d").at(SMALL).shows("Active units"); // the views go round
    spiral(Settings::default(), 0).after("dd").at(SMALL).shows("Active units"); // points of the plane are no images
}

#[test]
fn at_every_sampled_size_every_network_is_drawn() {
    let preset = session("blackboard", Preset::Blackboard.settings());
    let digits = Session::new(problem_with_test("digits", 0.2), checked(hidden(&[70, 3], Activation::Relu)));
    let one = session("spiral", hidden(&[1], Activation::Relu));
    for session in [preset, digits, one] {
        let mut lecture = lecture(session, 2).speaking(Language::Spanish);
        lecture.at_sampled_sizes(20, |frame| {
            frame.shows_its_cursor();
        });
        lecture.keys("d").at_sampled_sizes(20, |frame| {
            frame.shows_all(["Z", "H", "W¹"]);
        });
    }
}
