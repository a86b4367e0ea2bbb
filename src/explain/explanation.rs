//! Everything that can be said about one kind of phase.

use super::chain::Chain;
use super::digits::Digits;
use super::opened::{Sum, Writer};
use super::operand::{Axis, Group, Place};
use super::quantity::Quantity;
use super::row::RowLine;
use crate::nn::Mistake;
use crate::session::OpenStep;
use crate::text::Text;

/// Everything that can be said about one kind of phase. The methods take the open step and the layer of the phase,
/// counted from 0; for Y, P, L and ∂L/∂Y that is the last layer.
pub(super) trait Explanation: Sync {
    /// The matrix that the phase computes.
    fn result(&self, layer: usize) -> Quantity;

    /// The axes along which the rows and columns of the result run.
    fn axes(&self) -> (Axis, Axis) {
        (Axis::Row, Axis::Column)
    }

    /// The matrices to show as operands, in the order of the equation: those that it names, or one that explains them.
    fn operands(&self, step: &OpenStep, layer: usize) -> Vec<Group>;

    /// The equation as the program computes it, including a planted mistake.
    fn equation(&self, step: &OpenStep, layer: usize) -> String;

    /// The equations that lead to one entry of the result; the last one has that entry on its left.
    fn open<'a>(&self, writer: &Writer<'a, '_>, layer: usize, place: Place) -> Vec<Sum<'a>>;

    /// One row of the batch from Y to the result; only ∂L/∂Y has it.
    fn row(&self, _writer: &Writer<'_, '_>, _layer: usize, _row: usize) -> Option<Vec<RowLine>> {
        None
    }

    /// The chain rule that the phase is part of; only backward phases have one.
    fn chain(&self, _step: &OpenStep, _layer: usize) -> Option<Chain> {
        None
    }

    /// A sentence about the numbers around an entry that is worth pointing out in class.
    fn remark(&self, _step: &OpenStep, _layer: usize, _place: Place, _text: &Text) -> Option<String> {
        None
    }

    /// One number that sums up the result, by default its largest absolute value.
    fn summary(&self, step: &OpenStep, layer: usize) -> String {
        let result = self.result(layer);
        let (rows, columns) = result.dim(step);
        let values = (0..rows).flat_map(|row| (0..columns).map(move |column| result.value(step, row, column)));
        format!("max|·| {}", Digits::show_one(values.fold(0.0_f64, |largest, value| largest.max(value.abs()))))
    }

    /// The key of the text that describes the phase, if network, activation or optimizer call for another than the
    /// usual one.
    fn other_words(&self, _step: &OpenStep) -> Option<&'static str> {
        None
    }

    /// The mistake that can be planted in the phase.
    fn mistake(&self) -> Option<Mistake> {
        None
    }
}
