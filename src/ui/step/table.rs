//! The operands and the result of a phase as tables of numbers, side by side.

use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use crate::explain::{Axis, Operand, Quantity};
use crate::t;
use crate::ui::Canvas;
use crate::ui::kit::{cells, fit};
use crate::ui::step::arrange::{PlacedTable, placed_tables};
use crate::ui::step::view::PhaseView;

pub fn render(view: &PhaseView<'_>, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let (tables, joins) = placed_tables(view, area);
    for table in &tables {
        draw(view, canvas, table);
    }
    for (x, join) in joins {
        canvas.buffer.set_string(x + 1, area.y + (area.height / 2).min(2), join, view.theme.focus);
    }
    let count = view.description.operands().count();
    if tables.len() == 1 && count > 1 {
        // This index counts from left to right.
        let at = count - tables[0].index;
        let line = format!(" {}", t!(view.shared.text, "step.matrix_of", at = at, count = count));
        canvas.buffer.set_string(area.x, area.bottom() - 1, line, view.theme.dim);
    }
}

fn draw(view: &PhaseView<'_>, canvas: &mut Canvas, table: &PlacedTable) {
    let (theme, operand, area) = (view.theme, table.operand, table.area);
    if area.is_empty() {
        return;
    }
    let (rows, columns) = operand.quantity.dim(view.open);
    let (down, across) = table.shown((rows, columns));
    let is_focused = view.screen.focus.min(view.description.operands().count() - 1) == table.index;
    let mark = if is_focused { "►" } else { " " };
    let title_style = if is_focused { theme.focus } else { theme.value };
    // If the title is too long, the words after the shape are left out.
    let long = format!("{mark}{}", view.description.operand_title(operand, view.shared.text));
    let short = format!("{mark}{} {rows}×{columns}", operand.quantity.name(view.open));
    let title = if long.width() <= usize::from(area.width) { long } else { fit(&short, usize::from(area.width)) };
    canvas.buffer.set_string(area.x, area.y, title, title_style);
    let place = view.place;
    let at = |axis: Axis, index: usize| axis != Axis::Single && place.along(axis) == index;
    if table.has_heading && area.height > 1 {
        for column in 0..across {
            let index = table.first.1 + column;
            let style = if at(operand.axes.1, index) { theme.focus } else { theme.dim };
            let x = area.x + table.margin + cells(column) * table.pitch;
            canvas.buffer.set_string(x, area.y + 1, format!("{:>1$}", index + 1, usize::from(table.pitch)), style);
        }
        // This marks that the matrix continues to the right.
        let x = area.x + table.margin + cells(across) * table.pitch;
        if table.first.1 + across < columns && x < area.right() {
            canvas.set(x, area.y + 1, '…', theme.dim);
        }
    }
    for row in 0..down {
        let (y, index) = (area.y + table.heading() + cells(row), table.first.0 + row);
        let style = if at(operand.axes.0, index) { theme.focus } else { theme.dim };
        canvas.buffer.set_string(area.x, y, format!("{:>1$}", index + 1, usize::from(table.margin)), style);
        for column in 0..across {
            let x = area.x + table.margin + cells(column) * table.pitch;
            draw_cell(view, canvas, table, (index, table.first.1 + column), (x, y));
        }
    }
}

fn draw_cell(
    view: &PhaseView<'_>,
    canvas: &mut Canvas,
    table: &PlacedTable,
    (row, column): (usize, usize),
    (x, y): (u16, u16),
) {
    let (theme, operand, place) = (view.theme, table.operand, view.place);
    let width = usize::from(table.pitch - table.gap);
    let text = fit(&view.cell_text(operand, table.digits, row, column), width);
    let value = operand.quantity.value(view.open, row, column);
    let is_masked = is_masked(view, operand, row, column);
    let mut style = if text == "?" { theme.value } else { theme.signed(value / view.measures[table.index].largest) };
    if is_masked || (matches!(operand.quantity, Quantity::Derivative(_)) && value == 0.0) {
        style = theme.dim;
    }
    let feeds = operand.feeds(place, row, column);
    let is_cursor = [(operand.axes.0, row), (operand.axes.1, column)]
        .iter()
        .all(|&(axis, index)| axis == Axis::Single || place.along(axis) == index);
    if view.is_result(operand) {
        style = if feeds { theme.cursor } else { style };
    } else if feeds {
        style = style.patch(theme.lit);
        if is_cursor {
            style = style.add_modifier(Modifier::REVERSED);
        }
    }
    if is_masked {
        style = style.add_modifier(Modifier::CROSSED_OUT);
        canvas.set(x + table.gap - 1, y, '×', theme.wrong);
    }
    canvas.buffer.set_string(x + table.gap, y, format!("{text:>width$}"), style);
}

/// Returns whether f′ = 0 strikes out an entry of ∂L/∂H.
fn is_masked(view: &PhaseView<'_>, operand: Operand, row: usize, column: usize) -> bool {
    let Quantity::ActivationGradient(layer) = operand.quantity else { return false };
    let mask = Quantity::Derivative(layer);
    let mut operands = view.description.operands();
    operands.any(|operand| operand.quantity == mask) && mask.value(view.open, row, column) == 0.0
}

/// Returns the operand drawn at `place`, counted from the result at 0, and the row and column there.
pub fn cell_at(view: &PhaseView<'_>, area: Rect, place: Position) -> Option<(usize, (usize, usize))> {
    let (tables, _) = placed_tables(view, area);
    let table = tables.into_iter().find(|table| table.area.contains(place))?;
    let dim = table.operand.quantity.dim(view.open);
    let (down, across) = table.shown(dim);
    let row = usize::from(place.y.checked_sub(table.area.y + table.heading())?);
    let column = usize::from(place.x.checked_sub(table.area.x + table.margin)? / table.pitch);
    (row < down && column < across).then(|| (table.index, (table.first.0 + row, table.first.1 + column)))
}
