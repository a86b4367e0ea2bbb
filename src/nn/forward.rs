//! The forward pass, from X to the loss. Every evaluation of a network goes through it, chunk by chunk.

use std::ops::Range;

use super::batch::Batch;
use super::chunk::Chunk;
use super::finish::{Finish, finish};
use super::loss::{NORMALIZERS, Penalty, cross_entropy, mean_loss, softmax};
use super::matrix::Matrix;
use super::mistake::{Mistake, loss_of, softmax_without_maximum};
use super::mlp::Mlp;
use super::narrow;
use super::partition::Partition;

/// Every matrix of a forward pass. Each method computes one from those before it, so that a step can be walked matrix
/// by matrix.
///
/// Hidden layers are numbered from 0 here and from 1 on the screen.
///
/// P = softmax(Y), L = the mean of −log P\[correct\]:
///
/// ```
/// use mlp_tui::nn::{Activation, Batch, Forward, Mlp, Parameters, Penalty};
/// use ndarray::array;
///
/// let network = Mlp { parameters: Parameters::zeros(&[2, 3]), activation: Activation::Relu };
/// let batch = Batch::of(&array![[1.0, 2.0], [3.0, 4.0]], &[0, 2], &[2, 3]);
/// let mut forward = Forward::new(batch.partition(), &[2, 3]);
/// forward.run(&network, &batch, Penalty::default());
/// assert!((forward.loss - 3.0_f64.ln()).abs() < 1e-15); // guessing among three classes costs log 3
/// ```
#[derive(Debug, Clone)]
pub struct Forward {
    partition: Partition,
    /// The mistake planted on purpose.
    pub mistake: Option<Mistake>,
    /// Z of each hidden layer, m × units.
    pub pre_activations: Vec<Matrix>,
    /// H of each hidden layer, m × units.
    pub activations: Vec<Matrix>,
    /// Y, m × q.
    pub logits: Matrix,
    /// P, m × q.
    pub probabilities: Matrix,
    /// The maximum of each row of Y, and its Σⱼ e^{yⱼ − maximum}.
    pub(super) normalizers: Matrix,
    /// L in nats, including the penalty.
    pub loss: f64,
}

impl Forward {
    /// Allocates the matrices of a pass through a network with `sizes` = inputs, hidden units …, classes.
    pub fn new(partition: Partition, sizes: &[usize]) -> Self {
        let (hidden, classes) = (&sizes[1..sizes.len() - 1], sizes[sizes.len() - 1]);
        Self {
            partition,
            mistake: None,
            pre_activations: Matrix::of_zeros(partition, hidden),
            activations: Matrix::of_zeros(partition, hidden),
            logits: Matrix::zeros(partition, classes),
            probabilities: Matrix::zeros(partition, classes),
            normalizers: Matrix::zeros(partition, NORMALIZERS),
            loss: f64::NAN,
        }
    }

    /// Drops the room for Z, which then becomes H in place.
    pub(super) fn in_place(self) -> Self {
        Self { pre_activations: Vec::new(), ..self }
    }

    /// Returns the input of layer `layer`: X for the first, else H of the previous one.
    pub(super) fn layer_input<'a>(&'a self, batch: &'a Batch, layer: usize) -> &'a Matrix {
        layer.checked_sub(1).map_or(&batch.inputs, |below| &self.activations[below])
    }

    /// Computes Z = XW + B of hidden layer `layer`.
    pub fn pre_activation(&mut self, network: &Mlp, batch: &Batch, layer: usize) {
        for chunk in 0..self.partition.chunks() {
            self.pre_activation_of(network, batch.chunk(chunk).0, chunk, layer);
        }
    }

    /// Computes H = f(Z) of hidden layer `layer`.
    pub fn activation(&mut self, network: &Mlp, layer: usize) {
        for chunk in 0..self.partition.chunks() {
            self.activation_of(network, self.partition.chunk(chunk).len(), chunk, layer);
        }
    }

    /// Computes Y = HW + B of the last layer.
    pub fn logits(&mut self, network: &Mlp, batch: &Batch) {
        for chunk in 0..self.partition.chunks() {
            self.logits_of(network, batch.chunk(chunk).0, chunk);
        }
    }

    /// Computes P = softmax(Y).
    pub fn probabilities(&mut self) {
        if self.mistake == Some(Mistake::MissingMaximum) {
            return softmax_without_maximum(&self.logits, &mut self.probabilities);
        }
        for chunk in 0..self.partition.chunks() {
            self.probabilities_of(self.partition.chunk(chunk).len(), chunk);
        }
    }

    /// Computes L, the mean of −log P of the correct class, plus the penalty.
    pub fn loss(&mut self, network: &Mlp, batch: &Batch, penalty: Penalty) {
        let of_shard =
            |chunks: Range<usize>| chunks.map(|chunk| self.loss_of(batch.chunk(chunk).1, chunk)).sum::<f64>();
        let sums = if self.mistake == Some(Mistake::MissingMaximum) {
            vec![loss_of(&self.probabilities, &batch.labels)]
        } else {
            self.partition.shards().map(of_shard).collect()
        };
        self.loss = mean_loss(sums.into_iter(), batch.rows(), penalty, &network.parameters);
    }

    /// Runs the whole pass, matrix by matrix.
    pub fn run(&mut self, network: &Mlp, batch: &Batch, penalty: Penalty) {
        self.run_with(network, batch, penalty, |forward, layer| forward.activation(network, layer));
    }

    /// Runs the whole pass; `activation` computes H of a hidden layer from its Z.
    pub(super) fn run_with(
        &mut self,
        network: &Mlp,
        batch: &Batch,
        penalty: Penalty,
        mut activation: impl FnMut(&mut Self, usize),
    ) {
        for layer in 0..network.hidden_layers() {
            self.pre_activation(network, batch, layer);
            activation(self, layer);
        }
        self.logits(network, batch);
        self.probabilities();
        self.loss(network, batch, penalty);
    }
}

/// The same for the examples of one chunk. Their matrices are in the chunk `at`, which is always the first if chunks
/// are computed one after another.
impl Forward {
    /// Computes everything from X to P.
    pub(super) fn pass(&mut self, network: &Mlp, x: Chunk<'_>, at: usize) {
        if self.pre_activations.is_empty() && narrow::fits(network) {
            let (h, y) = (self.activations[0].chunk_mut(at), self.logits.chunk_mut(at));
            narrow::forward_pass(x, &network.parameters.layers, h.first(x.examples), y.first(x.examples));
        } else {
            let hidden = self.activations.len();
            self.hidden_layers(network, x, at, hidden);
            self.logits_of(network, x, at);
        }
        self.probabilities_of(x.examples, at);
    }

    /// Computes everything from X to H of the first `layers` hidden layers.
    pub(super) fn hidden_layers(&mut self, network: &Mlp, x: Chunk<'_>, at: usize, layers: usize) {
        for layer in 0..layers {
            if self.pre_activations.is_empty() {
                let (below, here) = self.activations.split_at_mut(layer);
                let input = below.last().map_or(x, |h| h.chunk(at).first(x.examples));
                let (h, finish) = (here[0].chunk_mut(at).first(x.examples), Finish::Activate(network.activation));
                network.parameters.layers[layer].forward(input, h, finish);
            } else {
                self.pre_activation_of(network, x, at, layer);
                self.activation_of(network, x.examples, at, layer);
            }
        }
    }

    pub(super) fn pre_activation_of(&mut self, network: &Mlp, x: Chunk<'_>, at: usize, layer: usize) {
        let input = layer.checked_sub(1).map_or(x, |below| self.activations[below].chunk(at).first(x.examples));
        let z = self.pre_activations[layer].chunk_mut(at).first(x.examples);
        network.parameters.layers[layer].forward(input, z, Finish::Nothing);
    }

    fn activation_of(&mut self, network: &Mlp, examples: usize, at: usize, layer: usize) {
        let mut h = self.activations[layer].chunk_mut(at).first(examples);
        h.copy_from(self.pre_activations[layer].chunk(at).first(examples));
        finish(h, Finish::Activate(network.activation));
    }

    fn logits_of(&mut self, network: &Mlp, x: Chunk<'_>, at: usize) {
        let input = self.activations.last().map_or(x, |h| h.chunk(at).first(x.examples));
        let last = &network.parameters.layers[self.activations.len()];
        last.forward(input, self.logits.chunk_mut(at).first(x.examples), Finish::Nothing);
    }

    fn probabilities_of(&mut self, examples: usize, at: usize) {
        let (p, normalizers) = (self.probabilities.chunk_mut(at), self.normalizers.chunk_mut(at));
        softmax(self.logits.chunk(at).first(examples), p.first(examples), normalizers.first(examples));
    }

    /// Returns the sum of −log P[correct].
    pub(super) fn loss_of(&self, labels: &[usize], at: usize) -> f64 {
        cross_entropy(self.logits.chunk(at).first(labels.len()), self.normalizers.chunk(at), labels)
    }
}
