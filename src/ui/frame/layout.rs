//! Where everything stands.

use ratatui::layout::{Constraint, Layout as Split, Rect};

use super::{footer, header};

/// The least width and height in which the dashboard can be read.
pub const MINIMUM: (u16, u16) = (64, 18);

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
        let header = header::height(area.width);
        let rows = [Constraint::Length(header), Constraint::Fill(1), Constraint::Length(footer::HEIGHT)];
        let [header, body, footer] = Split::vertical(rows).areas(area);
        Self { header, body, footer }
    }
}
