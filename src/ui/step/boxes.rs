//! The frame of what opens over the matrices.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::outer::beside_road;
use crate::ui::Canvas;
use crate::ui::kit::{self, cells};

/// As wide as an overlay grows: longer lines are hard to read.
const WIDEST: u16 = 96;

/// Draws `lines` in a frame over the matrices, in all the room but the road's.
pub fn open(canvas: &mut Canvas, [title, right]: [&str; 2], lines: Vec<Line>, area: Rect) {
    let (area, theme) = (beside_road(area), canvas.theme);
    let width = area.width.min(WIDEST);
    let height = cells(lines.len() + 2).min(area.height);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y, width, height };
    let (title, right) = (Line::styled(title, theme.value), Line::styled(right, theme.dim));
    let inside = kit::overlay(title, right, theme, place, canvas.buffer);
    canvas.lines(lines, inside);
}

/// The columns inside it.
pub fn inner_width(area: Rect) -> u16 {
    beside_road(area).width.min(WIDEST).saturating_sub(2)
}
