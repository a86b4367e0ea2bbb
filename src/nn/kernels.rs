//! The loops in which training spends its time.
//!
//! **Order of summation.** It is the same on every machine, for any number of threads, and whether a step is walked
//! phase by phase or taken at once. Multiplication and addition are never fused.
//!
//! - A sum over features or units (Z = XW + B, ∂L/∂H = ∂L/∂Y·Wᵀ) starts at the bias or at 0 and adds its terms in
//!   order. Eight examples run side by side, each with its own sum.
//! - A sum over examples (∂L/∂W, ∂L/∂B) is taken chunk by chunk. Within a chunk, each of eight lanes adds up every
//!   eighth example, in order; [`total`](super::registers::total) then adds the lanes pairwise. The chunks' sums are
//!   added in order to give a shard's sum, and the shards' sums in order to give the gradient.
//!
//! A register of 2, 4 or 8 numbers holds some or all of the eight lanes, which changes no sum. The tiles are as large
//! as sixteen registers of 4 numbers allow.

use std::array;
use std::ops::Range;

use pulp::Simd;

use super::chunk::{Chunk, ChunkMut};
use super::finish::Finish;
use super::parallel::{self, WORTH_SHARING};
use super::registers::{in_registers, load, store, total_in};
use super::simd;

/// The outputs that a tile of a product computes at once.
const OUTPUTS: usize = 6;
/// The inputs of a tile of ∂L/∂W; it has two outputs.
const INPUTS: usize = 3;
/// The terms that a product adds before it moves on to the next tile, so that their part of X stays in the cache.
const TERMS: usize = 64;
/// The columns of ∂L/∂Y that all columns of X are multiplied with before the next ones, for the same reason.
const PANEL: usize = 24;

/// W, or Wᵀ, as a product reads it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights<'a> {
    /// W, row by row.
    pub values: &'a [f64],
    /// The distance from one input to the next, and from one output to the next.
    pub strides: (usize, usize),
    /// The number of inputs and of outputs.
    pub dim: (usize, usize),
}

/// Computes Y = XW + B (B may be absent), with `x` examples × inputs and `y` examples × outputs, and applies `finish`.
pub(super) fn product(x: Chunk<'_>, weights: Weights<'_>, bias: Option<&[f64]>, y: ChunkMut<'_>, finish: Finish<'_>) {
    let (inputs, outputs) = weights.dim;
    if outputs < 2 * OUTPUTS || x.examples * inputs * outputs < 2 * WORTH_SHARING {
        return simd::run(Product { x, weights, bias, y, finish });
    }
    let middle = (outputs / 2).next_multiple_of(OUTPUTS);
    let (left, right) = y.split_columns(middle);
    parallel::both(
        || product(x, Weights { dim: (inputs, middle), ..weights }, bias.map(|bias| &bias[..middle]), left, finish),
        || {
            let values = &weights.values[middle * weights.strides.1..];
            let weights = Weights { values, dim: (inputs, outputs - middle), ..weights };
            product(x, weights, bias.map(|bias| &bias[middle..]), right, finish.skip_columns(middle));
        },
    );
}

/// Adds the part of one chunk, Xᵀ·∂L/∂Y, to ∂L/∂W (`sum`, inputs × outputs, row by row).
pub(super) fn add_weight_gradient(x: Chunk<'_>, gradient: Chunk<'_>, outputs: usize, sum: &mut [f64]) {
    let inputs = sum.len() / outputs;
    if inputs < 2 || x.examples * sum.len() < 2 * WORTH_SHARING {
        return simd::run(WeightGradient { x, gradient, outputs, sum });
    }
    let middle = (inputs / 2).next_multiple_of(INPUTS).min(inputs);
    let (left, right) = sum.split_at_mut(middle * outputs);
    parallel::both(
        || add_weight_gradient(x, gradient, outputs, left),
        || add_weight_gradient(x.skip_columns(middle), gradient, outputs, right),
    );
}

/// Adds the part of one chunk, the column sums of ∂L/∂Y, to ∂L/∂B (`sum`).
pub(super) fn add_bias_gradient(gradient: Chunk<'_>, sum: &mut [f64]) {
    simd::run(BiasGradient { gradient, sum });
}

in_registers!(Product);
in_registers!(WeightGradient);
in_registers!(BiasGradient);

struct Product<'a> {
    x: Chunk<'a>,
    weights: Weights<'a>,
    bias: Option<&'a [f64]>,
    y: ChunkMut<'a>,
    finish: Finish<'a>,
}

impl Product<'_> {
    #[inline(always)]
    fn run<S: Simd, const R: usize>(mut self, simd: S) {
        let (inputs, outputs) = self.weights.dim;
        let mut packed = [[0.0; OUTPUTS]; TERMS];
        let mut first = 0;
        loop {
            let terms = first..inputs.min(first + TERMS);
            for output in (0..outputs).step_by(OUTPUTS) {
                let packed = &mut packed;
                match outputs - output {
                    1 => self.tile::<S, R, 1>(simd, terms.clone(), output, packed),
                    2 => self.tile::<S, R, 2>(simd, terms.clone(), output, packed),
                    3 => self.tile::<S, R, 3>(simd, terms.clone(), output, packed),
                    4 => self.tile::<S, R, 4>(simd, terms.clone(), output, packed),
                    5 => self.tile::<S, R, 5>(simd, terms.clone(), output, packed),
                    _ => self.tile::<S, R, OUTPUTS>(simd, terms.clone(), output, packed),
                }
                if terms.end == inputs {
                    let columns = output..outputs.min(output + OUTPUTS);
                    columns.for_each(|column| self.finish.column(column, self.y.column(column)));
                }
            }
            first = terms.end;
            if first == inputs {
                return;
            }
        }
    }

    /// Adds `terms` to the sums of `T` outputs from `output` on, for all examples of the chunk.
    #[inline(always)]
    fn tile<S: Simd, const R: usize, const T: usize>(
        &mut self,
        simd: S,
        terms: Range<usize>,
        output: usize,
        packed: &mut [[f64; OUTPUTS]; TERMS],
    ) {
        let Weights { values, strides, .. } = self.weights;
        for (term, packed) in terms.clone().zip(packed.iter_mut()) {
            let values = &values[term * strides.0 + output * strides.1..];
            if strides.1 == 1 {
                packed[..T].copy_from_slice(&values[..T]);
            } else {
                for (packed, value) in packed[..T].iter_mut().zip(values.iter().step_by(strides.1)) {
                    *packed = *value;
                }
            }
        }
        let packed = &packed[..terms.len()];
        let (x, stride) = self.x.columns_from(terms.start);
        for block in 0..self.x.blocks() {
            let mut sums = [[simd.splat_f64s(0.0); R]; T];
            for (tile, sum) in sums.iter_mut().enumerate() {
                if terms.start > 0 {
                    *sum = *load::<S, R>(&self.y.column(output + tile)[block]);
                } else if let Some(bias) = self.bias {
                    *sum = [simd.splat_f64s(bias[output + tile]); R];
                }
            }
            for (x, w) in x.chunks_exact(stride).zip(packed) {
                let x = load::<S, R>(&x[block]);
                for (sum, w) in sums.iter_mut().zip(w) {
                    let w = simd.splat_f64s(*w);
                    for (sum, x) in sum.iter_mut().zip(x) {
                        *sum = simd.add_f64s(*sum, simd.mul_f64s(*x, w));
                    }
                }
            }
            for (tile, sum) in sums.into_iter().enumerate() {
                store::<S, R>(sum, &mut self.y.column(output + tile)[block]);
            }
        }
    }
}

struct WeightGradient<'a> {
    x: Chunk<'a>,
    gradient: Chunk<'a>,
    outputs: usize,
    sum: &'a mut [f64],
}

impl WeightGradient<'_> {
    #[inline(always)]
    fn run<S: Simd, const R: usize>(mut self, simd: S) {
        let (inputs, outputs) = (self.sum.len() / self.outputs, self.outputs);
        for panel in (0..outputs).step_by(PANEL) {
            for input in (0..inputs).step_by(INPUTS) {
                for output in (panel..outputs.min(panel + PANEL)).step_by(2) {
                    match (inputs - input, outputs - output) {
                        (1, 1) => self.tile::<S, R, 1, 1>(simd, input, output),
                        (1, _) => self.tile::<S, R, 1, 2>(simd, input, output),
                        (2, 1) => self.tile::<S, R, 2, 1>(simd, input, output),
                        (2, _) => self.tile::<S, R, 2, 2>(simd, input, output),
                        (_, 1) => self.tile::<S, R, INPUTS, 1>(simd, input, output),
                        _ => self.tile::<S, R, INPUTS, 2>(simd, input, output),
                    }
                }
            }
        }
    }

    /// Adds the sums of a tile of `I` inputs and `O` outputs.
    #[inline(always)]
    fn tile<S: Simd, const R: usize, const I: usize, const O: usize>(&mut self, simd: S, input: usize, output: usize) {
        let blocks = self.x.blocks();
        let x: [_; I] = array::from_fn(|tile| &self.x.column(input + tile)[..blocks]);
        let g: [_; O] = array::from_fn(|tile| &self.gradient.column(output + tile)[..blocks]);
        let mut sums = [[[simd.splat_f64s(0.0); R]; O]; I];
        for block in 0..blocks {
            for register in 0..R {
                for (sums, x) in sums.iter_mut().zip(x) {
                    let x = load::<S, R>(&x[block])[register];
                    for (sum, g) in sums.iter_mut().zip(g) {
                        let g = load::<S, R>(&g[block])[register];
                        sum[register] = simd.add_f64s(sum[register], simd.mul_f64s(x, g));
                    }
                }
            }
        }
        for (tile, sums) in sums.into_iter().enumerate() {
            for (place, sum) in self.sum[(input + tile) * self.outputs + output..].iter_mut().zip(sums) {
                *place += total_in::<S, R>(sum);
            }
        }
    }
}

struct BiasGradient<'a> {
    gradient: Chunk<'a>,
    sum: &'a mut [f64],
}

impl BiasGradient<'_> {
    #[inline(always)]
    fn run<S: Simd, const R: usize>(self, simd: S) {
        for (output, place) in self.sum.iter_mut().enumerate() {
            let mut sum = [simd.splat_f64s(0.0); R];
            for block in self.gradient.column(output) {
                for (sum, g) in sum.iter_mut().zip(load::<S, R>(block)) {
                    *sum = simd.add_f64s(*sum, *g);
                }
            }
            *place += total_in::<S, R>(sum);
        }
    }
}
