//! The examples of one pass.

use ndarray::Array2;

use super::chunk::Chunk;
use super::matrix::Matrix;
use super::partition::Partition;
use super::registers::LANES;

/// The examples of one pass: X (m × n) and the correct class of each row.
#[derive(Debug, Clone)]
pub struct Batch {
    /// X, m × n.
    pub inputs: Matrix,
    /// The correct class of each row, from 0.
    pub labels: Vec<usize>,
}

impl Batch {
    /// Allocates a batch of zeros for examples with `inputs` features.
    pub fn zeros(partition: Partition, inputs: usize) -> Self {
        Self { inputs: Matrix::zeros(partition, inputs), labels: vec![0; partition.examples()] }
    }

    /// Gathers all rows of `inputs` and `labels`, for a network with `sizes`.
    pub fn of(inputs: &Array2<f64>, labels: &[usize], sizes: &[usize]) -> Self {
        let mut batch = Self::zeros(Partition::new(labels.len(), sizes), inputs.ncols());
        batch.gather(inputs, labels, 0..labels.len());
        batch
    }

    /// Returns the number of examples m.
    pub fn rows(&self) -> usize {
        self.labels.len()
    }

    /// Returns how the examples are cut into shards and chunks.
    pub fn partition(&self) -> Partition {
        self.inputs.partition()
    }

    /// Fills the batch with these `rows` of `inputs` and `labels`.
    pub fn gather(&mut self, inputs: &Array2<f64>, labels: &[usize], rows: impl Iterator<Item = usize>) {
        let source = inputs.as_slice().expect("the data are stored row by row");
        let row_of = |row: usize| &source[row * inputs.ncols()..][..inputs.ncols()];
        let (mut eight, mut filled, mut first) = ([&[][..]; LANES], 0, 0);
        for (row, label) in rows.zip(&mut self.labels) {
            *label = labels[row];
            eight[filled] = row_of(row);
            filled += 1;
            if filled == LANES {
                self.inputs.set_eight(first, eight);
                (filled, first) = (0, first + LANES);
            }
        }
        if let Some(last) = eight[..filled].last().copied() {
            // Lanes without an example repeat the last one.
            eight[filled..].fill(last);
            self.inputs.set_eight(first, eight);
        }
    }

    /// Returns X and the correct classes of one chunk.
    pub(super) fn chunk(&self, chunk: usize) -> (Chunk<'_>, &[usize]) {
        (self.inputs.chunk(chunk), &self.labels[self.partition().chunk(chunk)])
    }
}
