//! Where everything stands on the screen.

use ratatui::layout::{Constraint, Layout, Rect};
use unicode_width::UnicodeWidthStr;

use crate::ui::boundary::view::PlaneView;
use crate::ui::kit::{cells, inside, short};

/// The rectangles of the screen.
///
/// ```text
/// ┌ frame ────────────────────────┬ side ──────────┐
/// │ gutter │ cells                │                │
/// │        │                      │                │
/// │        ├ axis ────────────────┤                │
/// ├ legend ┴──────────────────────┤                │
/// └───────────────────────────────┴────────────────┘
/// ```
pub(super) struct Parts {
    pub(super) frame: Rect,
    pub(super) gutter: Rect,
    pub(super) cells: Rect,
    pub(super) axis: Rect,
    pub(super) legend: Rect,
    pub(super) side: Rect,
}

impl Parts {
    pub fn new(shown: &PlaneView<'_>, area: Rect) -> Self {
        let side = if shown.screen.alone { 0 } else { (area.width * 3 / 8).clamp(26, 46) };
        let [frame, side] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(side)]).areas(area);
        let rows = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(1)];
        let [body, axis, legend] = Layout::vertical(rows).areas(inside(frame));
        let columns = [Constraint::Length(gutter_width(shown)), Constraint::Fill(1)];
        let [gutter, cells] = Layout::horizontal(columns).areas(body);
        Self { frame, gutter, cells, axis: Rect { x: cells.x, width: cells.width, ..axis }, legend, side }
    }
}

/// The room for the values at the ends, and a column for the mark.
fn gutter_width(shown: &PlaneView<'_>) -> u16 {
    let [_, up] = shown.section.ends(shown.snapshot.problem());
    cells(up.iter().map(|&end| short(end).width()).max().unwrap_or(0)) + 1
}
