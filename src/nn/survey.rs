//! A network measured over many examples, shard beside shard.

use std::ops::Range;

use ndarray::{Array2, aview_mut1};

use super::evaluator::Evaluator;
use super::linear::Linear;
use super::loss::{Penalty, mean_loss};
use super::metrics::{Confidence, LayerActivity, Metrics, argmax, is_tie};
use super::mlp::Mlp;
use super::parallel;
use super::partition::Partition;

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
    /// Measures `network` over all rows of `inputs`, of which `labels` are the correct classes.
    pub fn of(network: &Mlp, penalty: Penalty, inputs: &Array2<f64>, labels: &[usize]) -> Self {
        let partition = Partition::new(labels.len(), &network.parameters.sizes());
        let mut shards: Vec<_> = partition.shards().map(|chunks| Shard::new(network, partition, chunks)).collect();
        parallel::for_each(&mut shards, |shard| shard.count(network, inputs, labels));
        let sums = shards.iter().map(|shard| shard.loss_sum);
        let loss = mean_loss(sums, labels.len(), penalty, &network.parameters);
        let mut all = Self::empty(network);
        for shard in shards {
            all.add(shard.survey);
        }
        all.metrics = Metrics { loss, accuracy: 1.0 - all.misclassified.len() as f64 / labels.len() as f64 };
        all
    }

    /// The survey of no example.
    fn empty(network: &Mlp) -> Self {
        let hidden = &network.parameters.layers[..network.hidden_layers()];
        Self {
            metrics: Metrics { loss: f64::NAN, accuracy: f64::NAN },
            activity: hidden.iter().map(Linear::outputs).map(LayerActivity::new).collect(),
            predicted: Vec::new(),
            confidence: Vec::new(),
            misclassified: Vec::new(),
            ties: 0,
        }
    }

    /// Adds what was counted of the examples that follow.
    fn add(&mut self, next: Self) {
        self.activity.iter_mut().zip(&next.activity).for_each(|(sum, part)| sum.add(part));
        self.predicted.extend(next.predicted);
        self.confidence.extend(next.confidence);
        self.misclassified.extend(next.misclassified);
        self.ties += next.ties;
    }
}

/// What one thread counts.
struct Shard<'a> {
    evaluator: Evaluator<'a>,
    rows: Range<usize>,
    /// The sum of −log P[correct].
    loss_sum: f64,
    survey: Survey,
}

impl<'a> Shard<'a> {
    fn new(network: &'a Mlp, partition: Partition, chunks: Range<usize>) -> Self {
        let rows = partition.chunk(chunks.start).start..partition.chunk(chunks.end - 1).end;
        let evaluator = Evaluator::of_chunks(network, partition.of_one_chunk());
        Self { evaluator, rows, loss_sum: 0.0, survey: Survey::empty(network) }
    }

    fn count(&mut self, network: &Mlp, inputs: &Array2<f64>, labels: &[usize]) {
        let Self { evaluator, rows, loss_sum, survey } = self;
        let place = |row: usize, x: &mut [f64]| aview_mut1(x).assign(&inputs.row(row));
        evaluator.run(rows.clone(), place, |rows, evaluator| {
            let forward = evaluator.forward();
            *loss_sum += forward.loss_of(&labels[rows.clone()], 0);
            for (layer, activity) in survey.activity.iter_mut().enumerate() {
                activity.count(evaluator, layer, rows.len(), network.activation);
            }
            for (at, row) in rows.enumerate() {
                let confidence = Confidence::of(forward, at, labels[row]);
                survey.ties += usize::from(is_tie(forward.logits.row(at)));
                let predicted = argmax(forward.logits.row(at));
                // A NaN is never right.
                if predicted != labels[row] || confidence.is_nan() {
                    survey.misclassified.push(row);
                }
                survey.predicted.push(predicted as u32);
                survey.confidence.push(confidence);
            }
        });
    }
}
