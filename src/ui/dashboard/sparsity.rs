//! How active the hidden units are: one bar per unit, as high as the share of examples with z > 0.

use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::nn::{Activation, LayerActivity, ParameterId};
use crate::settings::parameter_name;
use crate::t;
use crate::ui::kit::{Chart, Scale, Steps, Tiles, cells, inside, number, percent, right_of, with_notes, without_gap};
use crate::ui::pictures::heatmap::held_word;
use crate::ui::{Canvas, DEAD, SILENCED, Scene, curve};

const WIDEST: u16 = 5;

/// Returns the units of a layer in the order of the screen.
fn order(layer: &LayerActivity, sorted: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..layer.active.len()).collect();
    if sorted {
        order.sort_by_key(|&unit| std::cmp::Reverse(layer.active[unit]));
    }
    order
}

/// Returns the areas of the bars, the marks below them, the unit at the cursor, and the history.
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

pub fn render(canvas: &mut Canvas, is_focused: bool, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let is_relu = snapshot.activation() == Activation::Relu;
    let title = if is_relu {
        t!(shared.text, "panes.sparsity").to_owned()
    } else {
        format!("{} {}", t!(shared.text, "panes.activity"), snapshot.activation().name())
    };
    let title = Line::styled(canvas.in_layer(shared.look.layer, title), theme.value);
    let Some(layer) = canvas.scene.activity(shared.look.layer) else {
        let inside = canvas.pane(title, Line::default(), is_focused, area);
        return canvas.line(Line::styled(t!(shared.text, "panes.no_data_yet"), theme.dim), inside, 0);
    };
    let dead = layer.dead(snapshot.activation());
    let mut right =
        vec![Span::styled(format!("{} {}", percent(active(layer)), t!(shared.text, "panes.active")), theme.value)];
    if is_relu {
        let style = if dead > 0 { theme.wrong } else { theme.value };
        right.push(Span::styled(format!(" · {dead} {}", t!(shared.text, "panes.dead")), style));
    }
    let silenced = snapshot.conditions.silenced.iter().filter(|unit| unit.layer == shared.look.layer).count();
    if silenced > 0 {
        right.push(Span::styled(format!(" · {silenced} {SILENCED}"), theme.value));
    }
    let inside = canvas.pane(title, Line::from(right), is_focused, area);
    let [chart, marks, unit, history] = areas(inside);
    let order = order(layer, shared.look.sorted);
    let (merged, columns) = Tiles::columns(chart, order.len(), WIDEST);
    for ((_, column), units) in columns.places().zip(order.chunks(merged)) {
        draw_column(canvas, layer, units, without_gap(column), marks);
    }
    describe_unit(canvas, layer, merged, unit);
    draw_history(canvas, history);
}

fn active(layer: &LayerActivity) -> f64 {
    let units = layer.active.len();
    (0..units).map(|unit| layer.share(unit)).sum::<f64>() / units as f64
}

fn draw_column(canvas: &mut Canvas, layer: &LayerActivity, units: &[usize], column: Rect, marks: Rect) {
    let Scene { shared, theme, .. } = canvas.scene;
    let share = units.iter().map(|&unit| layer.share(unit)).sum::<f64>() / units.len() as f64;
    canvas.rising(share, theme.train, column);
    let mark = canvas.scene.unit_mark(shared.look.layer, units);
    if marks.height == 0 {
        // A dead unit has no bar; its mark is drawn instead.
        if let Some((DEAD, style)) = mark {
            canvas.set(column.x, column.bottom() - 1, DEAD, style);
        }
        return;
    }
    let mark = match (units.contains(&shared.look.unit), mark) {
        (false, mark) => mark,
        (true, None) => Some(('▲', theme.focus)),
        (true, Some((SILENCED, _))) => Some((SILENCED, theme.focus.add_modifier(Modifier::REVERSED))),
        (true, Some((glyph, style))) => Some((glyph, style.add_modifier(Modifier::REVERSED))),
    };
    if let Some((glyph, style)) = mark {
        canvas.set(column.x, marks.y, glyph, style);
    }
}

/// Draws `unit 4: 37%  b¹[4] = 0.0200`, and the order of the units.
fn describe_unit(canvas: &mut Canvas, layer: &LayerActivity, merged: usize, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let unit = shared.look.unit.min(layer.active.len() - 1);
    let state = if layer.is_dead(unit, snapshot.activation()) { format!(" {DEAD}") } else { String::new() };
    let value = format!("{} {}: {}{state}", t!(shared.text, "panes.unit"), unit + 1, percent(layer.share(unit)));
    let id = ParameterId { layer: shared.look.layer, row: None, column: unit };
    let bias = snapshot.network.parameters.get(id).map(number).unwrap_or_default();
    let held = if canvas.scene.is_silenced(shared.look.layer, unit) {
        format!(" {}", t!(shared.text, "edit.held"))
    } else {
        held_word(canvas.scene, id)
    };
    let mut about = vec![format!("{} = {bias}{held}", parameter_name(id))];
    if merged > 1 {
        about.push(t!(shared.text, "panes.units_a_column", count = merged));
    }
    let measured = snapshot.measured.evaluation.as_ref().map(|evaluation| evaluation.step);
    let late = measured.filter(|&step| step != snapshot.position.step);
    about.extend(late.map(|step| t!(shared.text, "panes.at_step", step = step)));
    let order = if shared.look.sorted { t!(shared.text, "panes.sorted") } else { t!(shared.text, "panes.in_place") };
    about.push(order.to_owned());
    let about = about.into_iter().map(|note| Span::styled(format!("  {note}"), theme.dim));
    canvas.line(with_notes(Span::styled(value, theme.value), about, area.width), area, 0);
}

/// Draws the share of active units over the run, one line high.
fn draw_history(canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let label = Line::styled(format!("{} ", t!(shared.text, "panes.history")), theme.dim);
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

pub fn unit_at(scene: Scene<'_>, area: Rect, place: Position) -> Option<usize> {
    let layer = scene.activity(scene.shared.look.layer)?;
    let [chart, marks, ..] = areas(inside(area));
    let order = order(layer, scene.shared.look.sorted);
    let (merged, columns) = Tiles::columns(Rect { height: chart.height + marks.height, ..chart }, order.len(), WIDEST);
    order.chunks(merged).nth(columns.at(place)?)?.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_sorted_or_in_place() {
        let activity =
            LayerActivity { examples: 10, active: vec![3, 9, 0, 5], zeros: vec![7, 1, 10, 5], ..Default::default() };
        assert_eq!(order(&activity, false), [0, 1, 2, 3]);
        assert_eq!(order(&activity, true), [1, 3, 0, 2]);
    }
}
