//! The network at one step, measured over all training and test examples.

use super::diagnosis::{Diagnosis, Missing};
use super::example::Part;
use crate::nn::{Activation, Confidence, LayerActivity, Metrics, Survey};

/// The measurements at one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The step t: the network is θ(t).
    pub step: u64,
    /// Over all training examples.
    pub train: Metrics,
    /// Over all test examples, if there are any.
    pub test: Option<Metrics>,
    /// The predicted class of each training example, from 0.
    pub predicted: Vec<u32>,
    /// The same for each test example.
    pub predicted_test: Vec<u32>,
    /// How sure the network is of each training example.
    pub confidence: Vec<Confidence>,
    /// The same for each test example.
    pub confidence_test: Vec<Confidence>,
    /// The activity of each hidden layer, over all training examples.
    pub activity: Vec<LayerActivity>,
    /// The dead units of each hidden layer.
    pub dead: Vec<usize>,
    /// The share of all hidden activations that are 0; `None` without a hidden layer.
    pub sparsity: Option<f64>,
    /// The training examples whose predicted class is not the correct one or whose numbers are NaN, from 0, in order.
    pub misclassified: Vec<usize>,
    /// The numbers of training and test examples with several classes at the largest logit; the first of these counts
    /// as predicted.
    pub ties: [usize; 2],
    /// The problems of the training, the most telling first.
    pub diagnoses: Vec<Diagnosis>,
    /// A class that is not predicted.
    pub missing: Option<Missing>,
}

impl Evaluation {
    /// Combines surveys of the training and the test examples at θ(step).
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

    /// Returns the predicted class of each example of a part, from 0.
    pub fn predicted(&self, part: Part) -> &[u32] {
        match part {
            Part::Train => &self.predicted,
            Part::Test => &self.predicted_test,
        }
    }

    /// Returns the examples of a part whose numbers are NaN, from 0, in order: no class is predicted for them.
    pub fn undecided(&self, part: Part) -> Vec<usize> {
        let all = self.confidence(part).iter().enumerate();
        all.filter(|(_, confidence)| confidence.is_nan()).map(|(index, _)| index).collect()
    }

    /// Returns how sure the network is of each example of a part.
    pub fn confidence(&self, part: Part) -> &[Confidence] {
        match part {
            Part::Train => &self.confidence,
            Part::Test => &self.confidence_test,
        }
    }
}
