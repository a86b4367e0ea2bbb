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

/// The check of the gradients: the progress of the running one, and the result of the last one.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// While one is running, how many entries are probed, and how many will be.
    pub progress: Option<(usize, usize)>,
    /// The result of the last one, while it holds.
    pub result: Option<Arc<Checked>>,
}

/// The running check, and the last one.
#[derive(Debug, Default)]
pub(super) struct Checking {
    checker: Option<Box<Checker>>,
    last: Option<Arc<Checked>>,
}

impl Checking {
    /// Begins a check of the step where `run` stands: of its batch, under the penalty and with the mistake that hold
    /// there.
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

    /// Stops the running check.
    pub fn stop(&mut self) {
        self.checker = None;
    }

    /// Forgets the last one, too.
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
