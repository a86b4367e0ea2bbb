//! Where everything stands on the whole screen.

use ratatui::layout::{Constraint, Layout as Split, Rect};

/// The least width and height in which the dashboard can be read.
pub const MINIMUM: (u16, u16) = (64, 18);

/// From this width on all of the header stands on one line, also when the numbers have grown.
pub const WIDE: u16 = 160;
/// The lines of the footer, whatever it says.
const FOOTER: u16 = 2;

/// The rectangles of the whole screen: where they stand follows from its size alone, so that nothing jumps.
pub struct Layout {
    /// One or two lines about the run.
    pub header: Rect,
    /// The screen, or what lies over it.
    pub body: Rect,
    /// Keys, messages, what is typed.
    pub footer: Rect,
}

impl Layout {
    /// The rectangles within `area`.
    pub fn new(area: Rect) -> Self {
        let header = if area.width < WIDE { 2 } else { 1 };
        let rows = [Constraint::Length(header), Constraint::Fill(1), Constraint::Length(FOOTER)];
        let [header, body, footer] = Split::vertical(rows).areas(area);
        Self { header, body, footer }
    }
}
