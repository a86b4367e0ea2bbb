//! The layout of the Step screen.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::ui::step::outer::{WIDE, outer};
use crate::ui::step::view::PhaseView;
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
