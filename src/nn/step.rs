//! A step taken at once: from X to the gradients, without keeping the matrices in between.
//!
//! A chunk's matrices stay in the cache, and shards run side by side. The kernels and the order of summation are those
//! of [`Forward`] and [`Backward`](super::Backward), so the bits are the same.

use std::ops::Range;

use super::batch::Batch;
use super::chunk::Chunk;
use super::finish::Finish;
use super::forward::Forward;
use super::loss::{Penalty, logits_gradient, mean_loss};
use super::matrix::Matrix;
use super::mlp::Mlp;
use super::narrow;
use super::parallel;
use super::parameters::Parameters;
use super::partition::Partition;

/// The buffers for steps of one batch size.
#[derive(Debug)]
pub struct Step {
    examples: usize,
    shards: Vec<Shard>,
}

impl Step {
    /// Allocates the buffers for a network with `sizes` = inputs, hidden units …, classes.
    pub fn new(partition: Partition, sizes: &[usize]) -> Self {
        let shards = partition.shards().map(|chunks| Shard::new(chunks, partition, sizes)).collect();
        Self { examples: partition.examples(), shards }
    }

    /// Returns L at the current parameters.
    pub fn loss(&mut self, network: &Mlp, batch: &Batch, penalty: Penalty) -> f64 {
        parallel::for_each(&mut self.shards, |shard| shard.each_chunk(network, batch, |_, _, _| {}));
        self.mean_loss(network, penalty)
    }

    /// Returns L at the current parameters and its gradients, including those of the penalty.
    pub fn gradients(&mut self, network: &Mlp, batch: &Batch, penalty: Penalty) -> (f64, &mut Parameters) {
        let examples = self.examples;
        parallel::for_each(&mut self.shards, |shard| {
            shard.gradients.fill(0.0);
            shard.each_chunk(network, batch, |shard, x, labels| shard.backward(network, x, labels, examples));
        });
        let loss = self.mean_loss(network, penalty);
        let (first, others) = self.shards.split_first_mut().expect("a batch has an example");
        for other in others {
            first.gradients.add(&other.gradients);
        }
        for (gradient, layer) in first.gradients.layers.iter_mut().zip(&network.parameters.layers) {
            penalty.add_gradient(layer.slices()[0], gradient.slices_mut()[0]);
        }
        (loss, &mut first.gradients)
    }

    fn mean_loss(&self, network: &Mlp, penalty: Penalty) -> f64 {
        mean_loss(self.shards.iter().map(|shard| shard.loss_sum), self.examples, penalty, &network.parameters)
    }
}

/// What one thread needs for its part of the examples: the matrices of one chunk, and sums over its chunks.
#[derive(Debug)]
struct Shard {
    chunks: Range<usize>,
    forward: Forward,
    /// ∂L/∂Z of each hidden layer, followed by ∂L/∂Y.
    output_gradients: Vec<Matrix>,
    gradients: Parameters,
    /// The sum of −log P[correct].
    loss_sum: f64,
}

impl Shard {
    fn new(chunks: Range<usize>, partition: Partition, sizes: &[usize]) -> Self {
        let partition = partition.of_one_chunk();
        Self {
            chunks,
            forward: Forward::new(partition, sizes).in_place(),
            output_gradients: Matrix::of_zeros(partition, &sizes[1..]),
            gradients: Parameters::zeros(sizes),
            loss_sum: 0.0,
        }
    }

    /// Runs the forward pass of each chunk, in order, each followed by `work`.
    fn each_chunk(&mut self, network: &Mlp, batch: &Batch, mut work: impl FnMut(&mut Self, Chunk<'_>, &[usize])) {
        self.loss_sum = 0.0;
        for chunk in self.chunks.clone() {
            let (x, labels) = batch.chunk(chunk);
            self.forward.pass(network, x, 0);
            self.loss_sum += self.forward.loss_of(labels, 0);
            work(self, x, labels);
        }
    }

    /// Computes everything from ∂L/∂Y to ∂L/∂B¹ for one chunk of a batch of `examples`.
    fn backward(&mut self, network: &Mlp, x: Chunk<'_>, labels: &[usize], examples: usize) {
        let Self { forward, output_gradients, gradients, .. } = self;
        let here = x.examples;
        let h = |layer: usize| forward.activations[layer].chunk(0).first(here);
        let last = network.hidden_layers();
        logits_gradient(
            forward.probabilities.chunk(0),
            labels,
            examples,
            output_gradients[last].chunk_mut(0).first(here),
        );
        if narrow::fits(network) {
            let gradient = output_gradients[1].chunk(0).first(here);
            return narrow::backward_pass(x, h(0), gradient, &network.parameters.layers, &mut gradients.layers);
        }
        for layer in (0..=last).rev() {
            let (below, upstream) = output_gradients.split_at_mut(layer);
            let upstream = upstream[0].chunk(0).first(here);
            let sums = &mut gradients.layers[layer];
            sums.add_weight_gradient(layer.checked_sub(1).map_or(x, h), upstream);
            sums.add_bias_gradient(upstream);
            if let Some(below) = below.last_mut() {
                let finish = Finish::PullBack(network.activation, h(layer - 1));
                network.parameters.layers[layer].input_gradient(upstream, below.chunk_mut(0).first(here), finish);
            }
        }
    }
}
