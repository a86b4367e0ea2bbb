//! The layout of the boundary screen, and the axes of the picture.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::ui::Canvas;
use crate::ui::boundary::examples::crosshair_cell;
use crate::ui::boundary::view::PlaneView;
use crate::ui::kit::{cells, fit_among, inside, short};

/// ```text
/// ┌ frame ────────────────────────┬ side ──────────┐
/// │ gutter │ cells                │                │
/// │        │                      │                │
/// │        ├ axis ────────────────┤                │
/// ├ legend ┴──────────────────────┤                │
/// └───────────────────────────────┴────────────────┘
/// ```
pub struct BoundaryLayout {
    pub frame: Rect,
    pub gutter: Rect,
    pub cells: Rect,
    pub axis: Rect,
    pub legend: Rect,
    pub side: Rect,
}

impl BoundaryLayout {
    pub fn new(view: &PlaneView<'_>, area: Rect) -> Self {
        let side = if view.screen.alone { 0 } else { (area.width * 3 / 8).clamp(26, 46) };
        let [frame, side] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(side)]).areas(area);
        let rows = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(1)];
        let [body, axis, legend] = Layout::vertical(rows).areas(inside(frame));
        // This leaves room for the values at the ends, and one column for the crosshair's mark.
        let [_, up] = view.section.ends(view.snapshot.problem()).map(|ends| ends.map(|end| short(end).width()));
        let gutter = cells(up[0].max(up[1])) + 1;
        let [gutter, cells] = Layout::horizontal([Constraint::Length(gutter), Constraint::Fill(1)]).areas(body);
        Self { frame, gutter, cells, axis: Rect { x: cells.x, width: cells.width, ..axis }, legend, side }
    }
}

/// Draws the axes: the two features, the values at the ends of the picture, and the marks of the crosshair.
pub fn draw_axes(view: &PlaneView<'_>, canvas: &mut Canvas, layout: &BoundaryLayout) {
    let [across, up] = view.section.ends(view.snapshot.problem());
    let names = view.section.names(view.snapshot.problem()).map(str::to_owned);
    if let Some((column, row, _)) = crosshair_cell(view, layout.cells) {
        // The marks come first, since words may cover them.
        canvas.set(layout.axis.x + column, layout.axis.y, '▲', view.theme.focus);
        canvas.set(layout.gutter.right() - 1, layout.gutter.y + row, '►', view.theme.focus);
    }
    draw_across(canvas, across.map(short), &names, layout.axis);
    draw_up(canvas, up.map(short), &names, layout.gutter);
}

/// Draws `−1.23                x1 → 1.25`.
fn draw_across(canvas: &mut Canvas, [least, most]: [String; 2], names: &[String; 2], area: Rect) {
    let theme = canvas.theme;
    let room = usize::from(area.width).saturating_sub(least.width() + most.width() + 5);
    let name = Span::styled(format!(" {} → ", fit_among(names, 0, room)), theme.label);
    canvas.line(Line::styled(least, theme.dim), area, 0);
    canvas.line_right(Line::from(vec![name, Span::styled(most, theme.dim)]), area, 0);
}

/// Draws the values at the top and the bottom and, between them, an arrow with the name below it, letter by letter.
fn draw_up(canvas: &mut Canvas, [least, most]: [String; 2], names: &[String; 2], area: Rect) {
    let theme = canvas.theme;
    let labels = Rect { width: area.width.saturating_sub(1), ..area };
    canvas.line(Line::styled(most, theme.dim), labels, 0);
    if area.height > 1 {
        canvas.line(Line::styled(least, theme.dim), labels, area.height - 1);
    }
    let room = usize::from(area.height).saturating_sub(3);
    let name = fit_among(names, 1, room.saturating_sub(1));
    let letters: Vec<char> = std::iter::once('↑').chain(name.chars()).take(room).collect();
    let top = area.y + (area.height - cells(letters.len())) / 2;
    for (y, letter) in (top..).zip(letters) {
        canvas.set(labels.right().saturating_sub(1), y, letter, theme.label);
    }
}
