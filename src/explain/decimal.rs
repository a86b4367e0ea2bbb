//! Printed numbers as exact decimals, to check them the way a student with a calculator would.

use std::cmp::Ordering;

/// `units`·10^−`places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Decimal {
    units: i128,
    places: i32,
}

impl Decimal {
    pub const ONE: Self = Self { units: 1, places: 0 };

    /// Reads a printed number such as `−0.0213` or `1.5e−9`; `None` for NaN, infinity and numbers with too many digits.
    pub fn read(written: &str) -> Option<Self> {
        let (mantissa, exponent) = written.split_once('e').unwrap_or((written, "0"));
        let exponent: i32 = exponent.replace('−', "-").parse().ok()?;
        let digits = mantissa.trim_start_matches(['-', '−']);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let units: i128 = format!("{whole}{fraction}").parse().ok()?;
        let units = if digits.len() < mantissa.len() { -units } else { units };
        Some(Self { units, places: i32::try_from(fraction.len()).ok()? - exponent })
    }

    /// The number in units of 10^−`places`; `None` if that is not an integer or overflows.
    fn in_units_of(self, places: i32) -> Option<i128> {
        let finer = u32::try_from(places - self.places).ok()?;
        if self.units == 0 { Some(0) } else { self.units.checked_mul(10_i128.checked_pow(finer)?) }
    }

    /// The exact sum; `None` on overflow, as for the difference and the product.
    pub fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        Some(Self { units: self.in_units_of(places)?.checked_add(other.in_units_of(places)?)?, places })
    }

    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { units: -other.units, ..other })
    }

    pub fn times(self, other: Self) -> Option<Self> {
        Some(Self { units: self.units.checked_mul(other.units)?, places: self.places + other.places })
    }

    /// The number, but at least 0.
    pub fn or_zero(self) -> Self {
        Self { units: self.units.max(0), ..self }
    }

    pub fn is_zero(self) -> bool {
        self.units == 0
    }

    pub fn equals(self, other: Self) -> bool {
        self.minus(other).is_some_and(Self::is_zero)
    }

    /// Compares the number with `shown`, in units of the last place of `shown`.
    pub fn beside(self, shown: Self) -> Beside {
        let Ok(finer) = u32::try_from(self.places - shown.places) else {
            return if self.equals(shown) { Beside::Within } else { Beside::Beyond };
        };
        // The unit is larger than any number that can be read, so everything rounds to 0.
        let Some(unit) = 10_i128.checked_pow(finer) else {
            return if shown.is_zero() { Beside::Within } else { Beside::Beyond };
        };
        let distance = shown.units.checked_mul(unit).and_then(|there| self.units.checked_sub(there));
        distance.map_or(Beside::Beyond, |distance| match (2 * distance.unsigned_abs()).cmp(&unit.unsigned_abs()) {
            Ordering::Less => Beside::Within,
            Ordering::Equal => Beside::Tie,
            Ordering::Greater => Beside::Beyond,
        })
    }

    /// Whether `value` is within one unit in the last place of `shown`.
    pub fn is_next_to(value: f64, shown: Self) -> bool {
        (shown.as_f64() - value).abs() <= shown.unit() * (1.0 + SLACK)
    }

    /// Like [`Self::beside`], for a number computed in binary.
    pub fn beside_float(value: f64, shown: Self) -> Beside {
        let halves = 2.0 * (shown.as_f64() - value).abs() / shown.unit();
        if halves < 1.0 - SLACK {
            Beside::Within
        } else if halves <= 1.0 + SLACK {
            Beside::Tie
        } else {
            Beside::Beyond
        }
    }

    /// The unit in the last place.
    fn unit(self) -> f64 {
        libm::pow(10.0, -f64::from(self.places))
    }

    pub fn as_f64(self) -> f64 {
        // Dividing by 10^places would give 0 below 10^−308.
        format!("{}e{}", self.units, -self.places).parse().expect("digits and an exponent are a number")
    }
}

/// Whether a number, rounded to the last place of what is shown, gives what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// It does.
    Within,
    /// It is halfway between two candidates, either of which may be shown.
    Tie,
    /// It does not.
    Beyond,
}

/// The rounding error of float64, relative to a unit in the seventh digit.
const SLACK: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Decimal {
        Decimal::read(written).unwrap()
    }

    #[test]
    fn printed_numbers_are_exact() {
        assert!(read("0.1").plus(read("0.2")).unwrap().equals(read("0.30")));
        assert!(read("−0.3184").times(read("−2")).unwrap().equals(read("6.368e−1")));
        assert!(read("1.5e−9").minus(read("0.5e−9")).unwrap().equals(read("1e−9")));
        assert!(read("12").equals(read("1.2e1")) && !read("12").equals(read("12.01")));
        assert_eq!([Decimal::read("NaN"), Decimal::read("inf"), Decimal::read("−inf")], [None; 3]);
    }

    #[test]
    fn a_tie_is_known_as_one() {
        for (exact, shown, beside) in [
            ("0.25", "0.2", Beside::Tie),
            ("0.25", "0.3", Beside::Tie),
            ("0.26", "0.2", Beside::Beyond),
            ("0.26", "0.3", Beside::Within),
            ("−0.25", "−0.3", Beside::Tie),
            ("0.5", "0.500", Beside::Within),
            ("0.5", "0.501", Beside::Beyond),
            ("1e−60", "0.00", Beside::Within),
        ] {
            assert_eq!(read(exact).beside(read(shown)), beside, "{exact} and {shown}");
            assert_eq!(Decimal::beside_float(read(exact).as_f64(), read(shown)), beside, "{exact} and {shown}");
        }
    }
}
