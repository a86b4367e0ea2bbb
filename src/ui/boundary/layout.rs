//! The layout of the boundary screen, and the axes of the picture.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::ui::Theme;
use crate::ui::boundary::examples::crosshair_cell;
use crate::ui::boundary::view::PlaneView;
use crate::ui::kit::{self, cells, fit_among, inside, short};

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
        // Room for the values at the ends, and a column for the crosshair's mark.
        let [_, up] = view.section.ends(view.snapshot.problem()).map(|ends| ends.map(|end| short(end).width()));
        let gutter = cells(up[0].max(up[1])) + 1;
        let [gutter, cells] = Layout::horizontal([Constraint::Length(gutter), Constraint::Fill(1)]).areas(body);
        Self { frame, gutter, cells, axis: Rect { x: cells.x, width: cells.width, ..axis }, legend, side }
    }
}

/// Draws the two features with the values at the ends of the picture, and the marks beside the crosshair.
pub fn draw_axes(view: &PlaneView<'_>, layout: &BoundaryLayout, buffer: &mut Buffer) {
    let [across, up] = view.section.ends(view.snapshot.problem());
    let names = view.section.names(view.snapshot.problem()).map(str::to_owned);
    if let Some((column, row, _)) = crosshair_cell(view, layout.cells) {
        // Words are written over the marks.
        kit::set(buffer, layout.axis.x + column, layout.axis.y, '▲', view.theme.focus);
        kit::set(buffer, layout.gutter.right() - 1, layout.gutter.y + row, '►', view.theme.focus);
    }
    draw_across(across.map(short), &names, view.theme, layout.axis, buffer);
    draw_up(up.map(short), &names, view.theme, layout.gutter, buffer);
}

/// `−1.23                x1 → 1.25`
fn draw_across([least, most]: [String; 2], names: &[String; 2], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(least.width() + most.width() + 5);
    let name = Span::styled(format!(" {} → ", fit_among(names, 0, room)), theme.label);
    kit::line(Line::styled(least, theme.dim), area, 0, buffer);
    kit::line_right(Line::from(vec![name, Span::styled(most, theme.dim)]), area, 0, buffer);
}

/// The values at the top and the bottom, and between them the name, letter by letter below an arrow.
fn draw_up([least, most]: [String; 2], names: &[String; 2], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let labels = Rect { width: area.width.saturating_sub(1), ..area };
    kit::line(Line::styled(most, theme.dim), labels, 0, buffer);
    if area.height > 1 {
        kit::line(Line::styled(least, theme.dim), labels, area.height - 1, buffer);
    }
    let room = usize::from(area.height).saturating_sub(3);
    let name = fit_among(names, 1, room.saturating_sub(1));
    let letters: Vec<char> = std::iter::once('↑').chain(name.chars()).take(room).collect();
    let top = area.y + (area.height - cells(letters.len())) / 2;
    for (y, letter) in (top..).zip(letters) {
        kit::set(buffer, labels.right().saturating_sub(1), y, letter, theme.label);
    }
}
