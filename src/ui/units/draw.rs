//! The hidden units, one by one: which is active for which example, and how the numbers of their layer spread.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::session::{ExampleId, Part};
use crate::t;
use crate::ui::kit::{paragraph, with_notes};
use crate::ui::units::{Units, UnitsDisplay};
use crate::ui::{Canvas, Scene, Theme};

/// Draws the body of the screen.
pub fn render(screen: &Units, canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let Some(layer) = shared.look.hidden_layer(snapshot) else {
        return sentence(canvas, t!(shared.text, "units.no_hidden"), theme.value, area);
    };
    if shared.look.is_hidden {
        return sentence(canvas, &canvas.hidden().to_string(), theme.dim, area);
    }
    match screen.display(snapshot) {
        UnitsDisplay::Bitmap => super::bitmap::render(screen, canvas, layer, area),
        UnitsDisplay::Distributions => super::distributions::render(canvas, layer, area),
        UnitsDisplay::Templates => super::templates::render(canvas, area),
    }
}

/// The unit that is drawn at a place of the screen, and the example, where one is.
pub fn unit_at(screen: &Units, scene: Scene<'_>, area: Rect, at: Position) -> Option<(usize, Option<ExampleId>)> {
    let Scene { shared, snapshot, .. } = scene;
    let layer = shared.look.hidden_layer(snapshot).filter(|_| !shared.look.is_hidden)?;
    match screen.display(snapshot) {
        UnitsDisplay::Bitmap => super::plan::unit_at(screen, scene, layer, area, at),
        UnitsDisplay::Distributions => None,
        UnitsDisplay::Templates => super::templates::unit_at(scene, area, at).map(|unit| (unit, None)),
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
pub(super) fn whose(Scene { shared, snapshot, .. }: Scene<'_>, layer: usize, part: Part) -> Vec<String> {
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
pub(super) fn sampled(Scene { shared, .. }: Scene<'_>, count: usize, total: usize) -> Option<String> {
    (count < total).then(|| t!(shared.text, "units.sampled", count = count, total = total))
}
