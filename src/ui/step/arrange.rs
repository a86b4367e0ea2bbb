//! How the tables of a phase stand side by side.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::explain::{Axis, Digits, Operand};
use crate::ui::kit::{cells, window};
use crate::ui::step::view::PhaseView;

/// A table on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    pub operand: Operand,
    /// Its number, counted from the result at 0 to the left.
    pub index: usize,
    pub area: Rect,
    /// Whether the columns' numbers stand above it.
    pub has_heading: bool,
    /// The width of the rows' numbers.
    pub margin: u16,
    /// The width of a column, with the gap on its left.
    pub pitch: u16,
    /// That gap.
    pub gap: u16,
    /// The first row and column shown.
    pub first: (usize, usize),
    pub digits: Digits,
}

impl Placed {
    /// The lines above the first row.
    pub fn heading(&self) -> u16 {
        1 + u16::from(self.has_heading)
    }

    /// The rows and columns that fit.
    pub fn shown(&self, (rows, columns): (usize, usize)) -> (usize, usize) {
        let down = usize::from(self.area.height.saturating_sub(self.heading()));
        let across = usize::from(self.area.width.saturating_sub(self.margin) / self.pitch);
        (down.min(rows - self.first.0), across.min(columns - self.first.1))
    }
}

/// What the numbers of an operand take.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    digits: Digits,
    /// The width of a cell, and the same with a digit less.
    widths: [u16; 2],
    /// The largest size of the numbers looked at: the end of the scale of colours.
    pub largest: f64,
}

impl Measure {
    /// The widest of some cells, and of the one that the cursor is on, so that scrolling hardly changes it.
    fn of(shown: &PhaseView<'_>, operand: Operand) -> Self {
        let digits = shown.description.digits(operand.quantity);
        let (rows, columns) = operand.quantity.dim(shown.open);
        let stride = (rows * columns).div_ceil(512).max(1) | 1;
        let place = shown.place;
        let cursor = (place.along(operand.axes.0).min(rows - 1), place.along(operand.axes.1).min(columns - 1));
        let width = |digits: Digits| {
            let places = (0..rows * columns).step_by(stride).chain([rows * columns - 1]);
            let places = places.map(|place| (place / columns, place % columns)).chain([cursor]);
            let width = places.map(|(row, column)| shown.cell_in_full(operand, digits, row, column).width()).max();
            cells(width.unwrap_or(1).max(columns.to_string().len()))
        };
        let places = (0..rows * columns).step_by(stride).map(|place| (place / columns, place % columns));
        let sizes = places.chain([cursor]).map(|(row, column)| operand.quantity.value(shown.open, row, column).abs());
        let largest = sizes.fold(f64::MIN_POSITIVE, f64::max);
        Self { largest, digits, widths: [width(digits), width(digits.fewer())] }
    }

    fn digits(self, is_terse: bool) -> Digits {
        if is_terse { self.digits.fewer() } else { self.digits }
    }
}

/// The measures of all operands of a phase, from the result on.
pub fn measures(shown: &PhaseView<'_>) -> Vec<Measure> {
    let count = shown.description.operands().count();
    (0..count).map(|index| Measure::of(shown, shown.description.operand(index))).collect()
}

/// How close numbers stand.
#[derive(Debug, Clone, Copy)]
struct Spacing {
    /// The gap before each column.
    gap: u16,
    /// Whether there is a digit less.
    is_terse: bool,
}

const CLOSE: Spacing = Spacing { gap: 1, is_terse: false };
const TERSE: Spacing = Spacing { gap: 1, is_terse: true };
/// The spacings to try, the best first.
const SPACINGS: [Spacing; 4] = [Spacing { gap: 3, ..CLOSE }, Spacing { gap: 2, ..CLOSE }, CLOSE, TERSE];

/// What joins some operands to those on their left, and the operands, from top to bottom, with their numbers.
type Side = (&'static str, Vec<(usize, Operand)>);

/// The groups to show: all, or the one matrix with the focus.
fn groups(shown: &PhaseView<'_>, single: bool) -> Vec<Side> {
    let count = shown.description.operands().count();
    let mut index = count;
    let mut groups = Vec::new();
    for group in &shown.description.groups {
        let number = |operand: &Operand| {
            index -= 1;
            (index, *operand)
        };
        groups.push((group.join, group.operands.iter().map(number).collect::<Vec<_>>()));
    }
    if single {
        let focus = shown.screen.focus.min(count - 1);
        groups.retain_mut(|(_, operands)| {
            operands.retain(|(index, _)| *index == focus);
            !operands.is_empty()
        });
        groups[0].0 = "";
    }
    groups
}

/// Whether a table has the columns' numbers above it: not where the one above it has the same columns.
fn has_heading(operands: &[(usize, Operand)], index: usize) -> bool {
    index == 0 || operands[index].1.axes.1 != operands[index - 1].1.axes.1
}

/// The height that shows all rows of all matrices.
pub fn wanted_height(shown: &PhaseView<'_>, width: u16) -> u16 {
    let height = |operands: &[(usize, Operand)]| -> usize {
        let of = |(index, (_, operand)): (usize, &(usize, Operand))| {
            operand.quantity.dim(shown.open).0 + 1 + usize::from(has_heading(operands, index))
        };
        operands.iter().enumerate().map(of).sum()
    };
    let is_single = shown.screen.single || !fits(shown, width);
    let tallest = groups(shown, is_single).iter().map(|(_, operands)| height(operands)).max().unwrap_or(0);
    cells(tallest + usize::from(is_single))
}

/// The widths of the groups with as many columns for each as fit, where not all fit; what is left goes to the first.
fn widths(shown: &PhaseView<'_>, groups: &[Side], width: u16, spacing: Spacing) -> Vec<u16> {
    let joins: u16 = groups.iter().map(|(join, _)| join_width(join)).sum();
    let room = width.saturating_sub(joins + 1);
    let of = |most: u16| -> Vec<u16> {
        groups.iter().map(|(_, operands)| width_with(shown, operands, spacing, most)).collect()
    };
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

/// Whether each matrix has two columns at least where they stand side by side.
fn fits(shown: &PhaseView<'_>, width: u16) -> bool {
    fits_two(shown, width, CLOSE) || fits_two(shown, width, TERSE)
}

fn fits_two(shown: &PhaseView<'_>, width: u16, spacing: Spacing) -> bool {
    let groups = groups(shown, false);
    let joins: u16 = groups.iter().map(|(join, _)| join_width(join)).sum();
    let two: u16 = groups.iter().map(|(_, operands)| width_with(shown, operands, spacing, 2)).sum();
    two + joins < width
}

fn join_width(join: &str) -> u16 {
    if join.is_empty() { 0 } else { cells(join.width()) + 2 }
}

/// The width of the rows' numbers and of the widest cell of matrices that stand one above the other: their columns align.
fn common_widths(shown: &PhaseView<'_>, operands: &[(usize, Operand)], is_terse: bool) -> (u16, u16) {
    let margin = operands.iter().map(|(_, operand)| operand.quantity.dim(shown.open).0.to_string().len()).max();
    let cell = |(index, _): &(usize, Operand)| shown.measures[*index].widths[usize::from(is_terse)];
    (cells(margin.unwrap_or(1)), operands.iter().map(cell).max().unwrap_or(1))
}

/// The width of matrices that stand one above the other, with at most so many columns.
fn width_with(shown: &PhaseView<'_>, operands: &[(usize, Operand)], spacing: Spacing, most: u16) -> u16 {
    let (margin, cell) = common_widths(shown, operands, spacing.is_terse);
    let of = |(_, operand): &(usize, Operand)| {
        let (rows, columns) = operand.quantity.dim(shown.open);
        let columns_shown = cells(columns).min(most);
        let wide = (cell + spacing.gap).saturating_mul(columns_shown).saturating_add(margin);
        // The name and the shape are worth their width; what is said behind them may be cut.
        let title = operand.quantity.name(shown.open).width() + format!(" {rows}×{columns}").width() + 2;
        wide.max(cells(title))
    };
    operands.iter().map(of).max().unwrap_or(0)
}

/// `width` shared: who needs less than a fair share has it all, the others share the rest.
fn share(natural: &[u16], width: u16) -> Vec<u16> {
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by_key(|&index| natural[index]);
    let (mut left, mut given) = (width, vec![0; natural.len()]);
    for (rank, &index) in order.iter().enumerate() {
        given[index] = natural[index].min(left / cells(natural.len() - rank));
        left -= given[index];
    }
    given
}

/// Where the tables stand, and where the signs between them.
pub fn placed(shown: &PhaseView<'_>, area: Rect) -> (Vec<Placed>, Vec<(u16, &'static str)>) {
    let is_single = shown.screen.single || !fits(shown, area.width);
    let groups = groups(shown, is_single);
    // Where all fits, columns have more air; where only a little is missing, fewer digits.
    let joins_width: u16 = groups.iter().map(|(join, _)| join_width(join)).sum();
    let fits = |spacing: &Spacing| {
        let whole = groups.iter().map(|(_, operands)| width_with(shown, operands, *spacing, u16::MAX));
        whole.fold(joins_width + 1, u16::saturating_add) <= area.width
    };
    let otherwise = if fits_two(shown, area.width, CLOSE) { CLOSE } else { TERSE };
    let spacing = SPACINGS.into_iter().find(fits).unwrap_or(otherwise);
    let Spacing { gap, is_terse } = spacing;
    let widths =
        if is_single { vec![area.width.saturating_sub(1)] } else { widths(shown, &groups, area.width, spacing) };
    let area = if is_single { Rect { height: area.height.saturating_sub(1), ..area } } else { area };
    let (mut tables, mut joins, mut x) = (Vec::new(), Vec::new(), area.x + 1);
    for ((join, operands), width) in groups.iter().zip(widths) {
        if !join.is_empty() {
            joins.push((x, *join));
            x += join_width(join);
        }
        let rows = |index: usize| operands[index].1.quantity.dim(shown.open).0;
        let wanted: Vec<u16> = (0..operands.len())
            .map(|index| cells(rows(index) + 1 + usize::from(has_heading(operands, index))))
            .collect();
        let (margin, cell) = common_widths(shown, operands, is_terse);
        let mut y = area.y;
        for (position, height) in share(&wanted, area.height).into_iter().enumerate() {
            let (index, operand) = operands[position];
            let place = Rect { x, y, width, height };
            let pitch = (cell + gap).min(width.saturating_sub(margin).max(2));
            let digits = shown.measures[index].digits(is_terse);
            let has_heading = has_heading(operands, position);
            let placed = Placed { operand, index, area: place, has_heading, margin, pitch, gap, first: (0, 0), digits };
            tables.push(placed);
            y += height;
        }
        x += width;
    }
    scroll(shown, &mut tables);
    (tables, joins)
}

/// The tables scrolled to the cursor, those that share an axis side by side along it.
fn scroll(shown: &PhaseView<'_>, tables: &mut [Placed]) {
    let place = shown.place;
    for axis in [Axis::Row, Axis::Column, Axis::Inner, Axis::Single] {
        let visible = |table: &Placed| {
            let (down, across) = table.shown(table.operand.quantity.dim(shown.open));
            let of = |of: Axis, count: usize| (of == axis).then_some(count);
            [of(table.operand.axes.0, down), of(table.operand.axes.1, across)].into_iter().flatten().min()
        };
        let Some(least) = tables.iter().filter_map(visible).min() else { continue };
        for table in &mut *tables {
            let (rows, columns) = table.operand.quantity.dim(shown.open);
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
