//! Classical mistakes in a gradient, planted on purpose: what the check against differences finds, and what they do to
//! the training.

use super::activation::Activation;
use super::exponential::exp;
use super::loss::Penalty;
use super::matrix::Matrix;
use crate::text::named;

named! {
    /// A mistake that students' own programs make.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Mistake {
        /// ∂L/∂Z = ∂L/∂H: the factor f′(Z) is left out.
        MissingMask = "missing_mask",
        /// ∂L/∂Y = P − 1: the division by m is forgotten.
        MissingMean = "missing_mean",
        /// The penalty's λW (and λ₁·sign W) is missing in ∂L/∂W.
        MissingPenalty = "missing_penalty",
        /// ∂L/∂H = ∂L/∂Y·W instead of ∂L/∂Y·Wᵀ, where a square W lets the shapes meet.
        MissingTranspose = "missing_transpose",
        /// P = e^y / Σ e^y without the maximum subtracted: e^y overflows where y > 709.
        MissingMaximum = "missing_maximum",
    }
}

impl Mistake {
    /// Whether a network with `sizes` = inputs, hidden units …, classes leaves room for the mistake.
    pub fn is_possible(self, sizes: &[usize], activation: Activation, penalty: Penalty) -> bool {
        match self {
            Self::MissingMask => sizes.len() > 2 && activation != Activation::Identity,
            Self::MissingMean | Self::MissingMaximum => true,
            Self::MissingPenalty => penalty != Penalty::default(),
            Self::MissingTranspose => sizes[1..].windows(2).any(|pair| pair[0] == pair[1]),
        }
    }
}

/// P = e^y / Σ e^y, with no maximum subtracted.
pub(super) fn softmax_without_maximum(logits: &Matrix, probabilities: &mut Matrix) {
    let (examples, classes) = logits.dim();
    for row in 0..examples {
        let sum: f64 = (0..classes).map(|class| exp(logits.get(row, class))).sum();
        for class in 0..classes {
            probabilities.set(row, class, exp(logits.get(row, class)) / sum);
        }
    }
}

/// The sum of −log P of the correct classes, from P itself.
pub(super) fn loss_of(probabilities: &Matrix, labels: &[usize]) -> f64 {
    labels.iter().enumerate().map(|(row, &label)| -libm::log(probabilities.get(row, label))).sum()
}
