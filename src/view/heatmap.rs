//! A matrix of weights as colours: blue below zero, dark at zero, orange above.

use ndarray::Array2;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::bars;
use super::changes::parameter_name;
use super::grid::Grid;
use super::numbers::{fit_among, number, short, signed};
use super::templates;
use super::theme::{SCALE_GLYPHS, Theme};
use crate::app::{App, Pane};
use crate::nn::ParameterId;
use crate::session::{Snapshot, superscript};
use crate::t;

/// The largest size of a weight, at least a little: the ends of the colour scale.
pub(super) fn range(matrix: &Array2<f64>) -> f64 {
    matrix.iter().fold(0.0, |most: f64, weight| most.max(weight.abs())).max(f64::MIN_POSITIVE)
}

/// The lines under the matrix: the weight at the cursor, and what is merged where something is.
fn caption_height(inside: Rect) -> u16 {
    u16::from(inside.height > 1)
}

fn grid_of(matrix: &Array2<f64>, inside: Rect, colors: bool) -> Grid {
    let height = inside.height - caption_height(inside);
    Grid::new(matrix.dim(), usize::from(inside.width), usize::from(height), colors)
}

/// Draws the pane of one W.
pub fn render(pane: Pane, app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let layer = app.layer_of(pane);
    let Some(matrix) = snapshot.parameters.layers.get(layer).map(|linear| &linear.weight) else { return };
    let frame_inside = Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(2));
    if frame_inside.is_empty() {
        return;
    }
    let grid = grid_of(matrix, frame_inside, theme.has_scale());
    let largest = range(matrix);
    let (rows, columns) = matrix.dim();
    let name = format!("W{}", superscript(layer + 1));
    let mut title = vec![Span::styled(format!("{name} {rows}×{columns}"), theme.value)];
    if grid.transposed && !shows_templates(pane, app, snapshot) {
        title.push(Span::styled(format!(" {}", t!(app.text, "panes.transposed")), theme.dim));
    }
    let focused = app.focus == pane;
    let legend = legend(largest, area.width, theme);
    let inside = bars::frame(Line::from(title), legend, focused, theme, area, buffer);
    let lines = inside.height - caption_height(inside);
    if shows_templates(pane, app, snapshot) {
        let place = Rect { height: lines, ..inside };
        templates::render(app.cursor(pane).1, largest, snapshot, theme, place, buffer);
        return templates::caption(app.cursor(pane), app, snapshot, theme, inside, buffer);
    }
    draw_cells(grid, matrix, largest, theme, inside, buffer);
    draw_cursor(grid, app.cursor(pane), matrix, largest, theme, inside, buffer);
    if caption_height(inside) > 0 {
        caption(grid, pane, app, snapshot, theme, inside, buffer);
    }
}

/// Whether the pane shows what each unit looks for, not the matrix.
fn shows_templates(pane: Pane, app: &App, snapshot: &Snapshot) -> bool {
    app.zoomed && app.templates && app.layer_of(pane) == 0 && snapshot.problem().image.is_some()
}

/// The scale: `−2.31 ▆▆▆▆▆▆▆ +2.31`, in a narrow pane its ends and its middle alone.
pub(super) fn legend<'a>(largest: f64, width: u16, theme: &Theme) -> Line<'a> {
    let mut spans = vec![Span::styled(format!("{} ", short(-largest)), theme.value)];
    for step in (-3..=3).step_by(if width < 60 { 3 } else { 1 }) {
        let share = f64::from(step) / 3.0;
        spans.push(if theme.has_scale() {
            Span::styled("█", Style::new().fg(theme.scale(share)))
        } else {
            Span::styled(SCALE_GLYPHS[(step + 3) as usize].to_string(), Style::new().fg(theme.scale(share)))
        });
    }
    spans.push(Span::styled(format!(" {}", signed(largest)), theme.value));
    Line::from(spans)
}

fn draw_cells(grid: Grid, matrix: &Array2<f64>, largest: f64, theme: &Theme, inside: Rect, buffer: &mut Buffer) {
    let share_at =
        |unit: usize, column: usize| grid.cell_at(unit, column).map(|cell| grid.value(cell, matrix) / largest);
    for line in 0..usize::from(inside.height - caption_height(inside)) {
        for column in 0..grid.cells.1 * grid.size.1 {
            let (x, y) = (inside.x + column as u16, inside.y + line as u16);
            let upper = share_at(line * grid.per_line, column);
            let lower = if grid.per_line == 2 { share_at(line * 2 + 1, column) } else { upper };
            let Some(upper) = upper else { break };
            if !theme.has_scale() {
                if !grid.numbers {
                    bars::set(buffer, x, y, Theme::glyph(upper), Style::new().fg(theme.scale(upper)));
                }
                continue;
            }
            match lower {
                Some(lower) if lower.to_bits() == upper.to_bits() => {
                    bars::set(buffer, x, y, ' ', Style::new().bg(theme.scale(upper)));
                }
                Some(lower) => {
                    bars::set(buffer, x, y, '▀', Style::new().fg(theme.scale(upper)).bg(theme.scale(lower)));
                }
                None => bars::set(buffer, x, y, '▀', Style::new().fg(theme.scale(upper))),
            }
        }
    }
    if grid.numbers {
        draw_numbers(grid, matrix, largest, theme, inside, buffer);
    }
}

fn draw_numbers(grid: Grid, matrix: &Array2<f64>, largest: f64, theme: &Theme, inside: Rect, buffer: &mut Buffer) {
    for down in 0..grid.cells.0 {
        for across in 0..grid.cells.1 {
            let value = grid.value((down, across), matrix);
            let (x, y) = number_place(grid, (down, across), inside);
            let text = format!("{:^width$}", signed(value), width = grid.size.1);
            let style = if theme.has_scale() {
                Style::new().fg(theme.on_scale(value / largest)).bg(theme.scale(value / largest))
            } else {
                Style::new().fg(theme.scale(value))
            };
            buffer.set_string(x, y, text, style);
        }
    }
}

/// Where the number of a cell starts: in the middle line of the cell.
fn number_place(grid: Grid, (down, across): (usize, usize), inside: Rect) -> (u16, u16) {
    let line = down * grid.size.0 + (grid.size.0 - 1) / 2;
    (inside.x + (across * grid.size.1) as u16, inside.y + line as u16)
}

fn draw_cursor(
    grid: Grid,
    cursor: (usize, usize),
    matrix: &Array2<f64>,
    largest: f64,
    theme: &Theme,
    inside: Rect,
    buffer: &mut Buffer,
) {
    let (down, across) = grid.cell_of(cursor);
    if down >= grid.cells.0 || across >= grid.cells.1 {
        return;
    }
    let share = grid.value((down, across), matrix) / largest;
    if grid.numbers {
        let (x, y) = number_place(grid, (down, across), inside);
        buffer.set_style(Rect::new(x, y, grid.size.1 as u16, 1), Modifier::BOLD | Modifier::UNDERLINED);
        bars::set(buffer, x, y, '[', Style::new());
        bars::set(buffer, x + grid.size.1 as u16 - 1, y, ']', Style::new());
        return;
    }
    let x = inside.x + (across * grid.size.1 + (grid.size.1 - 1) / 2) as u16;
    let y = inside.y + ((down * grid.size.0 + (grid.size.0 - 1) / 2) / grid.per_line) as u16;
    if theme.has_scale() {
        let style = Style::new().fg(theme.on_scale(share)).bg(theme.scale(share)).add_modifier(Modifier::BOLD);
        bars::set(buffer, x, y, '◆', style);
    } else {
        bars::set(buffer, x, y, Theme::glyph(share), Style::new().add_modifier(Modifier::REVERSED));
    }
}

/// `w¹[1,4] = −0.0213   x1 → unit 4`, and what is merged or how the matrix lies where there is room.
fn caption(grid: Grid, pane: Pane, app: &App, snapshot: &Snapshot, theme: &Theme, inside: Rect, buffer: &mut Buffer) {
    let (layer, (row, column)) = (app.layer_of(pane), app.cursor(pane));
    let weights = &snapshot.parameters.layers[layer].weight;
    let (row, column) = (row.min(weights.nrows() - 1), column.min(weights.ncols() - 1));
    let from = match layer {
        0 => fit_among(&snapshot.problem().feature_names, row, 16),
        _ => format!("{} {}", t!(app.text, "panes.unit"), row + 1),
    };
    let to = if layer == snapshot.hidden_layers() {
        format!("{} {}", t!(app.text, "panes.class"), fit_among(&snapshot.problem().class_names, column, 16))
    } else {
        format!("{} {}", t!(app.text, "panes.unit"), column + 1)
    };
    let id = ParameterId { layer, row: Some(row), column };
    let value = format!("{} = {}{}", parameter_name(id), number(weights[[row, column]]), held_word(id, app, snapshot));
    let mut line =
        Line::from(vec![Span::styled(value, theme.value), Span::styled(format!("  {from} → {to}"), theme.dim)]);
    if line.width() > usize::from(inside.width) {
        line.spans.pop();
    }
    let merged = if grid.transposed { (grid.merged.1, grid.merged.0) } else { grid.merged };
    let sides = [(0, t!(app.text, "panes.inputs")), (snapshot.hidden_layers() + 1, t!(app.text, "panes.outputs"))];
    let side = |index: usize| {
        sides.iter().find(|(at, _)| *at == index).map_or(t!(app.text, "panes.hidden_units"), |(_, name)| *name)
    };
    let (down, across) = if grid.transposed { (side(layer + 1), side(layer)) } else { (side(layer), side(layer + 1)) };
    let extra = if merged == (1, 1) {
        [t!(app.text, "panes.rows_are", what = down), t!(app.text, "panes.columns_are", what = across)].join(", ")
    } else {
        t!(app.text, "panes.aggregated", rows = merged.0, columns = merged.1)
    };
    let y = inside.height - 1;
    let room = usize::from(inside.width);
    if merged != (1, 1) {
        // What a cell means is worth more than where the weight leads.
        line.spans.truncate(if line.width() + extra.chars().count() + 2 <= room { 2 } else { 1 });
    }
    let gap = room.saturating_sub(line.width() + extra.chars().count());
    if gap >= 2 {
        line.spans.push(Span::raw(" ".repeat(gap)));
        line.spans.push(Span::styled(extra, theme.dim));
    }
    bars::text(line, inside, y, buffer);
}

/// ` frozen` or ` silenced`, where updates leave the parameter as it is.
pub fn held_word(id: ParameterId, app: &App, snapshot: &Snapshot) -> String {
    let conditions = &snapshot.conditions;
    if conditions.frozen.contains(&id) {
        format!(" {}", t!(app.text, "edit.frozen"))
    } else if conditions.held.contains(id) {
        format!(" {}", t!(app.text, "edit.held"))
    } else {
        String::new()
    }
}

/// The row and column of the weight drawn at a place of the screen.
pub fn cell_at(
    pane: Pane,
    app: &App,
    snapshot: &Snapshot,
    theme: &Theme,
    area: Rect,
    place: Position,
) -> Option<(usize, usize)> {
    let matrix = &snapshot.parameters.layers.get(app.layer_of(pane))?.weight;
    let inside = Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(2));
    if !inside.contains(place) || place.y >= inside.bottom() - caption_height(inside) {
        return None;
    }
    if shows_templates(pane, app, snapshot) {
        let (row, cursor) = app.cursor(pane);
        let room = Rect { height: inside.height - caption_height(inside), ..inside };
        return templates::unit_at(cursor, snapshot, theme, room, place).map(|unit| (row, unit));
    }
    let grid = grid_of(matrix, inside, theme.has_scale());
    let unit = usize::from(place.y - inside.y) * grid.per_line;
    let cell = grid.cell_at(unit, usize::from(place.x - inside.x))?;
    let [rows, columns] = grid.weights(cell, matrix.dim());
    Some((rows.start, columns.start))
}
