//! The layout of the whole screen.

use ratatui::layout::{Constraint, Layout as Split, Rect};

/// The minimum width and height in which the dashboard is readable.
pub const MINIMUM: (u16, u16) = (64, 18);

/// The width from which on the whole header fits on one line, even with large numbers.
pub const WIDE: u16 = 160;
/// The lines of the footer; always the same number.
const FOOTER: u16 = 2;

/// The rectangles of the whole screen. They depend only on its size, so that nothing jumps.
pub struct Layout {
    /// One or two lines about the run.
    pub header: Rect,
    /// The screen, or an overlay.
    pub body: Rect,
    /// Keys, messages, or typed text.
    pub footer: Rect,
}

impl Layout {
    /// Lays out `area`.
    pub fn new(area: Rect) -> Self {
        let header = if area.width < WIDE { 2 } else { 1 };
        let rows = [Constraint::Length(header), Constraint::Fill(1), Constraint::Length(FOOTER)];
        let [header, body, footer] = Split::vertical(rows).areas(area);
        Self { header, body, footer }
    }
}
