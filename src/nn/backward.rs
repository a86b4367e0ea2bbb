//! The backward pass by the chain rule: from ∂L/∂Y to ∂L/∂B¹.

use super::batch::Batch;
use super::finish::{Finish, finish};
use super::forward::Forward;
use super::linear::Linear;
use super::loss::{Penalty, logits_gradient};
use super::matrix::Matrix;
use super::mistake::Mistake;
use super::mlp::Mlp;
use super::parameters::Parameters;
use super::partition::Partition;

/// Every matrix of a backward pass. Each method computes one from the forward pass and the matrices before it.
///
/// Layers are numbered from 0 here and from 1 on the screen.
#[derive(Debug, Clone)]
pub struct Backward {
    partition: Partition,
    /// The mistake planted on purpose.
    pub mistake: Option<Mistake>,
    /// ∂L/∂H of each hidden layer, m × units.
    pub activation_gradients: Vec<Matrix>,
    /// ∂L/∂Z of each hidden layer, m × units, followed by ∂L/∂Y, m × q.
    pub output_gradients: Vec<Matrix>,
    /// ∂L/∂W and ∂L/∂B of each layer, including the gradient of the penalty.
    pub gradients: Parameters,
    /// One shard's part of the gradients.
    part: Parameters,
}

impl Backward {
    /// Allocates the matrices of a pass through a network with `sizes`.
    pub fn new(partition: Partition, sizes: &[usize]) -> Self {
        Self {
            partition,
            mistake: None,
            activation_gradients: Matrix::of_zeros(partition, &sizes[1..sizes.len() - 1]),
            output_gradients: Matrix::of_zeros(partition, &sizes[1..]),
            gradients: Parameters::zeros(sizes),
            part: Parameters::zeros(sizes),
        }
    }

    /// Computes ∂L/∂Y = (P − 1)/m for the correct class, P/m for the others.
    pub fn logits_gradient(&mut self, batch: &Batch, forward: &Forward) {
        let m = if self.mistake == Some(Mistake::MissingMean) { 1 } else { batch.rows() };
        let result = self.output_gradients.last_mut().expect("a network has a layer");
        for chunk in 0..self.partition.chunks() {
            let (probabilities, labels) = (forward.probabilities.chunk(chunk), batch.chunk(chunk).1);
            logits_gradient(probabilities, labels, m, result.chunk_mut(chunk));
        }
    }

    /// Computes ∂L/∂W = Hᵀ·∂L/∂Y (Xᵀ·∂L/∂Z in a hidden layer), plus the gradient of the penalty.
    pub fn weight_gradient(&mut self, network: &Mlp, batch: &Batch, forward: &Forward, penalty: Penalty, layer: usize) {
        let (input, upstream) = (forward.layer_input(batch, layer), &self.output_gradients[layer]);
        let (part, result) = (&mut self.part.layers[layer], &mut self.gradients.layers[layer]);
        sum_shards(self.partition, [part, result], 0, |part, chunk| {
            part.add_weight_gradient(input.chunk(chunk), upstream.chunk(chunk));
        });
        if self.mistake != Some(Mistake::MissingPenalty) {
            penalty.add_gradient(network.parameters.layers[layer].slices()[0], result.slices_mut()[0]);
        }
    }

    /// Computes ∂L/∂B, the sum over the m rows of ∂L/∂Y (of ∂L/∂Z in a hidden layer).
    pub fn bias_gradient(&mut self, layer: usize) {
        let (part, result) = (&mut self.part.layers[layer], &mut self.gradients.layers[layer]);
        let upstream = &self.output_gradients[layer];
        sum_shards(self.partition, [part, result], 1, |part, chunk| part.add_bias_gradient(upstream.chunk(chunk)));
    }

    /// Computes ∂L/∂H = ∂L/∂Y·Wᵀ of hidden layer `layer`, with the ∂L/∂Y (or ∂L/∂Z) and the W of the next layer.
    pub fn activation_gradient(&mut self, network: &Mlp, layer: usize) {
        let upstream = &self.output_gradients[layer + 1];
        let weights = &network.parameters.layers[layer + 1];
        for chunk in 0..self.partition.chunks() {
            let result = self.activation_gradients[layer].chunk_mut(chunk);
            if self.mistake == Some(Mistake::MissingTranspose) && weights.inputs() == weights.outputs() {
                weights.untransposed_input_gradient(upstream.chunk(chunk), result);
            } else {
                weights.input_gradient(upstream.chunk(chunk), result, Finish::Nothing);
            }
        }
    }

    /// Computes ∂L/∂Z = ∂L/∂H ∘ f′(Z) of hidden layer `layer`.
    pub fn pre_activation_gradient(&mut self, network: &Mlp, forward: &Forward, layer: usize) {
        for chunk in 0..self.partition.chunks() {
            let mut result = self.output_gradients[layer].chunk_mut(chunk);
            result.copy_from(self.activation_gradients[layer].chunk(chunk));
            if self.mistake != Some(Mistake::MissingMask) {
                let h = forward.activations[layer].chunk(chunk);
                finish(result, Finish::PullBack(network.activation, h));
            }
        }
    }

    /// Runs the whole pass, matrix by matrix.
    pub fn run(&mut self, network: &Mlp, batch: &Batch, forward: &Forward, penalty: Penalty) {
        self.logits_gradient(batch, forward);
        for layer in (0..network.parameters.layers.len()).rev() {
            self.weight_gradient(network, batch, forward, penalty, layer);
            self.bias_gradient(layer);
            if layer > 0 {
                self.activation_gradient(network, layer - 1);
                self.pre_activation_gradient(network, forward, layer - 1);
            }
        }
    }
}

/// Sums one gradient of a layer, that of W (`block` 0) or of B (1), shard by shard; `add` adds the part of one chunk.
fn sum_shards(partition: Partition, [part, sum]: [&mut Linear; 2], block: usize, add: impl Fn(&mut Linear, usize)) {
    for (shard, chunks) in partition.shards().enumerate() {
        part.slices_mut()[block].fill(0.0);
        chunks.for_each(|chunk| add(part, chunk));
        let (part, sum) = (part.slices()[block], &mut *sum.slices_mut()[block]);
        if shard == 0 {
            sum.copy_from_slice(part);
        } else {
            sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        }
    }
}
