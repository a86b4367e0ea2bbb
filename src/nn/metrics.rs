//! What is measured on a forward pass: loss, accuracy, and how many hidden units are active.

use ndarray::Array2;

use super::activation::Activation;
use super::exponential::exp;
use super::forward::{Batch, mean_loss};
use super::linear::Linear;
use super::loss::{MAXIMUM, Penalty, SUM};
use super::matrix::{Chunk, Partition};
use super::mlp::Mlp;
use super::parallel;
use super::step::{Shard, Step};

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

/// Whether several values are the largest: the class of an example is then open.
pub fn is_tie(values: impl IntoIterator<Item = f64>) -> bool {
    let (mut largest, mut count) = (f64::NEG_INFINITY, 0);
    for value in values {
        if value > largest {
            (largest, count) = (value, 1);
        } else if value == largest {
            count += 1;
        }
    }
    count > 1
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
    /// For each unit, the examples for which f is flat: see [`Activation::is_saturated`].
    pub saturated: Vec<usize>,
}

impl LayerActivity {
    /// No example counted yet, in a layer of `units`.
    pub fn new(units: usize) -> Self {
        Self { examples: 0, active: vec![0; units], zeros: vec![0; units], saturated: vec![0; units] }
    }

    /// Counts the examples of a chunk of H.
    pub(super) fn count(&mut self, h: Chunk<'_>, activation: Activation) {
        self.examples += h.examples;
        for (unit, (active, zeros)) in self.active.iter_mut().zip(&mut self.zeros).enumerate() {
            let h = &h.column(unit).as_flattened()[..h.examples];
            if activation.is_bounded() {
                self.saturated[unit] += h.iter().filter(|h| activation.is_saturated(**h)).count();
            }
            *active += h.iter().filter(|h| activation.is_active(**h)).count();
            *zeros += h.iter().filter(|h| **h == 0.0).count();
        }
    }

    /// Adds the counts of other examples.
    fn add(&mut self, other: &Self) {
        self.examples += other.examples;
        self.active.iter_mut().zip(&other.active).for_each(|(sum, part)| *sum += part);
        self.zeros.iter_mut().zip(&other.zeros).for_each(|(sum, part)| *sum += part);
        self.saturated.iter_mut().zip(&other.saturated).for_each(|(sum, part)| *sum += part);
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

/// How sure the network is of one example, kept as two numbers from which all else follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// The maximum of the example's row of Y, less y of the correct class.
    margin: f64,
    /// Σⱼ e^{yⱼ − maximum}
    sum: f64,
}

impl Confidence {
    /// P of the correct class.
    pub fn of_correct(self) -> f64 {
        exp(-self.margin) / self.sum
    }

    /// P of the predicted class, the largest of the row.
    pub fn of_predicted(self) -> f64 {
        1.0 / self.sum
    }

    /// −log P of the correct class, in nats; also where that P is too small for a float64.
    pub fn loss(self) -> f64 {
        self.margin + libm::log(self.sum)
    }
}

/// A network measured over many examples.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Loss and accuracy.
    pub metrics: Metrics,
    /// Of each hidden layer.
    pub activity: Vec<LayerActivity>,
    /// The class of the largest logit of each example, from 0.
    pub predicted: Vec<u32>,
    /// How sure of each example.
    pub confidence: Vec<Confidence>,
    /// The examples whose predicted class is not the correct one, from 0, in order.
    pub misclassified: Vec<usize>,
    /// How many examples have several classes with the largest logit. The first of those counts as predicted.
    pub ties: usize,
}

impl Survey {
    /// Puts all rows of `inputs` through the network, chunk by chunk and shard beside shard.
    pub fn of(network: &Mlp, penalty: Penalty, inputs: &Array2<f64>, labels: &[usize]) -> Self {
        let sizes = network.parameters.sizes();
        let partition = Partition::new(labels.len(), &sizes);
        let mut shards: Vec<_> = partition.shards().map(|chunks| Shard::new(chunks, partition, &sizes)).collect();
        let counts = count(&mut shards, network, |count| {
            let mut batch = Batch::zeros(partition.of_one_chunk(), sizes[0]);
            for chunk in count.shard.chunks.clone() {
                let rows = partition.chunk(chunk);
                batch.gather(inputs, labels, rows.clone());
                count.add(network, batch.chunk(0).0.first(rows.len()), &labels[rows.clone()], rows.start);
            }
        });
        Self::sum(counts, labels.len(), penalty, network)
    }

    /// The sum of the shards' counts over `examples` examples.
    fn sum(counts: Vec<Count<'_>>, examples: usize, penalty: Penalty, network: &Mlp) -> Self {
        let loss = mean_loss(counts.iter().map(|count| count.shard.loss_sum), examples, penalty, network);
        let units = network.parameters.layers[..network.hidden_layers()].iter().map(Linear::outputs);
        let mut activity: Vec<_> = units.map(LayerActivity::new).collect();
        let (mut predicted, mut confidence) = (Vec::with_capacity(examples), Vec::with_capacity(examples));
        let (mut misclassified, mut ties) = (Vec::new(), 0);
        for count in counts {
            activity.iter_mut().zip(&count.activity).for_each(|(sum, part)| sum.add(part));
            predicted.extend(count.predicted);
            confidence.extend(count.confidence);
            misclassified.extend(count.misclassified);
            ties += count.ties;
        }
        let accuracy = 1.0 - misclassified.len() as f64 / examples as f64;
        Self { metrics: Metrics { loss, accuracy }, activity, predicted, confidence, misclassified, ties }
    }
}

impl Step {
    /// Measures the network over all examples of `batch`.
    pub fn survey(&mut self, network: &Mlp, batch: &Batch, penalty: Penalty) -> Survey {
        let counts = count(&mut self.shards, network, |count| {
            for chunk in count.shard.chunks.clone() {
                let (x, labels) = batch.chunk(chunk);
                count.add(network, x, labels, batch.partition().chunk(chunk).start);
            }
        });
        Survey::sum(counts, batch.rows(), penalty, network)
    }
}

/// What one thread counts.
struct Count<'a> {
    shard: &'a mut Shard,
    activity: Vec<LayerActivity>,
    predicted: Vec<u32>,
    confidence: Vec<Confidence>,
    misclassified: Vec<usize>,
    ties: usize,
}

/// The counts of all shards, each made by `work`.
fn count<'a>(shards: &'a mut [Shard], network: &Mlp, work: impl Fn(&mut Count<'_>) + Sync + Send) -> Vec<Count<'a>> {
    let units = || network.parameters.layers[..network.hidden_layers()].iter().map(Linear::outputs);
    let new = |shard: &'a mut Shard| {
        shard.loss_sum = 0.0;
        let activity = units().map(LayerActivity::new).collect();
        Count { shard, activity, predicted: Vec::new(), confidence: Vec::new(), misclassified: Vec::new(), ties: 0 }
    };
    let mut counts: Vec<_> = shards.iter_mut().map(new).collect();
    parallel::for_each(&mut counts, work);
    counts
}

impl Count<'_> {
    /// Counts the examples of a chunk, the first of which is number `first`.
    fn add(&mut self, network: &Mlp, x: Chunk<'_>, labels: &[usize], first: usize) {
        self.shard.forward(&network.parameters, network.activation, x, labels);
        for (layer, activity) in self.activity.iter_mut().enumerate() {
            activity.count(self.shard.activation(layer, x.examples), network.activation);
        }
        for (row, label) in labels.iter().enumerate() {
            let logits = (0..self.shard.logits.dim().1).map(|class| self.shard.logits.get(row, class));
            self.ties += usize::from(is_tie(logits.clone()));
            let predicted = argmax(logits);
            self.predicted.push(predicted as u32);
            let normalizers = &self.shard.normalizers;
            let margin = normalizers.get(row, MAXIMUM) - self.shard.logits.get(row, *label);
            let sum = normalizers.get(row, SUM);
            self.confidence.push(Confidence { margin, sum });
            // What is no number is not right.
            if predicted != *label || margin.is_nan() || sum.is_nan() {
                self.misclassified.push(first + row);
            }
        }
    }
}
