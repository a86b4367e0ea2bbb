//! The crosshair on the picture.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::session::Part;
use crate::ui::boundary::examples;
use crate::ui::boundary::view::{PlaneView, cell_of};
use crate::ui::pictures::backdrop::Backdrop;

/// The cell of the crosshair; none where the example that it is on lies outside the picture.
pub fn cell(shown: &PlaneView<'_>, cells: Rect) -> Option<(u16, u16, f64)> {
    let [right, down] =
        shown.section.share_of(shown.screen.crosshair(&shown.shared.look, shown.snapshot, &shown.section));
    // The last column and the last row have their outer edge, too.
    let inner = |share: f64| if share == 1.0 { 1.0 - f64::EPSILON } else { share };
    cell_of([inner(right), inner(down)], cells)
}

/// Draws it: a cross, or around an example four arms.
pub fn draw(shown: &PlaneView<'_>, backdrop: &Backdrop<'_>, buffer: &mut Buffer) {
    let Some((column, row, down)) = cell(shown, backdrop.cells) else { return };
    let arms = [(-2, 0, '─'), (-1, 0, '─'), (1, 0, '─'), (2, 0, '─'), (0, -1, '│'), (0, 1, '│')];
    for (right, below, glyph) in arms {
        let place = (column.checked_add_signed(right), row.checked_add_signed(below));
        if let (Some(column), Some(row)) = place
            && column < backdrop.cells.width
            && row < backdrop.cells.height
        {
            backdrop.put((column, row), false, glyph, shown.theme.focus, buffer);
        }
    }
    let glyph = if shown.screen.crosshair.is_some() { '┼' } else { example_glyph(shown) };
    backdrop.put((column, row), down >= 0.5, glyph, shown.theme.cursor, buffer);
}

/// The glyph of the example that is looked at.
fn example_glyph(shown: &PlaneView<'_>) -> char {
    let (id, problem) = (shown.shared.look.example, shown.snapshot.problem());
    let part = if id.part.of(problem).is_some() { id.part } else { Part::Train };
    let labels = &part.or_train(problem).labels;
    let index = id.index.min(labels.len() - 1);
    examples::mark(shown, part, index, labels[index]).look(shown).0
}
