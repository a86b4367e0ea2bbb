//! The digits of one row of numbers, so that what is printed adds up to the printed sum.

use super::decimal::{Beside, Decimal};
use super::digits::Digits;
use super::printed::adds;

/// The digits of a row, and what holds for its numbers as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowDigits {
    digits: Digits,
    /// Whether its printed numbers add to its printed sum.
    pub adds: bool,
    /// Whether the printed numbers above, divided by m, are its own.
    pub divides: bool,
}

impl RowDigits {
    /// A row that claims nothing.
    pub fn new(digits: Digits) -> Self {
        Self { digits, adds: true, divides: true }
    }

    /// `digits` or more, so that `values` add up.
    pub fn adding(values: &[f64], digits: Digits) -> Self {
        let finer = digits.finer(values.iter().copied(), true);
        let found = finer.into_iter().find(|&digits| adds_up(values, digits));
        Self { digits: found.unwrap_or(digits), adds: found.is_some(), divides: true }
    }

    /// A row, and the row of its numbers divided by `m`, each in its `digits` or more. As printed both add up, and each
    /// number of the second is the one of the first divided by `m`.
    pub fn divided([values, parts]: [&[f64]; 2], m: usize, digits: [Digits; 2]) -> (Self, Self) {
        let finer = |values: &[f64], digits: Digits| {
            let all = digits.finer(values.iter().copied(), true).into_iter();
            all.filter(|&digits| adds_up(values, digits)).collect::<Vec<_>>()
        };
        // Few digits of the parts first.
        let found = finer(parts, digits[1]).into_iter().find_map(|of_parts| {
            let divides = |&of_values: &Digits| divides(values, parts, m, [of_values, of_parts]);
            finer(values, digits[0]).into_iter().find(divides).map(|of_values| (of_values, of_parts))
        });
        if let Some((of_values, of_parts)) = found {
            return (Self::new(of_values), Self::new(of_parts));
        }
        let (values, parts) = (Self::adding(values, digits[0]), Self::adding(parts, digits[1]));
        (values, Self { divides: false, ..parts })
    }

    /// A number of the row.
    pub fn show(self, value: f64) -> String {
        self.digits.show(value)
    }

    /// The sum of the row.
    pub fn show_sum(self, values: &[f64]) -> String {
        self.digits.show(sum(values))
    }
}

/// The sum; one that is 0 but for the rounding of its terms is 0.
fn sum(values: &[f64]) -> f64 {
    let (sum, size) = values.iter().fold((0.0, 0.0), |(sum, size), value| (sum + value, size + value.abs()));
    if f64::abs(sum) < 1e-12 * size { 0.0 } else { sum }
}

fn adds_up(values: &[f64], digits: Digits) -> bool {
    adds(values, sum(values), digits)
}

fn divides(values: &[f64], parts: &[f64], m: usize, digits: [Digits; 2]) -> bool {
    values.iter().zip(parts).all(|(&value, &part)| {
        let [value, part] = [digits[0].show(value), digits[1].show(part)].map(|shown| Decimal::read(&shown));
        let (Some(value), Some(part)) = (value, part) else { return true };
        digits[1] != Digits::Full && Decimal::beside_float(value.as_f64() / m as f64, part) != Beside::Beyond
    })
}
