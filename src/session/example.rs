//! One example, looked at.

use ndarray::Axis;

use crate::data::{Examples, Problem};
use crate::nn::{Batch, Forward, Mlp, Penalty, argmax, is_tie};

/// Training or test examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Part {
    /// Those that the network learns from.
    #[default]
    Train,
    /// Those that it never sees.
    Test,
}

impl Part {
    /// The examples of this part; none where there was no split.
    pub fn of(self, problem: &Problem) -> Option<&Examples> {
        match self {
            Self::Train => Some(&problem.train),
            Self::Test => problem.test.as_ref(),
        }
    }
}

/// Which example: its part and its row there, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ExampleId {
    /// The part.
    pub part: Part,
    /// The row.
    pub index: usize,
}

/// An example, looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Which one.
    pub id: ExampleId,
    /// Its correct class.
    pub label: usize,
    /// The class of the largest probability.
    pub predicted: usize,
    /// Its row of P at θ(step).
    pub probabilities: Vec<f64>,
    /// −log P of the correct class, in nats.
    pub loss: f64,
    /// Whether several classes have the largest logit, to the bit: then none is predicted.
    pub is_tie: bool,
}

impl Example {
    /// What `network` makes of the example `id`, or the nearest that there is.
    pub(super) fn of(network: &Mlp, problem: &Problem, id: ExampleId) -> Self {
        let part = if id.part.of(problem).is_some() { id.part } else { Part::Train };
        let examples = part.of(problem).unwrap_or(&problem.train);
        let index = id.index.min(examples.labels.len() - 1);
        let sizes = network.parameters.sizes();
        let row = examples.inputs.row(index).insert_axis(Axis(0)).to_owned();
        let batch = Batch::of(&row, &examples.labels[index..=index], &sizes);
        let mut forward = Forward::new(batch.partition(), &sizes);
        forward.run(network, &batch, Penalty::default());
        Self {
            id: ExampleId { part, index },
            label: examples.labels[index],
            predicted: argmax(forward.logits.iter()),
            probabilities: forward.probabilities.iter().collect(),
            loss: forward.loss,
            is_tie: is_tie(forward.logits.iter()),
        }
    }
}
