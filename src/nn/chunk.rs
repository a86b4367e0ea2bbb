//! A chunk of a matrix: column after column, in each eight examples after eight.

use super::registers::{LANES, Lanes};

/// A chunk of a matrix, to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk<'a> {
    pub(super) lanes: &'a [Lanes],
    /// The distance from one column to the next.
    pub(super) stride: usize,
    pub(super) examples: usize,
}

impl<'a> Chunk<'a> {
    /// Only its first examples.
    pub fn first(self, examples: usize) -> Self {
        Self { examples, ..self }
    }

    /// Its columns from `first` on.
    pub fn skip_columns(self, first: usize) -> Self {
        Self { lanes: &self.lanes[first * self.stride..], ..self }
    }

    /// How many times eight examples there are, the last of them perhaps in part.
    #[inline(always)]
    pub fn blocks(self) -> usize {
        self.examples.div_ceil(LANES)
    }

    /// A column, eight examples after eight.
    #[inline(always)]
    pub fn column(self, column: usize) -> &'a [Lanes] {
        &self.lanes[column * self.stride..][..self.blocks()]
    }

    /// A column's numbers, one for each example.
    pub fn values(self, column: usize) -> &'a [f64] {
        &self.column(column).as_flattened()[..self.examples]
    }

    /// All columns from `first` on without a gap between them, and the distance from one to the next.
    #[inline(always)]
    pub fn columns_from(self, first: usize) -> (&'a [Lanes], usize) {
        (&self.lanes[first * self.stride..], self.stride)
    }
}

/// A chunk of a matrix, to write.
#[derive(Debug)]
pub(super) struct ChunkMut<'a> {
    pub(super) lanes: &'a mut [Lanes],
    /// The distance from one column to the next.
    pub(super) stride: usize,
    pub(super) examples: usize,
}

impl<'a> ChunkMut<'a> {
    /// Only its first examples.
    pub fn first(self, examples: usize) -> Self {
        Self { examples, ..self }
    }

    /// Its columns before `middle`, and from there on.
    pub fn split_columns(self, middle: usize) -> (ChunkMut<'a>, ChunkMut<'a>) {
        let (left, right) = self.lanes.split_at_mut(middle * self.stride);
        let Self { stride, examples, .. } = self;
        (Self { lanes: left, stride, examples }, Self { lanes: right, stride, examples })
    }

    /// The number of columns.
    #[inline(always)]
    pub fn columns(&self) -> usize {
        self.lanes.len() / self.stride
    }

    /// A column, eight examples after eight.
    #[inline(always)]
    pub fn column(&mut self, column: usize) -> &mut [Lanes] {
        let blocks = self.examples.div_ceil(LANES);
        &mut self.lanes[column * self.stride..][..blocks]
    }

    /// All columns in order, eight examples after eight.
    #[inline(always)]
    pub fn columns_mut(&mut self) -> impl Iterator<Item = &mut [Lanes]> {
        self.lanes.chunks_exact_mut(self.stride)
    }

    /// Copies the numbers of `source`, of the same shape.
    pub fn copy_from(&mut self, source: Chunk<'_>) {
        (0..self.columns()).for_each(|column| self.column(column).copy_from_slice(source.column(column)));
    }

    /// The same chunk, to read.
    #[inline(always)]
    pub fn read(&self) -> Chunk<'_> {
        Chunk { lanes: self.lanes, stride: self.stride, examples: self.examples }
    }
}
