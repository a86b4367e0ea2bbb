//! The forward pass at one point.

use crate::nn::{Evaluator, Mlp, argmax, is_tie};

/// Z and H of a hidden layer at one point.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HiddenLayer {
    /// z of each unit.
    pub pre_activations: Vec<f64>,
    /// h of each unit.
    pub activations: Vec<f64>,
}

/// The forward pass at one point, bit for bit like a row of a step's forward pass.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Probe {
    /// The inputs of the network.
    pub inputs: Vec<f64>,
    /// The hidden layers.
    pub hidden: Vec<HiddenLayer>,
    /// Y.
    pub logits: Vec<f64>,
    /// P.
    pub probabilities: Vec<f64>,
    /// The class of the largest logit.
    pub predicted: usize,
}

impl Probe {
    /// Whether several classes share the largest logit; then none is predicted.
    pub fn is_tie(&self) -> bool {
        is_tie(self.logits.iter().copied())
    }

    /// Computes the forward pass of `network` for `inputs`.
    pub fn new(network: &Mlp, inputs: Vec<f64>) -> Self {
        let mut evaluator = Evaluator::with_pre_activations(network, 1);
        let forward = evaluator.at(&inputs);
        let hidden = forward
            .pre_activations
            .iter()
            .zip(&forward.activations)
            .map(|(z, h)| HiddenLayer { pre_activations: z.row(0).collect(), activations: h.row(0).collect() });
        Self {
            hidden: hidden.collect(),
            logits: forward.logits.row(0).collect(),
            probabilities: forward.probabilities.row(0).collect(),
            predicted: argmax(forward.logits.row(0)),
            inputs,
        }
    }
}
