//! What is measured on a forward pass: loss, accuracy, and how many hidden units are active.

use std::ops::Range;

use ndarray::Array2;

use super::activation::Activation;
use super::forward::{Batch, mean_loss};
use super::loss::Penalty;
use super::matrix::{Chunk, Partition};
use super::mlp::Mlp;
use super::parallel;
use super::step::Shard;

/// Loss and accuracy over some examples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    /// L in nats, the penalty included.
    pub loss: f64,
    /// The share of examples whose largest logit is the correct class's, 0 to 1.
    pub accuracy: f64,
}

/// The index of the largest value; the first of several equal ones.
pub fn argmax(values: impl IntoIterator<Item = f64>) -> usize {
    let (mut best, mut largest) = (0, f64::NEG_INFINITY);
    for (index, value) in values.into_iter().enumerate() {
        if value > largest {
            (best, largest) = (index, value);
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

    /// Counts the examples of a chunk of H.
    pub(super) fn count(&mut self, h: Chunk<'_>, activation: Activation) {
        self.examples += h.examples;
        for (unit, (active, zeros)) in self.active.iter_mut().zip(&mut self.zeros).enumerate() {
            let h = &h.column(unit).as_flattened()[..h.examples];
            *active += h.iter().filter(|h| activation.is_active(**h)).count();
            *zeros += h.iter().filter(|h| **h == 0.0).count();
        }
    }

    /// Adds the counts of other examples.
    fn add(&mut self, other: &Self) {
        self.examples += other.examples;
        self.active.iter_mut().zip(&other.active).for_each(|(sum, part)| *sum += part);
        self.zeros.iter_mut().zip(&other.zeros).for_each(|(sum, part)| *sum += part);
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

/// A network measured over many examples.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Loss and accuracy.
    pub metrics: Metrics,
    /// Of each hidden layer.
    pub activity: Vec<LayerActivity>,
    /// The examples whose predicted class is not the correct one, from 0, in order.
    pub misclassified: Vec<usize>,
}

impl Survey {
    /// Puts all rows of `inputs` through the network, chunk by chunk and shard beside shard.
    pub fn of(network: &Mlp, penalty: Penalty, inputs: &Array2<f64>, labels: &[usize]) -> Self {
        let sizes = network.parameters.sizes();
        let partition = Partition::new(labels.len(), &sizes);
        let mut shards: Vec<_> = partition.shards().map(|chunks| Count::new(chunks, partition, &sizes)).collect();
        parallel::for_each(&mut shards, |count| {
            for chunk in count.shard.chunks.clone() {
                count.add(network, inputs, labels, partition.chunk(chunk));
            }
        });
        let loss = mean_loss(shards.iter().map(|count| count.shard.loss_sum), labels.len(), penalty, network);
        let (first, others) = shards.split_first_mut().expect("there is an example");
        for other in others {
            first.activity.iter_mut().zip(&other.activity).for_each(|(sum, part)| sum.add(part));
            first.misclassified.append(&mut other.misclassified);
        }
        let accuracy = 1.0 - first.misclassified.len() as f64 / labels.len() as f64;
        Self {
            metrics: Metrics { loss, accuracy },
            activity: std::mem::take(&mut first.activity),
            misclassified: std::mem::take(&mut first.misclassified),
        }
    }
}

/// What one thread counts.
struct Count {
    batch: Batch,
    shard: Shard,
    activity: Vec<LayerActivity>,
    misclassified: Vec<usize>,
}

impl Count {
    fn new(chunks: Range<usize>, partition: Partition, sizes: &[usize]) -> Self {
        Self {
            batch: Batch::zeros(partition.of_one_chunk(), sizes[0]),
            shard: Shard::new(chunks, partition, sizes),
            activity: sizes[1..sizes.len() - 1].iter().copied().map(LayerActivity::new).collect(),
            misclassified: Vec::new(),
        }
    }

    /// Counts the examples `rows`, at most a chunk of them.
    fn add(&mut self, network: &Mlp, inputs: &Array2<f64>, labels: &[usize], rows: Range<usize>) {
        self.batch.gather(inputs, labels, rows.clone());
        let (x, here) = (self.batch.chunk(0).0.first(rows.len()), &labels[rows.clone()]);
        self.shard.forward(network, x, here);
        for (layer, activity) in self.activity.iter_mut().enumerate() {
            activity.count(self.shard.activation(layer, rows.len()), network.activation);
        }
        for ((row, label), example) in rows.zip(here).zip(0..) {
            let logits = (0..self.shard.logits.dim().1).map(|class| self.shard.logits.get(example, class));
            if argmax(logits) != *label {
                self.misclassified.push(row);
            }
        }
    }
}
