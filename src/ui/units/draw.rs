//! The hidden units, one by one: which is active for which example, and how the numbers of their layer spread.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

pub use super::plan::unit_at;

use crate::session::Part;
use crate::t;
use crate::ui::UnitsDisplay;
use crate::ui::kit::{paragraph, with_notes};
use crate::ui::{Canvas, Scene, Theme};

/// Draws the body of the screen.
pub fn render(canvas: &mut Canvas, area: Rect) {
    let Scene { app, snapshot, theme } = canvas.scene;
    let Some(layer) = app.look.hidden_layer(snapshot) else {
        return sentence(canvas, t!(app.text, "units.no_hidden"), theme.value, area);
    };
    if app.look.is_hidden {
        return sentence(canvas, &canvas.hidden().to_string(), theme.dim, area);
    }
    match app.screens.units.display(snapshot) {
        UnitsDisplay::Bitmap => super::bitmap::render(canvas, layer, area),
        UnitsDisplay::Distributions => super::distributions::render(canvas, layer, area),
        UnitsDisplay::Templates => super::templates::render(canvas, area),
    }
}

/// A sentence in as many lines of `area` as it needs.
pub(super) fn sentence(canvas: &mut Canvas, words: &str, style: Style, area: Rect) {
    canvas.lines(paragraph(words, style, area.width), area);
}

/// The title of a view, with as many `notes` as fit: what does not is left out whole.
pub(super) fn title<'a>(name: &str, notes: Vec<String>, theme: &Theme, width: u16) -> Line<'a> {
    let notes = notes.into_iter().map(|note| Span::styled(format!(" · {note}"), theme.label));
    with_notes(Span::styled(format!(" {name}"), theme.value), notes, width)
}

/// Which layer it is, where there are several; and of which part, where there are two.
pub(super) fn whose(Scene { app, snapshot, .. }: Scene<'_>, layer: usize, part: Part) -> Vec<String> {
    let mut notes = Vec::new();
    if snapshot.hidden_layers() > 1 {
        notes.push(t!(app.text, "units.of_layer", layer = layer + 1, count = snapshot.hidden_layers()));
    }
    if snapshot.problem().test.is_some() {
        let name = if part == Part::Train { t!(app.text, "units.part_train") } else { t!(app.text, "units.part_test") };
        notes.push(name.to_owned());
    }
    notes
}

/// That the examples are a sample, where they are.
pub(super) fn sampled(Scene { app, .. }: Scene<'_>, count: usize, total: usize) -> Option<String> {
    (count < total).then(|| t!(app.text, "units.sampled", count = count, total = total))
}
