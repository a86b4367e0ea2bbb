//! Where everything stands on the Step screen.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::ui::step::draw::PhaseView;
use crate::ui::step::{arrange, cell, rule};

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

/// The least width and height at which the road is a column.
const WIDE: (u16, u16) = (116, 30);
const ROAD: u16 = 42;
/// As a ribbon the road takes one line.
pub const RIBBON_HEIGHT: u16 = 1;

/// The lines of the timeline: the curve, and below it the steps.
pub fn timeline_height(area: Rect) -> u16 {
    match area.height {
        0..=19 => 1,
        20..=27 => 2,
        28..=44 => 4,
        _ => 6,
    }
}

/// Whether the road stands as a column on the left.
pub fn is_wide(area: Rect) -> bool {
    area.width >= WIDE.0 && area.height >= WIDE.1
}

/// The road, what stands beside or below it, and the timeline.
fn outer(area: Rect) -> [Rect; 3] {
    let [above, timeline] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(timeline_height(area))]).areas(area);
    if is_wide(area) {
        let columns = [Constraint::Length(ROAD), Constraint::Length(2), Constraint::Fill(1)];
        let [road, _, right] = Layout::horizontal(columns).areas(above);
        return [road, right, timeline];
    }
    let [road, below] = Layout::vertical([Constraint::Length(RIBBON_HEIGHT), Constraint::Fill(1)]).areas(above);
    [road, below, timeline]
}

/// All the room but the road's and the timeline's.
pub fn beside_road(area: Rect) -> Rect {
    outer(area)[1]
}

impl StepLayout {
    pub fn new(shown: &PhaseView<'_>, area: Rect) -> Self {
        let [road, right, timeline] = outer(area);
        let rule_height = rule::height(shown, right);
        let [rule, rest] = Layout::vertical([Constraint::Length(rule_height), Constraint::Fill(1)]).areas(right);
        // A free line between the parts, where there is room for it.
        let gap = u16::from(area.height >= WIDE.1);
        let wanted = arrange::wanted_height(shown, rest.width);
        let room = rest.height.saturating_sub(2 * gap);
        // The opened cell is complete where the matrices leave room; they in turn keep at least half of it.
        let cell = cell::wanted_height(shown, rest.width, room.saturating_sub(wanted.min(room / 2)));
        let cell = cell.min(room.saturating_sub(wanted.min(room / 2)));
        let matrices = room.saturating_sub(cell).min(wanted);
        let parts = [gap, matrices, gap, cell].map(Constraint::Length);
        let [_, matrices, _, _] = Layout::vertical(parts).areas(rest);
        // What the matrices do not need goes to the cell.
        let top = matrices.bottom() + gap;
        let cell = Rect { y: top, height: rest.bottom().saturating_sub(top), ..rest };
        Self { road, rule, matrices, cell, timeline }
    }
}
