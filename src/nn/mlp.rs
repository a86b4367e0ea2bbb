//! The network: its parameters and its activation.

use super::activation::Activation;
use super::finite::largest;
use super::init::Init;
use super::parameters::Parameters;
use crate::random::Generator;

/// Below this, a sum of rounded products is sure to stay finite.
const FAR_FROM_OVERFLOW: f64 = 1e300;

/// A feedforward network: linear layers with the activation between them and logits at the end.
///
/// Z = XW¹ + B¹, H = f(Z), Y = HW² + B²:
///
/// ```
/// use mlp_tui::nn::{Activation, Evaluator, Linear, Mlp, Parameters};
/// use ndarray::array;
///
/// let first = Linear::new(array![[1.0, -1.0]], array![0.0, 0.5]);
/// let second = Linear::new(array![[1.0, 2.0], [3.0, 4.0]], array![0.0, 0.0]);
/// let network = Mlp { parameters: Parameters { layers: vec![first, second] }, activation: Activation::Relu };
/// let mut evaluator = Evaluator::new(&network, 1);
/// let forward = evaluator.at(&[2.0]); // z = (2, −1.5)
/// assert_eq!(forward.activations[0].row(0).collect::<Vec<_>>(), [2.0, 0.0]);
/// assert_eq!(forward.logits.row(0).collect::<Vec<_>>(), [2.0, 4.0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Mlp {
    /// The weights and biases.
    pub parameters: Parameters,
    /// f, after every layer but the last.
    pub activation: Activation,
}

impl Mlp {
    /// Creates a network with `sizes` = inputs, hidden units …, classes, its parameters drawn by `init` from `rng`.
    pub fn new(sizes: &[usize], activation: Activation, init: &Init, rng: &mut Generator) -> Self {
        Self { parameters: init.draw(sizes, rng), activation }
    }

    /// Returns whether the magnitudes prove that no Z and no Y can overflow, given the largest absolute value of X.
    ///
    /// If they do, a step need not look for the −∞ that a ReLU hides.
    pub fn cannot_overflow(&self, largest_input: f64) -> bool {
        let mut bound = largest_input;
        for layer in &self.parameters.layers {
            let [weight, bias] = layer.slices();
            // |f(z)| ≤ max(|z|, 1) for every activation. The comparison keeps NaN.
            let h = if bound < 1.0 { 1.0 } else { bound };
            bound = layer.inputs() as f64 * h * largest(weight) + largest(bias);
        }
        bound < FAR_FROM_OVERFLOW
    }

    /// Returns the number of hidden layers.
    pub fn hidden_layers(&self) -> usize {
        self.parameters.layers.len() - 1
    }
}
