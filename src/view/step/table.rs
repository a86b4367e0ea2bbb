//! The operands and the result of a phase as tables of numbers, side by side.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::Shown;
use crate::explain::{Axis, Digits, Operand, Quantity};
use crate::session::Phase;
use crate::text::fill;
use crate::view::bars;
use crate::view::numbers::fit;

/// A table on the screen.
#[derive(Debug, Clone, Copy)]
struct Placed {
    operand: Operand,
    /// Its number, counted from the result at 0 to the left.
    index: usize,
    area: Rect,
    /// Whether the columns' numbers stand above it.
    has_heading: bool,
    /// The width of the rows' numbers.
    margin: u16,
    /// The width of a column, with the gap on its left.
    pitch: u16,
    /// The first row and column shown.
    first: (usize, usize),
    digits: Digits,
}

/// A matrix as wide as this at least; with less for each, one is shown alone.
const NARROW: u16 = 13;

impl Placed {
    fn heading(&self) -> u16 {
        1 + u16::from(self.has_heading)
    }

    /// The rows and columns that fit.
    fn shown(&self, (rows, columns): (usize, usize)) -> (usize, usize) {
        let down = usize::from(self.area.height.saturating_sub(self.heading()));
        let across = usize::from(self.area.width.saturating_sub(self.margin) / self.pitch);
        (down.min(rows - self.first.0), across.min(columns - self.first.1))
    }
}

/// The first of `shown` indices out of `length`, such that `at` is among them and near their middle.
fn window(at: usize, shown: usize, length: usize) -> usize {
    at.saturating_sub(shown / 2).min(length.saturating_sub(shown))
}

/// `x₁₇,₄` for `x[17,4]`, as the slides write it.
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

impl Shown<'_> {
    fn is_result(&self, operand: Operand) -> bool {
        operand == self.description.result()
    }

    /// What a cell shows.
    fn cell_text(&self, operand: Operand, digits: Digits, row: usize, column: usize) -> String {
        let quantity = operand.quantity;
        if self.app.step.letters {
            return subscripted(&quantity.letter(self.walk, row, column)).replace("∂L/∂", "∂");
        }
        let gives_away = matches!(quantity, Quantity::Exponentials | Quantity::Losses);
        let is_memory = matches!(quantity, Quantity::FirstMoment(..) | Quantity::SecondMoment(..));
        if self.hides_result && (self.is_result(operand) || gives_away || is_memory) {
            return "?".to_owned();
        }
        digits.show(quantity.value(self.walk, row, column))
    }

    /// The width of a column with its gap: of the widest of some cells, so that scrolling does not change it.
    fn pitch(&self, operand: Operand, digits: Digits) -> u16 {
        let (rows, columns) = operand.quantity.dim(self.walk);
        let stride = (rows * columns).div_ceil(512).max(1) | 1;
        let places = (0..rows * columns).step_by(stride).chain([rows * columns - 1]);
        let place = self.description.clamped(self.walk, self.app.step.place);
        let cursor = (place.along(operand.axes.0).min(rows - 1), place.along(operand.axes.1).min(columns - 1));
        let cells = places.map(|place| (place / columns, place % columns)).chain([cursor]);
        let width = cells.map(|(row, column)| self.cell_text(operand, digits, row, column).width()).max();
        width.unwrap_or(1).max(columns.to_string().len()) as u16 + 1
    }

    fn title(&self, operand: Operand) -> String {
        self.description.operand_title(self.walk, operand, self.app.text)
    }
}

/// The groups to show: all, or the one matrix with the focus.
fn groups(shown: &Shown<'_>, single: bool) -> Vec<(&'static str, Vec<(usize, Operand)>)> {
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
        let focus = shown.app.step.focus.min(count - 1);
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
pub fn wanted_height(shown: &Shown<'_>, width: u16) -> u16 {
    let height = |operands: &[(usize, Operand)]| -> usize {
        let of = |(index, (_, operand)): (usize, &(usize, Operand))| {
            operand.quantity.dim(shown.walk).0 + 1 + usize::from(has_heading(operands, index))
        };
        operands.iter().enumerate().map(of).sum()
    };
    let is_single = shown.app.step.single || !fits(shown, width);
    let tallest = groups(shown, is_single).iter().map(|(_, operands)| height(operands)).max().unwrap_or(0);
    (tallest + usize::from(is_single)).min(usize::from(u16::MAX)) as u16
}

fn widths(shown: &Shown<'_>, groups: &[(&'static str, Vec<(usize, Operand)>)], width: u16) -> Vec<u16> {
    let natural: Vec<u16> = groups.iter().map(|(_, operands)| natural_width(shown, operands)).collect();
    let joins: u16 = groups.iter().map(|(join, _)| join_width(join)).sum();
    share(&natural, width.saturating_sub(joins + 1))
}

fn join_width(join: &str) -> u16 {
    if join.is_empty() { 0 } else { join.width() as u16 + 2 }
}

/// The width of matrices that stand one above the other, their titles included.
fn natural_width(shown: &Shown<'_>, operands: &[(usize, Operand)]) -> u16 {
    let of = |(_, operand): &(usize, Operand)| {
        let (rows, columns) = operand.quantity.dim(shown.walk);
        let digits = operand.quantity.digits(shown.walk);
        let cells = usize::from(shown.pitch(*operand, digits)) * columns + rows.to_string().len();
        // The name and the shape are worth their width; what is said behind them may be cut.
        let (name, shape) = (operand.quantity.name(shown.walk), format!(" {rows}×{columns}"));
        cells.max(name.width() + shape.width() + 2)
    };
    operands.iter().map(of).max().unwrap_or(0).min(usize::from(u16::MAX / 8)) as u16
}

/// `width` shared: who needs less than a fair share has it all, the others share the rest.
fn share(natural: &[u16], width: u16) -> Vec<u16> {
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by_key(|&index| natural[index]);
    let (mut left, mut given) = (width, vec![0; natural.len()]);
    for (rank, &index) in order.iter().enumerate() {
        given[index] = natural[index].min(left / (natural.len() - rank) as u16);
        left -= given[index];
    }
    given
}

fn fits(shown: &Shown<'_>, width: u16) -> bool {
    let groups = groups(shown, false);
    let natural: Vec<u16> = groups.iter().map(|(_, operands)| natural_width(shown, operands)).collect();
    widths(shown, &groups, width).iter().zip(&natural).all(|(&given, &natural)| given >= natural.min(NARROW))
}

/// Where the tables stand, and where the signs between them.
fn placed(shown: &Shown<'_>, area: Rect) -> (Vec<Placed>, Vec<(u16, &'static str)>) {
    let is_single = shown.app.step.single || !fits(shown, area.width);
    let groups = groups(shown, is_single);
    let widths = if is_single { vec![area.width.saturating_sub(1)] } else { widths(shown, &groups, area.width) };
    let area = if is_single { Rect { height: area.height.saturating_sub(1), ..area } } else { area };
    let (mut tables, mut joins, mut x) = (Vec::new(), Vec::new(), area.x + 1);
    for ((join, operands), width) in groups.iter().zip(widths) {
        if !join.is_empty() {
            joins.push((x, *join));
            x += join_width(join);
        }
        let rows = |index: usize| operands[index].1.quantity.dim(shown.walk).0;
        let wanted: Vec<u16> = (0..operands.len())
            .map(|index| (rows(index) + 1 + usize::from(has_heading(operands, index))).min(9999) as u16)
            .collect();
        let mut y = area.y;
        for (position, height) in share(&wanted, area.height).into_iter().enumerate() {
            let (index, operand) = operands[position];
            let place = Rect { x, y, width, height };
            tables.push(place_table(shown, operand, index, place, has_heading(operands, position)));
            y += height;
        }
        x += width;
    }
    (tables, joins)
}

fn place_table(shown: &Shown<'_>, operand: Operand, index: usize, area: Rect, has_heading: bool) -> Placed {
    let (rows, columns) = operand.quantity.dim(shown.walk);
    let digits = operand.quantity.digits(shown.walk);
    let margin = rows.to_string().len() as u16;
    let pitch = shown.pitch(operand, digits).min(area.width.saturating_sub(margin).max(2));
    let mut placed = Placed { operand, index, area, has_heading, margin, pitch, first: (0, 0), digits };
    let (down, across) = placed.shown((rows, columns));
    let place = shown.description.clamped(shown.walk, shown.app.step.place);
    let at = (place.along(operand.axes.0), place.along(operand.axes.1));
    placed.first = (window(at.0, down, rows), window(at.1, across, columns));
    placed
}

/// Draws the tables.
pub fn render(shown: &Shown<'_>, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let (tables, joins) = placed(shown, area);
    for table in &tables {
        draw(shown, table, buffer);
    }
    for (x, join) in joins {
        buffer.set_string(x + 1, area.y + (area.height / 2).min(2), join, shown.theme.focus);
    }
    let count = shown.description.operands().count();
    if tables.len() == 1 && count > 1 {
        // The matrices are counted from left to right.
        let at = (count - tables[0].index).to_string();
        let values = [("at", &*at), ("count", &*count.to_string())];
        let line = format!(" {}", fill(&shown.app.text.step.matrix_of, &values));
        buffer.set_string(area.x, area.bottom() - 1, line, shown.theme.dim);
    }
}

fn draw(shown: &Shown<'_>, table: &Placed, buffer: &mut Buffer) {
    let (theme, operand, area) = (shown.theme, table.operand, table.area);
    if area.is_empty() {
        return;
    }
    let (rows, columns) = operand.quantity.dim(shown.walk);
    let (down, across) = table.shown((rows, columns));
    let is_focused = shown.app.step.focus.min(shown.description.operands().count() - 1) == table.index;
    let mark = if is_focused { "►" } else { " " };
    let title_style = if is_focused { theme.focus } else { theme.value };
    let title = fit(&format!("{mark}{}", shown.title(operand)), usize::from(area.width));
    buffer.set_string(area.x, area.y, title, title_style);
    let place = shown.description.clamped(shown.walk, shown.app.step.place);
    let at = |axis: Axis, index: usize| axis != Axis::Single && place.along(axis) == index;
    if table.has_heading && area.height > 1 {
        for column in 0..across {
            let index = table.first.1 + column;
            let style = if at(operand.axes.1, index) { theme.focus } else { theme.dim };
            let x = area.x + table.margin + column as u16 * table.pitch;
            buffer.set_string(x, area.y + 1, format!("{:>1$}", index + 1, usize::from(table.pitch)), style);
        }
        // What does not fit goes on to the right.
        if table.first.1 + across < columns && across > 0 {
            let x = (area.x + table.margin + across as u16 * table.pitch).min(area.right().saturating_sub(1));
            bars::set(buffer, x, area.y + 1, '…', theme.dim);
        }
    }
    for row in 0..down {
        let (y, index) = (area.y + table.heading() + row as u16, table.first.0 + row);
        let style = if at(operand.axes.0, index) { theme.focus } else { theme.dim };
        buffer.set_string(area.x, y, format!("{:>1$}", index + 1, usize::from(table.margin)), style);
        for column in 0..across {
            let x = area.x + table.margin + column as u16 * table.pitch;
            draw_cell(shown, table, (index, table.first.1 + column), (x, y), buffer);
        }
    }
}

fn draw_cell(shown: &Shown<'_>, table: &Placed, (row, column): (usize, usize), (x, y): (u16, u16), buffer: &mut Buffer) {
    let (theme, operand) = (shown.theme, table.operand);
    let place = shown.description.clamped(shown.walk, shown.app.step.place);
    let text = shown.cell_text(operand, table.digits, row, column);
    let width = usize::from(table.pitch) - 1;
    let text = fit(&text, width);
    let value = operand.quantity.value(shown.walk, row, column);
    let is_masked = is_masked(shown, operand, row, column);
    let mut style = if text == "?" { theme.value } else { theme.signed(value) };
    if is_masked || (matches!(operand.quantity, Quantity::Derivative(_)) && value == 0.0) {
        style = theme.dim;
    }
    let feeds = operand.feeds(place, row, column);
    let is_cursor = [(operand.axes.0, row), (operand.axes.1, column)]
        .into_iter()
        .all(|(axis, index)| axis == Axis::Single || place.along(axis) == index);
    if shown.is_result(operand) {
        style = if feeds { theme.cursor } else { style };
    } else if feeds {
        style = style.patch(theme.lit);
        if is_cursor {
            style = style.patch(Style::new().add_modifier(Modifier::REVERSED));
        }
    }
    if is_masked {
        style = style.add_modifier(Modifier::CROSSED_OUT);
        bars::set(buffer, x, y, '×', theme.wrong);
    }
    buffer.set_string(x + 1, y, format!("{text:>width$}"), style);
}

/// Whether the mask strikes out an entry of ∂L/∂H.
fn is_masked(shown: &Shown<'_>, operand: Operand, row: usize, column: usize) -> bool {
    match (shown.description.phase, operand.quantity) {
        (Phase::PreActivationGradient(layer), Quantity::ActivationGradient(_)) => {
            Quantity::Derivative(layer).value(shown.walk, row, column) == 0.0
        }
        _ => false,
    }
}

/// The operand at a place of the screen, counted from the result at 0, and its row and column there.
pub fn cell_at(shown: &Shown<'_>, area: Rect, place: Position) -> Option<(usize, (usize, usize))> {
    let (tables, _) = placed(shown, area);
    let table = tables.into_iter().find(|table| table.area.contains(place))?;
    let dim = table.operand.quantity.dim(shown.walk);
    let (down, across) = table.shown(dim);
    let row = usize::from(place.y.checked_sub(table.area.y + table.heading())?);
    let column = usize::from(place.x.checked_sub(table.area.x + table.margin)? / table.pitch);
    (row < down && column < across).then(|| (table.index, (table.first.0 + row, table.first.1 + column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_shared_fairly() {
        assert_eq!(share(&[10, 50, 20], 100), [10, 50, 20]);
        assert_eq!(share(&[10, 90, 90], 90), [10, 40, 40]);
    }

    #[test]
    fn a_window_holds_the_cursor() {
        assert_eq!([window(0, 5, 100), window(50, 5, 100), window(99, 5, 100), window(1, 5, 3)], [0, 48, 95, 0]);
    }

    #[test]
    fn letters_are_those_of_the_slides() {
        assert_eq!(["x[1,1]", "w¹[17,4]", "L", "e^(y[1,2]−max)"].map(subscripted), ["x₁₁", "w¹₁₇,₄", "L", "e^(y₁₂−max)"]);
    }
}
