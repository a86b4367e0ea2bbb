//! The network: its parameters and its activation.

use super::activation::Activation;
use super::init::Init;
use super::parameters::Parameters;
use crate::random::Generator;

/// A feedforward network: linear layers with the activation between them and logits at the end.
#[derive(Debug, Clone, PartialEq)]
pub struct Mlp {
    /// The weights and biases.
    pub parameters: Parameters,
    /// f, after every layer but the last.
    pub activation: Activation,
}

impl Mlp {
    /// A network with `sizes` = inputs, hidden units …, classes, its parameters drawn by `init` from `rng`.
    pub fn new(sizes: &[usize], activation: Activation, init: &Init, rng: &mut Generator) -> Self {
        Self { parameters: init.draw(sizes, rng), activation }
    }

    /// The number of hidden layers.
    pub fn hidden_layers(&self) -> usize {
        self.parameters.layers.len() - 1
    }
}
