//! The matrices that take part in a phase, and how their rows and columns match up.

use super::quantity::Quantity;

/// How the rows or columns of an operand relate to those of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// They match the rows of the result.
    Row,
    /// They match the columns of the result.
    Column,
    /// They are summed over.
    Inner,
    /// There is only one row or column.
    Single,
}

/// A matrix that takes part in a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operand {
    /// The matrix.
    pub quantity: Quantity,
    /// The meaning of its rows and of its columns.
    pub axes: (Axis, Axis),
}

/// Operands shown one above the other, and the sign that joins them to those on their left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `·`, `∘`, `−`, `→`; empty for the leftmost group.
    pub join: &'static str,
    /// The operands, from top to bottom.
    pub operands: Vec<Operand>,
}

/// A place in a phase: an entry of the result, and one of the terms of its sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The result's row, from 0.
    pub row: usize,
    /// The result's column, from 0.
    pub column: usize,
    /// The index of the term, from 0.
    pub inner: usize,
}

impl Group {
    pub(super) fn new(join: &'static str, operands: &[(Quantity, Axis, Axis)]) -> Self {
        let operand = |&(quantity, rows, columns): &(Quantity, Axis, Axis)| Operand { quantity, axes: (rows, columns) };
        Self { join, operands: operands.iter().map(operand).collect() }
    }
}

impl Place {
    /// Returns the index along `axis`.
    pub fn along(self, axis: Axis) -> usize {
        match axis {
            Axis::Row => self.row,
            Axis::Column => self.column,
            Axis::Inner => self.inner,
            Axis::Single => 0,
        }
    }

    /// Returns the place with another index along `axis`.
    #[must_use]
    pub fn set(mut self, axis: Axis, index: usize) -> Self {
        match axis {
            Axis::Row => self.row = index,
            Axis::Column => self.column = index,
            Axis::Inner => self.inner = index,
            Axis::Single => {}
        }
        self
    }
}

impl Operand {
    /// Whether the operand's entry in `row` and `column` feeds the entry of the result at `place`.
    pub fn feeds(self, place: Place, row: usize, column: usize) -> bool {
        let meets = |axis: Axis, index: usize| matches!(axis, Axis::Inner | Axis::Single) || place.along(axis) == index;
        meets(self.axes.0, row) && meets(self.axes.1, column)
    }
}
