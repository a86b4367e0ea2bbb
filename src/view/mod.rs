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

pub use crate::ui::{ColorDepth, Theme};
pub use boundary::BoundaryTarget;
pub use footer::{Hint, hints};
pub use layout::{MINIMUM, Target, point};
pub use predictions::PredictionsTarget;
pub use step::StepTarget;

use crate::app::{App, Overlay, Pane, Screen};
use crate::session::Snapshot;
use crate::t;
use crate::ui::{Canvas, Scene};

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
    let layout = layout::Layout::new(app, snapshot, area);
    header::render(app, snapshot, theme, layout.header, buffer);
    let mut canvas = Scene { app, snapshot, theme }.on(buffer);
    match app.screen {
        Screen::Dashboard => {
            for (pane, area) in &layout.panes {
                draw_pane(&mut canvas, *pane, *area);
            }
        }
        Screen::Step => step::render(&mut canvas, layout.body),
        Screen::Boundary => boundary::render(&mut canvas, layout.body),
        Screen::Predictions => predictions::render(&mut canvas, layout.body),
        Screen::Units => units::render(&mut canvas, layout.body),
        Screen::Compare => compare::render(&mut canvas, layout.body),
    }
    if let Overlay::Controls(controls) = &app.overlay {
        controls::render(&mut canvas, controls, layout.body);
    }
    if let Overlay::Save(prompt) = &app.overlay {
        saving::render(&mut canvas, prompt, layout.body);
    }
    let rows = footer::message_rows(app, snapshot, layout.footer.width);
    let below = alert::render(app, snapshot, theme, rows, layout.footer, buffer);
    footer::render(app, snapshot, theme, [layout.body, below], buffer);
    if let Overlay::Help(scroll) = app.overlay {
        help::render(app, snapshot, scroll, theme, layout.body, buffer);
    }
    harmless::make_harmless(buffer);
    if theme.is_ascii {
        ascii::make_plain(buffer);
    }
}

fn draw_pane(canvas: &mut Canvas, pane: Pane, area: Rect) {
    if canvas.app.predict && !matches!(pane, Pane::Weights | Pane::NextWeights) {
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
    let inside = canvas.pane(Line::styled(name, theme.value), Line::default(), app.focus == pane, area);
    canvas.line(canvas.hidden(), inside, 0);
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    let [width, height, columns, rows] = [width, height, area.width, area.height].map(|number| number.to_string());
    let message = t!(app.text, "panes.too_small", width = width, height = height, columns = columns, rows = rows);
    Paragraph::new(message).wrap(Wrap { trim: true }).render(area, buffer);
}
