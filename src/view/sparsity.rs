//! How active the hidden units are: a bar a unit, its height the share of the examples with z > 0.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::bars;
use super::changes::parameter_name;
use super::heatmap::held_word;
use super::numbers::{number, percent};
use super::theme::Theme;
use crate::app::{App, Pane};
use crate::nn::{Activation, LayerActivity, ParameterId};
use crate::session::{Evaluation, Snapshot, Unit};
use crate::t;

/// The mark of a dead unit.
pub const DEAD: char = '✕';
/// The mark of a silenced unit.
pub const SILENCED: char = '○';

/// How the units of a layer stand in columns of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Columns {
    /// The units in the order of the screen.
    order: Vec<usize>,
    /// The units that share a column.
    merged: usize,
    /// The width of a column, its gap included.
    pitch: usize,
    /// The gap between columns.
    gap: usize,
}

impl Columns {
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

fn activity<'a>(app: &App, snapshot: &'a Snapshot) -> Option<(&'a Evaluation, &'a LayerActivity)> {
    let evaluation = snapshot.measured.evaluation.as_deref()?;
    Some((evaluation, evaluation.activity.get(app.layer)?))
}

/// Draws the pane.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let relu = snapshot.activation() == Activation::Relu;
    let name = if relu {
        t!(app.text, "panes.sparsity").to_owned()
    } else {
        format!("{} {}", t!(app.text, "panes.activity"), snapshot.activation().name())
    };
    let mut title = vec![Span::styled(name, theme.value)];
    if snapshot.hidden_layers() > 1 {
        title.push(Span::styled(format!(" · {} {}", t!(app.text, "panes.layer"), app.layer + 1), theme.value));
    }
    let focused = app.focus == Pane::Sparsity;
    let Some((evaluation, layer)) = activity(app, snapshot) else {
        let inside = bars::frame(Line::from(title), Line::default(), focused, theme, area, buffer);
        return bars::text(Line::styled(t!(app.text, "panes.no_data_yet").to_owned(), theme.dim), inside, 0, buffer);
    };
    let dead = layer.dead(snapshot.activation());
    let mut right =
        vec![Span::styled(format!("{} {}", percent(active(layer)), t!(app.text, "panes.active")), theme.value)];
    if relu {
        let style = if dead > 0 { theme.wrong } else { theme.value };
        right.push(Span::styled(format!(" · {dead} {}", t!(app.text, "panes.dead")), style));
    }
    let silenced = snapshot.conditions.silenced.iter().filter(|unit| unit.layer == app.layer).count();
    if silenced > 0 {
        right.push(Span::styled(format!(" · {silenced} {SILENCED}"), theme.value));
    }
    let inside = bars::frame(Line::from(title), Line::from(right), focused, theme, area, buffer);
    let [chart, marks, unit, history] = areas(inside);
    let columns = Columns::new(layer, app.sorted, usize::from(inside.width));
    draw_columns(&columns, layer, app, snapshot, theme, [chart, marks], buffer);
    describe_unit(&columns, layer, evaluation, app, snapshot, theme, unit, buffer);
    draw_history(app, snapshot, theme, history, buffer);
}

fn active(layer: &LayerActivity) -> f64 {
    let units = layer.active.len();
    (0..units).map(|unit| layer.share(unit)).sum::<f64>() / units as f64
}

fn draw_columns(
    columns: &Columns,
    layer: &LayerActivity,
    app: &App,
    snapshot: &Snapshot,
    theme: &Theme,
    [chart, marks]: [Rect; 2],
    buffer: &mut Buffer,
) {
    for (index, units) in columns.columns().enumerate() {
        let x = chart.x + (index * columns.pitch) as u16;
        let width = (columns.pitch - columns.gap) as u16;
        let share = units.iter().map(|&unit| layer.share(unit)).sum::<f64>() / units.len() as f64;
        let is_cursor = units.contains(&app.unit);
        let is_dead = units.iter().any(|&unit| layer.is_dead(unit, snapshot.activation()));
        bars::rising(share, theme.train, Rect { x, width, ..chart }, buffer);
        let is_silenced = units.iter().any(|&index| is_silenced(index, app, snapshot));
        if is_silenced && marks.height > 0 {
            bars::set(buffer, x, marks.y, SILENCED, theme.value);
        }
        if is_dead {
            // On the chart's floor where no bar stands, and always under it.
            let row = if marks.height > 0 { marks.y } else { chart.bottom() - 1 };
            bars::set(buffer, x, row, DEAD, theme.wrong);
        }
        if is_cursor && marks.height > 0 {
            let (glyph, style) = match (is_dead, is_silenced) {
                (true, _) => (DEAD, theme.wrong.add_modifier(Modifier::REVERSED)),
                (false, true) => (SILENCED, theme.focus.add_modifier(Modifier::REVERSED)),
                (false, false) => ('▲', theme.focus),
            };
            bars::set(buffer, x, marks.y, glyph, style);
        }
    }
}

fn is_silenced(index: usize, app: &App, snapshot: &Snapshot) -> bool {
    snapshot.conditions.silenced.contains(&Unit { layer: app.layer, index })
}

/// `unit 4: 37%  b¹[4] = 0.0200` and how the units stand.
fn describe_unit(
    columns: &Columns,
    layer: &LayerActivity,
    evaluation: &Evaluation,
    app: &App,
    snapshot: &Snapshot,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let unit = app.unit.min(layer.active.len() - 1);
    let state = if layer.is_dead(unit, snapshot.activation()) { format!(" {DEAD}") } else { String::new() };
    let value = format!("{} {}: {}{state}", t!(app.text, "panes.unit"), unit + 1, percent(layer.share(unit)));
    let id = ParameterId { layer: app.layer, row: None, column: unit };
    let bias = snapshot.parameters.get(id).map(number).unwrap_or_default();
    let held = if is_silenced(unit, app, snapshot) {
        format!(" {}", t!(app.text, "edit.held"))
    } else {
        held_word(id, app, snapshot)
    };
    let mut about = vec![format!("{} = {bias}{held}", parameter_name(id))];
    if columns.merged > 1 {
        about.push(t!(app.text, "panes.units_a_column", count = columns.merged));
    }
    if evaluation.step != snapshot.position.step {
        about.push(t!(app.text, "panes.at_step", step = evaluation.step));
    }
    about.push(if app.sorted {
        t!(app.text, "panes.sorted").to_owned()
    } else {
        t!(app.text, "panes.in_place").to_owned()
    });
    let mut line = Line::from(Span::styled(value, theme.value));
    for note in about {
        // What does not fit is left out whole.
        let note = Span::styled(format!("  {note}"), theme.dim);
        if line.width() + note.width() <= usize::from(area.width) {
            line.push_span(note);
        }
    }
    bars::text(line, area, 0, buffer);
}

/// The share of active h along the run, one line high.
fn draw_history(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.height == 0 {
        return;
    }
    let label = format!("{} ", t!(app.text, "panes.history"));
    let wide = label.chars().count() as u16;
    if area.width < wide + 8 {
        return;
    }
    bars::text(Line::styled(label, theme.dim), area, 0, buffer);
    let buckets = snapshot.measured.history.sparsity.buckets();
    let (x, width) = (area.x + wide, usize::from(area.width - wide));
    let Some(last) = buckets.last() else { return };
    for column in 0..width {
        let step = (u128::from(last.last + 1) * (column as u128 + 1)).div_ceil(width as u128) as u64;
        let at = buckets.partition_point(|bucket| bucket.first < step).saturating_sub(1);
        let place = Rect { x: x + column as u16, width: 1, ..area };
        bars::rising(1.0 - buckets[at].value, theme.train, place, buffer);
    }
}

/// The unit drawn at a place of the screen.
pub fn unit_at(app: &App, snapshot: &Snapshot, area: Rect, place: Position) -> Option<usize> {
    let (_, layer) = activity(app, snapshot)?;
    let inside = Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(2));
    let [chart, marks, ..] = areas(inside);
    if !chart.contains(place) && !marks.contains(place) {
        return None;
    }
    let columns = Columns::new(layer, app.sorted, usize::from(inside.width));
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
        assert_eq!(Columns::new(&activity, false, 40).order, [0, 1, 2, 3]);
        assert_eq!(Columns::new(&activity, true, 40).order, [1, 3, 0, 2]);
        let narrow = Columns::new(&activity, false, 2);
        assert_eq!((narrow.merged, narrow.columns().count()), (2, 2));
    }
}
