//! The forward pass: from X to the loss, one method a matrix, so that a step can be walked matrix by matrix.

use ndarray::Array2;

use super::finish::{Finish, finish};
use super::loss::{NORMALIZERS, Penalty, cross_entropy, softmax};
use super::matrix::{Chunk, Matrix, Partition};
use super::mistake::{Mistake, loss_of, softmax_without_maximum};
use super::mlp::Mlp;
use super::registers::LANES;

/// The examples of one pass: X (m × n) and the correct class of each row.
#[derive(Debug, Clone)]
pub struct Batch {
    /// X, m × n.
    pub inputs: Matrix,
    /// The correct class of each row, from 0.
    pub labels: Vec<usize>,
}

impl Batch {
    /// An empty place for examples with `inputs` features.
    pub fn zeros(partition: Partition, inputs: usize) -> Self {
        Self { inputs: Matrix::zeros(partition, inputs), labels: vec![0; partition.examples()] }
    }

    /// All rows of `inputs` and `labels`, for a network with `sizes`.
    pub fn of(inputs: &Array2<f64>, labels: &[usize], sizes: &[usize]) -> Self {
        let mut batch = Self::zeros(Partition::new(labels.len(), sizes), inputs.ncols());
        batch.gather(inputs, labels, 0..labels.len());
        batch
    }

    /// The number of examples m.
    pub fn rows(&self) -> usize {
        self.labels.len()
    }

    /// How the examples are cut into parts.
    pub fn partition(&self) -> Partition {
        self.inputs.partition()
    }

    /// Fills the batch with the examples `rows` of `inputs` and `labels`.
    pub fn gather(&mut self, inputs: &Array2<f64>, labels: &[usize], rows: impl Iterator<Item = usize>) {
        let (mut eight, mut filled, mut first) = ([0; LANES], 0, 0);
        for (row, label) in rows.zip(&mut self.labels) {
            *label = labels[row];
            eight[filled] = row;
            filled += 1;
            if filled == LANES {
                self.inputs.set_rows(first, &eight, inputs);
                (filled, first) = (0, first + LANES);
            }
        }
        if filled > 0 {
            self.inputs.set_rows(first, &eight[..filled], inputs);
        }
    }

    /// X and the correct classes of one chunk.
    pub(super) fn chunk(&self, chunk: usize) -> (Chunk<'_>, &[usize]) {
        (self.inputs.chunk(chunk), &self.labels[self.partition().chunk(chunk)])
    }
}

/// Every matrix of a forward pass. A method computes one of them from those before it.
///
/// Hidden layers count from 0 here; on the screen they count from 1.
#[derive(Debug, Clone)]
pub struct Forward {
    partition: Partition,
    /// What is computed wrong on purpose.
    pub mistake: Option<Mistake>,
    /// Z of each hidden layer, m × units.
    pub pre_activations: Vec<Matrix>,
    /// H of each hidden layer, m × units.
    pub activations: Vec<Matrix>,
    /// Y, m × q.
    pub logits: Matrix,
    /// P, m × q.
    pub probabilities: Matrix,
    normalizers: Matrix,
    /// L in nats, the penalty included.
    pub loss: f64,
}

impl Forward {
    /// Room for the matrices of a pass through a network with `sizes` = inputs, hidden units …, classes.
    pub fn new(partition: Partition, sizes: &[usize]) -> Self {
        let zeros = |columns| Matrix::zeros(partition, columns);
        let (hidden, classes) = (&sizes[1..sizes.len() - 1], sizes[sizes.len() - 1]);
        Self {
            partition,
            mistake: None,
            pre_activations: hidden.iter().copied().map(zeros).collect(),
            activations: hidden.iter().copied().map(zeros).collect(),
            logits: zeros(classes),
            probabilities: zeros(classes),
            normalizers: zeros(NORMALIZERS),
            loss: f64::NAN,
        }
    }

    /// What layer `layer` takes in: X for the first, else the H before it.
    pub(super) fn layer_input<'a>(&'a self, batch: &'a Batch, layer: usize) -> &'a Matrix {
        if layer == 0 { &batch.inputs } else { &self.activations[layer - 1] }
    }

    /// Z = XW + B of hidden layer `layer`.
    pub fn pre_activation(&mut self, network: &Mlp, batch: &Batch, layer: usize) {
        let input = if layer == 0 { &batch.inputs } else { &self.activations[layer - 1] };
        for chunk in 0..self.partition.chunks() {
            let output = self.pre_activations[layer].chunk_mut(chunk);
            network.parameters.layers[layer].forward(input.chunk(chunk), output, Finish::Nothing);
        }
    }

    /// H = f(Z) of hidden layer `layer`.
    pub fn activation(&mut self, network: &Mlp, layer: usize) {
        for chunk in 0..self.partition.chunks() {
            let mut h = self.activations[layer].chunk_mut(chunk);
            h.copy_from(self.pre_activations[layer].chunk(chunk));
            finish(h, Finish::Forward(network.activation));
        }
    }

    /// Y = HW + B of the last layer.
    pub fn logits(&mut self, network: &Mlp, batch: &Batch) {
        let last = network.hidden_layers();
        let input = if last == 0 { &batch.inputs } else { &self.activations[last - 1] };
        for chunk in 0..self.partition.chunks() {
            let output = self.logits.chunk_mut(chunk);
            network.parameters.layers[last].forward(input.chunk(chunk), output, Finish::Nothing);
        }
    }

    /// P = softmax(Y).
    pub fn probabilities(&mut self) {
        if self.mistake == Some(Mistake::MissingMaximum) {
            return softmax_without_maximum(&self.logits, &mut self.probabilities);
        }
        for chunk in 0..self.partition.chunks() {
            let normalizers = self.normalizers.chunk_mut(chunk);
            softmax(self.logits.chunk(chunk), self.probabilities.chunk_mut(chunk), normalizers);
        }
    }

    /// L = the mean of −log P of the correct class, plus the penalty.
    pub fn loss(&mut self, network: &Mlp, batch: &Batch, penalty: Penalty) {
        if self.mistake == Some(Mistake::MissingMaximum) {
            let sum = loss_of(&self.probabilities, &batch.labels);
            self.loss = mean_loss([sum].into_iter(), self.partition.examples(), penalty, network);
            return;
        }
        let of_chunk = |chunk| {
            let labels = batch.chunk(chunk).1;
            cross_entropy(self.logits.chunk(chunk), self.normalizers.chunk(chunk), labels)
        };
        let shards = self.partition.shards().map(|chunks| chunks.map(of_chunk).sum::<f64>());
        self.loss = mean_loss(shards, self.partition.examples(), penalty, network);
    }

    /// The whole pass, matrix after matrix.
    pub fn run(&mut self, network: &Mlp, batch: &Batch, penalty: Penalty) {
        for layer in 0..network.hidden_layers() {
            self.pre_activation(network, batch, layer);
            self.activation(network, layer);
        }
        self.logits(network, batch);
        self.probabilities();
        self.loss(network, batch, penalty);
    }
}

/// L from the shards' sums of −log P[correct]: their mean over the examples, plus the penalty.
pub(super) fn mean_loss(shards: impl Iterator<Item = f64>, examples: usize, penalty: Penalty, network: &Mlp) -> f64 {
    shards.sum::<f64>() / examples as f64 + penalty.value(&network.parameters)
}
