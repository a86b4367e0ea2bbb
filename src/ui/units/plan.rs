//! The layout of the bitmap: it depends only on sizes, not on the activity of units.

use ratatui::layout::{Constraint, Layout, Position, Rect};

use crate::probe::Sample;
use crate::session::{ExampleId, Part, Snapshot};
use crate::ui::Scene;
use crate::ui::kit::{cells, next_of, window};
use crate::ui::units::Units;
use crate::ui::units::caption;
use crate::ui::units::columns::ExampleColumns;

const TALLEST: usize = 3;
/// From this height on, the units that are always off and those always on get separate lines.
const TALL: u16 = 26;

/// ```text
/// ┌ title ────────────────────────────────────────────┐
/// │        ┌ names of the classes ────────────────────┤
/// ├ margin ┼ chart ───────────────────────────────────┤
/// │ 1   ✕  │ ▀▄█ ▀▄█ ▀▄█ ▀▄█ │ ▀▄█ ▀▄█ ▀▄█ ▀▄█ │ ▀▄█   │
/// │ 3  ■   │                                          │
/// ├ always off, always on ────────────────────────────┤
/// ├ the unit at the cursor ───────────────────────────┤
/// ```
///
/// With colours, a line shows two units if there are too many units for one line each.
pub struct BitmapPlan {
    pub title: Rect,
    pub names: Rect,
    pub margin: Rect,
    pub chart: Rect,
    pub always: Rect,
    pub unit: Rect,
    pub part: Part,
    /// The place in the sample of the current example, or of the nearest one in the sample.
    pub place: usize,
    pub sample: Sample,
    pub columns: ExampleColumns,
    /// The units from the top down, and the index of the first visible one.
    pub order: Vec<usize>,
    pub first: usize,
    /// The unit at the cursor.
    pub cursor: usize,
    /// Units per line.
    pub per_line: usize,
    /// Lines of the screen per line of units: more than one if there are few units.
    pub tall: usize,
    pub silenced: Vec<usize>,
}

impl BitmapPlan {
    pub fn new(screen: &Units, scene: Scene<'_>, layer: usize, area: Rect) -> Self {
        let Scene { shared, snapshot, theme } = scene;
        let always = if area.height >= TALL { 2 } else { 1 };
        let below = [Constraint::Length(always), Constraint::Length(caption::height(scene, area.width))];
        let rows = [Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)].into_iter().chain(below);
        let [title, names, body, always, unit] = Layout::vertical(rows).areas(area);
        let order = screen.order(&shared.look, snapshot, layer);
        let lines = usize::from(body.height);
        let per_line = if theme.has_scale() && order.len() > lines { 2 } else { 1 };
        let tall = (lines / order.len()).clamp(1, TALLEST);
        let margin = cells(order.len().to_string().len() + per_line + 3);
        let side = [Constraint::Length(margin), Constraint::Fill(1)];
        let [[_, names], [margin, chart]] = [names, body].map(|area| Layout::horizontal(side).areas(area));
        let id = shared.look.example_at(snapshot);
        let sample = Sample::of(snapshot, layer, id.part);
        let columns = ExampleColumns::new(&sample.classes, usize::from(chart.width));
        let cursor = shared.look.unit.min(order.len() - 1);
        let row = order.iter().position(|&unit| unit == cursor).unwrap_or_default();
        let silenced = snapshot.conditions.silenced.iter().filter(|unit| unit.layer == layer).map(|unit| unit.index);
        Self {
            place: nearest(&sample, snapshot, id),
            first: first_seen(row, order.len(), lines, per_line),
            silenced: silenced.collect(),
            part: id.part,
            title,
            names,
            margin,
            chart,
            always,
            unit,
            sample,
            columns,
            order,
            cursor,
            per_line,
            tall,
        }
    }

    /// Returns the visible units, line by line.
    pub fn lines(&self) -> impl Iterator<Item = &[usize]> {
        self.order[self.first..].chunks(self.per_line).take(usize::from(self.chart.height) / self.tall)
    }

    /// Returns the first line of the screen for line `line` of units.
    pub fn y(&self, line: usize) -> u16 {
        self.chart.y + cells(line * self.tall)
    }
}

/// Returns the first visible of `count` rows, with `cursor` in the middle or as near to it as the ends allow.
fn first_seen(cursor: usize, count: usize, lines: usize, per_line: usize) -> usize {
    // The start is a multiple of `per_line`, rounded up so that the last row stays visible.
    window(cursor, (lines * per_line).max(1), count).start.next_multiple_of(per_line)
}

/// Returns the place in the sample of the example `id`, or of the next sampled example of its class.
fn nearest(sample: &Sample, snapshot: &Snapshot, id: ExampleId) -> usize {
    let examples = id.part.or_train(snapshot.problem());
    let class = sample.classes[examples.labels[id.index]].clone();
    let after = sample.rows[class.clone()].partition_point(|&row| row < id.index);
    (class.start + after).min(class.end.saturating_sub(1).max(class.start)).min(sample.rows.len() - 1)
}

/// Returns the unit of the hidden layer `layer` drawn at a place of the bitmap, and the example there, if any.
pub fn unit_at(
    screen: &Units,
    scene: Scene<'_>,
    layer: usize,
    area: Rect,
    at: Position,
) -> Option<(usize, Option<ExampleId>)> {
    let plan = BitmapPlan::new(screen, scene, layer, area);
    if !plan.chart.contains(at) && !plan.margin.contains(at) {
        return None;
    }
    let units = plan.lines().nth(usize::from(at.y - plan.chart.y) / plan.tall)?;
    let column = plan.chart.contains(at).then(|| usize::from(at.x - plan.chart.x));
    let places = column.and_then(|column| plan.columns.places.get(column)?.clone());
    let example = places.map(|places| ExampleId { part: plan.part, index: plan.sample.rows[places.start] });
    // The mouse cannot distinguish two units in a line: a second click takes the other one.
    let unit = if units.contains(&plan.cursor) { next_of(units, plan.cursor, 1) } else { units[0] };
    Some((unit, example))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_of_the_cursor_is_always_seen() {
        for (count, lines) in [(32, 16), (32, 10), (33, 10), (5, 20), (100, 1), (7, 3)] {
            for per_line in [1, 2] {
                for cursor in 0..count {
                    let first = first_seen(cursor, count, lines, per_line);
                    let seen = first..first + lines * per_line;
                    assert!(
                        seen.contains(&cursor),
                        "{cursor} of {count} rows in {lines} lines of {per_line}: {seen:?}"
                    );
                    assert!(
                        first == 0 || count - first > (lines - 1) * per_line,
                        "no empty lines: {seen:?} of {count}"
                    );
                }
            }
        }
    }
}
