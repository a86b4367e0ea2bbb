//! How large numbers are, and whether they are finite.

use pulp::{Simd, WithSimd};

use super::simd;

/// Returns the largest absolute value: NaN if there is one, 0 if there are no values.
pub(super) fn largest(values: &[f64]) -> f64 {
    simd::run(Largest(values))
}

struct Largest<'a>(&'a [f64]);

impl WithSimd for Largest<'_> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f64 {
        // Without their signs, floating-point numbers are ordered like their bits, NaN last; and this vectorizes.
        f64::from_bits(self.0.iter().map(|value| value.abs().to_bits()).max().unwrap_or_default())
    }
}
