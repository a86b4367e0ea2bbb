//! How examples are cut into shards and chunks. This is part of the order of summation, so it depends on the shapes
//! only.

use std::ops::Range;

use super::parallel::WORTH_SHARING;
use super::registers::LANES;

/// The budget of a chunk, in numbers over all matrices of a step: 512 kB, a typical second-level cache.
const CHUNK_NUMBERS: usize = 1 << 16;
/// The number of examples that a chunk may always have: with fewer, sums over the examples would cost more than their
/// terms.
const CHUNK: usize = 17 * LANES;
/// The most shards: any more threads would find no work.
const MOST_SHARDS: usize = 8;

/// How m examples are cut into shards, each the work of one thread, and these into chunks, each of which fits in a
/// cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    examples: usize,
    /// A multiple of [`LANES`].
    chunk_examples: usize,
    chunks_per_shard: usize,
}

impl Partition {
    /// Cuts `examples` examples for a network with `sizes` = inputs, hidden units …, classes.
    pub fn new(examples: usize, sizes: &[usize]) -> Self {
        // The forward pass, ∂L/∂W and ∂L/∂H cost one multiply-add each per weight and example.
        let work = 3 * examples * sizes.windows(2).map(|pair| pair[0] * pair[1]).sum::<usize>();
        // Summing the gradients of a shard has a cost of its own, so it has at least one whole chunk.
        let shards = if work < WORTH_SHARING { 1 } else { (examples / CHUNK).clamp(1, MOST_SHARDS) };
        let shard_examples = examples.div_ceil(shards).next_multiple_of(LANES).max(LANES);
        let chunks_per_shard = shard_examples.div_ceil(most_in_chunk(sizes));
        let chunk_examples = shard_examples.div_ceil(chunks_per_shard).next_multiple_of(LANES);
        Self { examples, chunk_examples, chunks_per_shard }
    }

    /// Returns a single chunk of `points` examples, or of as many as a chunk can have for a network with `sizes`.
    pub(super) fn of_points(points: usize, sizes: &[usize]) -> Self {
        let examples = points.next_multiple_of(LANES).clamp(LANES, most_in_chunk(sizes) / LANES * LANES);
        Self { examples, chunk_examples: examples, chunks_per_shard: 1 }
    }

    /// Returns the number of examples m.
    pub fn examples(self) -> usize {
        self.examples
    }

    pub(super) fn chunks(self) -> usize {
        self.examples.div_ceil(self.chunk_examples)
    }

    /// Returns the chunks of each shard.
    pub(super) fn shards(self) -> impl ExactSizeIterator<Item = Range<usize>> {
        let (chunks, each) = (self.chunks(), self.chunks_per_shard);
        (0..chunks.div_ceil(each)).map(move |shard| shard * each..((shard + 1) * each).min(chunks))
    }

    /// Returns the examples of a chunk.
    pub(super) fn chunk(self, chunk: usize) -> Range<usize> {
        chunk * self.chunk_examples..((chunk + 1) * self.chunk_examples).min(self.examples)
    }

    /// Returns the chunk of an example, and its row in that chunk.
    pub(super) fn place(self, example: usize) -> (usize, usize) {
        (example / self.chunk_examples, example % self.chunk_examples)
    }

    /// Creates a partition into one chunk, as large as those of this one.
    pub(super) fn of_one_chunk(self) -> Self {
        Self { examples: self.chunk_examples.min(self.examples), chunks_per_shard: 1, ..self }
    }

    /// Returns the distance between two columns of a chunk, in blocks of eight numbers: odd, so that columns do not
    /// compete for the same places in a cache.
    pub(super) fn stride(self) -> usize {
        (self.chunk_examples / LANES) | 1
    }
}

/// Returns the most examples of a chunk for a network with `sizes`.
fn most_in_chunk(sizes: &[usize]) -> usize {
    // Z becomes H in place; the gradients are as large; P is kept beside Y.
    let numbers_per_example = 2 * sizes.iter().sum::<usize>();
    // In each lane the loss multiplies one number of at most q per example; the product has to stay finite.
    let classes = sizes[sizes.len() - 1];
    let factors = (f64::MAX_EXP as usize - 1) / classes.next_power_of_two().ilog2().max(1) as usize;
    (CHUNK_NUMBERS / numbers_per_example).max(CHUNK).min(factors * LANES)
}
