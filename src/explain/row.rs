//! One row of the batch on its way from Y to ∂L/∂Y, as it is printed.

use super::opened::Writer;
use super::quantity::Quantity;
use super::row_digits::RowDigits;

/// One of the lines y, e^(y − max), p, 1\[c\], p − 1\[c\], and that divided by m.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLine {
    /// `p − 1[c]`
    pub name: String,
    /// One number per class.
    pub numbers: Vec<String>,
    /// Their sum, after a ≈ if the printed numbers do not add up to it; `None` for y, whose sum means nothing.
    pub sum: Option<String>,
    /// Whether the line reveals the result.
    pub is_result: bool,
    /// Whether the printed numbers add up and, in the last line, are those above divided by m.
    pub is_true: bool,
}

/// The lines of row `row`. The last one `divides` by m, unless that mistake is planted.
pub(super) fn row_on_its_way(writer: &Writer<'_, '_>, last: usize, row: usize, divides: bool) -> Vec<RowLine> {
    let (step, m) = (writer.step, writer.step.batch.rows());
    let quantities = [
        Quantity::Output(last),
        Quantity::Exponentials,
        Quantity::Probabilities,
        Quantity::Correct,
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
