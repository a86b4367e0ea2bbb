//! Measures a network over many examples, with the shards side by side.

use std::ops::Range;

use ndarray::Array2;

use super::evaluator::Evaluator;
use super::linear::Linear;
use super::loss::{Penalty, mean_loss};
use super::metrics::{Confidence, LayerActivity, Metrics, argmax, is_tie};
use super::mlp::Mlp;
use super::parallel;
use super::partition::Partition;

/// What was measured of a network over many examples.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Loss and accuracy.
    pub metrics: Metrics,
    /// The activity of each hidden layer.
    pub activity: Vec<LayerActivity>,
    /// The class of the largest logit of each example, from 0.
    pub predicted: Vec<u32>,
    /// How sure the network is of each example.
    pub confidence: Vec<Confidence>,
    /// The examples whose predicted class is not the correct one or whose numbers are NaN, from 0, in order.
    pub misclassified: Vec<usize>,
    /// The number of examples with several classes at the largest logit; the first of these counts as predicted.
    pub ties: usize,
}

impl Survey {
    /// Measures `network` over all rows of `inputs`, with the correct classes `labels`.
    pub fn of(network: &Mlp, penalty: Penalty, inputs: &Array2<f64>, labels: &[usize]) -> Self {
        let partition = Partition::new(labels.len(), &network.parameters.sizes());
        let mut shards: Vec<_> = partition.shards().map(|chunks| Shard::new(network, partition, chunks)).collect();
        let inputs = inputs.as_standard_layout();
        let inputs = inputs.as_slice().expect("the standard layout has row after row");
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

    /// Appends what was counted of the next examples.
    fn add(&mut self, next: Self) {
        self.activity.iter_mut().zip(&next.activity).for_each(|(sum, part)| sum.add(part));
        self.predicted.extend(next.predicted);
        self.confidence.extend(next.confidence);
        self.misclassified.extend(next.misclassified);
        self.ties += next.ties;
    }
}

/// The part that one thread measures.
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

    fn count(&mut self, network: &Mlp, inputs: &[f64], labels: &[usize]) {
        let Self { evaluator, rows, loss_sum, survey } = self;
        let write_inputs = |row: usize, x: &mut [f64]| x.copy_from_slice(&inputs[row * x.len()..][..x.len()]);
        evaluator.run(rows.clone(), write_inputs, |chunk, evaluator| {
            let forward = evaluator.forward();
            *loss_sum += forward.loss_of(&labels[chunk.clone()], 0);
            for (layer, activity) in survey.activity.iter_mut().enumerate() {
                activity.count(evaluator, layer, chunk.len(), network.activation);
            }
            for (at, row) in chunk.enumerate() {
                let confidence = Confidence::of(forward, at, labels[row]);
                survey.ties += usize::from(is_tie(forward.logits.row(at)));
                let predicted = argmax(forward.logits.row(at));
                // NaN is never correct.
                if predicted != labels[row] || confidence.is_nan() {
                    survey.misclassified.push(row);
                }
                survey.predicted.push(predicted as u32);
                survey.confidence.push(confidence);
            }
        });
    }
}
