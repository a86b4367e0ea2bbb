//! The examples on top of the picture: full for training, hollow for testing; crossed where they are classified wrong.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::data::Examples;
use crate::session::Part;
use crate::ui::boundary::view::{PlaneView, cell_of};
use crate::ui::pictures::backdrop::Backdrop;
use crate::ui::{ColorDepth, class_symbol};

/// How an example is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub part: Part,
    pub label: usize,
    pub is_right: bool,
}

/// One cell in so many may hold an example: else no picture would be left to see.
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

    /// The glyph and its style. Without colours the class is a glyph, and reversed where the network is wrong.
    pub fn look(self, shown: &PlaneView<'_>) -> (char, Style) {
        if shown.theme.depth != ColorDepth::None {
            return (self.glyph(), shown.theme.example(self.label));
        }
        let mut style = Style::new().add_modifier(Modifier::BOLD);
        if !self.is_right {
            style = style.add_modifier(Modifier::REVERSED);
        }
        if self.part == Part::Test {
            style = style.add_modifier(Modifier::UNDERLINED);
        }
        (class_symbol(&shown.snapshot.problem().class_names, self.label), style)
    }
}

/// The parts that are drawn, with their examples.
fn parts<'a>(shown: &PlaneView<'a>) -> impl Iterator<Item = (Part, &'a Examples)> {
    let (marked, problem) = (shown.screen.marked, shown.snapshot.problem());
    let parts = [Part::Train, Part::Test].into_iter().filter(move |&part| marked.has(part));
    parts.filter_map(|part| Some((part, part.of(problem)?)))
}

/// One example in so many is drawn.
pub fn thinning(shown: &PlaneView<'_>, cells: Rect) -> usize {
    let examples: usize = parts(shown).map(|(_, examples)| examples.labels.len()).sum();
    let room = usize::from(cells.width) * usize::from(cells.height) / CELLS_AN_EXAMPLE;
    examples.div_ceil(room.max(1)).max(1)
}

/// How an example of a part is drawn. While the class predicts, nobody says what is right.
pub fn mark(shown: &PlaneView<'_>, part: Part, index: usize, label: usize) -> Mark {
    let evaluation = shown.snapshot.measured.evaluation.as_ref().filter(|_| !shown.shared.look.is_hidden);
    let predicted = evaluation.and_then(|evaluation| evaluation.predicted(part).get(index));
    Mark { part, label, is_right: predicted.is_none_or(|&predicted| predicted as usize == label) }
}

/// Draws the examples, those classified wrong on top.
pub fn draw(shown: &PlaneView<'_>, backdrop: &Backdrop<'_>, buffer: &mut Buffer) {
    let each = thinning(shown, backdrop.cells);
    for is_right in [true, false] {
        for (part, examples) in parts(shown) {
            for (index, &label) in examples.labels.iter().enumerate().step_by(each) {
                let mark = mark(shown, part, index, label);
                if mark.is_right != is_right {
                    continue;
                }
                let point = shown.section.point_of(examples, index);
                let Some((column, row, down)) = cell_of(shown.section.share_of(point), backdrop.cells) else {
                    continue;
                };
                let (glyph, style) = mark.look(shown);
                backdrop.put((column, row), down >= 0.5, glyph, style, buffer);
            }
        }
    }
}
