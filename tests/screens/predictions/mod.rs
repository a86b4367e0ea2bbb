//! The predictions screen and the images, driven by keys and read off the frames.

mod gallery;
mod images;
mod matrix;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::common::frame::Frame;
use crate::common::lecture::Lecture;
use crate::common::{checked, problem_with_test};
use mlp_tui::data::{Examples, Problem, Scaling, load};
use mlp_tui::files::Disk;
use mlp_tui::nn::{Parameters, argmax};
use mlp_tui::probe::Confusion;
use mlp_tui::session::{Part, Position, Session, Settings, Snapshot};

const PARTS: [Part; 2] = [Part::Train, Part::Test];

fn session_of(problem: Arc<Problem>, settings: Settings, steps: u64) -> Session {
    let mut session = Session::new(problem, checked(settings));
    session.go_to(Position { step: steps, phase: 0 });
    session
}

/// With a quarter of the examples kept for testing.
fn session(name: &str, steps: u64) -> Session {
    let settings = Settings { learning_rate: 0.5, ..Settings::default() };
    session_of(problem_with_test(name, 0.25), settings, steps)
}

/// The lecture on its predictions screen.
fn lecture(session: Session) -> Lecture {
    Lecture::on(session).after("4")
}

fn digits() -> Lecture {
    lecture(session("digits", 12))
}

/// The predicted class of an example, by sums written here again.
fn predict(parameters: &Parameters, example: &[f64]) -> usize {
    let mut row = example.to_vec();
    let last = parameters.layers.len() - 1;
    for (index, layer) in parameters.layers.iter().enumerate() {
        let z = (0..layer.weight().ncols()).map(|unit| {
            row.iter().enumerate().map(|(input, x)| x * layer.weight()[[input, unit]]).sum::<f64>() + layer.bias()[unit]
        });
        row = z.map(|z| if index < last && z <= 0.0 { 0.0 } else { z }).collect();
    }
    argmax(row)
}

/// The examples of each cell, by an independent forward pass.
fn counted(examples: &Examples, parameters: &Parameters) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut cells: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, (row, &label)) in examples.inputs.rows().into_iter().zip(&examples.labels).enumerate() {
        cells.entry((label, predict(parameters, &row.to_vec()))).or_default().push(index);
    }
    cells
}

fn confusion(snapshot: &Snapshot, part: Part) -> Confusion<'_> {
    let labels = &part.of(snapshot.problem()).expect("there is a test part").labels;
    let evaluation = snapshot.measured.evaluation.as_ref().expect("it is measured");
    Confusion::of(labels, evaluation.predicted(part), vec![], snapshot.problem().class_names.len())
}

/// The numbers of the examples that a list shows, in its order.
fn listed(frame: &Frame) -> Vec<usize> {
    let rows = frame.text().lines().filter(|line| line.starts_with('┃'));
    rows.filter_map(|line| {
        let number = line.trim_start_matches(['┃', '►', ' ']).strip_prefix('#')?;
        number.split(' ').next()?.parse().ok()
    })
    .collect()
}

/// Moves the cursor of the matrix to a cell.
fn go_to_cell(lecture: &mut Lecture, classes: usize, (correct, predicted): (usize, usize)) -> &mut Lecture {
    lecture.keys(&format!("k×{classes} h×{classes} j×{correct} l×{predicted}"))
}

/// Many classes with long names, and few examples.
fn many_classes(classes: usize) -> Session {
    let mut dataset = load("blackboard", &mlp_tui::data::Options::default(), 0, &Disk).unwrap();
    dataset.features =
        ndarray::Array2::from_shape_fn((2 * classes, 3), |(row, column)| ((row * 7 + column) % 11) as f64);
    dataset.labels = (0..2 * classes).map(|row| row / 2).collect();
    dataset.feature_names = ["a feature with a long name", "日本語の名前", "c"].map(str::to_owned).to_vec();
    dataset.class_names = (1..=classes).map(|class| format!("a class with a very long name {class}")).collect();
    session_of(Arc::new(dataset.prepare(Scaling::None, 0.0, 0).unwrap()), Settings::default(), 1)
}
