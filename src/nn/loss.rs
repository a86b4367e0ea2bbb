//! Softmax, the cross-entropy loss and their gradient, row by row.

use ndarray::Array2;

use super::linear::{row_major, row_major_mut};
use super::parameters::Parameters;

/// The weights' penalty in L: λ₁ Σ|w| + ½λ Σw², over the weights and never the biases.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Penalty {
    /// λ₁, the factor of Σ|w|.
    pub l1: f64,
    /// λ, the factor of ½Σw².
    pub l2: f64,
}

impl Penalty {
    /// λ₁ Σ|w| + ½λ Σw²; exactly 0 when both factors are 0.
    pub fn value(self, parameters: &Parameters) -> f64 {
        let sum = |term: fn(f64) -> f64| -> f64 {
            parameters.layers.iter().map(|layer| layer.weight.iter().map(|&w| term(w)).sum::<f64>()).sum()
        };
        let mut value = 0.0;
        if self.l1 > 0.0 {
            value += self.l1 * sum(f64::abs);
        }
        if self.l2 > 0.0 {
            value += 0.5 * self.l2 * sum(|w| w * w);
        }
        value
    }

    /// Adds λ₁·sign(w) + λ·w to the gradient of a layer's weights; the sign of 0 is 0.
    pub(super) fn add_gradient(self, weight: &[f64], gradient: &mut [f64]) {
        if self.l2 > 0.0 {
            gradient.iter_mut().zip(weight).for_each(|(g, w)| *g += self.l2 * w);
        }
        if self.l1 > 0.0 {
            let sign = |w: f64| f64::from(i8::from(w > 0.0) - i8::from(w < 0.0));
            gradient.iter_mut().zip(weight).for_each(|(g, &w)| *g += self.l1 * sign(w));
        }
    }
}

/// P = softmax(Y) with each row's maximum subtracted first, and log Σⱼ e^{yⱼ} of each row for the loss.
///
/// `logits` and `probabilities` are m × q; `log_sums` has one number for each example.
pub(super) fn softmax(logits: &Array2<f64>, probabilities: &mut Array2<f64>, log_sums: &mut [f64]) {
    let classes = logits.ncols();
    let rows = row_major(logits).chunks_exact(classes).zip(row_major_mut(probabilities).chunks_exact_mut(classes));
    for ((y, p), log_sum) in rows.zip(log_sums) {
        let maximum = y.iter().copied().fold(f64::NEG_INFINITY, |a, b| if b > a { b } else { a });
        let mut sum = 0.0;
        for (&y, p) in y.iter().zip(p.iter_mut()) {
            *p = libm::exp(y - maximum);
            sum += *p;
        }
        for p in p.iter_mut() {
            *p /= sum;
        }
        *log_sum = maximum + libm::log(sum);
    }
}

/// The mean over the examples of −log P[correct] = log Σⱼ e^{yⱼ} − y[correct], in nats.
pub(super) fn cross_entropy(logits: &Array2<f64>, log_sums: &[f64], labels: &[usize]) -> f64 {
    let rows = row_major(logits).chunks_exact(logits.ncols());
    let total: f64 = rows.zip(log_sums).zip(labels).map(|((y, log_sum), &label)| log_sum - y[label]).sum();
    total / labels.len() as f64
}

/// ∂L/∂Y = (P − 1)/m for the correct class, P/m for the others.
pub(super) fn logits_gradient(probabilities: &Array2<f64>, labels: &[usize], result: &mut Array2<f64>) {
    let (examples, classes) = probabilities.dim();
    let rows = row_major(probabilities).chunks_exact(classes).zip(row_major_mut(result).chunks_exact_mut(classes));
    for ((p, result), &label) in rows.zip(labels) {
        for (class, (p, result)) in p.iter().zip(result).enumerate() {
            let target = f64::from(u8::from(class == label));
            *result = (p - target) / examples as f64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn softmax_of_large_logits_is_finite_and_its_rows_sum_to_one() {
        let logits = array![[1000.0, 1000.0], [-1000.0, 0.0]];
        let (mut p, mut log_sums) = (Array2::zeros((2, 2)), vec![0.0; 2]);
        softmax(&logits, &mut p, &mut log_sums);
        assert_eq!(p, array![[0.5, 0.5], [0.0, 1.0]]);
        assert!((cross_entropy(&logits, &log_sums, &[0, 1]) - 0.5 * 2.0_f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn rows_of_the_gradient_sum_to_zero() {
        let p = array![[0.25, 0.75], [0.5, 0.5]];
        let mut gradient = Array2::zeros((2, 2));
        logits_gradient(&p, &[0, 1], &mut gradient);
        assert_eq!(gradient, array![[-0.375, 0.375], [0.25, -0.25]]);
    }
}
