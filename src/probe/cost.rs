//! How much of a picture to compute while a frame waits for it.

use crate::nn::{Activation, Mlp};

/// The most multiply-adds of a picture: about 5 ms of one core of 2021.
const MOST_WORK: usize = 60_000_000;

/// Returns the side of the square blocks of points that must share one value, so that evaluating a network at `points`
/// points stays within [`MOST_WORK`].
pub(super) fn block(network: &Mlp, points: usize) -> usize {
    let work = work_of_a_point(network).saturating_mul(points);
    (1..=points.max(1)).find(|block| work / (block * block) <= MOST_WORK).unwrap_or(1)
}

/// The cost of one point in multiply-adds, or their equivalent in time.
fn work_of_a_point(network: &Mlp) -> usize {
    let function = match network.activation {
        Activation::Tanh => 40,
        Activation::Sigmoid => 10,
        Activation::Relu | Activation::LeakyRelu | Activation::Identity => 1,
    };
    network.parameters.layers.iter().map(|layer| layer.weight().len() + function * layer.outputs()).sum()
}
