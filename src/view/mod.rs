//! What the screen shows: pure functions of the app, a snapshot, the theme and an area. Drawing changes nothing.

mod alert;
mod ascii;
mod boundary;
mod changes;
mod compare;
mod controls;
mod footer;
mod grid;
mod harmless;
mod header;
mod heatmap;
mod help;
mod image;
mod layout;
mod loss;
mod predictions;
mod probabilities;
mod saving;
mod sparsity;
mod step;
mod templates;
mod units;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};

pub use crate::app::{Hint, hints};
pub use crate::ui::{ColorDepth, Theme};
pub use boundary::BoundaryTarget;
pub(crate) use layout::Layout;
pub use layout::{MINIMUM, Target, point};
pub use predictions::PredictionsTarget;
pub use step::StepTarget;

use crate::app::{App, Pane};
use crate::session::Snapshot;
use crate::t;
use crate::ui::{Canvas, Scene};

pub(crate) use boundary::render as draw_boundary;
pub(crate) use compare::render as draw_compare;
pub(crate) use predictions::render as draw_predictions;
pub(crate) use step::{check as draw_check, mistakes as draw_mistakes, render as draw_step, talk as draw_talk};
pub(crate) use units::render as draw_units;

/// The kit, by the names that it had here.
mod bars {
    pub use crate::ui::kit::line as text;
    pub use crate::ui::kit::pane as frame;
}
mod numbers {
    pub use crate::ui::kit::{exact, fit, fit_end, number, wrap};
}
mod theme {
    pub use crate::ui::Theme;
}

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

/// Draws the dashboard.
pub(crate) fn draw_dashboard(canvas: &mut Canvas, area: Rect) {
    for (pane, area) in layout::panes(canvas.app, canvas.snapshot, area) {
        draw_pane(canvas, pane, area);
    }
}

pub(crate) fn draw_help(scroll: u16, canvas: &mut Canvas, area: Rect) {
    let Scene { app, snapshot, theme } = canvas.scene;
    help::render(app, snapshot, scroll, theme, area, canvas.buffer);
}

pub(crate) fn draw_settings(canvas: &mut Canvas, area: Rect) {
    controls::render(canvas, &canvas.scene.app.settings, area);
}

pub(crate) fn draw_save(canvas: &mut Canvas, area: Rect) {
    if let Some(prompt) = &canvas.scene.app.saved.prompt {
        saving::render(canvas, prompt, area);
    }
}

fn draw_pane(canvas: &mut Canvas, pane: Pane, area: Rect) {
    if canvas.app.look.is_hidden && !matches!(pane, Pane::Weights | Pane::NextWeights) {
        return hidden_pane(canvas, pane, area);
    }
    match pane {
        Pane::Loss => loss::render(canvas, area),
        Pane::Weights | Pane::NextWeights => heatmap::render(canvas, pane, area),
        Pane::Sparsity => sparsity::render(canvas, area),
        Pane::Probabilities => probabilities::render(canvas, area),
    }
}

/// A pane whose results are hidden until the class has predicted them.
fn hidden_pane(canvas: &mut Canvas, pane: Pane, area: Rect) {
    let Scene { app, theme, .. } = canvas.scene;
    let name = match pane {
        Pane::Loss => t!(app.text, "panes.loss"),
        Pane::Sparsity => t!(app.text, "panes.sparsity"),
        _ => "P = softmax(Y)",
    };
    let inside =
        canvas.pane(Line::styled(name, theme.value), Line::default(), app.screens.dashboard.focus == pane, area);
    canvas.line(canvas.hidden(), inside, 0);
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    let [width, height, columns, rows] = [width, height, area.width, area.height].map(|number| number.to_string());
    let message = t!(app.text, "panes.too_small", width = width, height = height, columns = columns, rows = rows);
    Paragraph::new(message).wrap(Wrap { trim: true }).render(area, buffer);
}
