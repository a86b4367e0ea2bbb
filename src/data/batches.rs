//! The order of the examples in mini-batches: a pure function of the seed and the epoch.

use crate::random::{Stream, generator, shuffle};

/// The mini-batches of every epoch. Each epoch shuffles all examples anew; its last batch is short if the others do not
/// use them up.
#[derive(Debug)]
pub struct BatchOrder {
    seed: u64,
    batch_size: usize,
    /// The epoch whose order `rows` holds.
    epoch: Option<u64>,
    rows: Vec<usize>,
}

impl BatchOrder {
    /// Creates batches of `batch_size` out of `examples` examples.
    pub fn new(seed: u64, examples: usize, batch_size: usize) -> Self {
        Self { seed, batch_size, epoch: None, rows: (0..examples).collect() }
    }

    /// Returns the number of batches in an epoch, including the last, perhaps short one.
    pub fn batches_per_epoch(&self) -> usize {
        self.rows.len().div_ceil(self.batch_size)
    }

    /// Returns the examples of the update of `step`, both from 0.
    pub fn rows(&mut self, step: u64) -> &[usize] {
        let batches = self.batches_per_epoch() as u64;
        let (epoch, batch) = (step / batches, (step % batches) as usize);
        if self.epoch != Some(epoch) {
            self.rows.iter_mut().enumerate().for_each(|(row, place)| *place = row);
            shuffle(&mut self.rows, &mut generator(self.seed, Stream::Batches, epoch));
            self.epoch = Some(epoch);
        }
        let start = batch * self.batch_size;
        &self.rows[start..self.rows.len().min(start + self.batch_size)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_epoch_uses_every_example_once(seed: u64, examples in 1_usize..50, size in 1_usize..50, epoch in 0_u64..5) {
            let mut order = BatchOrder::new(seed, examples, size);
            let batches = order.batches_per_epoch() as u64;
            let mut seen: Vec<usize> = (0..batches).flat_map(|b| order.rows(epoch * batches + b).to_vec()).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..examples).collect::<Vec<_>>());
        }

        #[test]
        fn the_way_there_does_not_matter(seed: u64, steps in prop::collection::vec(0_u64..40, 1..10)) {
            let mut wandering = BatchOrder::new(seed, 10, 3);
            for step in steps {
                let mut straight = BatchOrder::new(seed, 10, 3);
                prop_assert_eq!(wandering.rows(step), straight.rows(step));
            }
        }
    }
}
