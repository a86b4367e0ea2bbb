//! The examples (filled for training, hollow for testing, crossed if misclassified) and the crosshair.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::data::Examples;
use crate::session::Part;
use crate::ui::boundary::view::PlaneView;
use crate::ui::pictures::backdrop::Backdrop;
use crate::ui::{Canvas, ColorDepth, class_symbol};

/// How an example is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub part: Part,
    pub label: usize,
    pub is_right: bool,
}

/// At most one in this many cells holds an example, so that the picture stays visible.
const CELLS_AN_EXAMPLE: usize = 2;

impl Mark {
    pub fn glyph(self) -> char {
        match (self.part, self.is_right) {
            (Part::Train, true) => '●',
            (Part::Train, false) => '×',
            (Part::Test, true) => '○',
            (Part::Test, false) => '⊗',
        }
    }

    /// Returns the glyph and its style. Without colours, the glyph is the class, reversed if the network is wrong.
    pub fn look(self, view: &PlaneView<'_>) -> (char, Style) {
        if view.theme.depth != ColorDepth::None {
            return (self.glyph(), view.theme.example(self.label));
        }
        let mut style = Style::new().add_modifier(Modifier::BOLD);
        if !self.is_right {
            style = style.add_modifier(Modifier::REVERSED);
        }
        if self.part == Part::Test {
            style = style.add_modifier(Modifier::UNDERLINED);
        }
        (class_symbol(&view.snapshot.problem().class_names, self.label), style)
    }
}

/// Returns the parts to draw, with their examples.
pub fn parts<'a>(view: &PlaneView<'a>) -> impl Iterator<Item = (Part, &'a Examples)> {
    let (marked, problem) = (view.screen.marked, view.snapshot.problem());
    let parts = [Part::Train, Part::Test].into_iter().filter(move |&part| marked.has(part));
    parts.filter_map(|part| Some((part, part.of(problem)?)))
}

/// Returns n if one in n examples is drawn.
pub fn thinning(view: &PlaneView<'_>, cells: Rect) -> usize {
    let examples: usize = parts(view).map(|(_, examples)| examples.labels.len()).sum();
    let room = usize::from(cells.width) * usize::from(cells.height) / CELLS_AN_EXAMPLE;
    examples.div_ceil(room.max(1)).max(1)
}

/// Returns how to draw an example. While results are hidden, all examples look correctly classified.
pub fn mark(view: &PlaneView<'_>, part: Part, index: usize, label: usize) -> Mark {
    let evaluation = view.snapshot.measured.evaluation.as_ref().filter(|_| !view.shared.look.is_hidden);
    let is_right = evaluation.is_none_or(|evaluation| {
        let predicted = evaluation.predicted(part).get(index).zip(evaluation.confidence(part).get(index));
        predicted.is_none_or(|(&class, confidence)| class as usize == label && !confidence.is_nan())
    });
    Mark { part, label, is_right }
}

/// Draws the examples, misclassified ones on top.
pub fn draw(view: &PlaneView<'_>, canvas: &mut Canvas, backdrop: &Backdrop<'_>) {
    let each = thinning(view, backdrop.cells);
    for is_right in [true, false] {
        for (part, examples) in parts(view) {
            for (index, &label) in examples.labels.iter().enumerate().step_by(each) {
                let mark = mark(view, part, index, label);
                if mark.is_right != is_right {
                    continue;
                }
                let point = view.section.point_of(examples, index);
                let Some((column, row, down)) = cell_of(view.section.share_of(point), backdrop.cells) else {
                    continue;
                };
                let (glyph, style) = mark.look(view);
                backdrop.put((column, row), down >= 0.5, glyph, style, canvas.buffer);
            }
        }
    }
}

/// Returns the cell of a point, given in shares, and how far down in it the point is; `None` outside the picture.
fn cell_of([right, down]: [f64; 2], cells: Rect) -> Option<(u16, u16, f64)> {
    let is_inside = (0.0..1.0).contains(&right) && (0.0..1.0).contains(&down);
    is_inside.then(|| {
        let (x, y) = (right * f64::from(cells.width), down * f64::from(cells.height));
        (x as u16, y as u16, y.fract())
    })
}

/// Returns the cell of the crosshair, like [`cell_of`]; `None` if the crosshair is on an example outside the picture.
pub fn crosshair_cell(view: &PlaneView<'_>, cells: Rect) -> Option<(u16, u16, f64)> {
    let point = view.screen.crosshair(&view.shared.look, view.snapshot, &view.section);
    // Points on the outer edges belong to the last column and the last row.
    let share = view.section.share_of(point).map(|share| if share == 1.0 { 1.0 - f64::EPSILON } else { share });
    cell_of(share, cells)
}

/// Draws a cross, or four arms around an example.
pub fn draw_crosshair(view: &PlaneView<'_>, canvas: &mut Canvas, backdrop: &Backdrop<'_>) {
    let Some((column, row, down)) = crosshair_cell(view, backdrop.cells) else { return };
    let arms = [(-2, 0, '─'), (-1, 0, '─'), (1, 0, '─'), (2, 0, '─'), (0, -1, '│'), (0, 1, '│')];
    for (right, below, glyph) in arms {
        let place = (column.checked_add_signed(right), row.checked_add_signed(below));
        if let (Some(column), Some(row)) = place
            && column < backdrop.cells.width
            && row < backdrop.cells.height
        {
            backdrop.put((column, row), false, glyph, view.theme.focus, canvas.buffer);
        }
    }
    let glyph = if view.screen.crosshair.is_some() { '┼' } else { example_glyph(view) };
    backdrop.put((column, row), down >= 0.5, glyph, view.theme.cursor, canvas.buffer);
}

fn example_glyph(view: &PlaneView<'_>) -> char {
    let part = view.shared.look.example_at(view.snapshot).part;
    let (examples, row) = view.shared.look.example_row(view.snapshot);
    mark(view, part, row, examples.labels[row]).look(view).0
}
