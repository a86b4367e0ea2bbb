//! Measures of a forward pass: loss, accuracy, and how many hidden units are active.

use super::activation::Activation;
use super::evaluator::Evaluator;
use super::exponential::exp;
use super::forward::Forward;
use super::loss::{MAXIMUM, SUM};

/// Loss and accuracy over some examples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    /// L in nats, including the penalty.
    pub loss: f64,
    /// The share of examples with the largest logit at the correct class, 0 to 1.
    pub accuracy: f64,
}

/// Returns the index of the largest value, the first one if several are equal.
#[inline]
pub fn argmax(values: impl IntoIterator<Item = f64>) -> usize {
    let (mut best, mut largest) = (0, f64::NEG_INFINITY);
    for (index, value) in values.into_iter().enumerate() {
        if value > largest {
            (best, largest) = (index, value);
        }
    }
    best
}

/// Returns whether several values are the largest, which leaves the class of an example open.
#[inline]
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
    /// For each unit, the number of examples with z > 0.
    pub active: Vec<usize>,
    /// For each unit, the number of examples with h exactly 0.
    pub zeros: Vec<usize>,
    /// For each unit, the number of examples for which f is flat: see [`Activation::is_saturated`].
    pub saturated: Vec<usize>,
}

impl LayerActivity {
    /// Creates counts of zero for a layer of `units`.
    pub fn new(units: usize) -> Self {
        Self { examples: 0, active: vec![0; units], zeros: vec![0; units], saturated: vec![0; units] }
    }

    /// Counts the `examples` points that `evaluator` is visiting, in hidden layer `layer`.
    pub(super) fn count(&mut self, evaluator: &Evaluator<'_>, layer: usize, examples: usize, activation: Activation) {
        self.examples += examples;
        for (unit, (active, zeros)) in self.active.iter_mut().zip(&mut self.zeros).enumerate() {
            let h = evaluator.activation(layer, unit);
            if activation.is_bounded() {
                self.saturated[unit] += h.iter().filter(|h| activation.is_saturated(**h)).count();
            }
            *active += h.iter().filter(|h| activation.is_active(**h)).count();
            *zeros += h.iter().filter(|h| **h == 0.0).count();
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.examples += other.examples;
        self.active.iter_mut().zip(&other.active).for_each(|(sum, part)| *sum += part);
        self.zeros.iter_mut().zip(&other.zeros).for_each(|(sum, part)| *sum += part);
        self.saturated.iter_mut().zip(&other.saturated).for_each(|(sum, part)| *sum += part);
    }

    /// Returns the share of examples for which unit `unit` has z > 0.
    pub fn share(&self, unit: usize) -> f64 {
        self.active[unit] as f64 / self.examples.max(1) as f64
    }

    /// Returns the share of all h that are exactly 0; 0 if there is no h.
    pub fn sparsity(&self) -> f64 {
        self.zeros.iter().sum::<usize>() as f64 / (self.examples * self.zeros.len()).max(1) as f64
    }

    /// Returns whether the unit is dead: a ReLU that gives 0 for every example, so that no gradient reaches its
    /// weights.
    pub fn is_dead(&self, unit: usize, activation: Activation) -> bool {
        activation == Activation::Relu && self.zeros[unit] == self.examples
    }

    /// Returns the number of dead units.
    pub fn dead(&self, activation: Activation) -> usize {
        (0..self.zeros.len()).filter(|&unit| self.is_dead(unit, activation)).count()
    }
}

/// How sure the network is of one example, as two numbers from which everything else follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// The maximum of the example's row of Y, minus the y of the correct class.
    margin: f64,
    /// Σⱼ e^{yⱼ − maximum}.
    sum: f64,
}

impl Confidence {
    /// Returns the confidence for the example in `row` of a forward pass, with the correct class `label`.
    #[inline]
    pub fn of(forward: &Forward, row: usize, label: usize) -> Self {
        let normalizers = &forward.normalizers;
        let margin = normalizers.get(row, MAXIMUM) - forward.logits.get(row, label);
        Self { margin, sum: normalizers.get(row, SUM) }
    }

    /// Returns whether its numbers are NaN: then no class is predicted.
    pub fn is_nan(self) -> bool {
        self.margin.is_nan() || self.sum.is_nan()
    }

    /// Returns P of the correct class.
    pub fn of_correct(self) -> f64 {
        exp(-self.margin) / self.sum
    }

    /// Returns P of the predicted class, the largest of the row.
    pub fn of_predicted(self) -> f64 {
        1.0 / self.sum
    }

    /// Returns −log P of the correct class, in nats, even if that P is too small for a float64.
    pub fn loss(self) -> f64 {
        self.margin + libm::log(self.sum)
    }
}
