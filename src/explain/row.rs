//! One row of the batch from Y to ∂L/∂Y, as printed.

use super::decimal::{Beside, Decimal};
use super::digits::Digits;
use super::opened::Writer;
use super::printed::adds;
use super::quantity::Quantity;

/// One of the lines y, e^(y − max), p, 1\[c\], p − 1\[c\], and the last divided by m.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLine {
    /// Such as `p − 1[c]`.
    pub name: String,
    /// One number per class.
    pub numbers: Vec<String>,
    /// The sum of the numbers, with ≈ in front if the printed numbers do not add up to it; `None` for y, for which it
    /// means nothing.
    pub sum: Option<String>,
    /// Whether the line reveals the result.
    pub is_result: bool,
    /// Whether the printed numbers add up and, in the last line, equal those above divided by m.
    pub is_true: bool,
}

/// Returns the lines of row `row`. The last one `divides` by m, unless that mistake is planted.
pub(super) fn row_on_its_way(writer: &Writer<'_, '_>, last: usize, row: usize, divides: bool) -> Vec<RowLine> {
    let (step, m) = (writer.step, writer.step.batch.rows());
    let quantities = [
        Quantity::Output(last),
        Quantity::Exponentials,
        Quantity::Probabilities,
        Quantity::OneHot,
        Quantity::OutputGradient(last),
    ];
    let classes = Quantity::Probabilities.dim(step).1;
    let [y, e, p, correct, gradient]: [Vec<f64>; 5] =
        quantities.map(|quantity| (0..classes).map(|class| quantity.value(step, row, class)).collect());
    let differences: Vec<f64> = p.iter().zip(&correct).map(|(p, correct)| p - correct).collect();
    let [of_y, of_e, of_p, of_correct, of_gradient] = quantities.map(|quantity| writer.digits(quantity));
    let m_or_one = if divides { m } else { 1 };
    let (of_p, of_gradient) = RowDigits::divided([&differences, &gradient], m_or_one, [of_p, of_gradient]);
    let divided = if divides { format!("÷ {m}") } else { "✗ ÷ m".to_owned() };
    let divided = if of_gradient.divides { divided } else { format!("≈ {divided}") };
    let line = |name: &str, values: &[f64], digits: RowDigits| RowLine {
        name: name.to_owned(),
        numbers: values.iter().map(|&value| digits.show(value)).collect(),
        sum: Some(if digits.adds { "" } else { "≈ " }.to_owned() + &digits.show_sum(values)),
        is_result: false,
        is_true: digits.adds && digits.divides,
    };
    vec![
        RowLine { sum: None, ..line("y", &y, RowDigits::new(of_y)) },
        line(&Quantity::Exponentials.name(step).to_lowercase(), &e, RowDigits::adding(&e, of_e)),
        line("p", &p, of_p),
        line("1[c]", &correct, RowDigits::new(of_correct)),
        RowLine { is_result: true, ..line("p − 1[c]", &differences, of_p) },
        RowLine { is_result: true, ..line(&divided, &gradient, of_gradient) },
    ]
}

/// The digits of a row, and which claims are true of its printed numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RowDigits {
    digits: Digits,
    /// Whether the printed numbers add up to the printed sum.
    adds: bool,
    /// Whether the numbers equal the printed numbers above divided by m.
    divides: bool,
}

impl RowDigits {
    /// A row that claims nothing.
    fn new(digits: Digits) -> Self {
        Self { digits, adds: true, divides: true }
    }

    /// `digits` or finer, such that `values` add up.
    fn adding(values: &[f64], digits: Digits) -> Self {
        let finer = digits.finer(values.iter().copied(), true);
        let found = finer.into_iter().find(|&digits| adds_up(values, digits));
        Self { digits: found.unwrap_or(digits), adds: found.is_some(), divides: true }
    }

    /// Returns a row and the row of its numbers divided by `m`, each in its `digits` or finer, such that both add up as
    /// printed and each number of the second is that of the first divided by `m`.
    fn divided([values, parts]: [&[f64]; 2], m: usize, digits: [Digits; 2]) -> (Self, Self) {
        let finer = |values: &[f64], digits: Digits| {
            let all = digits.finer(values.iter().copied(), true).into_iter();
            all.filter(|&digits| adds_up(values, digits)).collect::<Vec<_>>()
        };
        // Few digits for the parts are tried first.
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

    fn show(self, value: f64) -> String {
        self.digits.show(value)
    }

    fn show_sum(self, values: &[f64]) -> String {
        self.digits.show(sum(values))
    }
}

/// Returns the sum, or 0 if only the rounding of the terms keeps it from being 0.
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
