//! The network at one step, measured over all training and test examples.

use crate::data::Examples;
use crate::nn::{Activation, Batch, Forward, LayerActivity, Linear, Metrics, Mlp, Penalty};

/// So many examples go through the network at once.
const CHUNK: usize = 256;

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

/// Counts over examples, filled pass after pass.
#[derive(Debug)]
pub(super) struct Count {
    pub activity: Vec<LayerActivity>,
    pub misclassified: Vec<usize>,
    examples: usize,
    loss_sum: f64,
}

impl Count {
    /// Nothing counted yet for a network of these hidden layers.
    pub fn new(network: &Mlp) -> Self {
        let units = network.parameters.layers[..network.hidden_layers()].iter().map(Linear::outputs);
        Self {
            activity: units.map(LayerActivity::new).collect(),
            misclassified: Vec::new(),
            examples: 0,
            loss_sum: 0.0,
        }
    }

    /// Counts the examples of one forward pass.
    pub fn add(&mut self, forward: &Forward) {
        for (layer, activity) in self.activity.iter_mut().enumerate() {
            activity.count(&forward.pre_activations[layer], &forward.activations[layer]);
        }
        let wrong = forward.predictions().zip(&forward.batch.labels).enumerate();
        let wrong = wrong.filter(|(_, (predicted, label))| predicted != *label).map(|(row, _)| self.examples + row);
        self.misclassified.extend(wrong);
        self.loss_sum += forward.loss * forward.batch.rows() as f64;
        self.examples += forward.batch.rows();
    }

    /// The share of examples predicted right.
    pub fn accuracy(&self) -> f64 {
        1.0 - self.misclassified.len() as f64 / self.examples as f64
    }

    /// Each layer's dead units.
    pub fn dead(&self, activation: Activation) -> Vec<usize> {
        self.activity.iter().map(|layer| layer.dead(activation)).collect()
    }

    /// The share of all h that are 0; none without a hidden layer.
    pub fn sparsity(&self) -> Option<f64> {
        let all: usize = self.activity.iter().map(|layer| layer.zeros.len() * layer.examples).sum();
        let zeros: usize = self.activity.iter().flat_map(|layer| &layer.zeros).sum();
        (all > 0).then(|| zeros as f64 / all as f64)
    }

    /// Puts all of `examples` through the network, a chunk at a time.
    pub fn of(network: &Mlp, penalty: Penalty, examples: &Examples) -> (Self, Metrics) {
        let sizes = network.parameters.sizes();
        let mut count = Self::new(network);
        let total = examples.labels.len();
        let mut forward = None;
        for start in (0..total).step_by(CHUNK) {
            let rows = CHUNK.min(total - start);
            let fits = forward.take().filter(|forward: &Forward| forward.batch.rows() == rows);
            let chunk = forward
                .insert(fits.unwrap_or_else(|| Forward::new(Batch::zeros(rows, examples.inputs.ncols()), &sizes)));
            chunk.batch.gather(&examples.inputs, &examples.labels, start..start + rows);
            chunk.run(network, Penalty::default());
            count.add(chunk);
        }
        let loss = count.loss_sum / total as f64 + penalty.value(&network.parameters);
        let metrics = Metrics { loss, accuracy: count.accuracy() };
        (count, metrics)
    }
}
