//! The hidden units, one by one: which is active for which example, and how the numbers of their layer spread.

mod bitmap;
mod caption;
mod columns;
mod distributions;
mod panel;
mod plan;
mod ratios;
mod templates;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

pub use plan::unit_at;

use super::bars;
use super::numbers::wrap;
use super::theme::Theme;
use crate::app::{Action, App, UnitsDisplay, key_of};
use crate::session::{Part, Snapshot};
use crate::t;

/// Draws the body of the screen.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Some(layer) = app.hidden_layer(snapshot) else {
        return sentence(t!(app.text, "units.no_hidden"), theme.value, area, buffer);
    };
    if app.predict {
        let words = t!(app.text, "step.hidden", key = key_of(Action::Predict));
        return sentence(&words, theme.dim, area, buffer);
    }
    match app.units.display(snapshot) {
        UnitsDisplay::Bitmap => bitmap::render(app, snapshot, layer, theme, area, buffer),
        UnitsDisplay::Distributions => distributions::render(app, snapshot, layer, theme, area, buffer),
        UnitsDisplay::Templates => templates::render(app, snapshot, theme, area, buffer),
    }
}

/// A sentence in as many lines of `area` as it needs.
fn sentence(words: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    for (row, line) in wrap(words, usize::from(area.width).saturating_sub(2)).into_iter().enumerate() {
        bars::text(Line::styled(format!(" {line}"), style), area, row as u16, buffer);
    }
}

/// The title of a view, with as many `notes` as fit: what does not is left out whole.
fn title<'a>(name: &str, notes: Vec<String>, theme: &Theme, width: u16) -> Line<'a> {
    let mut line = Line::from(Span::styled(format!(" {name}"), theme.value));
    for note in notes {
        let note = Span::styled(format!(" · {note}"), theme.label);
        if line.width() + note.width() <= usize::from(width) {
            line.push_span(note);
        }
    }
    line
}

/// Which layer it is, where there are several; and of which part, where there are two.
fn whose(app: &App, snapshot: &Snapshot, layer: usize, part: Part) -> Vec<String> {
    let (layers, layer) = (snapshot.hidden_layers().to_string(), (layer + 1).to_string());
    let mut notes = Vec::new();
    if snapshot.hidden_layers() > 1 {
        notes.push(t!(app.text, "units.of_layer", layer = layer, count = layers));
    }
    if snapshot.problem().test.is_some() {
        notes.push(if part == Part::Train {
            t!(app.text, "units.part_train").to_owned()
        } else {
            t!(app.text, "units.part_test").to_owned()
        });
    }
    notes
}

/// That the examples are a sample, where they are.
fn sampled(app: &App, count: usize, total: usize) -> Option<String> {
    (count < total).then(|| t!(app.text, "units.sampled", count = count, total = total))
}
