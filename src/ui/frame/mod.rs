//! The whole screen: the header, what is on top, alerts, and the footer. Drawing changes nothing.

mod alert;
mod ascii;
mod footer;
mod harmless;
mod header;
mod layout;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Widget, Wrap};

pub use layout::{Layout, MINIMUM, Target, point};

use crate::session::Snapshot;
use crate::t;
use crate::ui::{App, Scene, Theme};

/// Draws the whole screen.
pub fn draw(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    if area.width < width || area.height < height {
        return too_small(app, area, buffer);
    }
    let layout = layout::Layout::new(area);
    header::render(app, snapshot, theme, layout.header, buffer);
    let mut canvas = Scene { app, snapshot, theme }.on(buffer);
    app.screen().draw(&mut canvas, layout.body);
    if let Some(overlay) = app.overlay() {
        overlay.draw(&mut canvas, layout.body);
    }
    let rows = footer::message_rows(app, snapshot, layout.footer.width);
    let below = alert::render(app, snapshot, theme, rows, layout.footer, buffer);
    footer::render(app, snapshot, theme, [layout.body, below], buffer);
    harmless::make_harmless(buffer);
    if theme.is_ascii {
        ascii::make_plain(buffer);
    }
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    let [width, height, columns, rows] = [width, height, area.width, area.height].map(|number| number.to_string());
    let message = t!(app.text, "panes.too_small", width = width, height = height, columns = columns, rows = rows);
    Paragraph::new(message).wrap(Wrap { trim: true }).render(area, buffer);
}
