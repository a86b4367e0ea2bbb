//! The network at one step, measured over all training and test examples.

use crate::nn::{Activation, LayerActivity, Metrics, Survey};

/// What was measured at a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The step t: the network is θ(t).
    pub step: u64,
    /// Over all training examples.
    pub train: Metrics,
    /// Over all test examples, where there are some.
    pub test: Option<Metrics>,
    /// Of each hidden layer, over all training examples.
    pub activity: Vec<LayerActivity>,
    /// The dead units of each hidden layer.
    pub dead: Vec<usize>,
    /// The share of all hidden activations that are 0; none without a hidden layer.
    pub sparsity: Option<f64>,
    /// The training examples whose predicted class is not the correct one, from 0, in order.
    pub misclassified: Vec<usize>,
}

impl Evaluation {
    /// What `survey` of the training examples at θ(step), and the test examples' metrics, say.
    pub(super) fn new(step: u64, activation: Activation, survey: Survey, test: Option<Metrics>) -> Self {
        let activity = survey.activity;
        let all: usize = activity.iter().map(|layer| layer.zeros.len() * layer.examples).sum();
        let zeros: usize = activity.iter().flat_map(|layer| &layer.zeros).sum();
        Self {
            step,
            train: survey.metrics,
            test,
            dead: activity.iter().map(|layer| layer.dead(activation)).collect(),
            sparsity: (all > 0).then(|| zeros as f64 / all as f64),
            activity,
            misclassified: survey.misclassified,
        }
    }
}
