//! The parameters of a network, and whatever has their shapes.

use super::linear::Linear;

/// W¹, B¹, W², B², … as layers; also what has their shapes: gradients, velocities, moments.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// Layer 1 first; the last layer gives the logits.
    pub layers: Vec<Linear>,
}

impl Parameters {
    /// Zeros for a network with `sizes` = inputs, hidden units …, classes.
    pub fn zeros(sizes: &[usize]) -> Self {
        Self { layers: sizes.windows(2).map(|pair| Linear::zeros(pair[0], pair[1])).collect() }
    }

    /// Inputs, hidden units …, classes.
    pub fn sizes(&self) -> Vec<usize> {
        let inputs = self.layers.first().map(Linear::inputs);
        inputs.into_iter().chain(self.layers.iter().map(Linear::outputs)).collect()
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.weight.len() + layer.bias.len()).sum()
    }

    /// Whether there is no number at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All numbers in order: W¹ row by row, B¹, W², B², …
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.layers.iter().flat_map(Linear::values)
    }

    /// W¹, B¹, W², B², … as slices, to change.
    pub fn slices_mut(&mut self) -> impl Iterator<Item = &mut [f64]> {
        self.layers.iter_mut().flat_map(Linear::slices_mut)
    }

    /// Copies the numbers of `source` of the same shapes, without allocating.
    pub fn copy_from(&mut self, source: &Self) {
        for (layer, source) in self.layers.iter_mut().zip(&source.layers) {
            layer.weight.assign(&source.weight);
            layer.bias.assign(&source.bias);
        }
    }

    /// Whether every number is finite.
    pub fn is_finite(&self) -> bool {
        self.layers.iter().all(|layer| {
            all_finite(layer.weight.as_slice().unwrap_or_default())
                && all_finite(layer.bias.as_slice().unwrap_or_default())
        })
    }
}

/// Whether every number is finite: x·0 is 0 for finite x and NaN else, and such a sum vectorizes.
pub(super) fn all_finite(values: &[f64]) -> bool {
    values.iter().map(|x| x * 0.0).sum::<f64>() == 0.0
}
