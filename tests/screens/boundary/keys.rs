//! What its keys and the mouse do, read off the frames.

use std::collections::HashSet;
use std::sync::Arc;

use super::{braille, forward, lecture, points, spiral, trained};
use crate::common::lecture::{Lecture, SIZES, SMALL, WIDE};
use crate::common::{checked, problem, problem_with_test, session};
use mlp_tui::nn::{Activation, Init, OptimizerKind};
use mlp_tui::session::{Session, Settings};
use mlp_tui::text::Language;
use mlp_tui::ui::{BoundaryDisplay, ColorDepth};
use ratatui::style::Color;

/// Where the crosshair is in the plane.
fn crosshair(lecture: &Lecture) -> [f64; 2] {
    let (look, snapshot) = (&lecture.app.shared.look, &lecture.snapshot);
    lecture.app.screens.boundary.crosshair(look, snapshot, &look.section(snapshot))
}

fn hidden(units: &[usize]) -> Settings {
    Settings { hidden_units: units.to_vec(), ..Settings::default() }
}

#[test]
fn regions_points_and_legend_are_on_the_screen() {
    let lecture = spiral();
    let frame = lecture.at(SMALL);
    frame.shows_all(["Decision boundary", "██ 1  ██ 2  ██ 3", "● right", "× wrong"]);
    let backgrounds: HashSet<Color> = frame.buffer.content.iter().map(|cell| cell.bg).collect();
    assert!(backgrounds.len() > 100, "the strength of a colour shows how sure the network is");
    let wrong = lecture.snapshot.measured.evaluation.as_ref().unwrap().misclassified.len();
    let crosses = frame.count("×");
    assert!(wrong > 0 && crosses > 1 && crosses <= wrong + 2, "{wrong} wrong, {crosses} crosses\n{}", frame.text());
}

#[test]
fn the_crosshair_moves_and_the_forward_pass_follows() {
    let mut lecture = spiral();
    let before = lecture.at(SMALL);
    before.shows("example 1 · class 1"); // the crosshair starts on the example
    let after = lecture.keys("hljk llllllllkkkk").at(SMALL);
    assert_ne!(after, before);
    let forward = forward(&lecture.session, &crosshair(&lecture));
    let on = forward.pre_activations[0].iter().filter(|z| *z > 0.0).count();
    after.shows_all(["crosshair", "Z = XW¹ + B¹", "Y = HW² + B²", "P = softmax(Y)", &format!("{on} of 32 on")]);
    after.shows_all((0..3).map(|class| format!("{:.3}", forward.probabilities.get(0, class))));
    lecture.keys("l×100");
    let [right, _] = lecture.app.shared.look.section(&lecture.snapshot).share_of(crosshair(&lecture));
    assert!((right - 1.0).abs() < 1e-9, "it stops at the edge of the picture");
    lecture.keys("n").at(SMALL).shows("example 2 · class 1"); // n puts it on the next example
}

#[test]
fn arrows_and_shifted_arrows_move_the_crosshair_too() {
    let mut lecture = spiral();
    let start = crosshair(&lecture);
    let down = crosshair(lecture.keys("Down"));
    assert!(down[1] < start[1] && down[0] == start[0], "down is down");
    assert!(crosshair(lecture.keys("Shift-Right"))[0] > down[0], "Shift with an arrow moves it");
    assert_eq!(lecture.snapshot.position.step, 200, "no time has passed");
}

#[test]
fn the_misclassified_example_is_found_with_its_own_numbers() {
    let lecture = spiral().after("ljm");
    let example = &lecture.snapshot.example;
    assert_ne!(example.label, example.predicted);
    let frame = lecture.at(WIDE);
    frame.shows_all([&format!("example {} · class", example.id.index + 1), "wrong"]);
    frame.shows_all(example.probabilities.iter().map(|p| format!("{p:.3}")));
}

#[test]
fn every_view_is_reached_by_its_key_and_left_by_the_other() {
    let mut lecture = spiral();
    let titles =
        ["P of class 1", "P of class 2", "P of class 3", "H of unit 1", "H of all 32 units", "Decision boundary"];
    let mut frames = vec![lecture.at(WIDE)];
    for title in titles {
        frames.push(lecture.keys("d").at(WIDE));
        frames[frames.len() - 1].shows(title);
    }
    assert_eq!(frames[0], frames[6], "the views go around");
    for frame in frames.iter().rev().skip(1) {
        assert_eq!(&lecture.keys("D").at(WIDE), frame, "D goes back the same way");
    }
}

#[test]
fn one_class_and_one_unit_are_shown_on_a_scale_with_a_legend() {
    let mut lecture = spiral();
    lecture.keys("dd").at(SMALL).shows("p 0 █████████ 1");
    lecture.keys("dd Tab×2").at(SMALL).shows_all(["H of unit 3", "h 0.00 ███████", "z[3] = "]); // Tab chooses the unit
    lecture.keys("Shift-Tab").at(SMALL).shows("H of unit 2"); // Shift-Tab goes back
}

#[test]
fn all_units_in_small_open_one() {
    let mut lecture = spiral().after("D");
    lecture.at(SMALL).shows_all((1..=32).map(|unit| unit.to_string()));
    lecture.keys("jl");
    assert_eq!(lecture.app.shared.look.unit, 9, "down is a row of eight, right is one");
    lecture.keys("Enter").at(SMALL).shows("H of unit 10");
    assert_eq!(lecture.app.screens.boundary.display, BoundaryDisplay::Unit);
    lecture.keys("d").app.shared.look.unit = usize::MAX;
    let found = lecture.clicks_change(SMALL, |app| app.shared.look.unit);
    assert!(found.into_iter().eq(0..32), "the mouse finds every unit");
}

#[test]
fn a_dead_unit_is_named_and_its_line_dotted() {
    let session = trained("spiral", hidden(&[4]), 50);
    let mut parameters = session.run().network().parameters.clone();
    // Unit 2 is off for every example, and its line still crosses the picture: z = −x − y − 2.05.
    let rows = session.run().setup().problem().train.inputs.rows().into_iter();
    let least = rows.map(|row| row.sum()).fold(f64::INFINITY, f64::min);
    parameters.layers[0].weight_mut()[[0, 1]] = -1.0;
    parameters.layers[0].weight_mut()[[1, 1]] = -1.0;
    parameters.layers[0].bias_mut()[1] = least - 0.05;
    let settings = Settings { init: Init::Given(Arc::new(parameters)), ..hidden(&[4]) };
    let mut lecture = lecture(Session::new(problem("spiral"), checked(settings)));
    lecture.keys("O").at((120, 41)).shows_all(["✕ dead: 2", "✕2"]); // its line has its number and the mark
    lecture.keys("O").at((120, 41)).hides("✕2"); // the key takes the lines away
    lecture.keys("D").at(WIDE).shows("2✕"); // it is marked among the small pictures
}

#[test]
fn lines_of_a_deeper_layer_are_curves_and_have_their_layer_named() {
    let mut lecture = lecture(trained("spiral", hidden(&[8, 5]), 300)).after("O");
    let first = braille(&lecture);
    lecture.at(WIDE).shows("lines z = 0 · layer 1");
    lecture.keys("w").at(WIDE).shows_all(["lines z = 0 · layer 2", "Z² = H¹W² + B²"]);
    assert_ne!(braille(&lecture), first, "the second layer has lines of its own");
}

#[test]
fn wide_data_show_any_two_features_and_hold_the_others() {
    let mut lecture = lecture(trained("iris", Settings { learning_rate: 0.1, ..Settings::default() }, 60));
    let mut frames = vec![lecture.at(WIDE)];
    frames[0].shows("other features: example 1");
    for key in ["X", "X", "Y", "M"] {
        let now = lecture.keys(key).at(WIDE);
        assert!(frames.iter().all(|frame| frame.buffer != now.buffer), "{key} changes the picture");
        frames.push(now);
    }
    let [across, up] = lecture.app.shared.look.section(&lecture.snapshot).axes;
    assert_ne!(across, up);
    let name = &lecture.snapshot.problem().feature_names[across];
    frames[4].shows_all(["other features: mean", &format!("{name} →")]);
    let through_the_first = lecture.keys("M").at(WIDE);
    let through_another = lecture.keys("n×100").at(WIDE);
    assert_ne!(through_another, through_the_first, "the plane goes through the example");
    through_another.shows("other features: example 101");
}

#[test]
fn the_ends_of_the_axes_are_in_the_units_of_the_data() {
    // sepal_length_cm runs from 4.3 to 7.9, and a tenth of that on either side.
    lecture(session("iris", Settings::default())).at(SMALL).shows_all(["3.94", "8.26"]);
}

#[test]
fn two_features_have_no_others_and_no_hidden_layer_has_no_folds() {
    let mut lecture = lecture(trained("spiral", hidden(&[]), 20));
    for key in ["X", "Y", "M"] {
        lecture.keys(key).at(SMALL).shows("no other features");
    }
    lecture.keys("O").at(SMALL).shows("nothing folds the plane");
    lecture.keys("ddd").at(SMALL).shows("P of class 3");
    lecture.keys("d").at(SMALL).shows_all(["Decision boundary", "Y = XW¹ + B¹"]); // there is no view of units
}

#[test]
fn training_and_test_examples_are_told_apart() {
    let problem = problem_with_test("moons", 0.3);
    let mut lecture = lecture(Session::new(problem, checked(Settings::default())));
    let count = |lecture: &Lecture, glyphs: &[char]| lecture.at(WIDE).text().matches(glyphs).count();
    assert!(count(&lecture, &['●', '×']) > 50 && count(&lecture, &['○', '⊗']) == 0);
    lecture.keys("T").at(WIDE).shows("example 1 (test)"); // n and p go through what is shown
    assert!(count(&lecture, &['○', '⊗']) > 30, "{}", lecture.at(WIDE).text());
    lecture.keys("T");
    assert!(count(&lecture, &['●', '×']) > 50 && count(&lecture, &['○', '⊗']) > 30);
    lecture.keys("T");
    assert_eq!(count(&lecture, &['●', '×', '○', '⊗']), usize::from(lecture.app.screens.boundary.crosshair.is_none()));
}

#[test]
fn without_colours_glyphs_tell_the_classes_apart() {
    let lecture = spiral();
    for depth in [ColorDepth::None, ColorDepth::Ansi] {
        lecture.in_colors(depth, SMALL).shows_all(["·· 1  ++ 2  // 3", "····", "++++", "////"]);
    }
    let frame = lecture.plain(SMALL);
    assert!(!frame.reversed().is_empty(), "what is classified wrong is reversed");
    assert!(frame.buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
}

#[test]
fn more_classes_than_colours_have_glyphs_and_a_legend_that_fits() {
    let lecture = lecture(trained("digits", Settings { learning_rate: 0.5, ..Settings::default() }, 30));
    for (depth, first) in [(ColorDepth::True, "██ 0"), (ColorDepth::None, "·· 0")] {
        let frame = lecture.in_colors(depth, WIDE);
        frame.shows("1 example in 2");
        let legend = frame.text().lines().rev().find(|line| line.contains(first)).expect("there is a legend");
        assert!((0..10).all(|class| legend.contains(&format!(" {class}"))), "{legend}");
    }
}

#[test]
fn the_mouse_puts_the_crosshair_where_it_points() {
    let mut lecture = spiral();
    let targets = points(&lecture, SMALL);
    let (place, target) = targets[targets.len() / 3];
    lecture.app.screens.boundary.crosshair = Some(target);
    let frame = lecture.at(SMALL);
    assert_eq!(frame.buffer[place].symbol(), "┼", "{}", frame.text());
}

#[test]
fn while_the_class_predicts_nothing_is_given_away() {
    let mut lecture = spiral().after("mv");
    let frame = lecture.at(SMALL);
    frame.hides_all(["▀", "× wrong", "softmax"]).shows_all(["●", "hidden: v shows it"]);
    lecture.keys("v").at(SMALL).shows("▀");
}

#[test]
fn the_picture_alone_takes_the_whole_screen_and_escape_gives_the_rest_back() {
    let mut lecture = spiral();
    let cells = |lecture: &Lecture| points(lecture, SMALL).len();
    let before = cells(&lecture);
    assert!(cells(lecture.keys("Enter")) > before * 3 / 2);
    assert_eq!(cells(lecture.keys("Esc")), before);
    assert_eq!(lecture.keys("Esc").app.screen_name(), "dashboard");
}

#[test]
fn a_run_that_broke_draws_and_predicts_nothing() {
    let mut session = session("spiral", Settings { learning_rate: 1e200, ..Settings::default() });
    (0..3).for_each(|_| session.step());
    let mut lecture = lecture(session);
    for _ in 0..7 {
        lecture.keys("Od");
        for size in SIZES {
            let frame = lecture.at(size);
            frame.says("Y is no longer finite");
            // A NaN is never right.
            frame.hides("right ╮");
            // Z is finite still: H has its picture.
            if !frame.text().contains("H of") {
                frame.hides("▀");
            }
        }
    }
}

#[test]
fn every_size_draws_in_every_view_depth_and_language() {
    let lectures = [
        lecture(trained("digits", hidden(&[300, 7]), 1)),
        lecture(trained("spiral", Settings { activation: Activation::Tanh, ..Settings::default() }, 5))
            .speaking(Language::Spanish),
        lecture(trained("moons", Settings { optimizer: OptimizerKind::Adam, ..hidden(&[]) }, 5)),
    ];
    for mut lecture in lectures {
        lecture.keys("O");
        for view in 0..6 {
            lecture.at_sampled_sizes(12, |frame| {
                let is_marked = frame.text().contains(['┼', '◆', '▲']) || !frame.reversed().is_empty();
                assert!(is_marked, "view {view} shows no place or unit that is looked at:\n{}", frame.text());
            });
            lecture.keys("d");
        }
    }
}
