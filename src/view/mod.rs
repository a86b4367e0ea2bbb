//! What the screen shows: pure functions of the app, a snapshot, the theme and an area. Drawing changes nothing.

mod bars;
mod chrome;
mod grid;
mod heatmap;
mod help;
mod layout;
mod loss;
mod numbers;
mod probabilities;
mod sparsity;
mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Widget, Wrap};

pub use layout::{MINIMUM, point};
pub use theme::{ColorDepth, Theme};

use crate::app::{App, Overlay, Pane};
use crate::session::Snapshot;
use crate::text::fill;

/// Draws the whole screen.
pub fn draw(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    if area.width < width || area.height < height {
        return too_small(app, area, buffer);
    }
    let layout = layout::Layout::new(app, snapshot, area);
    chrome::header(app, snapshot, theme, layout.header, buffer);
    for (pane, area) in &layout.panes {
        draw_pane(*pane, app, snapshot, theme, *area, buffer);
    }
    chrome::footer(app, snapshot, theme, layout.footer, buffer);
    if let Overlay::Help(scroll) = app.overlay {
        help::render(app, scroll, theme, layout.body, buffer);
    }
}

fn draw_pane(pane: Pane, app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    match pane {
        Pane::Loss => loss::render(app, snapshot, theme, area, buffer),
        Pane::Weights | Pane::NextWeights => heatmap::render(pane, app, snapshot, theme, area, buffer),
        Pane::Sparsity => sparsity::render(app, snapshot, theme, area, buffer),
        Pane::Probabilities => probabilities::render(app, snapshot, theme, area, buffer),
    }
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    let [width, height, columns, rows] = [width, height, area.width, area.height].map(|number| number.to_string());
    let values = [("width", &*width), ("height", &*height), ("columns", &*columns), ("rows", &*rows)];
    let message = fill(&app.text.panes.too_small, &values);
    Paragraph::new(message).wrap(Wrap { trim: true }).render(area, buffer);
}
