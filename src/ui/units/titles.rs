//! The titles of the views.

use ratatui::text::{Line, Span};

use crate::session::Part;
use crate::t;
use crate::ui::canvas::Scene;
use crate::ui::kit::with_notes;
use crate::ui::theme::Theme;

/// Returns the title of a view, with as many `notes` as fit.
pub fn title<'a>(name: &str, notes: Vec<String>, theme: &Theme, width: u16) -> Line<'a> {
    let notes = notes.into_iter().map(|note| Span::styled(format!(" · {note}"), theme.label));
    with_notes(Span::styled(format!(" {name}"), theme.value), notes, width)
}

/// Returns the layer, if there are several, and the part of the examples, if there are two.
pub fn layer_and_part(Scene { shared, snapshot, .. }: Scene<'_>, layer: usize, part: Part) -> Vec<String> {
    let mut notes = Vec::new();
    if snapshot.hidden_layers() > 1 {
        notes.push(t!(shared.text, "units.of_layer", layer = layer + 1, count = snapshot.hidden_layers()));
    }
    if snapshot.problem().test.is_some() {
        let name =
            if part == Part::Train { t!(shared.text, "units.part_train") } else { t!(shared.text, "units.part_test") };
        notes.push(name.to_owned());
    }
    notes
}

/// Returns a note if the examples are only a sample.
pub fn sampled(Scene { shared, .. }: Scene<'_>, count: usize, total: usize) -> Option<String> {
    (count < total).then(|| t!(shared.text, "units.sampled", count = count, total = total))
}
