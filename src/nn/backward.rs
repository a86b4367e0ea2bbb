//! The backward pass by the chain rule: from ∂L/∂Y to ∂L/∂B¹, one method a matrix.

use ndarray::Array2;

use super::forward::Forward;
use super::linear::{bias_gradient, input_gradient, row_major, row_major_mut, weight_gradient};
use super::loss::{Penalty, logits_gradient};
use super::mlp::Mlp;
use super::parameters::Parameters;

/// Every matrix of a backward pass. A method computes one of them from the forward pass and those before it.
///
/// Layers count from 0 here; on the screen they count from 1.
#[derive(Debug, Clone)]
pub struct Backward {
    /// ∂L/∂Y, m × q.
    pub logits_gradient: Array2<f64>,
    /// ∂L/∂H of each hidden layer, m × units.
    pub activation_gradients: Vec<Array2<f64>>,
    /// ∂L/∂Z of each hidden layer, m × units.
    pub pre_activation_gradients: Vec<Array2<f64>>,
    /// ∂L/∂W and ∂L/∂B of each layer, the penalty's gradient included.
    pub gradients: Parameters,
    /// Wᵀ of each layer, so that the product with it runs along rows.
    transposed: Vec<Array2<f64>>,
}

impl Backward {
    /// Room for the matrices of a pass of `examples` examples through a network with `sizes`.
    pub fn new(examples: usize, sizes: &[usize]) -> Self {
        let hidden: Vec<_> = sizes[1..sizes.len() - 1].iter().map(|&units| Array2::zeros((examples, units))).collect();
        Self {
            logits_gradient: Array2::zeros((examples, sizes[sizes.len() - 1])),
            activation_gradients: hidden.clone(),
            pre_activation_gradients: hidden,
            gradients: Parameters::zeros(sizes),
            transposed: sizes.windows(2).map(|pair| Array2::zeros((pair[1], pair[0]))).collect(),
        }
    }

    /// ∂L/∂Y = (P − 1)/m for the correct class, P/m for the others.
    pub fn logits_gradient(&mut self, forward: &Forward) {
        logits_gradient(&forward.probabilities, &forward.batch.labels, &mut self.logits_gradient);
    }

    /// ∂L/∂W = Hᵀ·∂L/∂Y (Xᵀ·∂L/∂Z in a hidden layer), plus the penalty's gradient.
    pub fn weight_gradient(&mut self, network: &Mlp, forward: &Forward, penalty: Penalty, layer: usize) {
        let above = self.pre_activation_gradients.get(layer).unwrap_or(&self.logits_gradient);
        let result = &mut self.gradients.layers[layer].weight;
        weight_gradient(forward.layer_input(layer), above, result);
        penalty.add_gradient(row_major(&network.parameters.layers[layer].weight), row_major_mut(result));
    }

    /// ∂L/∂B = the sum down the m rows of ∂L/∂Y (of ∂L/∂Z in a hidden layer).
    pub fn bias_gradient(&mut self, layer: usize) {
        let above = self.pre_activation_gradients.get(layer).unwrap_or(&self.logits_gradient);
        bias_gradient(above, &mut self.gradients.layers[layer].bias);
    }

    /// ∂L/∂H of hidden layer `layer` = ∂L/∂Y·Wᵀ, with the ∂L/∂Y (or ∂L/∂Z) and the W of the layer above.
    pub fn activation_gradient(&mut self, network: &Mlp, layer: usize) {
        let transposed = &mut self.transposed[layer + 1];
        transposed.assign(&network.parameters.layers[layer + 1].weight.t());
        let above = self.pre_activation_gradients.get(layer + 1).unwrap_or(&self.logits_gradient);
        input_gradient(above, transposed, &mut self.activation_gradients[layer]);
    }

    /// ∂L/∂Z = ∂L/∂H ∘ f′(Z) of hidden layer `layer`.
    pub fn pre_activation_gradient(&mut self, network: &Mlp, forward: &Forward, layer: usize) {
        network.activation.backward(
            row_major(&forward.pre_activations[layer]),
            row_major(&forward.activations[layer]),
            row_major(&self.activation_gradients[layer]),
            row_major_mut(&mut self.pre_activation_gradients[layer]),
        );
    }

    /// The whole pass, matrix after matrix.
    pub fn run(&mut self, network: &Mlp, forward: &Forward, penalty: Penalty) {
        self.logits_gradient(forward);
        for layer in (0..network.parameters.layers.len()).rev() {
            self.weight_gradient(network, forward, penalty, layer);
            self.bias_gradient(layer);
            if layer > 0 {
                self.activation_gradient(network, layer - 1);
                self.pre_activation_gradient(network, forward, layer - 1);
            }
        }
    }
}
