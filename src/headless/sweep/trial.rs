//! One run of a sweep.

use super::picture::Picture;
use crate::cli::{DEFAULT_STEPS, Run};
use crate::error::Error;
use crate::nn::Metrics;
use crate::session::Session;

#[derive(Debug)]
pub(super) enum Outcome {
    /// The run made all its steps.
    Finished(Finish),
    /// The run's numbers stopped being finite at this step.
    Diverged(u64),
    /// The run's options cannot be combined.
    Refused(Error),
}

/// The network after its last step.
#[derive(Debug)]
pub(super) struct Finish {
    pub(super) steps: u64,
    pub(super) train: Metrics,
    pub(super) test: Option<Metrics>,
    /// The number of dead units, over all hidden layers.
    pub(super) dead: usize,
}

impl Finish {
    /// Loss and accuracy on the training examples, then on the test examples.
    pub(super) fn measures(&self) -> [Option<f64>; 4] {
        let test = self.test;
        [Some(self.train.loss), Some(self.train.accuracy), test.map(|test| test.loss), test.map(|test| test.accuracy)]
    }
}

/// A run, and the picture of its classes if one was requested.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) outcome: Outcome,
    pub(super) picture: Option<Picture>,
}

impl Trial {
    /// Trains `run`; `picture` gives the columns and rows of points in the picture of its classes.
    pub(super) fn of(run: Result<Run, Error>, picture: Option<(usize, usize)>) -> Self {
        let run = match run {
            Ok(run) => run,
            Err(error) => return Self { outcome: Outcome::Refused(error), picture: None },
        };
        run.threads.run(|| {
            let mut session = run.session();
            let outcome = train(&mut session, run.steps.unwrap_or(DEFAULT_STEPS));
            let is_finished = matches!(outcome, Outcome::Finished(_));
            let picture = picture.filter(|_| is_finished).and_then(|size| Picture::of(session.run(), size));
            Self { outcome, picture }
        })
    }
}

fn train(session: &mut Session, steps: u64) -> Outcome {
    while session.run().position().step < steps && session.run().breakdown().is_none() {
        session.step();
    }
    match (session.evaluate(), session.run().breakdown()) {
        (Some(evaluation), None) => Outcome::Finished(Finish {
            steps,
            train: evaluation.train,
            test: evaluation.test,
            dead: evaluation.dead.iter().sum(),
        }),
        (_, breakdown) => Outcome::Diverged(breakdown.map_or(steps, |breakdown| breakdown.step)),
    }
}
