//! The elementwise functions that turn a product into the next matrix: Z into H, ∂L/∂H into ∂L/∂Z.

use pulp::{Simd, WithSimd};

use super::activation::Activation;
use super::chunk::{Chunk, ChunkMut};
use super::registers::Lanes;
use super::simd;

/// What to do with each element of a matrix once its column is computed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Finish<'a> {
    /// The product stays as it is.
    Nothing,
    /// H = f(Z).
    Activate(Activation),
    /// ∂L/∂Z = ∂L/∂H ∘ f′(Z), computed from H.
    PullBack(Activation, Chunk<'a>),
}

impl Finish<'_> {
    /// Returns the same for a matrix without the columns before `first`.
    pub fn skip_columns(self, first: usize) -> Self {
        match self {
            Self::PullBack(activation, h) => Self::PullBack(activation, h.skip_columns(first)),
            other => other,
        }
    }

    #[inline(always)]
    pub fn column(self, column: usize, values: &mut [Lanes]) {
        let values = values.as_flattened_mut();
        // One loop per function, so that each vectorizes.
        match self {
            Self::Nothing | Self::Activate(Activation::Identity) | Self::PullBack(Activation::Identity, _) => {}
            Self::Activate(Activation::Relu) => each(values, |z| Activation::Relu.apply(z)),
            Self::Activate(Activation::LeakyRelu) => each(values, |z| Activation::LeakyRelu.apply(z)),
            Self::Activate(Activation::Tanh) => each(values, |z| Activation::Tanh.apply(z)),
            Self::Activate(Activation::Sigmoid) => each(values, |z| Activation::Sigmoid.apply(z)),
            Self::PullBack(activation, h) => {
                let h = h.column(column).as_flattened();
                match activation {
                    Activation::Relu => each_with(values, h, |g, h| Activation::Relu.pull_back(g, h)),
                    Activation::LeakyRelu => each_with(values, h, |g, h| Activation::LeakyRelu.pull_back(g, h)),
                    Activation::Tanh => each_with(values, h, |g, h| Activation::Tanh.pull_back(g, h)),
                    Activation::Sigmoid => each_with(values, h, |g, h| Activation::Sigmoid.pull_back(g, h)),
                    Activation::Identity => {}
                }
            }
        }
    }
}

#[inline(always)]
fn each(values: &mut [f64], f: impl Fn(f64) -> f64) {
    for value in values {
        *value = f(*value);
    }
}

#[inline(always)]
fn each_with(values: &mut [f64], others: &[f64], f: impl Fn(f64, f64) -> f64) {
    for (value, other) in values.iter_mut().zip(others) {
        *value = f(*value, *other);
    }
}

/// Finishes a whole matrix that did not just come from a product.
pub(super) fn finish(values: ChunkMut<'_>, finish: Finish<'_>) {
    simd::run(Elementwise { values, finish });
}

struct Elementwise<'a> {
    values: ChunkMut<'a>,
    finish: Finish<'a>,
}

impl WithSimd for Elementwise<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        (0..self.values.columns()).for_each(|column| self.finish.column(column, self.values.column(column)));
    }
}
