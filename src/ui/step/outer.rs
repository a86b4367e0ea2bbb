//! The layout of the Step screen as far as it depends only on its size, and overlays on top of it. The table of keys
//! imports the overlays, so this file must not import anything from the screen.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::ui::Canvas;
use crate::ui::kit::{self, cells};

/// The minimum width and height at which the road is a column.
pub const WIDE: (u16, u16) = (116, 30);
/// The width of the road as a column.
const ROAD: u16 = 42;
/// The height of the road as a ribbon.
pub const RIBBON_HEIGHT: u16 = 1;
/// The maximum width of overlays: longer lines are hard to read.
const WIDEST_OVERLAY: u16 = 96;

/// Returns the areas of the road, beside or below it, and of the timeline: they depend only on the size of the screen.
pub fn outer(area: Rect) -> [Rect; 3] {
    let [above, timeline] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(timeline_height(area))]).areas(area);
    if area.width >= WIDE.0 && area.height >= WIDE.1 {
        let columns = [Constraint::Length(ROAD), Constraint::Length(2), Constraint::Fill(1)];
        let [road, _, right] = Layout::horizontal(columns).areas(above);
        return [road, right, timeline];
    }
    let [road, below] = Layout::vertical([Constraint::Length(RIBBON_HEIGHT), Constraint::Fill(1)]).areas(above);
    [road, below, timeline]
}

/// Returns the lines of the timeline: the curve and, below it, the steps.
pub fn timeline_height(area: Rect) -> u16 {
    match area.height {
        0..=19 => 1,
        20..=27 => 2,
        28..=44 => 4,
        _ => 6,
    }
}

/// Draws `lines` in a frame over everything except the road and the timeline.
pub fn draw_overlay(canvas: &mut Canvas, [title, right]: [&str; 2], lines: Vec<Line>, area: Rect) {
    let ([_, area, _], theme) = (outer(area), canvas.theme);
    let width = area.width.min(WIDEST_OVERLAY);
    let height = cells(lines.len() + 2).min(area.height);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y, width, height };
    let (title, right) = (Line::styled(title, theme.value), Line::styled(right, theme.dim));
    let inside = kit::overlay(title, right, theme, place, canvas.buffer);
    canvas.lines(lines, inside);
}

/// Returns the number of columns inside the frame of an overlay.
pub fn overlay_width(area: Rect) -> u16 {
    outer(area)[1].width.min(WIDEST_OVERLAY).saturating_sub(2)
}
