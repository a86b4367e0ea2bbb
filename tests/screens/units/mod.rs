//! The units screen, driven by its keys and read off its frames.

mod bitmap;
mod distributions;
mod keys;

use std::sync::Arc;

use crate::common::lecture::Lecture;
use crate::common::session;
use mlp_tui::nn::{Activation, Batch, Forward, Init, Parameters, Penalty};
use mlp_tui::session::{Session, Settings};

/// The lecture on its units screen.
fn lecture(session: Session, step: u64) -> Lecture {
    Lecture::on(session).at_step(step).after("5")
}

fn spiral(settings: Settings, step: u64) -> Lecture {
    lecture(session("spiral", settings), step)
}

fn hidden(units: &[usize], activation: Activation) -> Settings {
    Settings { hidden_units: units.to_vec(), activation, learning_rate: 0.3, ..Settings::default() }
}

/// Three units of which the first is off and the second on for every example.
fn stuck() -> Settings {
    let mut parameters = Parameters::zeros(&[2, 3, 3]);
    parameters.layers[0].bias_mut()[0] = -1.0;
    parameters.layers[0].bias_mut()[1] = 1.0;
    parameters.layers[0].weight_mut()[[0, 2]] = 1.0;
    Settings { hidden_units: vec![3], init: Init::Given(Arc::new(parameters)), ..Settings::default() }
}

/// The forward pass over all training examples.
fn forward(lecture: &Lecture) -> Forward {
    let network = lecture.session.run().network();
    let (sizes, train) = (network.parameters.sizes(), &lecture.snapshot.problem().train);
    let batch = Batch::of(&train.inputs, &train.labels, &sizes);
    let mut forward = Forward::new(batch.partition(), &sizes);
    forward.run(network, &batch, Penalty::default());
    forward
}
