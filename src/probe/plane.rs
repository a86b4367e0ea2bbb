//! A picture of a plane: one value per point.

use std::ops::Range;

use super::cost::block;
use super::section::Section;
use crate::nn::{Evaluator, Mlp, argmax, is_tie};

/// What a picture shows at each point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaneLook {
    /// The class with the largest logit, and its probability.
    Classes,
    /// The probability of one class.
    Probability(usize),
    /// H of one unit of a hidden layer.
    Activation {
        /// The hidden layer, from 0.
        layer: usize,
        /// The unit, from 0.
        unit: usize,
    },
}

/// What is known about a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The winning class, or the one shown.
    pub class: usize,
    /// The probability, or h.
    pub value: f64,
}

/// A picture of a plane: `columns` × `rows` points, each at the centre of its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    blocks: Blocks,
    spots: Vec<Spot>,
}

/// Blocks of points that share a value, in case the network is too large to compute every point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Blocks {
    /// The number of points across and down.
    size: (usize, usize),
    /// The side of a block, in points.
    side: usize,
    /// The number of blocks across and down.
    count: (usize, usize),
}

impl Blocks {
    fn new(network: &Mlp, size: (usize, usize)) -> Self {
        let side = block(network, size.0 * size.1);
        Self { size, side, count: (size.0.div_ceil(side), size.1.div_ceil(side)) }
    }

    fn len(self) -> usize {
        self.count.0 * self.count.1
    }

    /// Evaluates the network at the centre of each block; `visit` gets one range of blocks after another.
    fn evaluate(self, network: &Mlp, section: &Section, visit: impl FnMut(Range<usize>, &Evaluator<'_>)) {
        let place = |block: usize, inputs: &mut [f64]| section.inputs_at(section.at(self.middle(block)), inputs);
        Evaluator::new(network, self.len()).run(0..self.len(), place, visit);
    }

    /// The centre of a block, as shares of the width and the height.
    fn middle(self, block: usize) -> [f64; 2] {
        let middle = |at: usize, length: usize| {
            let (start, end) = (at * self.side, ((at + 1) * self.side).min(length));
            (start + end) as f64 / 2.0 / length as f64
        };
        [middle(block % self.count.0, self.size.0), middle(block / self.count.0, self.size.1)]
    }
}

impl Plane {
    /// Computes the picture of `section` in `size` = columns × rows points.
    pub fn new(network: &Mlp, section: &Section, size: (usize, usize), look: PlaneLook) -> Self {
        let blocks = Blocks::new(network, size);
        let mut spots = Vec::with_capacity(blocks.len());
        blocks.evaluate(network, section, |range, points| match look {
            PlaneLook::Classes => spots.extend((0..range.len()).map(|point| {
                let logits = points.forward().logits.row(point);
                let class = argmax(logits.clone());
                // A tie predicts no class, so no class is shown there.
                let value = if is_tie(logits) { 0.0 } else { points.probability(class)[point] };
                Spot { class, value }
            })),
            PlaneLook::Probability(class) => {
                spots.extend(points.probability(class).iter().map(|&value| Spot { class, value }));
            }
            PlaneLook::Activation { layer, unit } => {
                spots.extend(points.activation(layer, unit).iter().map(|&value| Spot { class: 0, value }));
            }
        });
        Self { blocks, spots }
    }

    /// Computes a picture of H for each unit of a hidden layer.
    pub fn of_units(network: &Mlp, section: &Section, size: (usize, usize), layer: usize) -> Vec<Self> {
        let blocks = Blocks::new(network, size);
        let units = network.parameters.layers[layer].outputs();
        let mut spots: Vec<Vec<Spot>> = vec![Vec::with_capacity(blocks.len()); units];
        blocks.evaluate(network, section, |_, points| {
            for (unit, spots) in spots.iter_mut().enumerate() {
                spots.extend(points.activation(layer, unit).iter().map(|&value| Spot { class: 0, value }));
            }
        });
        spots.into_iter().map(|spots| Self { blocks, spots }).collect()
    }

    /// Returns what is known about the point in a column and a row, from the upper left.
    pub fn spot(&self, column: usize, row: usize) -> Spot {
        let Blocks { side, count, .. } = self.blocks;
        self.spots[row / side * count.0 + column / side]
    }

    /// Returns where that value was computed, as shares of the width and the height.
    pub fn place(&self, column: usize, row: usize) -> [f64; 2] {
        let Blocks { side, count, .. } = self.blocks;
        self.blocks.middle(row / side * count.0 + column / side)
    }

    /// Returns the largest absolute value; 0 if none is finite.
    pub fn largest(&self) -> f64 {
        let sizes = self.spots.iter().map(|spot| spot.value.abs());
        sizes.filter(|size| size.is_finite()).fold(0.0, f64::max)
    }

    /// Returns how many points in a row share a value.
    pub fn coarseness(&self) -> usize {
        self.blocks.side
    }
}
