//! Equations and numbers, complete in every phase.

use std::collections::HashSet;

use super::{blackboard, lecture, spiral, walk_to};
use crate::common::lecture::{LANGUAGES, Lecture, SIZES, SMALL, WIDE, sampled_sizes};
use crate::common::session;
use mlp_tui::explain::{Axis, Description, Digits};
use mlp_tui::nn::Init;
use mlp_tui::session::{BatchSize, PhaseKind, Preset, Settings};
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{ColorDepth, MINIMUM, Step, Theme};
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// The words of a frame, without those of the road at its left where it stands there.
fn words(lecture: &Lecture, size: (u16, u16)) -> String {
    let left = if size.0 >= 116 { 44 } else { 0 };
    let right = lecture.plain(size).part(Rect::new(left, 0, size.0 - left, size.1));
    right.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn no_equation_is_cut_in_any_language_at_any_size() {
    let deep = Settings { hidden_units: vec![4, 3], l1: 0.01, l2: 0.02, ..Settings::default() };
    for settings in [Preset::Blackboard.settings(), deep, Settings { hidden_units: vec![], ..Settings::default() }] {
        for language in LANGUAGES {
            let (text, dataset) = (Text::of(language), if settings.init == Init::He { "iris" } else { "blackboard" });
            let mut lecture = lecture(session(dataset, settings.clone()), 0).speaking(language);
            for _ in 0..lecture.snapshot.phases().len() {
                let open = lecture.snapshot.open.clone().unwrap();
                let description = Description::new(&open, open.phase());
                let mut expected = vec![description.equation.clone()];
                match description.chain() {
                    None => expected.push(description.shapes(text)),
                    Some(chain) => {
                        expected.extend(chain.written_line(text).into_iter().chain(chain.computed_line(text)));
                    }
                }
                for size in SIZES {
                    let words = words(&lecture, size);
                    for line in &expected {
                        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
                        assert!(words.contains(&line), "{size:?} {language:?}: “{line}” is cut in {words}");
                    }
                }
                lecture.keys("Right");
            }
        }
    }
}

/// Everything of the matrices that the mouse can point to: it points to each digit that begins a number or follows a
/// sign or a point.
fn numbers_on_screen(lecture: &Lecture, size: (u16, u16)) -> HashSet<(usize, (usize, usize))> {
    let open = lecture.snapshot.open.as_ref().expect("a step laid open");
    let description = Description::new(open, open.phase());
    let (buffer, theme) = (lecture.at(size).buffer, Theme::new(ColorDepth::True));
    let is_digit = |x: u16, y: u16| buffer[(x, y)].symbol().starts_with(|letter: char| letter.is_ascii_digit());
    let begins = |place: &Position| is_digit(place.x, place.y) && !(place.x > 0 && is_digit(place.x - 1, place.y));
    let pointed_to = |place: Position| {
        let mut app = lecture.app.clone();
        app.screens.step.focus = usize::MAX;
        app.click(place, buffer.area, &theme, &lecture.snapshot);
        let Step { focus, place, .. } = app.screens.step;
        let (rows, columns) = (focus != usize::MAX).then(|| description.operand(focus).axes)?;
        Some((focus, (place.along(rows), place.along(columns))))
    };
    buffer.area.positions().filter(begins).filter_map(pointed_to).collect()
}

#[test]
fn the_blackboard_fits_on_a_small_screen_without_scrolling() {
    for (language, step) in LANGUAGES.into_iter().flat_map(|language| [(language, 0), (language, 3)]) {
        let mut lecture = blackboard(step).speaking(language);
        for _ in 0..lecture.snapshot.phases().len() {
            let open = lecture.snapshot.open.clone().unwrap();
            let description = Description::new(&open, open.phase());
            let frame = lecture.at(SMALL);
            let about = format!("{:?} at step {step}", open.phase());
            let mut all = 0;
            for operand in description.operands() {
                let (rows, columns) = operand.quantity.dim(&open);
                // Along an axis that the result does not have, a click leads to the same place everywhere.
                let places = |axis: Axis, count: usize| if axis == Axis::Single { 1 } else { count };
                all += places(operand.axes.0, rows) * places(operand.axes.1, columns);
                let digits = description.digits(operand.quantity);
                for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
                    let value = operand.quantity.value(&open, row, column);
                    let is_there = |digits: Digits| frame.text().contains(&digits.show(value));
                    assert!(is_there(digits) || is_there(digits.fewer()), "{about} lacks {value}:\n{}", frame.text());
                }
            }
            let shown = numbers_on_screen(&lecture, SMALL).len();
            assert_eq!(shown, all, "{about} does not show all its numbers:\n{}", frame.text());
            frame.hides("…"); // the heatmap of the road may end in an ellipsis; numbers and equations may not
            lecture.keys("Right");
        }
    }
}

#[test]
fn what_feeds_the_cell_shows_without_colours() {
    for depth in [ColorDepth::None, ColorDepth::Ansi] {
        let buffer = blackboard(0).after("jll").in_colors(depth, SMALL).buffer;
        let numbers = |modifier: Modifier| -> Vec<String> {
            let places = Rect::new(0, 4, 80, 7).positions();
            let lit = places
                .map(|place| if buffer[place].modifier.contains(modifier) { buffer[place].symbol() } else { " " });
            lit.collect::<String>().split_whitespace().map(str::to_owned).collect()
        };
        // Row 2 of X, column 3 of W¹, and the bias 3 feed z[2,3].
        let mut fed = numbers(Modifier::UNDERLINED);
        fed.sort();
        assert_eq!(fed, ["0.2", "0.5", "1.0", "−0.1", "−0.5"]);
        let reversed = numbers(Modifier::REVERSED);
        assert!(reversed.contains(&"−0.1500".to_owned()), "the entry itself is reversed: {reversed:?}");
    }
}

#[test]
fn every_phase_has_its_words_in_both_languages() {
    for language in LANGUAGES {
        let text = Text::of(language);
        for phase in mlp_tui::session::phases(2) {
            let key = phase.key();
            let words = text.of_name("talk", key).unwrap_or_else(|| panic!("{language:?} says nothing of {key}"));
            let sentences = words.matches(['.', '?']).count();
            assert!((2..=6).contains(&sentences), "{language:?} {key}: {words}");
        }
        let kinds = ["activation_smooth", "pre_activation_gradient_smooth", "logits_of_inputs", "update_with_memory"];
        let identity = ["activation_identity", "pre_activation_gradient_identity"];
        for kind in kinds.iter().chain(&identity).chain(&["mistake", "held"]) {
            assert!(text.of_name("talk", kind).is_some(), "{language:?} has no words for {kind}");
        }
        let count = text.keys().filter(|key| key.starts_with("talk.")).count();
        assert_eq!(count, 20, "{language:?} speaks of phases that are not");
    }
}

#[test]
fn hidden_results_leak_nowhere() {
    let mut lecture = blackboard(0);
    let loss = "0.7154";
    walk_to(&mut lecture, PhaseKind::Loss.at(1)).at(WIDE).shows(loss);
    lecture.keys("v");
    for size in SIZES {
        lecture.at(size).hides(loss).shows("L ?").hides("█"); // the curve is hidden, too
    }
    lecture.keys("s").at(WIDE).hides(loss);
    lecture.keys("sv").at(SMALL).shows(loss); // the key shows it again
    for phase in [
        PhaseKind::LogitsGradient.at(1),
        PhaseKind::WeightGradient.at(1),
        PhaseKind::ActivationGradient.at(0),
        PhaseKind::WeightUpdate.at(0),
    ] {
        let open = walk_to(&mut lecture, phase).snapshot.open.clone().unwrap();
        let result = Description::new(&open, phase).result().quantity;
        let shown = result.digits(&open).show(result.value(&open, 0, 0));
        lecture.at(WIDE).shows(&shown);
        lecture.keys("v").at(WIDE).hides(&shown);
        lecture.keys("v");
    }
}

#[test]
fn a_unit_that_is_always_off_is_said_not_to_learn() {
    let mut lecture = spiral(Settings { init: Init::Zeros, ..Settings::default() });
    walk_to(&mut lecture, PhaseKind::WeightGradient.at(0));
    lecture.at(SMALL).shows("is off for all 300 examples: they give its weights no gradient");
}

#[test]
fn any_network_draws_at_any_size_in_any_phase() {
    let networks = [
        session("spiral", Settings { hidden_units: vec![], ..Settings::default() }),
        session("iris", Settings { hidden_units: vec![5, 4, 3], l2: 0.1, ..Settings::default() }),
        session("digits", Settings { batch_size: BatchSize::Rows(1), ..Settings::default() }),
        session("spiral", Settings { learning_rate: 1e200, ..Settings::default() }),
    ];
    for network in networks {
        let mut lecture = lecture(network, 2).speaking(Language::Spanish);
        for index in 0..lecture.snapshot.phases().len() {
            lecture.keys(["j", "ljl", "Tab", "a", "f", "v", "Enter"][index % 7]);
            let open = lecture.snapshot.open.clone();
            let equation = open.map(|open| Description::new(&open, open.phase()).equation);
            for size in sampled_sizes(4).chain([(77, 19), (116, 30), (133, 51)]) {
                let frame = lecture.in_colors(ColorDepth::Palette, size);
                if size.0 >= MINIMUM.0 && size.1 >= MINIMUM.1 {
                    let symbol = equation.as_deref().and_then(|equation| equation.split_whitespace().next());
                    frame.shows(symbol.unwrap_or("L")).shows_its_cursor();
                }
            }
            lecture.keys("Right");
        }
    }
}
