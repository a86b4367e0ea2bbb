//! One example that is looked at.

use crate::data::{Examples, Problem};
use crate::nn::{Confidence, Evaluator, Mlp, argmax, is_tie};

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
    /// Returns the examples of this part; `None` if there are none.
    pub fn of(self, problem: &Problem) -> Option<&Examples> {
        match self {
            Self::Train => Some(&problem.train),
            Self::Test => problem.test.as_ref(),
        }
    }

    /// Returns the examples of this part or, if there are none, the training examples.
    pub fn or_train(self, problem: &Problem) -> &Examples {
        self.of(problem).unwrap_or(&problem.train)
    }
}

/// Identifies an example by its part and its row there, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ExampleId {
    /// The part.
    pub part: Part,
    /// The row.
    pub index: usize,
}

/// What the network makes of one example.
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
    /// Whether several classes have exactly the same, largest logit: then none is predicted.
    pub is_tie: bool,
}

impl Example {
    /// Returns whether the predicted class is the correct one; never for NaN.
    pub fn is_correct(&self) -> bool {
        self.predicted == self.label && !self.loss.is_nan()
    }

    /// Evaluates `network` on the example `id`, or on the nearest that there is.
    pub(super) fn of(network: &Mlp, problem: &Problem, id: ExampleId) -> Self {
        let part = if id.part.of(problem).is_some() { id.part } else { Part::Train };
        let examples = part.or_train(problem);
        let index = id.index.min(examples.labels.len() - 1);
        let label = examples.labels[index];
        let mut evaluator = Evaluator::new(network, 1);
        let forward = evaluator.at(&examples.inputs.row(index).to_vec());
        Self {
            id: ExampleId { part, index },
            label,
            predicted: argmax(forward.logits.row(0)),
            probabilities: forward.probabilities.row(0).collect(),
            loss: Confidence::of(forward, 0, label).loss(),
            is_tie: is_tie(forward.logits.row(0)),
        }
    }
}
