//! An open step as the screen shows it: its phase, what is hidden, and the text of each cell.

use unicode_width::UnicodeWidthStr;

use crate::explain::{Description, Digits, Operand, Place, Quantity};
use crate::session::OpenStep;
use crate::ui::canvas::{Scene, deref_to_scene};
use crate::ui::kit::cells;
use crate::ui::step::Step;

pub(super) struct PhaseView<'a> {
    scene: Scene<'a>,
    pub(super) screen: &'a Step,
    pub(super) open: &'a OpenStep,
    pub(super) description: Description<'a>,
    /// The opened entry, clamped to the matrices.
    pub(super) place: Place,
    /// Whether the phase's result is hidden, or was never computed.
    pub(super) hides_result: bool,
    /// One measure per operand, that of the result first.
    pub(super) measures: Vec<Measure>,
}

deref_to_scene!(PhaseView);

impl<'a> PhaseView<'a> {
    pub(super) fn new(screen: &'a Step, scene: Scene<'a>) -> Option<Self> {
        let open = scene.snapshot.open.as_deref()?;
        let phase = open.phase();
        let hides_result = scene.shared.look.is_hidden || !open.is_computed(phase);
        let description = Description::new(open, phase);
        let place = description.clamped(screen.place);
        let mut view = Self { scene, screen, open, description, place, hides_result, measures: vec![] };
        let count = view.description.operands().count();
        view.measures = (0..count).map(|index| Measure::of(&view, view.description.operand(index))).collect();
        Some(view)
    }

    pub(super) fn is_result(&self, operand: Operand) -> bool {
        operand == self.description.result()
    }

    /// Returns the text of a cell: `?` if it is a hidden result or gives it away.
    pub(super) fn cell_text(&self, operand: Operand, digits: Digits, row: usize, column: usize) -> String {
        let quantity = operand.quantity;
        let gives_away = matches!(quantity, Quantity::Exponentials | Quantity::Losses);
        let is_memory = matches!(quantity, Quantity::Memory(..));
        if self.hides_result && !self.screen.letters && (self.is_result(operand) || gives_away || is_memory) {
            return "?".to_owned();
        }
        self.cell_in_full(operand, digits, row, column)
    }

    fn cell_in_full(&self, operand: Operand, digits: Digits, row: usize, column: usize) -> String {
        let quantity = operand.quantity;
        if self.screen.letters {
            return subscripted(&quantity.letter(self.open, row, column)).replace("∂L/∂", "∂");
        }
        digits.show(quantity.value(self.open, row, column))
    }
}

/// Returns `x₁₇,₄` for `x[17,4]`, as the slides write it.
fn subscripted(letter: &str) -> String {
    const DIGITS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let mut subscripted = String::new();
    let mut rest = letter;
    while let Some(open) = rest.find('[') {
        let close = rest[open..].find(']').map_or(rest.len(), |close| open + close);
        let indices = &rest[open + 1..close];
        let is_short = indices.split(',').all(|index| index.len() == 1);
        subscripted += &rest[..open];
        for sign in indices.chars().filter(|&sign| !(is_short && sign == ',')) {
            subscripted.push(sign.to_digit(10).map_or(sign, |digit| DIGITS[digit as usize]));
        }
        rest = &rest[(close + 1).min(rest.len())..];
    }
    subscripted + rest
}

/// The room that an operand's numbers need, and their scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    digits: Digits,
    /// The width of a cell, and the width with one digit less.
    pub(super) widths: [u16; 2],
    /// The largest absolute value among the sampled cells, which is the end of the colour scale.
    pub(super) largest: f64,
}

impl Measure {
    /// Samples the cells evenly, and adds the cursor's cell, so that scrolling hardly changes the widths.
    fn of(view: &PhaseView<'_>, operand: Operand) -> Self {
        let (quantity, place) = (operand.quantity, view.place);
        let digits = view.description.digits(quantity);
        let (rows, columns) = quantity.dim(view.open);
        let stride = (rows * columns).div_ceil(512).max(1) | 1;
        let cursor = (place.along(operand.axes.0).min(rows - 1), place.along(operand.axes.1).min(columns - 1));
        let sample = || (0..rows * columns).step_by(stride).map(|at| (at / columns, at % columns)).chain([cursor]);
        let width = |digits: Digits| {
            let sample = sample().chain([(rows - 1, columns - 1)]);
            let width = sample.map(|(row, column)| view.cell_in_full(operand, digits, row, column).width()).max();
            cells(width.unwrap_or(1).max(columns.to_string().len()))
        };
        let sizes = sample().map(|(row, column)| quantity.value(view.open, row, column).abs());
        let largest = sizes.fold(f64::MIN_POSITIVE, f64::max);
        Self { largest, digits, widths: [width(digits), width(digits.fewer())] }
    }

    pub(super) fn digits(self, is_terse: bool) -> Digits {
        if is_terse { self.digits.fewer() } else { self.digits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_slides() {
        assert_eq!(
            ["x[1,1]", "w¹[17,4]", "L", "e^(y[1,2]−max)"].map(subscripted),
            ["x₁₁", "w¹₁₇,₄", "L", "e^(y₁₂−max)"]
        );
    }
}
