//! Which unit is active for which example: one row per unit, with the examples sorted by class from left to right.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::probe::ActivityMap;
use crate::t;
use crate::ui::kit::{cells, fit, halves, paint, ramp, with_right};
use crate::ui::units::Units;
use crate::ui::units::caption;
use crate::ui::units::plan::BitmapPlan;
use crate::ui::units::titles::{layer_and_part, sampled, title};
use crate::ui::{Canvas, DEAD, SILENCED, Scene, Theme};

/// The mark of a unit that is active for all examples.
const ALWAYS_ON: char = '■';
/// From active for no example to active for all, if there are few colours.
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];
const PLAIN_SHADES: [char; 5] = ['.', '-', '+', '*', '#'];

pub fn render(screen: &Units, canvas: &mut Canvas, layer: usize, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let plan = BitmapPlan::new(screen, canvas.scene, layer, area);
    let map = ActivityMap::of(snapshot, layer, plan.part, plan.sample.clone());
    if !map.is_finite() {
        return canvas.paragraph(t!(shared.text, "units.not_finite"), theme.wrong, area);
    }
    draw_title(canvas, layer, &plan);
    draw_names(canvas, &plan);
    draw_cells(canvas, &plan, &map);
    draw_margin(canvas, &plan, &map);
    draw_cursor(canvas, &plan, &map);
    caption::render(canvas, &plan, &map);
}

fn draw_title(canvas: &mut Canvas, layer: usize, plan: &BitmapPlan) {
    let Scene { shared, theme, .. } = canvas.scene;
    let mut notes = layer_and_part(canvas.scene, layer, plan.part);
    let is_shared = plan.columns.merged > 1;
    notes.extend(sampled(canvas.scene, plan.sample.rows.len(), plan.sample.total));
    notes.extend(is_shared.then(|| t!(shared.text, "units.a_column", count = plan.columns.merged)));
    let (count, seen) = (plan.order.len(), plan.lines().map(<[usize]>::len).sum::<usize>());
    if seen < count && !shared.look.sorted {
        let (first, last) = (plan.first + 1, plan.first + seen);
        notes.push(t!(shared.text, "units.rows", first = first, last = last, count = count));
    }
    if shared.look.sorted {
        notes.push(t!(shared.text, "panes.sorted").to_owned());
    }
    let line = title(t!(shared.text, "units.active"), notes, theme, plan.title.width);
    canvas.line(with_right(line, scale(canvas.scene), 2, plan.title.width), plan.title, 0);
}

fn scale<'a>(Scene { shared, theme, .. }: Scene<'_>) -> Line<'a> {
    let ends = [format!("{} ", t!(shared.text, "units.off")), format!(" {} ", t!(shared.text, "units.on"))];
    ramp(ends, [0.0, 0.25, 0.5, 0.75, 1.0], theme.label, |share| cell(share, theme))
}

/// Draws the names of the classes above their columns, and marks the cursor's column.
fn draw_names(canvas: &mut Canvas, plan: &BitmapPlan) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let is_apart = plan.columns.places.iter().any(Option::is_none) || snapshot.problem().class_names.len() == 1;
    for (name, class) in snapshot.problem().class_names.iter().zip(&plan.sample.classes).filter(|_| is_apart) {
        let Range { start, end } = plan.columns.of_class(class);
        let long = format!("{} {name}", t!(shared.text, "panes.class"));
        let name = if long.chars().count() <= end - start { long } else { fit(name, end - start) };
        let place = Rect { x: plan.names.x + cells(start), width: cells(end - start), ..plan.names };
        canvas.line(Line::styled(name, theme.value), place, 0);
    }
    for (x, places) in (plan.names.x..).zip(&plan.columns.places) {
        if places.is_none() {
            (plan.names.y..plan.y(plan.lines().count())).for_each(|y| canvas.set(x, y, '│', theme.border));
        }
    }
    if let Some(column) = plan.columns.column_of(plan.place) {
        let place = Rect { x: plan.names.x + cells(column), width: 1, ..plan.names };
        canvas.buffer.set_style(place.intersection(plan.names), theme.cursor);
    }
}

/// Returns the look of a cell in which this share of examples is active.
fn cell(share: f64, theme: &Theme) -> (char, Style) {
    if theme.has_scale() {
        return (' ', Style::new().bg(theme.scale(share)));
    }
    // The first and last glyph are reserved for exactly 0 and 1.
    let between = (share * SHADES.len() as f64) as usize;
    let shade = match share {
        0.0 => 0,
        1.0 => SHADES.len() - 1,
        _ => between.clamp(1, SHADES.len() - 2),
    };
    (if theme.is_ascii { PLAIN_SHADES[shade] } else { SHADES[shade] }, Style::new())
}

fn draw_cells(canvas: &mut Canvas, plan: &BitmapPlan, map: &ActivityMap) {
    let theme = canvas.theme;
    let lines: Vec<&[usize]> = plan.lines().collect();
    paint(plan.chart, canvas.buffer, |column, line| {
        let places = plan.columns.places.get(column)?.clone()?;
        let units = lines.get(line / plan.tall)?;
        let share = |unit: usize| map.share(unit, places.clone()).unwrap_or_default();
        let color = |unit: &usize| theme.scale(share(*unit));
        let first = units.first()?;
        Some(if plan.per_line == 1 {
            cell(share(*first), theme)
        } else {
            halves(color(first), units.get(1).map(color))
        })
    });
}

/// Draws the number of each line's first unit, or of the unit at the cursor, and the marks.
fn draw_margin(canvas: &mut Canvas, plan: &BitmapPlan, map: &ActivityMap) {
    let theme = canvas.theme;
    let (cursor, wide) = (plan.cursor, usize::from(plan.margin.width) - plan.per_line - 2);
    for (row, units) in plan.lines().enumerate() {
        let is_cursor = units.contains(&cursor);
        let (unit, style) = if is_cursor { (cursor, theme.cursor) } else { (units[0], theme.label) };
        let mut line = Line::from(Span::styled(format!("{:>wide$}", unit + 1), style));
        line.push_span(" ");
        line.extend(units.iter().map(|&unit| mark(map, unit, plan.silenced.contains(&unit), theme)));
        canvas.line(line, plan.margin, plan.y(row) - plan.margin.y);
    }
}

fn mark<'a>(map: &ActivityMap, unit: usize, is_silenced: bool, theme: &Theme) -> Span<'a> {
    let all = map.sample.rows.len();
    match map.active(unit, 0..all) {
        _ if is_silenced => Span::styled(SILENCED.to_string(), theme.value),
        0 => Span::styled(DEAD.to_string(), theme.wrong),
        count if count == all => Span::styled(ALWAYS_ON.to_string(), theme.test),
        _ => Span::raw(" "),
    }
}

fn draw_cursor(canvas: &mut Canvas, plan: &BitmapPlan, map: &ActivityMap) {
    let theme = canvas.theme;
    let unit = plan.cursor;
    let Some(row) = plan.lines().position(|units| units.contains(&unit)) else { return };
    let Some(column) = plan.columns.column_of(plan.place) else { return };
    let places = plan.columns.places[column].clone().unwrap_or_default();
    let share = map.share(unit, places).unwrap_or_default();
    let (x, y) = (plan.chart.x + cells(column), plan.y(row));
    if theme.has_scale() {
        canvas.set(x, y, '◆', theme.on_scale(share).add_modifier(Modifier::BOLD));
    } else {
        canvas.set(x, y, cell(share, theme).0, theme.cursor);
    }
}
