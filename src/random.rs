//! Random streams that are the same on every machine.
//!
//! One seed feeds three separate streams, so that reseeding the parameters keeps the data, and the order of the
//! mini-batches does not depend on how many numbers the others drew.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// The generator behind every stream. Its definition fixes its output on every platform.
pub type Generator = Xoshiro256PlusPlus;

/// What a stream of random numbers is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Generated examples and the split into training and test examples.
    Data,
    /// Initial parameters.
    Parameters,
    /// The order of the examples in an epoch's mini-batches.
    Batches,
}

/// Returns the generator for the `index`-th use of `stream` under `seed` (the epoch for [`Stream::Batches`], else 0).
pub fn generator(seed: u64, stream: Stream, index: u64) -> Generator {
    // Chained SplitMix64 finalizers keep (seed, stream, index) triples apart, small numbers included.
    let mut state = mix(seed);
    state = mix(state ^ (stream as u64 + 1));
    state = mix(state ^ index);
    Generator::seed_from_u64(state)
}

/// Applies the finalizer of `SplitMix64` (Steele, Lea and Flood 2014).
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Draws from N(0,1) by the method of Box and Muller (1958), with `libm`'s functions: the same bits everywhere.
pub fn normal(rng: &mut Generator) -> f64 {
    // 1 − u lies in (0, 1], where the logarithm is finite.
    let radius = libm::sqrt(-2.0 * libm::log(1.0 - uniform(rng)));
    radius * libm::cos(std::f64::consts::TAU * uniform(rng))
}

/// Draws from the uniform distribution on [0, 1).
pub fn uniform(rng: &mut Generator) -> f64 {
    rng.random::<f64>()
}

/// Shuffles `items` (Fisher and Yates).
pub fn shuffle<T>(items: &mut [T], rng: &mut Generator) {
    for last in (1..items.len()).rev() {
        items.swap(last, rng.random_range(0..=last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_are_separate() {
        let first = |stream, index| uniform(&mut generator(7, stream, index));
        let draws = [
            first(Stream::Data, 0),
            first(Stream::Parameters, 0),
            first(Stream::Batches, 0),
            first(Stream::Batches, 1),
        ];
        for (i, a) in draws.iter().enumerate() {
            assert!(draws[i + 1..].iter().all(|b| a.to_bits() != b.to_bits()), "two streams start alike");
        }
    }

    #[test]
    fn normal_draws_have_mean_zero_and_variance_one() {
        let mut rng = generator(1, Stream::Data, 0);
        let draws: Vec<f64> = (0..20_000).map(|_| normal(&mut rng)).collect();
        let mean = draws.iter().sum::<f64>() / 20_000.0;
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.03, "mean {mean}, variance {variance}");
    }
}
