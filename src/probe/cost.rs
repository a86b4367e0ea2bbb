//! How much of a picture is computed while a frame waits for it.

use crate::nn::{Activation, Mlp};

/// The multiply-adds that a picture may take: some 5 ms of one core of 2021.
const MOST_WORK: usize = 60_000_000;

/// How many points in a row, and how many such rows, share one value so that `points` points of a network are no more
/// than [`MOST_WORK`].
pub(super) fn block(network: &Mlp, points: usize) -> usize {
    let work = work_of_a_point(network).saturating_mul(points);
    (1..=points.max(1)).find(|block| work / (block * block) <= MOST_WORK).unwrap_or(1)
}

/// The multiply-adds of one point, or what takes as long.
fn work_of_a_point(network: &Mlp) -> usize {
    let function = match network.activation {
        Activation::Tanh => 40,
        Activation::Sigmoid => 10,
        Activation::Relu | Activation::LeakyRelu | Activation::Identity => 1,
    };
    network.parameters.layers.iter().map(|layer| layer.weight().len() + function * layer.outputs()).sum()
}
