//! Matrices with one row per example, stored so that eight examples go through a kernel side by side.
//!
//! The examples are cut into chunks (see `partition`). Within a chunk a column is contiguous (feature-major), eight
//! examples to a cache line.

use std::array;
use std::ops::Range;

use ndarray::Array2;

use super::chunk::{Chunk, ChunkMut};
use super::finite::largest;
use super::partition::Partition;
use super::registers::LANES;

/// A matrix with one row per example.
#[derive(Debug, Clone)]
pub struct Matrix {
    partition: Partition,
    columns: usize,
    /// Chunk by chunk, and in each column by column, from `start` on, where a cache line begins. The last lanes of a
    /// chunk may belong to no example; then they hold finite numbers that change no result.
    values: Vec<f64>,
    start: usize,
}

impl Matrix {
    /// Creates a matrix of zeros.
    pub fn zeros(partition: Partition, columns: usize) -> Self {
        let values = vec![0.0; (partition.chunks() * columns * partition.stride() + 1) * LANES];
        let start = values.as_ptr().align_offset(LANES * size_of::<f64>()).min(LANES);
        Self { partition, columns, values, start }
    }

    /// Creates a matrix of zeros for each number of `columns`.
    pub(super) fn of_zeros(partition: Partition, columns: &[usize]) -> Vec<Self> {
        columns.iter().map(|&columns| Self::zeros(partition, columns)).collect()
    }

    /// Returns the number of rows (examples) and of columns.
    pub fn dim(&self) -> (usize, usize) {
        (self.partition.examples(), self.columns)
    }

    pub(super) fn partition(&self) -> Partition {
        self.partition
    }

    /// Returns the number in `row` and `column`.
    pub fn get(&self, row: usize, column: usize) -> f64 {
        self.values[self.place(row, column)]
    }

    pub(super) fn set(&mut self, row: usize, column: usize, value: f64) {
        let place = self.place(row, column);
        self.values[place] = value;
    }

    /// Sets the eight rows from `first`, a multiple of eight.
    pub(super) fn set_eight(&mut self, first: usize, rows: [&[f64]; LANES]) {
        let (chunk, row) = self.partition.place(first);
        for (column, lanes) in self.chunk_mut(chunk).columns_mut().enumerate() {
            lanes[row / LANES] = array::from_fn(|lane| rows[lane][column]);
        }
    }

    /// Returns the numbers of a row.
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = f64> + Clone + '_ {
        (0..self.columns).map(move |column| self.get(row, column))
    }

    /// Returns all numbers, row by row.
    pub fn iter(&self) -> impl Iterator<Item = f64> + '_ {
        (0..self.partition.examples()).flat_map(|row| self.row(row))
    }

    /// Returns all numbers as slices, in the order of storage.
    pub(super) fn slices(&self) -> impl Iterator<Item = &[f64]> {
        let chunks = (0..self.partition.chunks()).map(|chunk| self.chunk(chunk));
        chunks.flat_map(|chunk| (0..self.columns).map(move |column| chunk.values(column)))
    }

    /// Returns whether every number is finite.
    pub fn is_finite(&self) -> bool {
        self.slices().all(|values| largest(values).is_finite())
    }

    /// Returns the largest |a − b| over the numbers of this matrix and those of `other`, which has the same shape;
    /// infinite if one is NaN.
    pub(super) fn largest_distance(&self, other: &Self) -> f64 {
        let pairs = self.slices().zip(other.slices()).flat_map(|(a, b)| a.iter().zip(b));
        let distances = pairs.map(|(a, b)| (a - b).abs());
        distances.fold(0.0, |most, distance| if distance.is_nan() { f64::INFINITY } else { most.max(distance) })
    }

    /// Sets every number to `f` of the numbers at the same place in `a` and `b`, which have the same shape.
    pub(super) fn zip_with(&mut self, a: &Self, b: &Self, mut f: impl FnMut(f64, f64) -> f64) {
        let columns = self.columns;
        for chunk in 0..self.partition.chunks() {
            let (a, b, mut places) = (a.chunk(chunk), b.chunk(chunk), self.chunk_mut(chunk));
            for column in 0..columns {
                let pairs = a.values(column).iter().zip(b.values(column));
                let places = places.column(column).as_flattened_mut();
                places.iter_mut().zip(pairs).for_each(|(place, (a, b))| *place = f(*a, *b));
            }
        }
    }

    /// Copies the matrix into an array.
    pub fn to_array(&self) -> Array2<f64> {
        Array2::from_shape_fn(self.dim(), |(row, column)| self.get(row, column))
    }

    fn place(&self, row: usize, column: usize) -> usize {
        let (rows, columns) = self.dim();
        assert!(row < rows && column < columns, "the matrix has no place ({row}, {column})");
        let (chunk, row) = self.partition.place(row);
        self.start + (chunk * columns + column) * self.partition.stride() * LANES + row
    }

    fn range(&self, chunk: usize) -> Range<usize> {
        let size = self.columns * self.partition.stride() * LANES;
        self.start + chunk * size..self.start + (chunk + 1) * size
    }

    pub(super) fn chunk(&self, chunk: usize) -> Chunk<'_> {
        let lanes = self.values[self.range(chunk)].as_chunks().0;
        Chunk { lanes, stride: self.partition.stride(), examples: self.partition.chunk(chunk).len() }
    }

    pub(super) fn chunk_mut(&mut self, chunk: usize) -> ChunkMut<'_> {
        let range = self.range(chunk);
        let lanes = self.values[range].as_chunks_mut().0;
        ChunkMut { lanes, stride: self.partition.stride(), examples: self.partition.chunk(chunk).len() }
    }
}
