//! eˣ by multiplications and additions only: the same bits on every machine, and loops over it vectorize.

/// 1/log 2.
const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// log 2 in two parts, the first with so few digits that its product with a small integer is exact (Cody and Waite,
/// Software Manual for the Elementary Functions, 1980, chapter 6).
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// 1.5·2⁵²: adding it to a small number rounds that to an integer.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// 2⁵² + 1023: adding it to an integer leaves that, with the exponent's bias, in the lowest bits.
const EXPONENT: f64 = 4_503_599_627_371_519.0;
/// Below the first eˣ is 0, above the second infinite.
const LOWEST: f64 = -746.0;
const HIGHEST: f64 = 710.0;
/// 1/k! in pairs, from k = 2 to 13: for |r| ≤ ½·log 2 the next term is below 2⁻⁵⁷.
const COEFFICIENTS: [(f64, f64); 6] = [
    (1.0 / 2.0, 1.0 / 6.0),
    (1.0 / 24.0, 1.0 / 120.0),
    (1.0 / 720.0, 1.0 / 5_040.0),
    (1.0 / 40_320.0, 1.0 / 362_880.0),
    (1.0 / 3_628_800.0, 1.0 / 39_916_800.0),
    (1.0 / 479_001_600.0, 1.0 / 6_227_020_800.0),
];

/// Returns eˣ to within one unit in the last place: eˣ = 2ᵏ·eʳ with an integer k and |r| ≤ ½·log 2, and Taylor's series
/// for eʳ.
#[inline(always)]
pub(super) fn exp(x: f64) -> f64 {
    let x = if x < LOWEST { LOWEST } else { x };
    let x = if x > HIGHEST { HIGHEST } else { x };
    let k = (x * LOG2_E + ROUND) - ROUND;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    // Pairs, and pairs of pairs, need not wait for each other, unlike the steps of Horner's rule (Estrin, 1960).
    let square = r * r;
    let fourth = square * square;
    let pairs = COEFFICIENTS.map(|(even, odd)| even + odd * r);
    let [low, middle, high] = [0, 2, 4].map(|first| pairs[first] + pairs[first + 1] * square);
    let tail = low + (middle + high * fourth) * fourth;
    // 2ᵏ as two factors: one could not reach the smallest and the largest results.
    let half = (k * 0.5 + ROUND) - ROUND;
    (1.0 + (r + square * tail)) * power_of_two(half) * power_of_two(k - half)
}

/// Returns 2ᵏ for an integer k from −1022 to 1023.
#[inline(always)]
fn power_of_two(k: f64) -> f64 {
    f64::from_bits((k + EXPONENT).to_bits() << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the distance in units in the last place.
    fn distance(a: f64, b: f64) -> u64 {
        a.to_bits().abs_diff(b.to_bits())
    }

    #[test]
    fn it_is_within_one_unit_in_the_last_place_of_libm() {
        let mut apart = 0;
        for i in 0..2_000_000_u32 {
            let x = -745.2 + f64::from(i) * (745.2 + 709.7) / 2e6;
            let near = (f64::from(i) - 1e6) * 1e-6;
            for x in [x, near, near * 1e-9] {
                let (ours, theirs) = (exp(x), libm::exp(x));
                assert!(distance(ours, theirs) <= 1, "exp({x:e}) is {ours:e}, and by libm {theirs:e}");
                apart += u32::from(ours.to_bits() != theirs.to_bits());
            }
        }
        assert!(apart < 1_200_000, "{apart} of 6,000,000 differ in the last place");
    }

    #[test]
    fn the_ends_are_those_of_the_function() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-0.0), 1.0);
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
        assert_eq!(exp(-1e300), 0.0);
        assert_eq!(exp(-745.13), 5e-324, "the smallest result is not rounded away");
        assert_eq!(exp(f64::INFINITY), f64::INFINITY);
        assert_eq!(exp(710.0), f64::INFINITY);
        assert!(exp(f64::NAN).is_nan());
    }
}
