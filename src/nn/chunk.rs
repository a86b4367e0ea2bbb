//! A chunk of a matrix: column by column, each in blocks of eight examples.

use super::registers::{LANES, Lanes};

/// A chunk of a matrix, for reading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk<'a> {
    pub(super) lanes: &'a [Lanes],
    /// The distance from one column to the next, in blocks.
    pub(super) stride: usize,
    pub(super) examples: usize,
}

impl<'a> Chunk<'a> {
    /// Returns only the first `examples` examples.
    pub fn first(self, examples: usize) -> Self {
        Self { examples, ..self }
    }

    /// Returns the columns from `first` on.
    pub fn skip_columns(self, first: usize) -> Self {
        Self { lanes: &self.lanes[first * self.stride..], ..self }
    }

    /// Returns the number of blocks of eight examples; the last may be partly filled.
    #[inline(always)]
    pub fn blocks(self) -> usize {
        self.examples.div_ceil(LANES)
    }

    /// Returns a column in blocks of eight examples.
    #[inline(always)]
    pub fn column(self, column: usize) -> &'a [Lanes] {
        &self.lanes[column * self.stride..][..self.blocks()]
    }

    /// Returns the numbers of a column, one per example.
    pub fn values(self, column: usize) -> &'a [f64] {
        &self.column(column).as_flattened()[..self.examples]
    }

    /// Returns all columns from `first` on as one slice, and the distance from one column to the next.
    #[inline(always)]
    pub fn columns_from(self, first: usize) -> (&'a [Lanes], usize) {
        (&self.lanes[first * self.stride..], self.stride)
    }
}

/// A chunk of a matrix, for writing.
#[derive(Debug)]
pub(super) struct ChunkMut<'a> {
    pub(super) lanes: &'a mut [Lanes],
    /// The distance from one column to the next, in blocks.
    pub(super) stride: usize,
    pub(super) examples: usize,
}

impl<'a> ChunkMut<'a> {
    /// Returns only the first `examples` examples.
    pub fn first(self, examples: usize) -> Self {
        Self { examples, ..self }
    }

    /// Splits the chunk into the columns before `middle` and those from there on.
    pub fn split_columns(self, middle: usize) -> (ChunkMut<'a>, ChunkMut<'a>) {
        let (left, right) = self.lanes.split_at_mut(middle * self.stride);
        let Self { stride, examples, .. } = self;
        (Self { lanes: left, stride, examples }, Self { lanes: right, stride, examples })
    }

    #[inline(always)]
    pub fn columns(&self) -> usize {
        self.lanes.len() / self.stride
    }

    /// Returns a column in blocks of eight examples.
    #[inline(always)]
    pub fn column(&mut self, column: usize) -> &mut [Lanes] {
        let blocks = self.examples.div_ceil(LANES);
        &mut self.lanes[column * self.stride..][..blocks]
    }

    /// Returns all columns in order, each in blocks of eight examples.
    #[inline(always)]
    pub fn columns_mut(&mut self) -> impl Iterator<Item = &mut [Lanes]> {
        self.lanes.chunks_exact_mut(self.stride)
    }

    /// Copies the numbers of `source`, which has the same shape.
    pub fn copy_from(&mut self, source: Chunk<'_>) {
        (0..self.columns()).for_each(|column| self.column(column).copy_from_slice(source.column(column)));
    }

    /// Returns the same chunk, for reading.
    #[inline(always)]
    pub fn read(&self) -> Chunk<'_> {
        Chunk { lanes: self.lanes, stride: self.stride, examples: self.examples }
    }
}
