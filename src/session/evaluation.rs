//! The network at one step, measured over all training and test examples.

use std::sync::Arc;

use super::diagnosis::{Diagnosis, Missing};
use super::example::Part;
use super::run::Run;
use super::session::Session;
use crate::nn::{Activation, Confidence, LayerActivity, Metrics, Survey};

/// What was measured at a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The step t: the network is θ(t).
    pub step: u64,
    /// Over all training examples.
    pub train: Metrics,
    /// Over all test examples, where there are some.
    pub test: Option<Metrics>,
    /// The predicted class of each training example, from 0.
    pub predicted: Vec<u32>,
    /// The same of each test example.
    pub predicted_test: Vec<u32>,
    /// How sure the network is of each training example.
    pub confidence: Vec<Confidence>,
    /// The same of each test example.
    pub confidence_test: Vec<Confidence>,
    /// Of each hidden layer, over all training examples.
    pub activity: Vec<LayerActivity>,
    /// The dead units of each hidden layer.
    pub dead: Vec<usize>,
    /// The share of all hidden activations that are 0; none without a hidden layer.
    pub sparsity: Option<f64>,
    /// The training examples whose predicted class is not the correct one, from 0, in order.
    pub misclassified: Vec<usize>,
    /// The training and the test examples with several classes at the largest logit: the first counts as predicted.
    pub ties: [usize; 2],
    /// What goes wrong in the training, the most telling first.
    pub diagnoses: Vec<Diagnosis>,
    /// A class that is not predicted.
    pub(super) missing: Option<Missing>,
}

impl Evaluation {
    /// What the surveys of the training and the test examples at θ(step) say.
    pub(super) fn new(step: u64, activation: Activation, survey: Survey, test: Option<Survey>) -> Self {
        let activity = survey.activity;
        let all: usize = activity.iter().map(|layer| layer.zeros.len() * layer.examples).sum();
        let zeros: usize = activity.iter().flat_map(|layer| &layer.zeros).sum();
        let ties = [survey.ties, test.as_ref().map_or(0, |test| test.ties)];
        let test_metrics = test.as_ref().map(|test| test.metrics);
        let (predicted_test, confidence_test) = test.map(|test| (test.predicted, test.confidence)).unwrap_or_default();
        Self {
            step,
            train: survey.metrics,
            test: test_metrics,
            predicted: survey.predicted,
            confidence: survey.confidence,
            predicted_test,
            confidence_test,
            dead: activity.iter().map(|layer| layer.dead(activation)).collect(),
            sparsity: (all > 0).then(|| zeros as f64 / all as f64),
            activity,
            misclassified: survey.misclassified,
            ties,
            diagnoses: Vec::new(),
            missing: None,
        }
    }

    /// The predicted class of each example of a part, from 0.
    pub fn predicted(&self, part: Part) -> &[u32] {
        match part {
            Part::Train => &self.predicted,
            Part::Test => &self.predicted_test,
        }
    }

    /// How sure the network is of each example of a part.
    pub fn confidence(&self, part: Part) -> &[Confidence] {
        match part {
            Part::Train => &self.confidence,
            Part::Test => &self.confidence_test,
        }
    }
}

impl Session {
    /// Whether measuring now costs little against the steps since it was last done: always where this step's forward
    /// pass is all it takes, else once the steps have cost four times as much as the measurement.
    pub fn evaluation_is_due(&self) -> bool {
        let Some(last) = &self.evaluation else { return true };
        let examples = &self.run.setup.problem().train.labels;
        let train = if self.run.is_full_batch() { 0 } else { examples.len() };
        let test = self.run.setup.problem().test.as_ref().map_or(0, |test| test.labels.len());
        let rows = self.run.batch_rows();
        // A step is about three forward passes of its rows.
        let steps = (4 * (train + test)).div_ceil(3 * rows) as u64;
        self.run.position().step.abs_diff(last.step) >= steps
    }

    /// Measures the network at this step over all examples; none where the run broke.
    pub fn evaluate(&mut self) -> Option<Arc<Evaluation>> {
        let step = self.run.position().step;
        if let Some(known) = self.evaluation.as_ref().filter(|known| known.step == step) {
            return Some(Arc::clone(known));
        }
        let survey = self.run.survey()?;
        let penalty = self.run.conditions().penalty;
        let (network, problem) = (self.run.network(), self.run.setup.problem());
        let test = problem.test.as_ref();
        let test = test.map(|test| Survey::of(network, penalty, &test.inputs, &test.labels));
        let mut evaluation = Evaluation::new(step, network.activation, survey, test);
        self.run.note(&evaluation);
        self.run.diagnose(&mut evaluation, self.evaluation.as_deref());
        let evaluation = Arc::new(evaluation);
        self.evaluation = Some(Arc::clone(&evaluation));
        Some(evaluation)
    }
}

impl Run {
    fn note(&mut self, evaluation: &Evaluation) {
        let (step, history) = (evaluation.step, &mut self.history);
        history.accuracy.record(step, evaluation.train.accuracy);
        if let Some(test) = evaluation.test {
            history.test_accuracy.record(step, test.accuracy);
        }
        if let Some(sparsity) = evaluation.sparsity {
            history.sparsity.record(step, sparsity);
        }
    }
}
