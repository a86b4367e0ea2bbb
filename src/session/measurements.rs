//! The latest measurements of a run, over all of its examples.

use std::cell::OnceCell;
use std::sync::Arc;

use super::evaluation::Evaluation;
use super::gradients::Gradients;
use super::run::Run;
use super::symptoms::diagnose;

/// The latest measurements of a run. Measuring does not move the run, but may make losses known to it.
#[derive(Debug, Default)]
pub(super) struct Measurements {
    evaluation: Option<Arc<Evaluation>>,
    /// The gradients at the step of the evaluation, computed on demand.
    gradients: OnceCell<Option<Arc<Gradients>>>,
}

impl Measurements {
    /// Returns the latest evaluation over all examples.
    pub fn evaluation(&self) -> Option<&Arc<Evaluation>> {
        self.evaluation.as_ref()
    }

    /// Returns whether measuring now costs little compared with the steps since the last time: always if this step's
    /// forward pass is all it takes, else once those steps have cost four times as much as the measurement.
    pub fn are_due(&self, run: &Run) -> bool {
        let Some(last) = &self.evaluation else { return true };
        let train = if run.conditions().regime.is_full_batch() { 0 } else { run.setup().examples() };
        // A step costs about three forward passes of its rows.
        let steps = (4 * (train + run.setup().test_examples())).div_ceil(3 * run.batch().rows()) as u64;
        run.position().step.abs_diff(last.step) >= steps
    }

    /// Measures the network at this step over all examples; `None` if the run broke.
    pub fn evaluate(&mut self, run: &mut Run) -> Option<Arc<Evaluation>> {
        let step = run.position().step;
        if let Some(known) = self.evaluation.as_ref().filter(|known| known.step == step) {
            return Some(Arc::clone(known));
        }
        let survey = run.survey()?;
        let mut evaluation = Evaluation::new(step, run.network().activation, survey, run.model().survey_test());
        run.note(&evaluation);
        diagnose(run, &mut evaluation, self.evaluation.as_deref());
        let evaluation = Arc::new(evaluation);
        *self = Self { evaluation: Some(Arc::clone(&evaluation)), gradients: OnceCell::new() };
        Some(evaluation)
    }

    /// Returns the gradients at the step of the evaluation. They are computed only while the run is at that step, so
    /// that they slow the training no more than the evaluation does.
    pub fn gradients(&self, run: &mut Run) -> Option<Arc<Gradients>> {
        let evaluation = self.evaluation.as_ref().filter(|_| run.breakdown().is_none())?;
        if evaluation.step == run.position().step {
            return self.gradients.get_or_init(|| run.gradients().map(Arc::new)).clone();
        }
        self.gradients.get()?.clone()
    }

    /// Forgets everything, because the run has been replaced.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}
