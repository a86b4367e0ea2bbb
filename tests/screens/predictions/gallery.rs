//! The misclassified examples: images in a gallery, or a list.

use super::{confusion, digits, lecture, listed, session};
use crate::common::lecture::{Lecture, SMALL, WIDE};
use mlp_tui::data::load;
use mlp_tui::files::Disk;
use mlp_tui::probe::original_features;
use mlp_tui::session::{ExampleId, Part};
use mlp_tui::ui::{App, Pane, Predictions, PredictionsDisplay};

/// The digits' gallery of training examples.
fn gallery() -> Lecture {
    let lecture = digits().after("dd");
    assert_eq!(lecture.app.screens.predictions.display, PredictionsDisplay::Gallery);
    lecture
}

#[test]
fn the_gallery_moves_through_all_misclassified_images_and_opens_them() {
    let mut lecture = gallery();
    let snapshot = lecture.snapshot.clone();
    let confusion = confusion(&snapshot, Part::Train);
    let wrong = confusion.wrong();
    assert!(wrong.len() > 20, "so many that they do not fit on one screen");
    for (at, &example) in wrong.iter().enumerate() {
        let frame = lecture.at(SMALL);
        let (correct, predicted) = confusion.cell_of(example).unwrap();
        let title = format!("{correct}→{predicted} #{}", example + 1);
        assert_eq!(frame.count(&title), 1, "{title} is not among\n{}", frame.text());
        frame.shows(&format!("{} of {}", at + 1, wrong.len()));
        lecture.keys("l");
    }
    let columns = Predictions::columns(wrong.len());
    lecture.keys(&format!("h×{} jl Enter", wrong.len()));
    assert_eq!(lecture.snapshot.example.id, ExampleId { part: Part::Train, index: wrong[columns + 1] });
    assert_eq!(lecture.app.screens.dashboard.focus, Pane::Probabilities);
    lecture.keys("4T").at(SMALL).shows("test examples"); // T shows the test examples' gallery
}

#[test]
fn the_worst_examples_stand_first_where_that_is_asked_for() {
    let lecture = gallery().after("o");
    let evaluation = lecture.snapshot.measured.evaluation.clone().unwrap();
    let loss = |&index: &usize| evaluation.confidence(Part::Train)[index].loss();
    let view = &lecture.app.screens.predictions;
    let examples = view.examples(&view.confusion(&lecture.snapshot).unwrap(), &lecture.snapshot);
    assert!(examples.is_sorted_by(|a, b| loss(a) >= loss(b)));
    lecture.at(WIDE).shows("worst first");
}

#[test]
fn without_images_the_gallery_is_a_list_with_the_features_as_they_were() {
    let lecture = lecture(session("iris", 4)).after("dd");
    let frame = lecture.at(WIDE);
    let dataset = load("iris", &mlp_tui::data::Options::default(), 0, &Disk).unwrap();
    let wrong = confusion(&lecture.snapshot, Part::Train).wrong();
    assert_eq!(listed(&frame).len(), wrong.len(), "{}", frame.text());
    let first = original_features(&lecture.snapshot, ExampleId { part: Part::Train, index: wrong[0] }).unwrap();
    let is_there = |row: ndarray::ArrayView1<'_, f64>| row.iter().zip(&first).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(dataset.features.rows().into_iter().any(is_there), "{first:?} is no row of the data");
    frame.shows_all(["sepal", &format!("{:.2}", first[0])]);
}

#[test]
fn without_colours_black_or_white_says_a_digit_where_shades_have_no_room() {
    gallery().after("l").plain(SMALL).shows_all(["▄", "▀"]);
}

#[test]
fn the_mouse_finds_every_image() {
    let mut lecture = gallery();
    let snapshot = lecture.snapshot.clone();
    let at = |app: &App| {
        let screen = &app.screens.predictions;
        screen.cursor_among(&screen.examples(&screen.confusion(&snapshot).expect("predictions"), &snapshot))
    };
    // A click on the image under the cursor changes nothing: that one is found from another.
    let mut found = lecture.clicks_change(SMALL, at);
    lecture.keys("l");
    found.extend(lecture.clicks_change(SMALL, at));
    assert!(found.into_iter().eq(0..18), "every image can be clicked");
    let eighth = lecture.clicks(&lecture.app, SMALL).map(|(_, app, _)| app).find(|app| at(app) == 7);
    lecture.app = eighth.expect("an eighth image");
    lecture.at(SMALL).shows("8 of ");
}
