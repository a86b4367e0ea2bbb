//! Where the examples lie, feature by feature.

use ndarray::{Array2, ArrayView1, Axis};

/// The least, the largest and the mean value of each feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranges {
    /// The least value of each feature.
    pub least: Vec<f64>,
    /// The largest value of each feature.
    pub most: Vec<f64>,
    /// The mean value of each feature.
    pub mean: Vec<f64>,
}

impl Ranges {
    /// Returns the ranges of `inputs`, one row per example.
    pub fn of(inputs: &Array2<f64>) -> Self {
        let each = |of: fn(ArrayView1<f64>) -> f64| inputs.axis_iter(Axis(1)).map(of).collect();
        Self {
            least: each(|values| values.iter().copied().fold(f64::INFINITY, f64::min)),
            most: each(|values| values.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
            // Term by term: a sum of huge values would overflow.
            mean: each(|values| values.iter().map(|x| x / values.len() as f64).sum()),
        }
    }
}
