//! The parameters of a network, and anything of the same shapes.

use super::finite::largest;
use super::linear::Linear;

/// W¹, B¹, W², B², … as layers; also anything of the same shapes: gradients, velocities, moments.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// Layer 1 first; the last layer gives the logits.
    pub layers: Vec<Linear>,
}

/// The place of one parameter. Layers, rows and columns are numbered from 0 here and from 1 on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterId {
    /// The layer.
    pub layer: usize,
    /// The row of W; `None` for the bias of the column.
    pub row: Option<usize>,
    /// The column of W, or the index of the bias.
    pub column: usize,
}

impl Parameters {
    /// Creates zeros for a network with `sizes` = inputs, hidden units …, classes.
    pub fn zeros(sizes: &[usize]) -> Self {
        Self { layers: sizes.windows(2).map(|pair| Linear::zeros(pair[0], pair[1])).collect() }
    }

    /// Returns the sizes: inputs, hidden units …, classes.
    pub fn sizes(&self) -> Vec<usize> {
        let inputs = self.layers.first().map(Linear::inputs);
        inputs.into_iter().chain(self.layers.iter().map(Linear::outputs)).collect()
    }

    /// Returns the number of parameters.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.weight().len() + layer.bias().len()).sum()
    }

    /// Returns whether there are no parameters.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns all numbers in order: W¹ row by row, B¹, W², B², …
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.layers.iter().flat_map(Linear::values)
    }

    /// Returns W¹, B¹, W², B², … as slices.
    pub fn slices(&self) -> impl Iterator<Item = &[f64]> {
        self.layers.iter().flat_map(Linear::slices)
    }

    /// Returns the same slices, mutably.
    pub fn slices_mut(&mut self) -> impl Iterator<Item = &mut [f64]> {
        self.layers.iter_mut().flat_map(Linear::slices_mut)
    }

    /// Returns the parameter at `id`; `None` if there is no such place.
    pub fn get(&self, id: ParameterId) -> Option<f64> {
        let layer = self.layers.get(id.layer)?;
        match id.row {
            Some(row) => layer.weight().get((row, id.column)).copied(),
            None => layer.bias().get(id.column).copied(),
        }
    }

    /// Sets the parameter at `id`; does nothing if there is no such place.
    pub fn set(&mut self, id: ParameterId, value: f64) {
        let Some(layer) = self.layers.get_mut(id.layer) else { return };
        match id.row {
            Some(row) => layer.weight_mut().get_mut((row, id.column)).map(|place| *place = value),
            None => layer.bias_mut().get_mut(id.column).map(|place| *place = value),
        };
    }

    pub(super) fn fill(&mut self, value: f64) {
        self.slices_mut().for_each(|slice| slice.fill(value));
    }

    /// Adds the numbers of `other`, which has the same shapes.
    pub(super) fn add(&mut self, other: &Self) {
        for (sum, part) in self.slices_mut().zip(other.slices()) {
            sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        }
    }

    /// Copies the numbers of `source`, which has the same shapes, without allocating.
    pub fn copy_from(&mut self, source: &Self) {
        for (layer, source) in self.layers.iter_mut().zip(&source.layers) {
            layer.weight_mut().assign(source.weight());
            layer.bias_mut().assign(source.bias());
        }
    }

    /// Returns whether every number is finite.
    pub fn is_finite(&self) -> bool {
        self.slices().all(|values| largest(values).is_finite())
    }
}
