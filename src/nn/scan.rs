//! A network evaluated at many points, such as those of a picture: on the calling thread alone, with the kernels of a step,
//! to the same bits as [`Forward`](super::Forward).

use std::ops::Range;

use super::activation::Activation;
use super::finish::Finish;
use super::linear::Linear;
use super::matrix::{Matrix, Partition};
use super::mlp::Mlp;
use super::parameters::Parameters;
use super::registers::LANES;
use super::step::Shard;

/// A network that somebody else holds.
#[derive(Debug, Clone, Copy)]
pub struct Network<'a> {
    /// The weights and biases.
    pub parameters: &'a Parameters,
    /// f, after every layer but the last.
    pub activation: Activation,
}

impl<'a> From<&'a Mlp> for Network<'a> {
    fn from(network: &'a Mlp) -> Self {
        Self { parameters: &network.parameters, activation: network.activation }
    }
}

/// Room for one chunk of points after the other.
#[derive(Debug)]
pub struct Scan<'a> {
    network: Network<'a>,
    inputs: Matrix,
    shard: Shard,
    pre_activations: Matrix,
    /// The loss, which comes with a pass, asks for them; nobody reads it.
    labels: Vec<usize>,
    /// The points in the chunk at hand.
    points: usize,
}

impl<'a> Scan<'a> {
    /// Room for points of `network`.
    pub fn new(network: Network<'a>) -> Self {
        let sizes = network.parameters.sizes();
        let partition = Partition::whole_chunk(&sizes);
        Self {
            network,
            inputs: Matrix::zeros(partition, sizes[0]),
            shard: Shard::new(0..1, partition, &sizes),
            pre_activations: Matrix::zeros(partition, 0),
            labels: vec![0; partition.examples()],
            points: 0,
        }
    }

    /// Puts the points 0 … `points` − 1 through the network. `place` writes the inputs of one; `visit` is called for one
    /// range of points after the other, and reads their H, Y and P.
    pub fn run(
        &mut self,
        points: usize,
        place: impl FnMut(usize, &mut [f64]),
        mut visit: impl FnMut(Range<usize>, &Self),
    ) {
        self.chunks(points, place, |scan, range| {
            let Network { parameters, activation } = scan.network;
            let x = scan.inputs.chunk(0).first(range.len());
            scan.shard.forward(parameters, activation, x, &scan.labels[..range.len()]);
            visit(range, scan);
        });
    }

    /// The same as far as Z of hidden layer `layer`, which `visit` reads.
    pub fn run_to_pre_activation(
        &mut self,
        layer: usize,
        points: usize,
        place: impl FnMut(usize, &mut [f64]),
        mut visit: impl FnMut(Range<usize>, &Self),
    ) {
        let linear = &self.network.parameters.layers[layer];
        if self.pre_activations.dim().1 != linear.outputs() {
            self.pre_activations = Matrix::zeros(self.inputs.partition(), linear.outputs());
        }
        self.chunks(points, place, |scan, range| {
            scan.pre_activation_of_chunk(linear, layer, range.len());
            visit(range, scan);
        });
    }

    fn pre_activation_of_chunk(&mut self, linear: &Linear, layer: usize, points: usize) {
        let Network { parameters, activation } = self.network;
        let x = self.inputs.chunk(0).first(points);
        self.shard.hidden_forward(parameters, activation, x, layer);
        let input = layer.checked_sub(1).map_or(x, |before| self.shard.activation(before, points));
        linear.forward(input, self.pre_activations.chunk_mut(0).first(points), Finish::Nothing);
    }

    /// Fills one chunk after the other and does `work` on it.
    fn chunks(
        &mut self,
        points: usize,
        mut place: impl FnMut(usize, &mut [f64]),
        mut work: impl FnMut(&mut Self, Range<usize>),
    ) {
        let columns = self.inputs.dim().1;
        let mut eight = vec![0.0; columns * LANES];
        for start in (0..points).step_by(self.labels.len()) {
            let range = start..(start + self.labels.len()).min(points);
            self.points = range.len();
            for first in range.clone().step_by(LANES) {
                for (lane, row) in eight.chunks_exact_mut(columns).enumerate() {
                    // Lanes without a point repeat the last one.
                    place((first + lane).min(range.end - 1), row);
                }
                self.inputs.set_eight(first - start, &eight);
            }
            work(self, range);
        }
    }

    /// Z of a hidden unit, of the points at hand.
    pub fn pre_activation(&self, unit: usize) -> &[f64] {
        &self.pre_activations.chunk(0).first(self.points).column(unit).as_flattened()[..self.points]
    }

    /// H of a hidden unit.
    pub fn activation(&self, layer: usize, unit: usize) -> &[f64] {
        &self.shard.activation(layer, self.points).column(unit).as_flattened()[..self.points]
    }

    /// Y of a class.
    pub fn logit(&self, class: usize) -> &[f64] {
        &self.shard.logits.chunk(0).column(class).as_flattened()[..self.points]
    }

    /// P of a class.
    pub fn probability(&self, class: usize) -> &[f64] {
        &self.shard.probabilities.chunk(0).column(class).as_flattened()[..self.points]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Batch, Forward, Init, Penalty};
    use super::*;
    use crate::random::{Stream, generator, normal};
    use ndarray::Array2;

    #[test]
    fn a_scan_gives_the_bits_of_the_forward_pass() {
        for (seed, sizes) in [&[2, 7, 3][..], &[2, 100, 3], &[5, 9, 4, 6], &[3, 2]].into_iter().enumerate() {
            for activation in Activation::ALL {
                let mut rng = generator(seed as u64, Stream::Parameters, 0);
                let network = Mlp::new(sizes, activation, &Init::He, &mut rng);
                let inputs = Array2::from_shape_simple_fn((1003, sizes[0]), || normal(&mut rng));
                let batch = Batch::of(&inputs, &vec![0; 1003], sizes);
                let mut forward = Forward::new(batch.partition(), sizes);
                forward.run(&network, &batch, Penalty::default());
                let place = |point: usize, row: &mut [f64]| row.copy_from_slice(inputs.row(point).as_slice().unwrap());
                let agrees = |values: &[f64], matrix: &Matrix, range: Range<usize>, column| {
                    let expected = range.map(|row| matrix.get(row, column).to_bits());
                    assert!(values.iter().map(|value| value.to_bits()).eq(expected), "{sizes:?} {activation:?}");
                };
                let mut scan = Scan::new(Network::from(&network));
                let mut seen = 0;
                scan.run(1003, place, |range, scan| {
                    seen += range.len();
                    for class in 0..sizes[sizes.len() - 1] {
                        agrees(scan.logit(class), &forward.logits, range.clone(), class);
                        agrees(scan.probability(class), &forward.probabilities, range.clone(), class);
                    }
                    for (layer, h) in forward.activations.iter().enumerate() {
                        (0..h.dim().1).for_each(|unit| agrees(scan.activation(layer, unit), h, range.clone(), unit));
                    }
                });
                assert_eq!(seen, 1003, "every point is visited");
                for (layer, z) in forward.pre_activations.iter().enumerate() {
                    scan.run_to_pre_activation(layer, 1003, place, |range, scan| {
                        (0..z.dim().1).for_each(|unit| agrees(scan.pre_activation(unit), z, range.clone(), unit));
                    });
                }
            }
        }
    }
}
