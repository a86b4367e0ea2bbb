//! What is done to each element of a product while it is at hand: an activation, or its derivative.

use pulp::Simd;

use super::activation::{Activation, LEAKY_SLOPE};
use super::matrix::{Chunk, ChunkMut};
use super::registers::{in_registers, load, store};
use super::simd;

/// What is done to each element of a product.
#[derive(Debug, Clone, Copy)]
pub(super) enum Finish<'a> {
    /// Nothing.
    Nothing,
    /// H = f(Z).
    Forward(Activation),
    /// ∂L/∂Z = ∂L/∂H ∘ f′(Z), told by H.
    Backward(Activation, Chunk<'a>),
}

impl Finish<'_> {
    /// The same for the columns from `first` on.
    pub fn skip_columns(self, first: usize) -> Self {
        match self {
            Self::Backward(activation, h) => Self::Backward(activation, h.skip_columns(first)),
            other => other,
        }
    }

    /// Does it to eight examples of a column, if f is piecewise linear.
    #[inline(always)]
    pub fn in_registers<S: Simd, const R: usize>(
        self,
        simd: S,
        mut values: [S::f64s; R],
        column: usize,
        block: usize,
    ) -> [S::f64s; R] {
        match self {
            Self::Forward(activation) if activation.is_piecewise() => {
                for z in &mut values {
                    *z = forward(simd, activation, *z);
                }
            }
            Self::Backward(activation, h) if activation.is_piecewise() => {
                for (g, h) in values.iter_mut().zip(load::<S, R>(&h.column(column)[block])) {
                    *g = backward(simd, activation, *g, *h);
                }
            }
            _ => {}
        }
        values
    }

    /// Does it to a whole column, if f is not.
    #[inline(always)]
    pub fn in_column(self, column: usize, values: &mut [f64]) {
        // One loop a function, so that each vectorizes.
        match self {
            Self::Forward(Activation::Tanh) => values.iter_mut().for_each(|z| *z = Activation::Tanh.apply(*z)),
            Self::Forward(Activation::Sigmoid) => values.iter_mut().for_each(|z| *z = Activation::Sigmoid.apply(*z)),
            Self::Backward(Activation::Tanh, h) => {
                let pairs = values.iter_mut().zip(h.column(column).as_flattened());
                pairs.for_each(|(g, h)| *g *= Activation::Tanh.derivative(*h));
            }
            Self::Backward(Activation::Sigmoid, h) => {
                let pairs = values.iter_mut().zip(h.column(column).as_flattened());
                pairs.for_each(|(g, h)| *g *= Activation::Sigmoid.derivative(*h));
            }
            _ => {}
        }
    }
}

/// f(z) of a register, for a piecewise linear f.
#[inline(always)]
pub(super) fn forward<S: Simd>(simd: S, activation: Activation, z: S::f64s) -> S::f64s {
    let zero = simd.splat_f64s(0.0);
    let below = match activation {
        Activation::Relu => zero,
        Activation::LeakyRelu => simd.mul_f64s(z, simd.splat_f64s(LEAKY_SLOPE)),
        _ => return z,
    };
    simd.select_f64s(simd.less_than_or_equal_f64s(z, zero), below, z)
}

/// g·f′(z) of a register, told by `h` = f(z), for a piecewise linear f.
///
/// A masked entry is an exact zero: 0·(−3) would be −0, 0·∞ would be NaN.
#[inline(always)]
pub(super) fn backward<S: Simd>(simd: S, activation: Activation, g: S::f64s, h: S::f64s) -> S::f64s {
    let zero = simd.splat_f64s(0.0);
    let below = match activation {
        Activation::Relu => zero,
        Activation::LeakyRelu => simd.mul_f64s(g, simd.splat_f64s(LEAKY_SLOPE)),
        _ => return g,
    };
    simd.select_f64s(is_positive(simd, h), g, below)
}

/// Whether each number is above 0, by its bits, which costs less than by its value. A NaN counts as its sign says.
#[inline(always)]
pub(super) fn is_positive<S: Simd>(simd: S, values: S::f64s) -> S::m64s {
    simd.greater_than_i64s(simd.transmute_i64s_f64s(values), simd.splat_i64s(0))
}

/// Does it to all of `values`, which no product has just made.
pub(super) fn finish(values: ChunkMut<'_>, finish: Finish<'_>) {
    simd::run(Elementwise { values, finish });
}

struct Elementwise<'a> {
    values: ChunkMut<'a>,
    finish: Finish<'a>,
}

impl Elementwise<'_> {
    #[inline(always)]
    fn run<S: Simd, const R: usize>(mut self, simd: S) {
        for column in 0..self.values.columns() {
            for (block, lanes) in self.values.column(column).iter_mut().enumerate() {
                let values = self.finish.in_registers::<S, R>(simd, *load::<S, R>(lanes), column, block);
                store::<S, R>(values, lanes);
            }
            self.finish.in_column(column, self.values.column(column).as_flattened_mut());
        }
    }
}

in_registers!(Elementwise);
