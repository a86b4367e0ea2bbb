//! The forward pass: from X to the loss, one method a matrix, so that a step can be walked matrix by matrix.

use ndarray::Array2;

use super::linear::{row_major, row_major_mut};
use super::loss::{Penalty, cross_entropy, softmax};
use super::mlp::Mlp;
use super::parameters::all_finite;

/// The examples of one pass: X (m × n) and the correct class of each row.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// X, m × n.
    pub inputs: Array2<f64>,
    /// The correct class of each row, from 0.
    pub labels: Vec<usize>,
}

impl Batch {
    /// An empty place for `rows` examples with `inputs` features.
    pub fn zeros(rows: usize, inputs: usize) -> Self {
        Self { inputs: Array2::zeros((rows, inputs)), labels: vec![0; rows] }
    }

    /// The number of examples m.
    pub fn rows(&self) -> usize {
        self.labels.len()
    }

    /// Fills the batch with the examples `rows` of `inputs` and `labels`.
    pub fn gather(&mut self, inputs: &Array2<f64>, labels: &[usize], rows: impl Iterator<Item = usize>) {
        for (place, row) in rows.enumerate() {
            self.inputs.row_mut(place).assign(&inputs.row(row));
            self.labels[place] = labels[row];
        }
    }
}

/// Every matrix of a forward pass. A method computes one of them from those before it.
///
/// Hidden layers count from 0 here; on the screen they count from 1.
#[derive(Debug, Clone)]
pub struct Forward {
    /// X and the correct classes.
    pub batch: Batch,
    /// Z of each hidden layer, m × units.
    pub pre_activations: Vec<Array2<f64>>,
    /// H of each hidden layer, m × units.
    pub activations: Vec<Array2<f64>>,
    /// Y, m × q.
    pub logits: Array2<f64>,
    /// P, m × q.
    pub probabilities: Array2<f64>,
    /// log Σⱼ e^{yⱼ} of each example.
    log_sums: Vec<f64>,
    /// L in nats, the penalty included.
    pub loss: f64,
}

impl Forward {
    /// Room for the matrices of a pass of `batch` through a network with `sizes` = inputs, hidden units …, classes.
    pub fn new(batch: Batch, sizes: &[usize]) -> Self {
        let (m, classes) = (batch.rows(), sizes[sizes.len() - 1]);
        let hidden: Vec<_> = sizes[1..sizes.len() - 1].iter().map(|&units| Array2::zeros((m, units))).collect();
        Self {
            batch,
            activations: hidden.clone(),
            pre_activations: hidden,
            logits: Array2::zeros((m, classes)),
            probabilities: Array2::zeros((m, classes)),
            log_sums: vec![0.0; m],
            loss: f64::NAN,
        }
    }

    /// What layer `layer` takes in: X for the first, else the H before it.
    pub fn layer_input(&self, layer: usize) -> &Array2<f64> {
        if layer == 0 { &self.batch.inputs } else { &self.activations[layer - 1] }
    }

    /// Z = XW + B of hidden layer `layer`.
    pub fn pre_activation(&mut self, network: &Mlp, layer: usize) {
        let input = if layer == 0 { &self.batch.inputs } else { &self.activations[layer - 1] };
        network.parameters.layers[layer].forward(input, &mut self.pre_activations[layer]);
    }

    /// H = f(Z) of hidden layer `layer`.
    pub fn activation(&mut self, network: &Mlp, layer: usize) {
        let (z, h) = (&self.pre_activations[layer], &mut self.activations[layer]);
        network.activation.forward(row_major(z), row_major_mut(h));
    }

    /// Y = HW + B of the last layer.
    pub fn logits(&mut self, network: &Mlp) {
        let last = network.hidden_layers();
        let input = if last == 0 { &self.batch.inputs } else { &self.activations[last - 1] };
        network.parameters.layers[last].forward(input, &mut self.logits);
    }

    /// P = softmax(Y).
    pub fn probabilities(&mut self) {
        softmax(&self.logits, &mut self.probabilities, &mut self.log_sums);
    }

    /// L = the mean of −log P of the correct class, plus the penalty.
    pub fn loss(&mut self, network: &Mlp, penalty: Penalty) {
        self.loss =
            cross_entropy(&self.logits, &self.log_sums, &self.batch.labels) + penalty.value(&network.parameters);
    }

    /// The whole pass, matrix after matrix.
    pub fn run(&mut self, network: &Mlp, penalty: Penalty) {
        for layer in 0..network.hidden_layers() {
            self.pre_activation(network, layer);
            self.activation(network, layer);
        }
        self.logits(network);
        self.probabilities();
        self.loss(network, penalty);
    }

    /// Whether Z of hidden layer `layer` is finite. The ReLU would hide −∞.
    pub fn pre_activation_is_finite(&self, layer: usize) -> bool {
        all_finite(row_major(&self.pre_activations[layer]))
    }
}
