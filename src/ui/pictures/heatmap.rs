//! A matrix of weights as colours: blue below zero, dark at zero, orange above.

use ndarray::Array2;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::nn::{Linear, ParameterId};
use crate::session::superscript;
use crate::settings::parameter_name;
use crate::t;
use crate::ui::kit::{
    cells, fit_among, half_blocks, inside, number, paint, ramp, short, signed, with_notes, with_right,
};
use crate::ui::pictures::grid::Grid;
use crate::ui::pictures::templates;
use crate::ui::{Canvas, SCALE_GLYPHS, Scene, Theme};

/// Returns the largest absolute weight, never 0: the end of the colour scale.
pub fn range(matrix: &Array2<f64>) -> f64 {
    matrix.iter().fold(0.0, |most: f64, weight| most.max(weight.abs())).max(f64::MIN_POSITIVE)
}

/// Returns the area of the matrix: everything but a line for the weight at the cursor, if there is room for it.
fn body(inside: Rect) -> Rect {
    Rect { height: inside.height - u16::from(inside.height > 1), ..inside }
}

fn grid_of(matrix: &Array2<f64>, body: Rect, theme: &Theme) -> Grid {
    Grid::new(matrix.dim(), body.width.into(), body.height.into(), theme.has_scale())
}

/// Which W a pane shows, and how.
#[derive(Debug, Clone, Copy)]
pub struct WeightsPane {
    pub layer: usize,
    /// Row and column.
    pub cursor: (usize, usize),
    pub is_focused: bool,
    /// Whether the columns are shown as images, one per unit.
    pub as_templates: bool,
}

pub fn render(canvas: &mut Canvas, pane: WeightsPane, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let WeightsPane { layer, cursor, is_focused, as_templates } = pane;
    let Some(matrix) = snapshot.network.parameters.layers.get(layer).map(Linear::weight) else { return };
    if inside(area).is_empty() {
        return;
    }
    let grid = grid_of(matrix, body(inside(area)), theme);
    let largest = range(matrix);
    let (rows, columns) = matrix.dim();
    let mut title = vec![Span::styled(format!("W{} {rows}×{columns}", superscript(layer + 1)), theme.value)];
    if grid.transposed && !as_templates {
        title.push(Span::styled(format!(" {}", t!(shared.text, "panes.transposed")), theme.dim));
    }
    let inside = canvas.pane(Line::from(title), legend(largest, area.width, theme), is_focused, area);
    let body = body(inside);
    if as_templates {
        templates::render(canvas, cursor.1, largest, body);
        return templates::caption(canvas, cursor, inside);
    }
    let drawn = Drawn { grid, matrix, largest, area: body };
    drawn.cells(canvas);
    drawn.cursor(canvas, cursor);
    if body.height < inside.height {
        caption(canvas, grid, pane, inside);
    }
}

/// Returns the scale: `−2.31 ▆▆▆▆▆▆▆ +2.31`; in a narrow pane, only its ends and its middle.
pub fn legend<'a>(largest: f64, width: u16, theme: &Theme) -> Line<'a> {
    let ends = [format!("{} ", short(-largest)), format!(" {}", signed(largest))];
    let steps = (-3..=3).step_by(if width < 60 { 3 } else { 1 }).map(f64::from);
    ramp(ends, steps, theme.value, |step| {
        let glyph = if theme.has_scale() { '█' } else { SCALE_GLYPHS[(step + 3.0) as usize] };
        (glyph, Style::new().fg(theme.scale(step / 3.0)))
    })
}

/// A matrix on the screen.
struct Drawn<'a> {
    grid: Grid,
    matrix: &'a Array2<f64>,
    largest: f64,
    area: Rect,
}

impl Drawn<'_> {
    /// Returns the value of a cell as a share of the largest.
    fn share(&self, cell: (usize, usize)) -> f64 {
        self.grid.value(cell, self.matrix) / self.largest
    }

    fn cells(&self, canvas: &mut Canvas) {
        let (theme, grid) = (canvas.theme, self.grid);
        if theme.has_scale() {
            // A weight may cover many points: its colour is computed once.
            let colors: Vec<_> = grid.all().map(|cell| theme.scale(self.share(cell))).collect();
            half_blocks(self.area, canvas.buffer, |column, half| {
                let (down, across) = grid.cell_at(half * grid.per_line / 2, column)?;
                Some(colors[down * grid.cells.1 + across])
            });
        } else if !grid.numbers {
            paint(self.area, canvas.buffer, |column, line| {
                let share = self.share(grid.cell_at(line, column)?);
                Some((Theme::glyph(share), Style::new().fg(theme.scale(share))))
            });
        }
        if grid.numbers {
            grid.all().for_each(|cell| {
                let share = self.share(cell);
                let colored = || Style::new().fg(theme.scale(share));
                let style = if theme.has_scale() { theme.on_scale(share) } else { colored() };
                let text = format!("{:^width$}", signed(grid.value(cell, self.matrix)), width = grid.size.1);
                let place = self.number_place(cell);
                canvas.buffer.set_string(place.x, place.y, text, style);
            });
        }
    }

    /// Returns the area of a cell's number: its middle line.
    fn number_place(&self, (down, across): (usize, usize)) -> Rect {
        let line = down * self.grid.size.0 + (self.grid.size.0 - 1) / 2;
        let (x, y) = (self.area.x + cells(across * self.grid.size.1), self.area.y + cells(line));
        Rect::new(x, y, cells(self.grid.size.1), 1)
    }

    fn cursor(&self, canvas: &mut Canvas, weight: (usize, usize)) {
        let (theme, grid) = (canvas.theme, self.grid);
        let cell = grid.cell_of(weight);
        if cell.0 >= grid.cells.0 || cell.1 >= grid.cells.1 {
            return;
        }
        if grid.numbers {
            let place = self.number_place(cell);
            canvas.buffer.set_style(place, Modifier::BOLD | Modifier::UNDERLINED);
            canvas.set(place.x, place.y, '[', Style::new());
            canvas.set(place.right() - 1, place.y, ']', Style::new());
            return;
        }
        let middle = |cell: usize, size: usize| cell * size + (size - 1) / 2;
        let x = self.area.x + cells(middle(cell.1, grid.size.1));
        let y = self.area.y + cells(middle(cell.0, grid.size.0) / grid.per_line);
        let share = self.share(cell);
        if theme.has_scale() {
            canvas.set(x, y, '◆', theme.on_scale(share).add_modifier(Modifier::BOLD));
        } else {
            canvas.set(x, y, Theme::glyph(share), Style::new().add_modifier(Modifier::REVERSED));
        }
    }
}

/// Draws `w¹[1,4] = −0.0213   x1 → unit 4` and, if there is room, what is merged, or what rows and columns are.
fn caption(canvas: &mut Canvas, grid: Grid, pane: WeightsPane, inside: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let WeightsPane { layer, cursor: (row, column), .. } = pane;
    let weights = snapshot.network.parameters.layers[layer].weight();
    let (row, column) = (row.min(weights.nrows() - 1), column.min(weights.ncols() - 1));
    let from = match layer {
        0 => fit_among(&snapshot.problem().feature_names, row, 16),
        _ => format!("{} {}", t!(shared.text, "panes.unit"), row + 1),
    };
    let to = if layer == snapshot.hidden_layers() {
        format!("{} {}", t!(shared.text, "panes.class"), fit_among(&snapshot.problem().class_names, column, 16))
    } else {
        format!("{} {}", t!(shared.text, "panes.unit"), column + 1)
    };
    let id = ParameterId { layer, row: Some(row), column };
    let value = format!("{} = {}{}", parameter_name(id), number(weights[[row, column]]), held_word(canvas.scene, id));
    let merged = if grid.transposed { (grid.merged.1, grid.merged.0) } else { grid.merged };
    let outputs = snapshot.hidden_layers() + 1;
    let side = |index: usize| match index {
        0 => t!(shared.text, "panes.inputs"),
        index if index == outputs => t!(shared.text, "panes.outputs"),
        _ => t!(shared.text, "panes.hidden_units"),
    };
    let (down, across) = if grid.transposed { (side(layer + 1), side(layer)) } else { (side(layer), side(layer + 1)) };
    let extra = if merged == (1, 1) {
        [t!(shared.text, "panes.rows_are", what = down), t!(shared.text, "panes.columns_are", what = across)].join(", ")
    } else {
        t!(shared.text, "panes.aggregated", rows = merged.0, columns = merged.1)
    };
    let (value, extra) = (Span::styled(value, theme.value), Span::styled(extra, theme.dim));
    // If weights share a cell, that matters more than where the weight leads.
    let reserved = if merged == (1, 1) { 0 } else { cells(extra.width()) + 2 };
    let leads = Span::styled(format!("  {from} → {to}"), theme.dim);
    let line = with_notes(value, [leads], inside.width.saturating_sub(reserved));
    canvas.line(with_right(line, extra, 2, inside.width), inside, inside.height - 1);
}

/// Returns ` frozen` or ` silenced` if updates do not change the parameter, else an empty string.
pub fn held_word(Scene { shared, snapshot, .. }: Scene<'_>, id: ParameterId) -> String {
    let conditions = &snapshot.conditions;
    if conditions.frozen.contains(&id) {
        format!(" {}", t!(shared.text, "edit.frozen"))
    } else if conditions.fixed.contains(id) {
        format!(" {}", t!(shared.text, "edit.held"))
    } else {
        String::new()
    }
}

/// Returns the row and column of the weight drawn at `place`.
pub fn cell_at(scene: Scene<'_>, pane: WeightsPane, area: Rect, place: Position) -> Option<(usize, usize)> {
    let matrix = scene.snapshot.network.parameters.layers.get(pane.layer)?.weight();
    let body = body(inside(area));
    if !body.contains(place) {
        return None;
    }
    if pane.as_templates {
        let (row, cursor) = pane.cursor;
        return templates::unit_at(scene, cursor, body, place).map(|unit| (row, unit));
    }
    let grid = grid_of(matrix, body, scene.theme);
    let unit = usize::from(place.y - body.y) * grid.per_line;
    let cell = grid.cell_at(unit, usize::from(place.x - body.x))?;
    let [rows, columns] = grid.weights(cell, matrix.dim());
    Some((rows.start, columns.start))
}
