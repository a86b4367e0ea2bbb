//! Evaluates a network at many points: examples, or places in a picture.

use std::array;
use std::ops::Range;

use super::forward::Forward;
use super::matrix::Matrix;
use super::mlp::Mlp;
use super::partition::Partition;
use super::registers::LANES;

/// Runs the forward pass on one chunk of points after another, on the calling thread.
#[derive(Debug)]
pub struct Evaluator<'a> {
    network: &'a Mlp,
    inputs: Matrix,
    forward: Forward,
    /// The number of points in the current chunk.
    points: usize,
}

impl<'a> Evaluator<'a> {
    /// Allocates room for `points` points, or for as many as fit in a cache. Z is not kept.
    pub fn new(network: &'a Mlp, points: usize) -> Self {
        let sizes = network.parameters.sizes();
        Self::of_chunks(network, Partition::of_points(points, &sizes))
    }

    /// Does the same as [`Evaluator::new`], but keeps Z.
    pub fn with_pre_activations(network: &'a Mlp, points: usize) -> Self {
        let evaluator = Self::new(network, points);
        Self { forward: Forward::new(evaluator.inputs.partition(), &network.parameters.sizes()), ..evaluator }
    }

    /// Allocates room for chunks as large as the one in `partition`. Z is not kept.
    pub(super) fn of_chunks(network: &'a Mlp, partition: Partition) -> Self {
        let sizes = network.parameters.sizes();
        let (inputs, forward) = (Matrix::zeros(partition, sizes[0]), Forward::new(partition, &sizes).in_place());
        Self { network, inputs, forward, points: 0 }
    }

    /// Evaluates the network at `points`, chunk by chunk. `write_inputs` writes the inputs of one point; `visit` gets
    /// the range of each chunk and reads its matrices.
    pub fn run(
        &mut self,
        points: Range<usize>,
        write_inputs: impl FnMut(usize, &mut [f64]),
        visit: impl FnMut(Range<usize>, &Self),
    ) {
        self.run_until(None, points, write_inputs, visit);
    }

    /// Does the same as [`Evaluator::run`], but only as far as Z of hidden layer `layer`.
    pub fn run_to_pre_activation(
        &mut self,
        layer: usize,
        points: Range<usize>,
        write_inputs: impl FnMut(usize, &mut [f64]),
        visit: impl FnMut(Range<usize>, &Self),
    ) {
        self.run_until(Some(layer), points, write_inputs, visit);
    }

    /// Evaluates the network at a single point with these `inputs`.
    pub fn at(&mut self, inputs: &[f64]) -> &Forward {
        self.run(0..1, |_, x| x.copy_from_slice(inputs), |_, _| {});
        &self.forward
    }

    /// Runs chunk by chunk, as far as Z of hidden layer `last` if that is given.
    fn run_until(
        &mut self,
        last: Option<usize>,
        points: Range<usize>,
        mut write_inputs: impl FnMut(usize, &mut [f64]),
        mut visit: impl FnMut(Range<usize>, &Self),
    ) {
        let (most, columns) = self.inputs.dim();
        let mut eight = vec![0.0; columns * LANES];
        for start in points.clone().step_by(most) {
            let range = start..(start + most).min(points.end);
            self.points = range.len();
            for first in range.clone().step_by(LANES) {
                for (lane, row) in eight.chunks_exact_mut(columns).enumerate() {
                    // Lanes without a point repeat the last one.
                    write_inputs((first + lane).min(range.end - 1), row);
                }
                self.inputs.set_eight(first - start, array::from_fn(|lane| &eight[lane * columns..][..columns]));
            }
            let x = self.inputs.chunk(0).first(range.len());
            match last {
                None => self.forward.pass(self.network, x, 0),
                Some(layer) => {
                    self.forward.hidden_layers(self.network, x, 0, layer);
                    self.forward.pre_activation_of(self.network, x, 0, layer);
                }
            }
            visit(range, self);
        }
    }

    /// Returns the matrices of the visited points; row 0 is the first of the range.
    pub fn forward(&self) -> &Forward {
        &self.forward
    }

    /// Returns Z of a hidden unit, one number per visited point.
    pub fn pre_activation(&self, layer: usize, unit: usize) -> &[f64] {
        self.column(&self.forward.pre_activations[layer], unit)
    }

    /// Returns H of a hidden unit, one number per visited point.
    pub fn activation(&self, layer: usize, unit: usize) -> &[f64] {
        self.column(&self.forward.activations[layer], unit)
    }

    /// Returns P of a class, one number per visited point.
    pub fn probability(&self, class: usize) -> &[f64] {
        self.column(&self.forward.probabilities, class)
    }

    /// Returns the first visited point with an x, y or (if Z is kept) z that is not finite.
    pub fn first_not_finite(&self) -> Option<usize> {
        let matrices = self.forward.pre_activations.iter().chain([&self.inputs, &self.forward.logits]);
        let columns = matrices.flat_map(|matrix| (0..matrix.dim().1).map(|column| self.column(matrix, column)));
        columns.filter_map(|values| values.iter().position(|value| !value.is_finite())).min()
    }

    fn column<'m>(&self, matrix: &'m Matrix, column: usize) -> &'m [f64] {
        matrix.chunk(0).first(self.points).values(column)
    }
}
