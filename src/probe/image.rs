//! Features that are the pixels of an image: examples and columns of W¹ as pictures.

use crate::session::{ExampleId, Snapshot};

/// A picture, stored row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// The number of pixels in a row.
    pub width: usize,
    /// The number of rows.
    pub height: usize,
    /// All pixels.
    pub pixels: Vec<f64>,
}

impl Image {
    /// Returns an example as a picture, if its features are pixels.
    pub fn of_example(snapshot: &Snapshot, example: ExampleId) -> Option<Self> {
        let (width, height) = snapshot.problem().image?;
        Some(Self { width, height, pixels: original_features(snapshot, example)? })
    }

    /// Returns the weights from each pixel to a unit of the first layer, a column of W¹, as a picture.
    pub fn of_weights(snapshot: &Snapshot, unit: usize) -> Option<Self> {
        let (width, height) = snapshot.problem().image?;
        let weights = snapshot.network.parameters.layers.first()?.weight();
        (unit < weights.ncols()).then(|| Self { width, height, pixels: weights.column(unit).to_vec() })
    }
}

/// Returns the features of an example in their original scale; `None` if there is no such example.
pub fn original_features(snapshot: &Snapshot, example: ExampleId) -> Option<Vec<f64>> {
    let inputs = &example.part.of(snapshot.problem())?.inputs;
    let row = (example.index < inputs.nrows()).then(|| inputs.row(example.index).to_vec())?;
    Some(match &snapshot.problem().scaler {
        Some(scaler) => scaler.undo(row),
        None => row,
    })
}
