//! The layout of a phase's tables: side by side, or only one if they do not fit.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::explain::{Axis, Digits, Operand};
use crate::ui::kit::{cells, window};
use crate::ui::step::view::PhaseView;

#[derive(Debug, Clone, Copy)]
pub struct PlacedTable {
    pub operand: Operand,
    /// The operand's number, counted from the result at 0 to the left.
    pub index: usize,
    pub area: Rect,
    /// Whether there are column numbers above the table.
    pub has_heading: bool,
    /// The width of the row numbers.
    pub margin: u16,
    /// The width of a column, including the gap on its left.
    pub pitch: u16,
    pub gap: u16,
    /// The first row and column shown.
    pub first: (usize, usize),
    pub digits: Digits,
}

impl PlacedTable {
    /// Returns the number of lines above the first row.
    pub fn heading(&self) -> u16 {
        1 + u16::from(self.has_heading)
    }

    /// Returns the number of rows and columns that fit.
    pub fn shown(&self, (rows, columns): (usize, usize)) -> (usize, usize) {
        let down = usize::from(self.area.height.saturating_sub(self.heading()));
        let across = usize::from(self.area.width.saturating_sub(self.margin) / self.pitch);
        (down.min(rows - self.first.0), across.min(columns - self.first.1))
    }
}

/// How close together numbers are.
#[derive(Debug, Clone, Copy)]
struct Spacing {
    gap: u16,
    /// Whether numbers are written with one digit less.
    is_terse: bool,
}

const CLOSE: Spacing = Spacing { gap: 1, is_terse: false };
const TERSE: Spacing = Spacing { gap: 1, is_terse: true };
/// The spacings to try, the best first.
const SPACINGS: [Spacing; 4] = [Spacing { gap: 3, ..CLOSE }, Spacing { gap: 2, ..CLOSE }, CLOSE, TERSE];

/// Operands one above the other, and the sign that joins them to the operands on their left.
struct Stack {
    join: &'static str,
    /// The operands from top to bottom, each with its number.
    operands: Vec<(usize, Operand)>,
}

impl Stack {
    fn join_width(&self) -> u16 {
        if self.join.is_empty() { 0 } else { cells(self.join.width()) + 2 }
    }

    /// Returns whether a table has column numbers above it: not if it has the same columns as the table above it.
    fn has_heading(&self, index: usize) -> bool {
        index == 0 || self.operands[index].1.axes.1 != self.operands[index - 1].1.axes.1
    }

    fn heights(&self, view: &PhaseView<'_>) -> Vec<u16> {
        let height = |(index, (_, operand)): (usize, &(usize, Operand))| {
            cells(operand.quantity.dim(view.open).0 + 1 + usize::from(self.has_heading(index)))
        };
        self.operands.iter().enumerate().map(height).collect()
    }

    /// Returns the widths of the row numbers and the widest cell, common to all tables so that their columns align.
    fn common_widths(&self, view: &PhaseView<'_>, is_terse: bool) -> (u16, u16) {
        let rows = self.operands.iter().map(|(_, operand)| operand.quantity.dim(view.open).0).max().unwrap_or(0);
        let widths = self.operands.iter().map(|(index, _)| view.measures[*index].widths[usize::from(is_terse)]);
        (cells(rows.to_string().len()), widths.max().unwrap_or(1))
    }

    /// Returns the width with at most `most` columns per table.
    fn width(&self, view: &PhaseView<'_>, spacing: Spacing, most: u16) -> u16 {
        let (margin, cell) = self.common_widths(view, spacing.is_terse);
        let width = |(_, operand): &(usize, Operand)| {
            let (rows, columns) = operand.quantity.dim(view.open);
            let wide = (cell + spacing.gap).saturating_mul(cells(columns).min(most)).saturating_add(margin);
            // The name and the shape must fit; the words after them may be cut.
            let title = operand.quantity.name(view.open).width() + format!(" {rows}×{columns}").width() + 2;
            wide.max(cells(title))
        };
        self.operands.iter().map(width).max().unwrap_or(0)
    }
}

/// Returns all stacks from left to right, or only the table that has the focus.
fn stacks(view: &PhaseView<'_>, is_single: bool) -> Vec<Stack> {
    let count = view.description.operands().count();
    if is_single {
        let focus = view.screen.focus.min(count - 1);
        return vec![Stack { join: "", operands: vec![(focus, view.description.operand(focus))] }];
    }
    let mut numbers = (0..count).rev();
    let groups = view.description.groups.iter();
    let stack = groups.map(|group| {
        // The operands must come first: a zip that ends has already taken an item from its left side.
        let operands = group.operands.iter().zip(numbers.by_ref()).map(|(operand, number)| (number, *operand));
        Stack { join: group.join, operands: operands.collect() }
    });
    stack.collect()
}

fn joins_width(stacks: &[Stack]) -> u16 {
    stacks.iter().map(Stack::join_width).sum()
}

/// Returns whether two columns of every matrix fit side by side.
fn fits(view: &PhaseView<'_>, width: u16, spacing: Spacing) -> bool {
    let stacks = stacks(view, false);
    stacks.iter().map(|stack| stack.width(view, spacing, 2)).sum::<u16>() + joins_width(&stacks) < width
}

/// Returns whether only the matrix with the focus is shown: by choice, or because not all fit.
fn is_single(view: &PhaseView<'_>, width: u16) -> bool {
    view.screen.single || !(fits(view, width, CLOSE) || fits(view, width, TERSE))
}

/// Returns the height at which all rows of all matrices are visible.
pub fn wanted_height(view: &PhaseView<'_>, width: u16) -> u16 {
    let is_single = is_single(view, width);
    let heights = stacks(view, is_single).into_iter().map(|stack| stack.heights(view));
    let tallest = heights.map(|heights| heights.into_iter().fold(0, u16::saturating_add)).max().unwrap_or(0);
    tallest.saturating_add(u16::from(is_single))
}

/// Returns the widths of stacks that do not all fit: with equally many columns each; any room left goes to the first.
fn widths(view: &PhaseView<'_>, stacks: &[Stack], width: u16, spacing: Spacing) -> Vec<u16> {
    let room = width.saturating_sub(joins_width(stacks) + 1);
    let of = |most: u16| -> Vec<u16> { stacks.iter().map(|stack| stack.width(view, spacing, most)).collect() };
    let total = |widths: &[u16]| widths.iter().fold(0, |sum: u16, width| sum.saturating_add(*width));
    let most = (1..=width).take_while(|&most| total(&of(most)) <= room).last().unwrap_or(1);
    let (mut widths, one_more) = (of(most), of(most + 1));
    for (index, more) in one_more.into_iter().enumerate() {
        if total(&widths) - widths[index] + more <= room {
            widths[index] = more;
        }
    }
    widths
}

/// Divides `room`: those that need less than a fair share get what they need, and the others share the rest.
fn share(natural: &[u16], room: u16) -> Vec<u16> {
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by_key(|&index| natural[index]);
    let (mut left, mut given) = (room, vec![0; natural.len()]);
    for (rank, &index) in order.iter().enumerate() {
        given[index] = natural[index].min(left / cells(natural.len() - rank));
        left -= given[index];
    }
    given
}

/// Returns the tables, and the signs between them with their columns.
pub fn placed_tables(view: &PhaseView<'_>, area: Rect) -> (Vec<PlacedTable>, Vec<(u16, &'static str)>) {
    let is_single = is_single(view, area.width);
    let stacks = stacks(view, is_single);
    // If everything fits, columns are spaced out; if only a little room is missing, numbers get fewer digits.
    let fits_whole = |spacing: &Spacing| {
        let whole = stacks.iter().map(|stack| stack.width(view, *spacing, u16::MAX));
        whole.fold(joins_width(&stacks) + 1, u16::saturating_add) <= area.width
    };
    let otherwise = if fits(view, area.width, CLOSE) { CLOSE } else { TERSE };
    let spacing = SPACINGS.into_iter().find(fits_whole).unwrap_or(otherwise);
    let Spacing { gap, is_terse } = spacing;
    let widths =
        if is_single { vec![area.width.saturating_sub(1)] } else { widths(view, &stacks, area.width, spacing) };
    let area = if is_single { Rect { height: area.height.saturating_sub(1), ..area } } else { area };
    let (mut tables, mut joins, mut x) = (Vec::new(), Vec::new(), area.x + 1);
    for (stack, width) in stacks.iter().zip(widths) {
        if !stack.join.is_empty() {
            joins.push((x, stack.join));
            x += stack.join_width();
        }
        let (margin, cell) = stack.common_widths(view, is_terse);
        let pitch = (cell + gap).min(width.saturating_sub(margin).max(2));
        let mut y = area.y;
        for (position, height) in share(&stack.heights(view), area.height).into_iter().enumerate() {
            let (index, operand) = stack.operands[position];
            let digits = view.measures[index].digits(is_terse);
            let (has_heading, area) = (stack.has_heading(position), Rect { x, y, width, height });
            tables.push(PlacedTable { operand, index, area, has_heading, margin, pitch, gap, first: (0, 0), digits });
            y += height;
        }
        x += width;
    }
    scroll(view, &mut tables);
    (tables, joins)
}

/// Scrolls the tables to the cursor; tables with a common axis scroll along it together.
fn scroll(view: &PhaseView<'_>, tables: &mut [PlacedTable]) {
    let place = view.place;
    for axis in [Axis::Row, Axis::Column, Axis::Inner, Axis::Single] {
        let visible = |table: &PlacedTable| {
            let (down, across) = table.shown(table.operand.quantity.dim(view.open));
            let of = |of: Axis, count: usize| (of == axis).then_some(count);
            [of(table.operand.axes.0, down), of(table.operand.axes.1, across)].into_iter().flatten().min()
        };
        let Some(least) = tables.iter().filter_map(visible).min() else { continue };
        for table in &mut *tables {
            let (rows, columns) = table.operand.quantity.dim(view.open);
            if table.operand.axes.0 == axis {
                table.first.0 = window(place.along(axis), least, rows).start;
            }
            if table.operand.axes.1 == axis {
                table.first.1 = window(place.along(axis), least, columns).start;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_shared_fairly() {
        assert_eq!(share(&[10, 50, 20], 100), [10, 50, 20]);
        assert_eq!(share(&[10, 90, 90], 90), [10, 40, 40]);
    }
}
