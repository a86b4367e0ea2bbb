//! Where the road and the timeline stand on the Step screen, and what is left: by the size of the screen alone.

use ratatui::layout::{Constraint, Layout, Rect};

/// The least width and height at which the road is a column.
pub const WIDE: (u16, u16) = (116, 30);
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
pub fn outer(area: Rect) -> [Rect; 3] {
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
