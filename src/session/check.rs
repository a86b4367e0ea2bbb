//! The check of the gradients of a step, entry by entry.

use std::sync::Arc;

use super::run::Run;
use crate::nn::{Checker, GradientCheck, Mistake};

/// A gradient check, and where it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The step.
    pub step: u64,
    /// The planted mistake.
    pub mistake: Option<Mistake>,
    /// What was found.
    pub result: GradientCheck,
}

/// The gradient check: the progress of the running one, and the result of the last one.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// While one is running, how many entries are probed so far, and how many there are to probe.
    pub progress: Option<(usize, usize)>,
    /// The result of the last one, if it was made at this step.
    pub result: Option<Arc<Checked>>,
}

#[derive(Debug, Default)]
pub(super) struct Checking {
    checker: Option<Box<Checker>>,
    last: Option<Arc<Checked>>,
}

impl Checking {
    /// Begins a check at the position of `run`: of its batch, with the penalty and the mistake in force there.
    pub fn begin(&mut self, run: &mut Run) {
        let (batch, network) = (run.load_batch(), run.network().clone());
        let conditions = run.conditions();
        self.checker = Some(Box::new(Checker::new(network, batch, conditions.penalty(), conditions.mistake)));
    }

    pub fn is_running(&self) -> bool {
        self.checker.is_some()
    }

    /// Probes one more entry; `run` must not have moved since the check began.
    pub fn advance(&mut self, run: &Run) {
        let Some(mut checker) = self.checker.take() else { return };
        if checker.advance() {
            self.checker = Some(checker);
        } else {
            let (step, mistake) = (run.position().step, run.conditions().mistake);
            self.last = Some(Arc::new(Checked { step, mistake, result: checker.into_result() }));
        }
    }

    pub fn stop(&mut self) {
        self.checker = None;
    }

    /// Stops the running check and forgets the last one.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Returns what is known at `step`.
    pub fn at(&self, step: u64) -> Check {
        Check {
            progress: self.checker.as_ref().map(|checker| checker.progress()),
            result: self.last.clone().filter(|checked| checked.step == step),
        }
    }
}
