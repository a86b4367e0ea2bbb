//! How large numbers are, and whether they are finite.

use pulp::{Simd, WithSimd};

use super::simd;

/// The largest absolute value; NaN where there is one, 0 of no values.
pub(super) fn largest(values: &[f64]) -> f64 {
    simd::run(Largest(values))
}

struct Largest<'a>(&'a [f64]);

impl WithSimd for Largest<'_> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f64 {
        // Without their signs, floating-point numbers are ordered as their bits are, NaN last; and this vectorizes.
        f64::from_bits(self.0.iter().map(|value| value.abs().to_bits()).max().unwrap_or_default())
    }
}
