//! Features that are the pixels of an image: examples and the columns of W¹ as pictures.

use super::example::ExampleId;
use super::snapshot::Snapshot;

/// A picture, its pixels row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// The pixels of a row.
    pub width: usize,
    /// The rows.
    pub height: usize,
    /// All pixels.
    pub pixels: Vec<f64>,
}

impl Snapshot {
    /// Width and height of the images that the features are, where they are some.
    pub fn image_size(&self) -> Option<(usize, usize)> {
        self.problem.image
    }

    /// The features of an example as the data have them, before any scaling; none where there is no such example.
    pub fn features(&self, example: ExampleId) -> Option<Vec<f64>> {
        let inputs = &example.part.of(&self.problem)?.inputs;
        let row = (example.index < inputs.nrows()).then(|| inputs.row(example.index).to_vec())?;
        Some(match &self.problem.scaler {
            Some(scaler) => scaler.undo(row),
            None => row,
        })
    }

    /// An example as a picture, where its features are one.
    pub fn image(&self, example: ExampleId) -> Option<Image> {
        let (width, height) = self.image_size()?;
        Some(Image { width, height, pixels: self.features(example)? })
    }

    /// The weights from each pixel to a unit of the first layer, its column of W¹, as a picture.
    pub fn template(&self, unit: usize) -> Option<Image> {
        let (width, height) = self.image_size()?;
        let weights = &self.parameters.layers.first()?.weight;
        (unit < weights.ncols()).then(|| Image { width, height, pixels: weights.column(unit).to_vec() })
    }
}
