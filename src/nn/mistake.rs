//! Classic mistakes in a gradient, planted on purpose to show what the check against differences finds and what they do
//! to training.

use super::activation::Activation;
use super::exponential::exp;
use super::loss::Penalty;
use super::matrix::Matrix;
use crate::text::named;

named! {
    /// A mistake that is common in students' programs.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Mistake {
        /// ∂L/∂Z = ∂L/∂H: the factor f′(Z) is left out.
        MissingMask = "missing_mask",
        /// ∂L/∂Y = P − 1: the division by m is forgotten.
        MissingMean = "missing_mean",
        /// The penalty's λW (and λ₁·sign W) is missing in ∂L/∂W.
        MissingPenalty = "missing_penalty",
        /// ∂L/∂H = ∂L/∂Y·W instead of ∂L/∂Y·Wᵀ; the shapes fit if W is square.
        MissingTranspose = "missing_transpose",
        /// P = e^y / Σ e^y without subtracting the maximum: e^y overflows for y > 709.
        MissingMaximum = "missing_maximum",
    }
}

impl Mistake {
    /// Returns whether the mistake is possible in a network with `sizes` = inputs, hidden units …, classes.
    pub fn is_possible(self, sizes: &[usize], activation: Activation, penalty: Penalty) -> bool {
        match self {
            Self::MissingMask => sizes.len() > 2 && activation != Activation::Identity,
            Self::MissingMean | Self::MissingMaximum => true,
            Self::MissingPenalty => penalty != Penalty::default(),
            Self::MissingTranspose => sizes[1..].windows(2).any(|pair| pair[0] == pair[1]),
        }
    }
}

/// Computes P = e^y / Σ e^y without subtracting the maximum.
pub(super) fn softmax_without_maximum(logits: &Matrix, probabilities: &mut Matrix) {
    let (examples, classes) = logits.dim();
    for row in 0..examples {
        let sum: f64 = (0..classes).map(|class| exp(logits.get(row, class))).sum();
        for class in 0..classes {
            probabilities.set(row, class, exp(logits.get(row, class)) / sum);
        }
    }
}

/// Returns the sum of −log P of the correct classes, computed from P itself.
pub(super) fn loss_of(probabilities: &Matrix, labels: &[usize]) -> f64 {
    labels.iter().enumerate().map(|(row, &label)| -libm::log(probabilities.get(row, label))).sum()
}
