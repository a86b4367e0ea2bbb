//! Images of examples, and weights as images.

use std::sync::Arc;

use super::{digits, session, session_of};
use crate::common::lecture::{Lecture, SMALL, WIDE};
use crate::common::problem;
use mlp_tui::data::{Scaling, load};
use mlp_tui::files::Disk;
use mlp_tui::nn::Init;
use mlp_tui::probe::Image;
use mlp_tui::session::{ExampleId, Measure, Part, Settings};
use mlp_tui::ui::{App, ColorDepth, Pane, Theme};

#[test]
fn images_have_the_pixels_of_the_data() {
    let dataset = load("digits", &mlp_tui::data::Options::default(), 0, &Disk).unwrap();
    for scaling in [Scaling::None, Scaling::Standard, Scaling::MinMax] {
        let problem = Arc::new(dataset.clone().prepare(scaling, 0.0, 0).unwrap());
        let snapshot = session_of(problem, Settings::default(), 0).snapshot(Measure::Never);
        for index in [0, 17, 1796] {
            let image = Image::of_example(&snapshot, ExampleId { part: Part::Train, index }).unwrap();
            assert_eq!((image.width, image.height), (8, 8));
            for (pixel, raw) in image.pixels.iter().zip(dataset.features.row(index)) {
                assert!((pixel - raw).abs() < 1e-12, "{scaling:?}: {pixel} was {raw}");
            }
        }
    }
}

/// How many places of the frame show a brightness.
fn pixels(lecture: &Lecture, size: (u16, u16)) -> usize {
    let theme = Theme::new(ColorDepth::True);
    let greys: Vec<_> = (0..=1000).map(|share| theme.light(f64::from(share) / 1000.0)).collect();
    lecture.at(size).buffer.content().iter().filter(|cell| greys.contains(&cell.bg)).count()
}

#[test]
fn the_probabilities_show_the_image_where_there_is_room() {
    let mut lecture = digits().after("dd Enter");
    assert_eq!(pixels(&lecture, SMALL), 0, "there is no room beside the bars");
    assert_eq!(pixels(&lecture, WIDE), 16 * 8, "every pixel is two columns and a line");
    assert_eq!(pixels(lecture.keys("Enter"), SMALL), 32 * 16, "alone it is larger");
    lecture.plain(SMALL).shows_all(["█", "░", "▓"]); // shades say it without colours
}

/// The zoomed weights of nine units that look at digits.
fn templates(init: Init) -> Lecture {
    let settings = Settings { hidden_units: vec![9], init, ..Settings::default() };
    Lecture::on(session_of(problem("digits"), settings, 0)).after("Tab Enter")
}

#[test]
fn the_zoomed_weights_of_images_are_templates_and_dead_units_are_marked() {
    // With zeros every unit is dead, at random none is.
    for (init, mark) in [(Init::Zeros, " ✕"), (Init::He, "")] {
        let mut lecture = templates(init).after("ll");
        for depth in [ColorDepth::True, ColorDepth::Ansi, ColorDepth::None] {
            let frame = lecture.in_colors(depth, WIDE);
            let text = frame.text();
            let names: String = text.lines().filter(|line| line.contains("►3")).collect();
            assert!(names.contains(&format!("►3{mark}")), "the cursor is under unit 3:\n{text}");
            for unit in 4..=9 {
                let [inside, first] = [' ', '┃'].map(|before| format!("{before}{unit}{mark} "));
                assert!(text.contains(&inside) || text.contains(&first), "unit {unit} is missing:\n{text}");
            }
            assert_eq!(text.contains('✕'), !mark.is_empty(), "{text}");
            frame.shows("pixel 1,1 → unit 3");
        }
        lecture.keys("d").at(WIDE).shows("columns: inputs"); // d shows the matrix
    }
}

#[test]
fn the_mouse_finds_the_unit_of_a_template() {
    let mut lecture = templates(Init::He);
    let unit = |app: &App| app.screens.dashboard.cursor(Pane::Weights).1;
    let mut units = lecture.clicks_change(WIDE, unit);
    lecture.keys("l");
    units.extend(lecture.clicks_change(WIDE, unit));
    assert!(units.into_iter().eq(0..9), "every template can be clicked");
}

#[test]
fn plain_characters_have_a_meaning_for_every_glyph() {
    for keys in ["4", "4jl Enter", "4dd", "4dd Enter×2", "Tab Enter"] {
        let lecture = Lecture::on(session("digits", 12)).after(keys);
        let frame = lecture.drawn(&Theme::new(ColorDepth::True).with_ascii(true), WIDE);
        assert!(frame.text().is_ascii(), "{}", frame.text());
        assert_eq!(frame.count("?"), 1, "“?” stands for the help's key alone:\n{}", frame.text());
    }
}
