//! What is measured on a forward pass: loss, accuracy, and how many hidden units are active.

use ndarray::Array2;

use super::activation::Activation;
use super::forward::Forward;
use super::linear::row_major;

/// Loss and accuracy over some examples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    /// L in nats, the penalty included.
    pub loss: f64,
    /// The share of examples whose largest logit is the correct class's, 0 to 1.
    pub accuracy: f64,
}

/// The index of the largest value; the first of several equal ones.
pub fn argmax(values: &[f64]) -> usize {
    let mut best = 0;
    for (index, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = index;
        }
    }
    best
}

/// How active the units of one hidden layer are, counted over examples.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LayerActivity {
    /// The examples counted.
    pub examples: usize,
    /// For each unit, the examples with z > 0.
    pub active: Vec<usize>,
    /// For each unit, the examples whose h is exactly 0.
    pub zeros: Vec<usize>,
}

impl LayerActivity {
    /// No example counted yet, in a layer of `units`.
    pub fn new(units: usize) -> Self {
        Self { examples: 0, active: vec![0; units], zeros: vec![0; units] }
    }

    /// Counts the examples of one pass: Z and H of the layer.
    pub fn count(&mut self, pre_activation: &Array2<f64>, activation: &Array2<f64>) {
        let units = self.active.len();
        self.examples += pre_activation.nrows();
        for z in row_major(pre_activation).chunks_exact(units) {
            self.active.iter_mut().zip(z).for_each(|(count, z)| *count += usize::from(*z > 0.0));
        }
        for h in row_major(activation).chunks_exact(units) {
            self.zeros.iter_mut().zip(h).for_each(|(count, h)| *count += usize::from(*h == 0.0));
        }
    }

    /// The share of examples for which unit `unit` has z > 0.
    pub fn share(&self, unit: usize) -> f64 {
        self.active[unit] as f64 / self.examples.max(1) as f64
    }

    /// The share of all h that are exactly 0; of no h at all, 0.
    pub fn sparsity(&self) -> f64 {
        self.zeros.iter().sum::<usize>() as f64 / (self.examples * self.zeros.len()).max(1) as f64
    }

    /// Whether the unit gives 0 for every example. With the ReLU (and it alone) no gradient then reaches its weights.
    pub fn is_dead(&self, unit: usize, activation: Activation) -> bool {
        activation == Activation::Relu && self.zeros[unit] == self.examples
    }

    /// The number of dead units.
    pub fn dead(&self, activation: Activation) -> usize {
        (0..self.zeros.len()).filter(|&unit| self.is_dead(unit, activation)).count()
    }
}

impl Forward {
    /// The class that the network predicts for each example.
    pub fn predictions(&self) -> impl Iterator<Item = usize> + '_ {
        row_major(&self.logits).chunks_exact(self.logits.ncols()).map(argmax)
    }
}
