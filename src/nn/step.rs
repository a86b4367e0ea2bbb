//! A step at once: from X to the gradients, chunk after chunk, without keeping the matrices in between.
//!
//! The same kernels in the same order of summation as [`Forward`](super::Forward) and [`Backward`](super::Backward)
//! give the same bits; but a chunk's matrices stay in the cache, and shards run side by side.

use std::ops::Range;

use super::activation::Activation;
use super::finish::Finish;
use super::forward::{Batch, mean_loss};
use super::loss::{NORMALIZERS, Penalty, cross_entropy, logits_gradient, softmax};
use super::matrix::{Chunk, Matrix, Partition};
use super::mlp::Mlp;
use super::narrow;
use super::parallel;
use super::parameters::Parameters;

/// Room for the steps of one batch size.
#[derive(Debug)]
pub struct Step {
    examples: usize,
    pub(super) shards: Vec<Shard>,
}

impl Step {
    /// Room for steps of a network with `sizes` = inputs, hidden units …, classes.
    pub fn new(partition: Partition, sizes: &[usize]) -> Self {
        let shards = partition.shards().map(|chunks| Shard::new(chunks, partition, sizes)).collect();
        Self { examples: partition.examples(), shards }
    }

    /// L at the present parameters.
    pub fn loss(&mut self, network: &Mlp, batch: &Batch, penalty: Penalty) -> f64 {
        parallel::for_each(&mut self.shards, |shard| {
            shard.each_chunk(batch, |shard, x, labels| {
                shard.forward(&network.parameters, network.activation, x, labels);
            });
        });
        self.mean_loss(network, penalty)
    }

    /// L at the present parameters and its gradients, the penalty's included.
    pub fn gradients(&mut self, network: &Mlp, batch: &Batch, penalty: Penalty) -> (f64, &mut Parameters) {
        let examples = self.examples;
        parallel::for_each(&mut self.shards, |shard| {
            shard.gradients.fill(0.0);
            shard.each_chunk(batch, |shard, x, labels| {
                shard.forward(&network.parameters, network.activation, x, labels);
                shard.backward(network, x, labels, examples);
            });
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
        mean_loss(self.shards.iter().map(|shard| shard.loss_sum), self.examples, penalty, network)
    }
}

/// What one thread needs for its part of the examples: the matrices of one chunk, and sums over its chunks.
#[derive(Debug)]
pub(super) struct Shard {
    pub chunks: Range<usize>,
    /// H of each hidden layer.
    activations: Vec<Matrix>,
    /// Y.
    pub logits: Matrix,
    /// P.
    pub probabilities: Matrix,
    /// Of each row of Y, its maximum and Σⱼ e^{yⱼ − maximum}.
    pub normalizers: Matrix,
    /// ∂L/∂Z of each hidden layer, and last ∂L/∂Y.
    output_gradients: Vec<Matrix>,
    gradients: Parameters,
    /// The sum of −log P[correct].
    pub loss_sum: f64,
}

impl Shard {
    pub fn new(chunks: Range<usize>, partition: Partition, sizes: &[usize]) -> Self {
        let zeros = |columns| Matrix::zeros(partition.of_one_chunk(), columns);
        let (hidden, classes) = (&sizes[1..sizes.len() - 1], sizes[sizes.len() - 1]);
        Self {
            chunks,
            activations: hidden.iter().copied().map(zeros).collect(),
            logits: zeros(classes),
            probabilities: zeros(classes),
            normalizers: zeros(NORMALIZERS),
            output_gradients: sizes[1..].iter().copied().map(zeros).collect(),
            gradients: Parameters::zeros(sizes),
            loss_sum: 0.0,
        }
    }

    /// Does `work` on X and the labels of each chunk, in order.
    fn each_chunk(&mut self, batch: &Batch, mut work: impl FnMut(&mut Self, Chunk<'_>, &[usize])) {
        self.loss_sum = 0.0;
        for chunk in self.chunks.clone() {
            let (x, labels) = batch.chunk(chunk);
            work(self, x, labels);
        }
    }

    /// H of a hidden layer, of the chunk at hand with its `examples`.
    pub fn activation(&self, layer: usize, examples: usize) -> Chunk<'_> {
        self.activations[layer].chunk(0).first(examples)
    }

    /// From X to the loss of one chunk.
    pub fn forward(&mut self, parameters: &Parameters, activation: Activation, x: Chunk<'_>, labels: &[usize]) {
        let examples = x.examples;
        if narrow::fits(parameters, activation) {
            let (h, y) = (self.activations[0].chunk_mut(0), self.logits.chunk_mut(0));
            narrow::forward_pass(x, &parameters.layers, h.first(examples), y.first(examples));
        } else {
            self.layers_forward(parameters, activation, x);
        }
        let logits = self.logits.chunk(0).first(examples);
        let (p, normalizers) = (self.probabilities.chunk_mut(0), self.normalizers.chunk_mut(0));
        softmax(logits, p.first(examples), normalizers.first(examples));
        self.loss_sum += cross_entropy(logits, self.normalizers.chunk(0), labels);
    }

    /// From X to Y of one chunk, layer by layer.
    fn layers_forward(&mut self, parameters: &Parameters, activation: Activation, x: Chunk<'_>) {
        let hidden = self.activations.len();
        self.hidden_forward(parameters, activation, x, hidden);
        let input = self.activations.last().map_or(x, |h| h.chunk(0).first(x.examples));
        parameters.layers[hidden].forward(input, self.logits.chunk_mut(0).first(x.examples), Finish::Nothing);
    }

    /// From X to H of the first `layers` hidden layers of one chunk.
    pub fn hidden_forward(&mut self, parameters: &Parameters, activation: Activation, x: Chunk<'_>, layers: usize) {
        for (layer, linear) in parameters.layers[..layers].iter().enumerate() {
            let (before, rest) = self.activations.split_at_mut(layer);
            let input = before.last().map_or(x, |h| h.chunk(0).first(x.examples));
            linear.forward(input, rest[0].chunk_mut(0).first(x.examples), Finish::Forward(activation));
        }
    }

    /// From ∂L/∂Y to ∂L/∂B¹ of one chunk of a batch of `examples`.
    fn backward(&mut self, network: &Mlp, x: Chunk<'_>, labels: &[usize], examples: usize) {
        let here = x.examples;
        let last = network.hidden_layers();
        let result = self.output_gradients[last].chunk_mut(0).first(here);
        logits_gradient(self.probabilities.chunk(0), labels, examples, result);
        if narrow::fits(&network.parameters, network.activation) {
            let (h, gradient) =
                (self.activations[0].chunk(0).first(here), self.output_gradients[1].chunk(0).first(here));
            let (layers, sums) = (&network.parameters.layers, &mut self.gradients.layers);
            return narrow::backward_pass(x, h, gradient, layers, sums);
        }
        for layer in (0..=last).rev() {
            let (below, above) = self.output_gradients.split_at_mut(layer);
            let above = above[0].chunk(0).first(here);
            let input = layer.checked_sub(1).map(|below| self.activations[below].chunk(0).first(here));
            let gradients = &mut self.gradients.layers[layer];
            gradients.add_weight_gradient(input.unwrap_or(x), above);
            gradients.add_bias_gradient(above);
            if let (Some(below), Some(h)) = (below.last_mut(), input) {
                let finish = Finish::Backward(network.activation, h);
                network.parameters.layers[layer].input_gradient(above, below.chunk_mut(0).first(here), finish);
            }
        }
    }
}
