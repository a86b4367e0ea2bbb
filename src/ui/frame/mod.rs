//! The whole screen: the header, the open screen or overlay, alerts, and the footer. Drawing changes no state.

mod alert;
mod characters;
mod footer;
mod header;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use view::View;

use crate::session::Snapshot;
use crate::t;
use crate::ui::layout::{Layout, MINIMUM};
use crate::ui::{App, Canvas, Theme};

/// Draws the whole screen.
pub fn draw(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    if area.width < width || area.height < height {
        return too_small(app, area, buffer);
    }
    let layout = Layout::new(area);
    let view = View { app, snapshot, theme };
    let canvas = &mut Canvas { scene: view.scene(), keys: &|| app.keys_here(snapshot), buffer };
    header::render(view, canvas, layout.header);
    app.screen().draw(canvas, layout.body);
    if let Some(overlay) = app.overlay() {
        overlay.draw(canvas, layout.body);
    }
    let below = alert::render(view, canvas, layout.footer);
    footer::render(view, canvas, layout.body, below);
    characters::make_harmless(buffer);
    if theme.is_ascii {
        characters::make_plain(buffer);
    }
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    let message = t!(
        app.shared.text,
        "panes.too_small",
        width = width,
        height = height,
        columns = area.width,
        rows = area.height
    );
    Paragraph::new(message).wrap(Wrap { trim: true }).render(area, buffer);
}
