//! The check of the gradients of a step, entry by entry.

use std::sync::Arc;

use super::run::Run;
use crate::nn::{Checker, GradientCheck, Mistake};

/// A gradient check, and where it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The step.
    pub step: u64,
    /// The mistake that was planted.
    pub mistake: Option<Mistake>,
    /// What was found.
    pub result: GradientCheck,
}

/// The check of the gradients: how far the one that goes on has come, and what the last one found.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// How many entries are probed, and how many will be, while one goes on.
    pub progress: Option<(usize, usize)>,
    /// What the last one found, while it holds.
    pub result: Option<Arc<Checked>>,
}

/// The check that goes on, and the last one.
#[derive(Debug, Default)]
pub(super) struct Checking {
    checker: Option<Box<Checker>>,
    last: Option<Arc<Checked>>,
}

impl Checking {
    /// Begins a check of the step where `run` stands: of its batch, under the penalty and with the mistake that hold there.
    pub fn begin(&mut self, run: &mut Run) {
        let (batch, network) = (run.load_batch(), run.network().clone());
        let conditions = run.conditions();
        self.checker = Some(Box::new(Checker::new(network, batch, conditions.penalty(), conditions.mistake)));
    }

    pub fn is_going_on(&self) -> bool {
        self.checker.is_some()
    }

    /// Probes one entry more; `run` has not moved since the check began.
    pub fn advance(&mut self, run: &Run) {
        let Some(mut checker) = self.checker.take() else { return };
        if checker.advance() {
            self.checker = Some(checker);
        } else {
            let (step, mistake) = (run.position().step, run.conditions().mistake);
            self.last = Some(Arc::new(Checked { step, mistake, result: checker.into_result() }));
        }
    }

    /// Gives up the check that goes on.
    pub fn stop(&mut self) {
        self.checker = None;
    }

    /// Forgets also what the last one found.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// What is known at `step`.
    pub fn at(&self, step: u64) -> Check {
        Check {
            progress: self.checker.as_ref().map(|checker| checker.progress()),
            result: self.last.clone().filter(|checked| checked.step == step),
        }
    }
}
