//! The bitmap of which unit is active for which example.

use std::collections::HashSet;

use super::{forward, hidden, lecture, spiral, stuck};
use crate::common::lecture::{DEPTHS, LANGUAGES, LARGE, Lecture, READABLE, SMALL, WIDE};
use crate::common::session;
use mlp_tui::nn::Activation;
use mlp_tui::probe::{ActivityMap, Sample};
use mlp_tui::session::{ExampleId, Part, Settings};
use mlp_tui::ui::{App, ColorDepth, Effect, Theme};
use ratatui::layout::Position;

/// The cells of the bitmap, each with the unit and the example to which a click there leads.
fn cells(lecture: &Lecture, size: (u16, u16)) -> Vec<(Position, usize, ExampleId)> {
    let mut app = lecture.app.clone();
    app.shared.look.unit = usize::MAX;
    let clicks = lecture.clicks(&app, size);
    let cell = |(place, app, effects): (Position, App, Vec<Effect>)| {
        let look = &app.shared.look;
        (look.unit != usize::MAX && !effects.is_empty()).then_some((place, look.unit, look.example))
    };
    clicks.filter_map(cell).collect()
}

#[test]
fn the_bitmap_agrees_with_the_sign_of_z_cell_by_cell() {
    let theme = Theme::new(ColorDepth::True);
    for (units, activation) in [
        (&[12][..], Activation::Relu),
        (&[9], Activation::Tanh),
        (&[9], Activation::Sigmoid),
        (&[7, 11], Activation::Relu),
        (&[40], Activation::Identity),
    ] {
        let mut lecture = lecture(session("iris", hidden(units, activation)), 30);
        for layer in 0..units.len() {
            let (forward, frame) = (forward(&lecture), lecture.at(LARGE));
            let mut seen = HashSet::new();
            for (place, unit, example) in cells(&lecture, LARGE) {
                let z = forward.pre_activations[layer].get(example.index, unit);
                let share = if z > 0.0 { 1.0 } else { 0.0 };
                let name = format!("{units:?} {activation:?} layer {layer}, unit {unit}, example {}", example.index);
                assert_eq!(frame.buffer[place].bg, theme.scale(share), "{name}: z = {z}");
                seen.insert((unit, example.index));
            }
            assert_eq!(seen.len(), units[layer] * 150, "every unit and every example has a cell of its own");
            let sample = Sample::of(&lecture.snapshot, layer, Part::Train);
            let map = ActivityMap::of(&lecture.snapshot, layer, Part::Train, sample);
            let h = map.activations();
            for unit in 0..units[layer] {
                for (column, &example) in map.sample.rows.iter().enumerate() {
                    let matrices = [&forward.pre_activations[layer], &forward.activations[layer]];
                    let expected = matrices.map(|matrix| matrix.get(example, unit).to_bits());
                    let found = [map.pre_activations[[unit, column]], h[[unit, column]]];
                    assert_eq!(found.map(f64::to_bits), expected, "the map has the bits of the forward pass");
                }
            }
            lecture.keys("w");
        }
    }
}

#[test]
fn a_column_of_several_examples_shows_the_share_that_is_active() {
    let lecture = spiral(Settings::default(), 100);
    let theme = Theme::new(ColorDepth::True);
    let (frame, forward) = (lecture.at(SMALL), forward(&lecture));
    assert!(frame.row(2).contains("5 examples a column"), "{}", frame.row(2));
    let mut rows = HashSet::new();
    for (place, unit, example) in cells(&lecture, SMALL) {
        let cell = &frame.buffer[place];
        if cell.symbol() == "◆" {
            continue;
        }
        // Two units share a line; the first of them is above.
        let upper = unit - unit % 2;
        let share = |unit: usize| {
            let is_active = |example: usize| forward.pre_activations[0].get(example, unit) > 0.0;
            // The classes of the spiral follow one another, a hundred examples each.
            (example.index..example.index + 5).filter(|&example| is_active(example)).count() as f64 / 5.0
        };
        assert_eq!((cell.fg, cell.bg), (theme.scale(share(upper)), theme.scale(share(upper + 1))));
        rows.insert(upper);
    }
    assert_eq!(rows.len(), 16, "32 units are seen at once in 80x24");
}

#[test]
fn always_off_and_always_on_units_are_marked_and_named() {
    for (language, off, on) in [
        (LANGUAGES[0], "always off ✕: 1 ", "always on ■: 2"),
        (LANGUAGES[1], "siempre apagadas ✕: 1 ", "siempre activas ■: 2"),
    ] {
        let lecture = spiral(stuck(), 0).speaking(language);
        for depth in DEPTHS {
            for size in READABLE {
                let frame = lecture.in_colors(depth, size);
                frame.shows_all([off, on, "1 ✕", "2 ■"]); // the margin marks them
                frame.hides_all(["3 ✕", "3 ■"]); // unit 3 is both
            }
        }
    }
}

#[test]
fn the_caption_tells_the_shares_of_the_unit_at_the_cursor() {
    let mut lecture = spiral(Settings::default(), 50);
    for keys in ["", "jj", "llll", "k"] {
        let unit = lecture.keys(keys).app.shared.look.unit;
        let forward = forward(&lecture);
        let labels = &lecture.snapshot.problem().train.labels;
        let share = |class: Option<usize>| {
            let rows: Vec<usize> = (0..300).filter(|&row| class.is_none_or(|class| labels[row] == class)).collect();
            let active = rows.iter().filter(|&&row| forward.pre_activations[0].get(row, unit) > 0.0).count();
            let percent = 100.0 * active as f64 / rows.len() as f64;
            if percent > 0.0 && percent < 100.0 { percent.round().clamp(1.0, 99.0) } else { percent }
        };
        let [all, a, b, c] = [None, Some(0), Some(1), Some(2)].map(share);
        let shares = format!("active for {all}% of examples, by class (1: {a}%, 2: {b}%, 3: {c}%)");
        lecture.at(SMALL).shows(&format!("unit {}: {shares}", unit + 1));
    }
}

#[test]
fn too_many_examples_are_sampled_and_the_screen_says_so() {
    let mut lecture = spiral(hidden(&[600, 600], Activation::Relu), 0);
    lecture.at(WIDE).hides("sampled");
    lecture.keys("w").at(WIDE).shows("sampled 100 of 300");
    let sample = Sample::of(&lecture.snapshot, 1, Part::Train);
    assert_eq!((sample.rows.len(), sample.classes), (100, vec![0..34, 34..67, 67..100]), "evenly, class by class");
}

#[test]
fn in_plain_ascii_the_shades_stay_apart() {
    let theme = Theme::new(ColorDepth::None).with_ascii(true);
    let frame = spiral(Settings::default(), 60).drawn(&theme, SMALL);
    assert!(frame.shows("off .-+*# on").text().is_ascii(), "{}", frame.text());
}
