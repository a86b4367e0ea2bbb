//! Softmax, the cross-entropy loss and its gradient, chunk by chunk.

use pulp::{Simd, WithSimd};

use super::chunk::{Chunk, ChunkMut};
use super::exponential::exp;
use super::parameters::Parameters;
use super::registers::{LANES, total};
use super::simd;

/// The penalty in L: λ₁ Σ|w| + ½λ Σw², over the weights but never the biases.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Penalty {
    /// λ₁, the factor of Σ|w|.
    pub l1: f64,
    /// λ, the factor of ½Σw².
    pub l2: f64,
}

impl Penalty {
    /// Returns λ₁ Σ|w| + ½λ Σw²; exactly 0 if both factors are 0.
    pub fn value(self, parameters: &Parameters) -> f64 {
        let sum = |term: fn(f64) -> f64| -> f64 {
            parameters.layers.iter().map(|layer| layer.weight().iter().map(|&w| term(w)).sum::<f64>()).sum()
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

/// The columns of the normalizers: each row's maximum of Y, and Σⱼ e^{yⱼ − maximum}.
pub(super) const NORMALIZERS: usize = 2;
pub(super) const MAXIMUM: usize = 0;
pub(super) const SUM: usize = 1;

/// Returns L: the mean over the examples of −log P[correct], given the shards' sums of it, plus the penalty.
pub(super) fn mean_loss(
    sums: impl Iterator<Item = f64>,
    examples: usize,
    penalty: Penalty,
    parameters: &Parameters,
) -> f64 {
    sums.sum::<f64>() / examples as f64 + penalty.value(parameters)
}

/// Computes P = softmax(Y), subtracting the maximum of each row first, and the normalizers of each row for the loss.
///
/// `logits` and `probabilities` are m × q, `normalizers` m × [`NORMALIZERS`].
pub(super) fn softmax(logits: Chunk<'_>, probabilities: ChunkMut<'_>, normalizers: ChunkMut<'_>) {
    simd::run(Softmax { logits, probabilities, normalizers });
}

struct Softmax<'a> {
    logits: Chunk<'a>,
    probabilities: ChunkMut<'a>,
    normalizers: ChunkMut<'a>,
}

impl WithSimd for Softmax<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        let classes = self.probabilities.columns();
        let maximum = self.normalizers.column(MAXIMUM).as_flattened_mut();
        maximum.fill(f64::NEG_INFINITY);
        // `max` ignores NaN and leaves the sign of 0 open. Neither matters: NaN in Y still makes P NaN, and ±0 give one
        // e⁰.
        for class in 0..classes {
            for (maximum, &y) in maximum.iter_mut().zip(self.logits.column(class).as_flattened()) {
                *maximum = maximum.max(y);
            }
        }
        self.normalizers.column(SUM).as_flattened_mut().fill(0.0);
        for class in 0..classes {
            let p = self.probabilities.column(class).as_flattened_mut();
            let maximum = self.normalizers.read().column(MAXIMUM).as_flattened();
            for ((p, y), maximum) in p.iter_mut().zip(self.logits.column(class).as_flattened()).zip(maximum) {
                *p = exp(y - maximum);
            }
            for (sum, p) in self.normalizers.column(SUM).as_flattened_mut().iter_mut().zip(&*p) {
                *sum += p;
            }
        }
        for class in 0..classes {
            let p = self.probabilities.column(class).as_flattened_mut();
            for (p, sum) in p.iter_mut().zip(self.normalizers.read().column(SUM).as_flattened()) {
                *p /= sum;
            }
        }
    }
}

/// Returns the sum over a chunk's examples of −log P[correct] = (maximum − y[correct]) + log Σⱼ e^{yⱼ − maximum}, in
/// nats.
///
/// A lane takes one logarithm of a product in place of a sum of logarithms: each factor lies between 1 and q, and a
/// chunk has too few of them to overflow.
// Inlined, it makes the step of a small network some 2% slower.
#[inline(never)]
pub(super) fn cross_entropy(logits: Chunk<'_>, normalizers: Chunk<'_>, labels: &[usize]) -> f64 {
    let (mut margins, mut products) = ([0.0; LANES], [1.0; LANES]);
    let normalizers = normalizers.column(MAXIMUM).iter().zip(normalizers.column(SUM));
    for ((block, labels), (maximum, sum)) in labels.chunks(LANES).enumerate().zip(normalizers) {
        for (lane, &label) in labels.iter().enumerate() {
            margins[lane] += maximum[lane] - logits.column(label)[block][lane];
            products[lane] *= sum[lane];
        }
    }
    total(margins) + total(products.map(libm::log))
}

/// Computes ∂L/∂Y = (P − 1)/m for the correct class, P/m for the others. Lanes without an example get 0, so that they
/// add nothing to any gradient.
///
/// `examples` is m, of which the chunk holds `labels.len()`.
pub(super) fn logits_gradient(probabilities: Chunk<'_>, labels: &[usize], examples: usize, result: ChunkMut<'_>) {
    simd::run(LogitsGradient { probabilities, labels, examples, result });
}

struct LogitsGradient<'a> {
    probabilities: Chunk<'a>,
    labels: &'a [usize],
    examples: usize,
    result: ChunkMut<'a>,
}

impl WithSimd for LogitsGradient<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        let m = self.examples as f64;
        for class in 0..self.result.columns() {
            let p = self.probabilities.column(class).as_flattened();
            let result = self.result.column(class).as_flattened_mut();
            for ((result, p), &label) in result.iter_mut().zip(p).zip(self.labels) {
                *result = (p - f64::from(u8::from(label == class))) / m;
            }
            result[self.labels.len()..].fill(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::matrix::Matrix;
    use super::super::partition::Partition;
    use super::*;

    fn columns(columns: &[[f64; 2]]) -> Matrix {
        let mut matrix = Matrix::zeros(Partition::new(2, &[1, 1]), columns.len());
        for (column, values) in columns.iter().enumerate() {
            values.iter().enumerate().for_each(|(row, value)| matrix.set(row, column, *value));
        }
        matrix
    }

    #[test]
    fn softmax_of_large_logits_is_finite_and_its_rows_sum_to_one() {
        let logits = columns(&[[1000.0, -1000.0], [1000.0, 0.0]]);
        let (mut p, mut normalizers) = (logits.clone(), columns(&[[0.0; 2]; NORMALIZERS]));
        softmax(logits.chunk(0), p.chunk_mut(0), normalizers.chunk_mut(0));
        assert_eq!(p.iter().collect::<Vec<_>>(), [0.5, 0.5, 0.0, 1.0]);
        let loss = cross_entropy(logits.chunk(0), normalizers.chunk(0), &[0, 1]);
        assert!((loss - 2.0_f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn rows_of_the_gradient_sum_to_zero() {
        let p = columns(&[[0.25, 0.5], [0.75, 0.5]]);
        let mut gradient = p.clone();
        logits_gradient(p.chunk(0), &[0, 1], 2, gradient.chunk_mut(0));
        assert_eq!(gradient.iter().collect::<Vec<_>>(), [-0.375, 0.375, 0.25, -0.25]);
    }
}
