//! Matrices with a row for each example, stored so that eight examples go through a kernel side by side.
//!
//! The examples are cut into chunks that fit the processor's second cache, and some chunks together make a shard, the
//! part that one thread works on. Within a chunk a column is contiguous (feature-major), eight examples to a cache
//! line. What is cut where follows from the shapes alone: it is a part of the order of summation.

use std::array;
use std::ops::Range;

use ndarray::Array2;

use super::finite::largest;
use super::parallel::WORTH_SHARING;
use super::registers::{LANES, Lanes};

/// A chunk of all matrices of a step shall have no more numbers: 512 kB, as large as a second cache.
const CHUNK_NUMBERS: usize = 1 << 16;
/// A chunk may have so many examples in any case: with fewer, sums over the examples would cost more than their terms.
const CHUNK: usize = 17 * LANES;
/// The most shards: more threads than that find no work.
const MOST_SHARDS: usize = 8;

/// How m examples are cut into shards and these into chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    examples: usize,
    /// A multiple of [`LANES`].
    chunk_examples: usize,
    chunks_per_shard: usize,
}

impl Partition {
    /// The partition of `examples` examples for a network with `sizes` = inputs, hidden units …, classes.
    pub fn new(examples: usize, sizes: &[usize]) -> Self {
        // Forwards, ∂L/∂W and ∂L/∂H cost one multiply-add a weight and example each.
        let work = 3 * examples * sizes.windows(2).map(|pair| pair[0] * pair[1]).sum::<usize>();
        // The gradients of a shard are summed at a cost of their own: it has a whole chunk at least.
        let shards = if work < WORTH_SHARING { 1 } else { (examples / CHUNK).clamp(1, MOST_SHARDS) };
        let shard_examples = examples.div_ceil(shards).next_multiple_of(LANES).max(LANES);
        let chunks_per_shard = shard_examples.div_ceil(most_in_chunk(sizes));
        let chunk_examples = shard_examples.div_ceil(chunks_per_shard).next_multiple_of(LANES);
        Self { examples, chunk_examples, chunks_per_shard }
    }

    /// One chunk with room for as many examples as a chunk has for a network with `sizes`.
    pub(super) fn whole_chunk(sizes: &[usize]) -> Self {
        let examples = most_in_chunk(sizes) / LANES * LANES;
        Self { examples, chunk_examples: examples, chunks_per_shard: 1 }
    }

    /// The number of examples m.
    pub fn examples(self) -> usize {
        self.examples
    }

    /// The number of chunks.
    pub(super) fn chunks(self) -> usize {
        self.examples.div_ceil(self.chunk_examples)
    }

    /// The chunks of each shard.
    pub(super) fn shards(self) -> impl ExactSizeIterator<Item = Range<usize>> {
        let (chunks, each) = (self.chunks(), self.chunks_per_shard);
        (0..chunks.div_ceil(each)).map(move |shard| shard * each..((shard + 1) * each).min(chunks))
    }

    /// The examples of a chunk.
    pub(super) fn chunk(self, chunk: usize) -> Range<usize> {
        chunk * self.chunk_examples..((chunk + 1) * self.chunk_examples).min(self.examples)
    }

    /// The same for the examples of one chunk alone.
    pub(super) fn of_one_chunk(self) -> Self {
        Self { examples: self.chunk_examples.min(self.examples), chunks_per_shard: 1, ..self }
    }

    /// How many times eight numbers it is from one column of a chunk to the next: an odd number, so that columns do not
    /// compete for the same places in a cache.
    fn stride(self) -> usize {
        (self.chunk_examples / LANES) | 1
    }
}

/// The most examples of a chunk for a network with `sizes`.
fn most_in_chunk(sizes: &[usize]) -> usize {
    // Z becomes H in place; ∂L/∂Z and the like are as large; P stands beside Y.
    let numbers_per_example = 2 * sizes.iter().sum::<usize>();
    // The loss multiplies, lane by lane, one number of at most q for each example, which has to stay finite.
    let classes = sizes[sizes.len() - 1];
    let factors = (f64::MAX_EXP as usize - 1) / classes.next_power_of_two().ilog2().max(1) as usize;
    (CHUNK_NUMBERS / numbers_per_example).max(CHUNK).min(factors * LANES)
}

/// A matrix with a row for each example.
#[derive(Debug, Clone)]
pub struct Matrix {
    partition: Partition,
    columns: usize,
    /// Chunk after chunk, in each column after column, from `start` on, where a cache line begins. Where the last lanes of
    /// a chunk stand for no example they hold finite numbers that change no result.
    values: Vec<f64>,
    start: usize,
}

impl Matrix {
    /// A matrix of zeros.
    pub fn zeros(partition: Partition, columns: usize) -> Self {
        let values = vec![0.0; (partition.chunks() * columns * partition.stride() + 1) * LANES];
        let start = values.as_ptr().align_offset(LANES * size_of::<f64>()).min(LANES);
        Self { partition, columns, values, start }
    }

    /// The number of rows (examples) and of columns.
    pub fn dim(&self) -> (usize, usize) {
        (self.partition.examples, self.columns)
    }

    /// How the rows are cut into parts.
    pub(super) fn partition(&self) -> Partition {
        self.partition
    }

    /// The number in `row` and `column`.
    pub fn get(&self, row: usize, column: usize) -> f64 {
        self.values[self.place(row, column)]
    }

    /// Sets the number in `row` and `column`.
    pub(super) fn set(&mut self, row: usize, column: usize, value: f64) {
        let place = self.place(row, column);
        self.values[place] = value;
    }

    /// Sets the rows from `first`, a multiple of eight, on to the rows `rows`, at most eight, of `source`.
    pub(super) fn set_rows(&mut self, first: usize, rows: &[usize], source: &Array2<f64>) {
        let source = source.as_slice().expect("the data are stored row by row");
        // Lanes without an example repeat the last one.
        let rows: [&[f64]; LANES] =
            array::from_fn(|lane| &source[rows[lane.min(rows.len() - 1)] * self.columns..][..self.columns]);
        let (chunk, block) = (first / self.partition.chunk_examples, first % self.partition.chunk_examples / LANES);
        let ChunkMut { lanes, stride, .. } = self.chunk_mut(chunk);
        for (column, place) in lanes.chunks_exact_mut(stride).enumerate() {
            place[block] = rows.map(|row| row[column]);
        }
    }

    /// Sets eight rows of the first chunk, from `first`, a multiple of eight, on, to those that stand in `rows` one after
    /// the other.
    pub(super) fn set_eight(&mut self, first: usize, rows: &[f64]) {
        let columns = self.columns;
        let ChunkMut { lanes, stride, .. } = self.chunk_mut(0);
        for (column, place) in lanes.chunks_exact_mut(stride).enumerate() {
            place[first / LANES] = array::from_fn(|lane| rows[lane * columns + column]);
        }
    }

    /// All numbers, row by row.
    pub fn iter(&self) -> impl Iterator<Item = f64> + '_ {
        (0..self.partition.examples).flat_map(move |row| (0..self.columns).map(move |column| self.get(row, column)))
    }

    /// Whether every number is finite.
    pub fn is_finite(&self) -> bool {
        (0..self.partition.chunks()).all(|chunk| {
            let chunk = self.chunk(chunk);
            (0..self.columns).all(|column| largest(&chunk.column(column).as_flattened()[..chunk.examples]).is_finite())
        })
    }

    /// Sets every number to `f` of those in its place in `a` and `b`, of the same shape.
    pub(super) fn zip_with(&mut self, a: &Self, b: &Self, mut f: impl FnMut(f64, f64) -> f64) {
        let columns = self.columns;
        for chunk in 0..self.partition.chunks() {
            let (a, b, mut place) = (a.chunk(chunk), b.chunk(chunk), self.chunk_mut(chunk));
            for column in 0..columns {
                let pairs = a.column(column).as_flattened().iter().zip(b.column(column).as_flattened());
                let places = place.column(column).as_flattened_mut();
                places.iter_mut().zip(pairs).take(a.examples).for_each(|(place, (a, b))| *place = f(*a, *b));
            }
        }
    }

    /// The largest |a − b| of the numbers in one place here and in `other`, of the same shape; infinite where one is NaN.
    pub(super) fn largest_distance(&self, other: &Self) -> f64 {
        let mut largest = 0.0;
        for chunk in 0..self.partition.chunks() {
            let (a, b) = (self.chunk(chunk), other.chunk(chunk));
            for column in 0..self.columns {
                let pairs = a.column(column).as_flattened().iter().zip(b.column(column).as_flattened());
                for (a, b) in pairs.take(a.examples) {
                    let distance = (a - b).abs();
                    largest = if distance <= largest {
                        largest
                    } else if distance.is_nan() {
                        f64::INFINITY
                    } else {
                        distance
                    };
                }
            }
        }
        largest
    }

    /// A copy as an array.
    pub fn to_array(&self) -> Array2<f64> {
        Array2::from_shape_fn(self.dim(), |(row, column)| self.get(row, column))
    }

    fn place(&self, row: usize, column: usize) -> usize {
        assert!(row < self.partition.examples && column < self.columns, "the matrix has no place ({row}, {column})");
        let (chunk, row) = (row / self.partition.chunk_examples, row % self.partition.chunk_examples);
        self.start + (chunk * self.columns + column) * self.partition.stride() * LANES + row
    }

    /// Where a chunk lies.
    fn range(&self, chunk: usize) -> Range<usize> {
        let size = self.columns * self.partition.stride() * LANES;
        self.start + chunk * size..self.start + (chunk + 1) * size
    }

    /// A chunk to read.
    pub(super) fn chunk(&self, chunk: usize) -> Chunk<'_> {
        let lanes = self.values[self.range(chunk)].as_chunks().0;
        Chunk { lanes, stride: self.partition.stride(), examples: self.partition.chunk(chunk).len() }
    }

    /// A chunk to write.
    pub(super) fn chunk_mut(&mut self, chunk: usize) -> ChunkMut<'_> {
        let range = self.range(chunk);
        let lanes = self.values[range].as_chunks_mut().0;
        ChunkMut { lanes, stride: self.partition.stride(), examples: self.partition.chunk(chunk).len() }
    }
}

impl Chunk<'_> {
    /// Its first examples alone.
    pub fn first(self, examples: usize) -> Self {
        Self { examples, ..self }
    }

    /// Its columns from `first` on.
    pub fn skip_columns(self, first: usize) -> Self {
        Self { lanes: &self.lanes[first * self.stride..], ..self }
    }
}

impl<'a> ChunkMut<'a> {
    /// Its first examples alone.
    pub fn first(self, examples: usize) -> Self {
        Self { examples, ..self }
    }

    /// Its columns before `middle`, and from there on.
    pub fn split_columns(self, middle: usize) -> (ChunkMut<'a>, ChunkMut<'a>) {
        let (left, right) = self.lanes.split_at_mut(middle * self.stride);
        let Self { stride, examples, .. } = self;
        (Self { lanes: left, stride, examples }, Self { lanes: right, stride, examples })
    }
}

/// A chunk of a matrix, to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk<'a> {
    lanes: &'a [Lanes],
    stride: usize,
    /// The examples in it.
    pub examples: usize,
}

impl<'a> Chunk<'a> {
    /// A column, eight examples after eight.
    #[inline(always)]
    pub fn column(self, column: usize) -> &'a [Lanes] {
        &self.lanes[column * self.stride..][..self.blocks()]
    }

    /// How many times eight examples there are, the last of them perhaps in part.
    #[inline(always)]
    pub fn blocks(self) -> usize {
        self.examples.div_ceil(LANES)
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
    lanes: &'a mut [Lanes],
    stride: usize,
    /// The examples in it.
    pub examples: usize,
}

impl ChunkMut<'_> {
    /// A column, eight examples after eight.
    #[inline(always)]
    pub fn column(&mut self, column: usize) -> &mut [Lanes] {
        let blocks = self.examples.div_ceil(LANES);
        &mut self.lanes[column * self.stride..][..blocks]
    }

    /// All columns, one after the other.
    #[inline(always)]
    pub fn lanes_mut(&mut self) -> &mut [Lanes] {
        self.lanes
    }

    /// How many times eight numbers it is from one column to the next.
    #[inline(always)]
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// The number of columns.
    #[inline(always)]
    pub fn columns(&self) -> usize {
        self.lanes.len() / self.stride
    }

    /// Copies the numbers of `source`, of the same shape.
    pub fn copy_from(&mut self, source: Chunk<'_>) {
        self.lanes.copy_from_slice(source.lanes);
    }

    /// The same chunk, to read.
    #[inline(always)]
    pub fn read(&self) -> Chunk<'_> {
        Chunk { lanes: self.lanes, stride: self.stride, examples: self.examples }
    }
}
