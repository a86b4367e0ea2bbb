//! The layout of the Step screen.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::ui::Canvas;
use crate::ui::kit::{self, cells};
use crate::ui::step::view::PhaseView;
use crate::ui::step::{arrange, cell, rule};

/// The least width and height at which the road is a column.
const WIDE: (u16, u16) = (116, 30);
/// The width of that column.
const ROAD: u16 = 42;
/// As a ribbon the road takes one line.
pub const RIBBON_HEIGHT: u16 = 1;
/// Overlays grow no wider: longer lines are hard to read.
const WIDEST_OVERLAY: u16 = 96;

/// The rectangles of the Step screen's body.
///
/// ```text
/// narrow                                    wide
/// ┌ road, a ribbon ──────────────┐          ┌ road ─────┬ rule: equation, chain ───────────┐
/// ├ rule: equation, chain ───────┤          │ Forward   ├ matrices ────────────────────────┤
/// ├ matrices ────────────────────┤          │  Z = …    │  X          W¹          Z         │
/// │  X        W¹        Z        │          │ Backward  ├ cell opened ─────────────────────┤
/// ├ cell opened ─────────────────┤          │  ∂L/∂Y …  │                                  │
/// ├ timeline ────────────────────┤          ├ timeline ─┴──────────────────────────────────┤
/// ```
pub struct StepLayout {
    pub road: Rect,
    pub rule: Rect,
    pub matrices: Rect,
    pub cell: Rect,
    pub timeline: Rect,
}

impl StepLayout {
    pub fn new(view: &PhaseView<'_>, area: Rect) -> Self {
        let [road, right, timeline] = outer(area);
        let rule_height = rule::height(view, right);
        let [rule, rest] = Layout::vertical([Constraint::Length(rule_height), Constraint::Fill(1)]).areas(right);
        // A blank line between the parts, if there is room.
        let gap = u16::from(area.height >= WIDE.1);
        let wanted = arrange::wanted_height(view, rest.width);
        let room = rest.height.saturating_sub(2 * gap);
        // The opened cell is complete if the matrices leave room; they keep at least half of it.
        let room_for_cell = room.saturating_sub(wanted.min(room / 2));
        let cell = cell::wanted_height(view, rest.width, room_for_cell).min(room_for_cell);
        let matrices = room.saturating_sub(cell).min(wanted);
        let parts = [gap, matrices, gap, cell].map(Constraint::Length);
        let [_, matrices, _, _] = Layout::vertical(parts).areas(rest);
        // What the matrices do not need goes to the cell.
        let top = matrices.bottom() + gap;
        let cell = Rect { y: top, height: rest.bottom().saturating_sub(top), ..rest };
        Self { road, rule, matrices, cell, timeline }
    }
}

/// The road, the area beside or below it, and the timeline: they depend only on the size of the screen.
fn outer(area: Rect) -> [Rect; 3] {
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

/// The lines of the timeline: the curve, and below it the steps.
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

/// The columns inside the frame of an overlay.
pub fn overlay_width(area: Rect) -> u16 {
    outer(area)[1].width.min(WIDEST_OVERLAY).saturating_sub(2)
}
