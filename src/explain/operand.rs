//! The matrices that take part in a phase, and how their rows and columns meet.

use super::quantity::Quantity;

/// What the rows or columns of an operand have to do with those of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// They are the result's rows.
    Row,
    /// They are the result's columns.
    Column,
    /// They are summed over.
    Inner,
    /// There is only one.
    Single,
}

/// A matrix that takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operand {
    /// Which.
    pub quantity: Quantity,
    /// Its rows and its columns.
    pub axes: (Axis, Axis),
}

/// Operands that stand one above the other, and what joins them to those on their left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `·`, `∘`, `−`, `→`; empty at the left.
    pub join: &'static str,
    /// From top to bottom.
    pub operands: Vec<Operand>,
}

/// A place in a phase: an entry of the result, and one of the terms of its sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The result's row, from 0.
    pub row: usize,
    /// The result's column, from 0.
    pub column: usize,
    /// The index that is summed over, from 0.
    pub inner: usize,
}

impl Group {
    /// Operands with the meaning of their rows and of their columns.
    pub(super) fn new(join: &'static str, operands: &[(Quantity, Axis, Axis)]) -> Self {
        let operand = |&(quantity, rows, columns): &(Quantity, Axis, Axis)| Operand { quantity, axes: (rows, columns) };
        Self { join, operands: operands.iter().map(operand).collect() }
    }
}

impl Place {
    /// Where along `axis` the place stands.
    pub fn along(self, axis: Axis) -> usize {
        match axis {
            Axis::Row => self.row,
            Axis::Column => self.column,
            Axis::Inner => self.inner,
            Axis::Single => 0,
        }
    }

    /// The place with another index along `axis`.
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
    /// Whether its entry in `row` and `column` feeds the entry of the result at `place`.
    pub fn feeds(self, place: Place, row: usize, column: usize) -> bool {
        let meets = |axis: Axis, index: usize| matches!(axis, Axis::Inner | Axis::Single) || place.along(axis) == index;
        meets(self.axes.0, row) && meets(self.axes.1, column)
    }
}
