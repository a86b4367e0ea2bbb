//! A special case: one hidden layer with the ReLU between few inputs and few classes, such as points in the plane. It
//! goes unit by unit, with everything about a unit in registers. The order of summation is that of [`super::kernels`],
//! whose products would spend more time moving between matrices than on arithmetic.
//!
//! The gain in time per step on one core (best of 60 rounds, without → with this file; on AVX-512, then on AVX2):
//!
//! ```text
//! 300×2×32×3, the default run    8.2 → 4.3 µs    11.2 → 7.6 µs
//! 300×2×100×3                   21.6 → 10.5 µs   29.4 → 19.7 µs
//! 300×2×8×2                      2.8 → 1.6 µs     3.8 → 2.6 µs
//! ```
//!
//! A NaN counts as its sign says: a step first checks whether any number may not be finite (`Mlp::cannot_overflow`).

use std::array;

use pulp::Simd;

use super::activation::Activation;
use super::chunk::{Chunk, ChunkMut};
use super::linear::Linear;
use super::mlp::Mlp;
use super::registers::{in_registers, load, store, total_in};
use super::simd;

/// Returns whether the network is small enough for this file.
pub(super) fn fits(network: &Mlp) -> bool {
    let few = |count: usize| (2..=4).contains(&count);
    network.activation == Activation::Relu
        && matches!(&*network.parameters.layers, [first, last] if few(first.inputs()) && few(last.outputs()))
}

/// Computes H = relu(XW¹ + B¹) and Y = HW² + B² of a chunk.
pub(super) fn forward_pass(x: Chunk<'_>, layers: &[Linear], h: ChunkMut<'_>, y: ChunkMut<'_>) {
    simd::run(ForwardPass { x, layers, h, y });
}

/// Adds the part of one chunk to ∂L/∂W¹, ∂L/∂B¹, ∂L/∂W² and ∂L/∂B², given X, H and ∂L/∂Y.
pub(super) fn backward_pass(x: Chunk<'_>, h: Chunk<'_>, gradient: Chunk<'_>, layers: &[Linear], sums: &mut [Linear]) {
    sums[1].add_bias_gradient(gradient);
    simd::run(BackwardPass { x, h, gradient, layers, sums });
}

/// Calls a method with the numbers of inputs and classes as constants.
macro_rules! by_shape {
    ($kernel:ident, $simd:ident, $method:ident) => {
        match ($kernel.layers[0].inputs(), $kernel.layers[1].outputs()) {
            (2, 2) => $kernel.$method::<S, R, 2, 2>($simd),
            (2, 3) => $kernel.$method::<S, R, 2, 3>($simd),
            (2, 4) => $kernel.$method::<S, R, 2, 4>($simd),
            (3, 2) => $kernel.$method::<S, R, 3, 2>($simd),
            (3, 3) => $kernel.$method::<S, R, 3, 3>($simd),
            (3, 4) => $kernel.$method::<S, R, 3, 4>($simd),
            (4, 2) => $kernel.$method::<S, R, 4, 2>($simd),
            (4, 3) => $kernel.$method::<S, R, 4, 3>($simd),
            (4, 4) => $kernel.$method::<S, R, 4, 4>($simd),
            (inputs, classes) => unreachable!("{inputs} inputs and {classes} classes do not fit"),
        }
    };
}

struct ForwardPass<'a> {
    x: Chunk<'a>,
    layers: &'a [Linear],
    h: ChunkMut<'a>,
    y: ChunkMut<'a>,
}

impl ForwardPass<'_> {
    #[inline(always)]
    fn run<S: Simd, const R: usize>(self, simd: S) {
        by_shape!(self, simd, units);
    }

    #[inline(always)]
    fn units<S: Simd, const R: usize, const N: usize, const Q: usize>(mut self, simd: S) {
        let blocks = self.x.blocks();
        let ([w1, b1], [w2, b2]) = (self.layers[0].slices(), self.layers[1].slices());
        let x: [_; N] = array::from_fn(|input| &self.x.column(input)[..blocks]);
        let units = b1.len();
        let w1: [_; N] = array::from_fn(|input| &w1[input * units..][..units]);
        for block in 0..blocks {
            let x: [_; N] = array::from_fn(|input| *load::<S, R>(&x[input][block]));
            let mut y: [_; Q] = array::from_fn(|class| [simd.splat_f64s(b2[class]); R]);
            for (unit, (w2, h)) in w2.chunks_exact(Q).zip(self.h.columns_mut()).enumerate() {
                let mut z = [simd.splat_f64s(b1[unit]); R];
                for (x, w1) in x.iter().zip(w1) {
                    let w = simd.splat_f64s(w1[unit]);
                    for (z, x) in z.iter_mut().zip(x) {
                        *z = simd.add_f64s(*z, simd.mul_f64s(*x, w));
                    }
                }
                for z in &mut z {
                    let zero = simd.splat_f64s(0.0);
                    *z = simd.select_f64s(is_positive(simd, *z), *z, zero);
                }
                store::<S, R>(z, &mut h[block]);
                for (y, w) in y.iter_mut().zip(w2) {
                    let w = simd.splat_f64s(*w);
                    for (y, h) in y.iter_mut().zip(z) {
                        *y = simd.add_f64s(*y, simd.mul_f64s(h, w));
                    }
                }
            }
            for (class, y) in y.into_iter().enumerate() {
                store::<S, R>(y, &mut self.y.column(class)[block]);
            }
        }
    }
}

struct BackwardPass<'a> {
    x: Chunk<'a>,
    h: Chunk<'a>,
    gradient: Chunk<'a>,
    layers: &'a [Linear],
    sums: &'a mut [Linear],
}

impl BackwardPass<'_> {
    #[inline(always)]
    fn run<S: Simd, const R: usize>(self, simd: S) {
        by_shape!(self, simd, units);
    }

    #[inline(always)]
    fn units<S: Simd, const R: usize, const N: usize, const Q: usize>(self, simd: S) {
        let blocks = self.x.blocks();
        let x: [_; N] = array::from_fn(|input| &self.x.column(input)[..blocks]);
        let gradient: [_; Q] = array::from_fn(|class| &self.gradient.column(class)[..blocks]);
        let w2 = self.layers[1].slices()[0];
        let (below, above) = self.sums.split_at_mut(1);
        let ([w1_sums, b1_sums], [w2_sums, _]) = (below[0].slices_mut(), above[0].slices_mut());
        let units = b1_sums.len();
        let zero = simd.splat_f64s(0.0);
        for unit in 0..units {
            let h = &self.h.column(unit)[..blocks];
            let weights: [_; Q] = array::from_fn(|class| simd.splat_f64s(w2[unit * Q + class]));
            let (mut w1_sum, mut b1_sum, mut w2_sum) = ([[zero; R]; N], [zero; R], [[zero; R]; Q]);
            // One register at a time: the sums of all of them would not fit.
            for register in 0..R {
                for block in 0..blocks {
                    let h = load::<S, R>(&h[block])[register];
                    let mut g = zero;
                    for class in 0..Q {
                        let dy = load::<S, R>(&gradient[class][block])[register];
                        let term = simd.mul_f64s(dy, weights[class]);
                        // 0 + term could only change the sign of a zero, which changes no sum.
                        g = if class == 0 { term } else { simd.add_f64s(g, term) };
                        w2_sum[class][register] = simd.add_f64s(w2_sum[class][register], simd.mul_f64s(h, dy));
                    }
                    let dz = simd.select_f64s(is_positive(simd, h), g, zero);
                    b1_sum[register] = simd.add_f64s(b1_sum[register], dz);
                    for input in 0..N {
                        let x = load::<S, R>(&x[input][block])[register];
                        w1_sum[input][register] = simd.add_f64s(w1_sum[input][register], simd.mul_f64s(x, dz));
                    }
                }
            }
            b1_sums[unit] += total_in::<S, R>(b1_sum);
            for (input, sum) in w1_sum.into_iter().enumerate() {
                w1_sums[input * units + unit] += total_in::<S, R>(sum);
            }
            for (class, sum) in w2_sum.into_iter().enumerate() {
                w2_sums[unit * Q + class] += total_in::<S, R>(sum);
            }
        }
    }
}

in_registers!(ForwardPass);
in_registers!(BackwardPass);

#[inline(always)]
fn is_positive<S: Simd>(simd: S, values: S::f64s) -> S::m64s {
    simd.greater_than_i64s(simd.transmute_i64s_f64s(values), simd.splat_i64s(0))
}
