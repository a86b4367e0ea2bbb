//! Looking at a run without moving it: its loss, and what it makes of all examples.

use super::phase::PhaseKind;
use super::run::Run;
use crate::data::Examples;
use crate::nn::{Mistake, Survey};

impl Run {
    /// Looks ahead to the loss at θ(step) without moving; none when it is not finite.
    pub fn loss(&mut self) -> Option<f64> {
        if self.known_loss.is_none() && self.breakdown.is_none() {
            if self.conditions.mistake == Some(Mistake::MissingMaximum) {
                self.compute_loss();
                return self.known_loss;
            }
            let (step, penalty) = (self.position.step, self.conditions.penalty);
            let pass = self.passes.load(step, &self.setup.problem().train);
            let loss = pass.step.loss(&self.network, &pass.batch, penalty);
            self.check_loss(loss);
        }
        self.known_loss
    }

    /// Measures the network at θ(step) over all training examples; none when L is not finite.
    pub(super) fn survey(&mut self) -> Option<Survey> {
        if self.conditions.mistake == Some(Mistake::MissingMaximum) {
            // Its L is that of the phases.
            self.loss()?;
        }
        let penalty = self.conditions.penalty;
        let survey = if self.is_full_batch() {
            let pass = self.passes.load(self.position.step, &self.setup.problem().train);
            pass.step.survey(&self.network, &pass.batch, penalty)
        } else {
            self.loss()?;
            let Examples { inputs, labels, .. } = &self.setup.problem().train;
            Survey::of(&self.network, penalty, inputs, labels)
        };
        if self.is_full_batch() && self.known_loss.is_none() && self.breakdown.is_none() {
            self.check_loss(survey.metrics.loss);
        }
        self.breakdown.is_none().then_some(survey)
    }

    /// Takes note of L at θ(step); where it may not be finite, the phases find out which matrix is not.
    fn check_loss(&mut self, loss: f64) {
        if loss.is_finite() && self.network.cannot_overflow(self.setup.largest_input()) {
            self.note_loss(loss);
        } else {
            self.compute_loss();
        }
    }

    /// Computes L by the phases up to it.
    fn compute_loss(&mut self) {
        let phase = self.setup.phases().iter().position(|phase| phase.kind == PhaseKind::Loss).unwrap_or_default();
        self.compute(phase + 1);
    }

    /// The loss at θ(step), if it is computed already.
    pub fn known_loss(&self) -> Option<f64> {
        self.known_loss
    }

    /// Takes note of L at θ(step).
    pub(super) fn note_loss(&mut self, loss: f64) {
        self.known_loss = Some(loss);
        self.history.loss.record(self.position.step, loss);
    }
}
