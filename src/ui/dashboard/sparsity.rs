//! How active the hidden units are: a bar a unit, its height the share of the examples with z > 0.

use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::nn::{Activation, LayerActivity, ParameterId};
use crate::session::{Evaluation, Unit};
use crate::t;
use crate::ui::Pane;
use crate::ui::changes::parameter_name;
use crate::ui::kit::{Chart, Scale, Steps, cells, inside, number, percent, right_of, with_notes};
use crate::ui::pictures::heatmap::held_word;
use crate::ui::{Canvas, DEAD, SILENCED, Scene, curve};

/// How the units of a layer stand in columns of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
struct UnitColumns {
    /// The units in the order of the screen.
    order: Vec<usize>,
    /// The units that share a column.
    merged: usize,
    /// The width of a column, its gap included.
    pitch: usize,
    /// The gap between columns.
    gap: usize,
}

impl UnitColumns {
    fn new(activity: &LayerActivity, sorted: bool, width: usize) -> Self {
        let units = activity.active.len();
        let mut order: Vec<usize> = (0..units).collect();
        if sorted {
            order.sort_by_key(|&unit| std::cmp::Reverse(activity.active[unit]));
        }
        let merged = units.div_ceil(width.max(1));
        let pitch = (width / units.div_ceil(merged)).clamp(1, 5);
        Self { order, merged, pitch, gap: usize::from(pitch > 2) }
    }

    fn columns(&self) -> impl Iterator<Item = &[usize]> {
        self.order.chunks(self.merged)
    }
}

/// The areas inside the pane: bars, the marks under them, the unit at the cursor, the history.
fn areas(inside: Rect) -> [Rect; 4] {
    let [marks, unit, history] = match inside.height {
        0..=2 => [0, 0, 0],
        3..=4 => [1, 0, 0],
        5 => [1, 1, 0],
        _ => [1, 1, 1],
    };
    let rows = [Constraint::Fill(1), Constraint::Length(marks), Constraint::Length(unit), Constraint::Length(history)];
    Layout::vertical(rows).areas(inside)
}

fn activity(Scene { app, snapshot, .. }: Scene<'_>) -> Option<(&Evaluation, &LayerActivity)> {
    let evaluation = snapshot.measured.evaluation.as_deref()?;
    Some((evaluation, evaluation.activity.get(app.look.layer)?))
}

/// Draws the pane.
pub fn render(canvas: &mut Canvas, area: Rect) {
    let Scene { app, snapshot, theme } = canvas.scene;
    let relu = snapshot.activation() == Activation::Relu;
    let name = if relu {
        t!(app.text, "panes.sparsity").to_owned()
    } else {
        format!("{} {}", t!(app.text, "panes.activity"), snapshot.activation().name())
    };
    let mut title = vec![Span::styled(name, theme.value)];
    if snapshot.hidden_layers() > 1 {
        title.push(Span::styled(format!(" · {} {}", t!(app.text, "panes.layer"), app.look.layer + 1), theme.value));
    }
    let focused = app.screens.dashboard.focus == Pane::Sparsity;
    let Some((evaluation, layer)) = activity(canvas.scene) else {
        let inside = canvas.pane(Line::from(title), Line::default(), focused, area);
        return canvas.line(Line::styled(t!(app.text, "panes.no_data_yet"), theme.dim), inside, 0);
    };
    let dead = layer.dead(snapshot.activation());
    let mut right =
        vec![Span::styled(format!("{} {}", percent(active(layer)), t!(app.text, "panes.active")), theme.value)];
    if relu {
        let style = if dead > 0 { theme.wrong } else { theme.value };
        right.push(Span::styled(format!(" · {dead} {}", t!(app.text, "panes.dead")), style));
    }
    let silenced = snapshot.conditions.silenced.iter().filter(|unit| unit.layer == app.look.layer).count();
    if silenced > 0 {
        right.push(Span::styled(format!(" · {silenced} {SILENCED}"), theme.value));
    }
    let inside = canvas.pane(Line::from(title), Line::from(right), focused, area);
    let [chart, marks, unit, history] = areas(inside);
    let columns = UnitColumns::new(layer, app.look.sorted, usize::from(inside.width));
    draw_columns(canvas, &columns, layer, [chart, marks]);
    describe_unit(canvas, &columns, layer, evaluation, unit);
    draw_history(canvas, history);
}

fn active(layer: &LayerActivity) -> f64 {
    let units = layer.active.len();
    (0..units).map(|unit| layer.share(unit)).sum::<f64>() / units as f64
}

fn draw_columns(canvas: &mut Canvas, columns: &UnitColumns, layer: &LayerActivity, [chart, marks]: [Rect; 2]) {
    let Scene { app, snapshot, theme } = canvas.scene;
    for (index, units) in columns.columns().enumerate() {
        let x = chart.x + cells(index * columns.pitch);
        let width = cells(columns.pitch - columns.gap);
        let share = units.iter().map(|&unit| layer.share(unit)).sum::<f64>() / units.len() as f64;
        let is_cursor = units.contains(&app.look.unit);
        let is_dead = units.iter().any(|&unit| layer.is_dead(unit, snapshot.activation()));
        canvas.rising(share, theme.train, Rect { x, width, ..chart });
        let is_silenced = units.iter().any(|&index| is_silenced(canvas.scene, index));
        if is_silenced && marks.height > 0 {
            canvas.set(x, marks.y, SILENCED, theme.value);
        }
        if is_dead {
            // On the chart's floor where no bar stands, and always under it.
            let row = if marks.height > 0 { marks.y } else { chart.bottom() - 1 };
            canvas.set(x, row, DEAD, theme.wrong);
        }
        if is_cursor && marks.height > 0 {
            let (glyph, style) = match (is_dead, is_silenced) {
                (true, _) => (DEAD, theme.wrong.add_modifier(Modifier::REVERSED)),
                (false, true) => (SILENCED, theme.focus.add_modifier(Modifier::REVERSED)),
                (false, false) => ('▲', theme.focus),
            };
            canvas.set(x, marks.y, glyph, style);
        }
    }
}

fn is_silenced(Scene { app, snapshot, .. }: Scene<'_>, index: usize) -> bool {
    snapshot.conditions.silenced.contains(&Unit { layer: app.look.layer, index })
}

/// `unit 4: 37%  b¹[4] = 0.0200` and how the units stand.
fn describe_unit(
    canvas: &mut Canvas,
    columns: &UnitColumns,
    layer: &LayerActivity,
    evaluation: &Evaluation,
    area: Rect,
) {
    let Scene { app, snapshot, theme } = canvas.scene;
    let unit = app.look.unit.min(layer.active.len() - 1);
    let state = if layer.is_dead(unit, snapshot.activation()) { format!(" {DEAD}") } else { String::new() };
    let value = format!("{} {}: {}{state}", t!(app.text, "panes.unit"), unit + 1, percent(layer.share(unit)));
    let id = ParameterId { layer: app.look.layer, row: None, column: unit };
    let bias = snapshot.network.parameters.get(id).map(number).unwrap_or_default();
    let held = if is_silenced(canvas.scene, unit) {
        format!(" {}", t!(app.text, "edit.held"))
    } else {
        held_word(canvas.scene, id)
    };
    let mut about = vec![format!("{} = {bias}{held}", parameter_name(id))];
    if columns.merged > 1 {
        about.push(t!(app.text, "panes.units_a_column", count = columns.merged));
    }
    if evaluation.step != snapshot.position.step {
        about.push(t!(app.text, "panes.at_step", step = evaluation.step));
    }
    about.push(if app.look.sorted { t!(app.text, "panes.sorted") } else { t!(app.text, "panes.in_place") }.to_owned());
    let about = about.into_iter().map(|note| Span::styled(format!("  {note}"), theme.dim));
    canvas.line(with_notes(Span::styled(value, theme.value), about, area.width), area, 0);
}

/// The share of active h along the run, one line high.
fn draw_history(canvas: &mut Canvas, area: Rect) {
    let Scene { app, snapshot, theme } = canvas.scene;
    let label = Line::styled(format!("{} ", t!(app.text, "panes.history")), theme.dim);
    let chart = right_of(area, cells(label.width()));
    if area.height == 0 || chart.width < 8 {
        return;
    }
    canvas.line(label, area, 0);
    let active = curve(&snapshot.measured.history.sparsity).map(|inactive| 1.0 - inactive);
    let steps = Steps { area: chart, last: active.last().unwrap_or(0) };
    let scale = Scale { bottom: 0.0, top: 1.0, logarithmic: false, has_zero: true };
    Chart { steps, scale }.bars(&active, theme.train, canvas.buffer);
}

/// The unit drawn at a place of the screen.
pub fn unit_at(scene: Scene<'_>, area: Rect, place: Position) -> Option<usize> {
    let (_, layer) = activity(scene)?;
    let inside = inside(area);
    let [chart, marks, ..] = areas(inside);
    if !chart.contains(place) && !marks.contains(place) {
        return None;
    }
    let columns = UnitColumns::new(layer, scene.app.look.sorted, usize::from(inside.width));
    let column = usize::from(place.x - inside.x) / columns.pitch;
    columns.columns().nth(column).map(|units| units[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_sorted_or_in_place_and_share_columns_when_there_are_many() {
        let activity =
            LayerActivity { examples: 10, active: vec![3, 9, 0, 5], zeros: vec![7, 1, 10, 5], ..Default::default() };
        assert_eq!(UnitColumns::new(&activity, false, 40).order, [0, 1, 2, 3]);
        assert_eq!(UnitColumns::new(&activity, true, 40).order, [1, 3, 0, 2]);
        let narrow = UnitColumns::new(&activity, false, 2);
        assert_eq!((narrow.merged, narrow.columns().count()), (2, 2));
    }
}
