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

use crate::app::{Action, App, Overlay, Pane, Screen, key_of};
use crate::session::Snapshot;
use crate::t;

/// The kit, by the names that it had here.
mod bars {
    pub use crate::ui::kit::{growing, line as text, pane as frame, rising, set};
}
mod numbers {
    pub use crate::ui::kit::{exact, fit, fit_among, fit_end, number, percent, short, signed, whole_clauses, wrap};
}
mod theme {
    pub use crate::ui::{ColorDepth, SCALE_GLYPHS, SHADES, Theme};
}
mod palette {
    pub use crate::ui::class_symbol;
}

/// Draws the whole screen.
pub fn draw(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    if area.width < width || area.height < height {
        return too_small(app, area, buffer);
    }
    let layout = layout::Layout::new(app, snapshot, area);
    header::render(app, snapshot, theme, layout.header, buffer);
    match app.screen {
        Screen::Dashboard => {
            for (pane, area) in &layout.panes {
                draw_pane(*pane, app, snapshot, theme, *area, buffer);
            }
        }
        Screen::Step => step::render(app, snapshot, theme, layout.body, buffer),
        Screen::Boundary => boundary::render(app, snapshot, theme, layout.body, buffer),
        Screen::Predictions => predictions::render(app, snapshot, theme, layout.body, buffer),
        Screen::Units => units::render(app, snapshot, theme, layout.body, buffer),
        Screen::Compare => compare::render(app, snapshot, theme, layout.body, buffer),
    }
    if let Overlay::Controls(controls) = &app.overlay {
        controls::render(app, controls, snapshot, theme, layout.body, buffer);
    }
    if let Overlay::Save(prompt) = &app.overlay {
        saving::render(app, prompt, theme, layout.body, buffer);
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

fn draw_pane(pane: Pane, app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if app.predict && !matches!(pane, Pane::Weights | Pane::NextWeights) {
        return hidden_pane(pane, app, theme, area, buffer);
    }
    match pane {
        Pane::Loss => loss::render(app, snapshot, theme, area, buffer),
        Pane::Weights | Pane::NextWeights => heatmap::render(pane, app, snapshot, theme, area, buffer),
        Pane::Sparsity => sparsity::render(app, snapshot, theme, area, buffer),
        Pane::Probabilities => probabilities::render(app, snapshot, theme, area, buffer),
    }
}

/// A pane whose results are hidden until the class has predicted them.
fn hidden_pane(pane: Pane, app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let name = match pane {
        Pane::Loss => t!(app.text, "panes.loss"),
        Pane::Sparsity => t!(app.text, "panes.sparsity"),
        _ => "P = softmax(Y)",
    };
    let title = Line::styled(name.to_owned(), theme.value);
    let inside = bars::frame(title, Line::default(), app.focus == pane, theme, area, buffer);
    let words = t!(app.text, "step.hidden", key = key_of(Action::Predict));
    bars::text(Line::styled(words, theme.dim), inside, 0, buffer);
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let (width, height) = MINIMUM;
    let [width, height, columns, rows] = [width, height, area.width, area.height].map(|number| number.to_string());
    let message = t!(app.text, "panes.too_small", width = width, height = height, columns = columns, rows = rows);
    Paragraph::new(message).wrap(Wrap { trim: true }).render(area, buffer);
}
