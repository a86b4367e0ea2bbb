//! The boundary screen: its picture against the forward pass, and its keys read off the frames.

mod cells;
mod folds;
mod keys;

use std::collections::HashSet;

use crate::common::lecture::{Lecture, WIDE};
use crate::common::session;
use mlp_tui::data::Ranges;
use mlp_tui::nn::{Activation, Batch, Forward, Penalty};
use mlp_tui::probe::Section;
use mlp_tui::session::{Position, Session, Settings};
use ndarray::Array2;

fn trained(name: &str, settings: Settings, steps: u64) -> Session {
    let mut session = session(name, settings);
    session.go_to(Position { step: steps, phase: 0 });
    session
}

/// The lecture on its boundary screen.
fn lecture(session: Session) -> Lecture {
    Lecture::on(session).after("3")
}

fn spiral() -> Lecture {
    lecture(trained("spiral", Settings::default(), 200))
}

/// Y and P of a row of inputs, and z of a unit of a layer, by the pass of the Step screen.
fn forward(session: &Session, inputs: &[f64]) -> Forward {
    let network = session.run().network();
    let sizes = network.parameters.sizes();
    let row = Array2::from_shape_vec((1, inputs.len()), inputs.to_vec()).unwrap();
    let batch = Batch::of(&row, &[0], &sizes);
    let mut forward = Forward::new(batch.partition(), &sizes);
    forward.run(network, &batch, Penalty::default());
    forward
}

/// Twenty trained networks of many kinds.
fn networks() -> Vec<Session> {
    let data = ["spiral", "moons", "circles", "xor", "blobs", "iris", "wine", "penguins", "digits", "blackboard"];
    let hidden = [vec![32], vec![4, 2], vec![100], vec![], vec![8, 8, 8]];
    (0..20)
        .map(|index| {
            let settings = Settings {
                hidden_units: hidden[index % 5].clone(),
                activation: Activation::ALL[(index / 4) % 5],
                seed: index as u64,
                learning_rate: 0.1,
                ..Settings::default()
            };
            trained(data[index % 10], settings, 5 * index as u64)
        })
        .collect()
}

/// A plane through the first example.
fn section_of(session: &Session, axes: [usize; 2]) -> Section {
    let inputs = &session.run().setup().problem().train.inputs;
    Section::new(&Ranges::of(inputs), Some(axes), inputs.row(0).to_vec())
}

/// What the mouse finds in the picture, place by place.
fn points(lecture: &Lecture, size: (u16, u16)) -> Vec<((u16, u16), [f64; 2])> {
    let mut app = lecture.app.clone();
    app.screens.boundary.crosshair = None;
    let clicks = lecture.clicks(&app, size);
    clicks.filter_map(|(place, app, _)| Some(((place.x, place.y), app.screens.boundary.crosshair?))).collect()
}

fn picture_height(lecture: &Lecture, size: (u16, u16)) -> u16 {
    let rows: HashSet<u16> = points(lecture, size).into_iter().map(|((_, y), _)| y).collect();
    rows.len() as u16
}

/// The cells of the frame with dots.
fn braille(lecture: &Lecture) -> HashSet<(u16, u16)> {
    let frame = lecture.at(WIDE).buffer;
    let is_dots = |x: u16, y: u16| frame[(x, y)].symbol().chars().all(|c| ('\u{2801}'..='\u{28ff}').contains(&c));
    (0..40).flat_map(|y| (0..120).map(move |x| (x, y))).filter(|&(x, y)| is_dots(x, y)).collect()
}
