//! Failures explained: each in a run that has it, said on the screen, dismissed; and none in a run that learns.

mod found;
mod overfitting;
mod said;

use std::sync::Arc;

use crate::common::{checked, problem, session};
use mlp_tui::data::{Options, Scaling, load};
use mlp_tui::files::Disk;
use mlp_tui::nn::{Activation, Init, ParameterId, Parameters};
use mlp_tui::session::{Command, Diagnosis, Position, Session, Setting, Settings};

/// What is found step by step, each with the first step at which it was.
fn found(session: &mut Session, steps: u64) -> Vec<(u64, Vec<Diagnosis>)> {
    let mut found: Vec<(u64, Vec<Diagnosis>)> = vec![(0, vec![])];
    for step in 0..=steps {
        session.go_to(Position { step, phase: 0 });
        let Some(evaluation) = session.evaluate() else { break };
        if found[found.len() - 1].1 != evaluation.diagnoses {
            found.push((step, evaluation.diagnoses.clone()));
        }
    }
    found
}

/// What is found in the end.
fn at_the_end(session: &mut Session, steps: u64) -> Vec<Diagnosis> {
    found(session, steps).pop().map(|(_, diagnoses)| diagnoses).unwrap_or_default()
}

/// A run on the spiral with the same parameters everywhere but for the biases of the hidden units.
fn with_biases(biases: &[f64], activation: Activation) -> Session {
    let mut parameters = Parameters::zeros(&[2, biases.len(), 3]);
    let [hidden, out] = &mut parameters.layers[..] else { panic!("two layers") };
    hidden.weight_mut().indexed_iter_mut().for_each(|((row, unit), w)| *w = 0.1 + 0.01 * (row + unit) as f64);
    out.weight_mut().indexed_iter_mut().for_each(|((unit, class), w)| *w = 0.1 * (unit + class) as f64);
    hidden.bias_mut().iter_mut().zip(biases).for_each(|(bias, value)| *bias = *value);
    let init = Init::Given(Arc::new(parameters));
    session("spiral", Settings { hidden_units: vec![biases.len()], init, activation, ..Settings::default() })
}

/// Few noisy examples and many units: it learns them by heart.
fn overfitting() -> Session {
    let options = Options { samples: Some(40), noise: Some(0.5), ..Options::default() };
    let problem = load("moons", &options, 0, &Disk).unwrap().prepare(Scaling::None, 0.5, 0).unwrap();
    Session::new(Arc::new(problem), checked(Settings { hidden_units: vec![64], ..Settings::default() }))
}

/// A run whose only hidden unit is dead for good would say so; here it is frozen instead, and the bias of a class keeps
/// that class from being predicted.
fn without_a_class() -> Session {
    let settings = Settings { hidden_units: vec![], learning_rate: 1e-4, ..Settings::default() };
    let mut run = Session::new(problem("spiral"), checked(settings));
    let id = ParameterId { layer: 0, row: None, column: 1 };
    run.apply(Command::Set(Setting::Parameter(id, -4.0)));
    run.apply(Command::Set(Setting::Freeze(id, true)));
    run
}

fn weight(layer: usize, row: usize, column: usize) -> ParameterId {
    ParameterId { layer, row: Some(row), column }
}
