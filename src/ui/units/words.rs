//! Titles of the views, and the sentences in their place.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::session::Part;
use crate::t;
use crate::ui::canvas::{Canvas, Scene};
use crate::ui::kit::{paragraph, with_notes};
use crate::ui::theme::Theme;

/// A sentence in as many lines of `area` as it needs.
pub fn sentence(canvas: &mut Canvas, words: &str, style: Style, area: Rect) {
    canvas.lines(paragraph(words, style, area.width), area);
}

/// The title of a view, with as many `notes` as fit: what does not is left out whole.
pub fn title<'a>(name: &str, notes: Vec<String>, theme: &Theme, width: u16) -> Line<'a> {
    let notes = notes.into_iter().map(|note| Span::styled(format!(" · {note}"), theme.label));
    with_notes(Span::styled(format!(" {name}"), theme.value), notes, width)
}

/// Which layer it is, where there are several; and of which part, where there are two.
pub fn whose(Scene { shared, snapshot, .. }: Scene<'_>, layer: usize, part: Part) -> Vec<String> {
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

/// That the examples are a sample, where they are.
pub fn sampled(Scene { shared, .. }: Scene<'_>, count: usize, total: usize) -> Option<String> {
    (count < total).then(|| t!(shared.text, "units.sampled", count = count, total = total))
}
