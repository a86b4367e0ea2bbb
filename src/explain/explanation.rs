//! What there is to say of the phases of one kind.

use super::chain::Chain;
use super::digits::Digits;
use super::opened::{Sum, Writer};
use super::operand::{Axis, Group, Place};
use super::quantity::Quantity;
use super::row::RowLine;
use crate::nn::Mistake;
use crate::session::OpenStep;
use crate::text::Text;

/// What there is to say of the phases of one kind, of each for the step laid open in `step` and the phase's `layer`.
pub(super) trait Explanation: Sync {
    /// The matrix that it computes.
    fn result(&self, layer: usize) -> Quantity;

    /// What the rows and columns of the result are called in the operands.
    fn axes(&self) -> (Axis, Axis) {
        (Axis::Row, Axis::Column)
    }

    /// The matrices that it reads, from left to right.
    fn operands(&self, step: &OpenStep, layer: usize) -> Vec<Group>;

    /// The equation, as the program computes it, also where a mistake is planted.
    fn equation(&self, step: &OpenStep, layer: usize) -> String;

    /// The equations that lead to one entry of the result, the last with that entry on its left.
    fn open<'a>(&self, writer: &Writer<'a, '_>, layer: usize, place: Place) -> Vec<Sum<'a>>;

    /// The way from Y to the result of one row, for the phase that ends it.
    fn row(&self, _writer: &Writer<'_, '_>, _layer: usize, _row: usize) -> Option<Vec<RowLine>> {
        None
    }

    /// The chain rule that it belongs to; none for a phase that goes not backward.
    fn chain(&self, _step: &OpenStep, _layer: usize) -> Option<Chain> {
        None
    }

    /// What a class should notice in the numbers around an entry.
    fn remark(&self, _step: &OpenStep, _layer: usize, _place: Place, _text: &Text) -> Option<String> {
        None
    }

    /// A number that sums up the result; its largest size where there is no better one.
    fn summary(&self, step: &OpenStep, layer: usize) -> String {
        let result = self.result(layer);
        let (rows, columns) = result.dim(step);
        let values = (0..rows).flat_map(|row| (0..columns).map(move |column| result.value(step, row, column)));
        format!("max|·| {}", Digits::show_one(values.fold(0.0_f64, |largest, value| largest.max(value.abs()))))
    }

    /// Which words speak of it, where those of its kind do not fit this network, activation or optimizer.
    fn other_words(&self, _step: &OpenStep) -> Option<&'static str> {
        None
    }

    /// The mistake that makes it wrong.
    fn mistake(&self) -> Option<Mistake> {
        None
    }
}
