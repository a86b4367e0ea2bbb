//! All misclassified examples: images side by side, or a list if the features are no image.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::t;
use crate::ui::Predictions;
use crate::ui::kit::{self, Tiles, below, cells, inside, number, with_notes};
use crate::ui::predictions::list;
use crate::ui::predictions::results::{DOT, Results};

/// The images around the one at `at`, each below its title, in `columns` columns.
///
/// ```text
/// 7→1 #123     3→5 #240     1→8 #301
/// ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀
/// ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀
/// ```
fn tiles(shown: &Results<'_>, at: usize, columns: usize, area: Rect) -> Option<Tiles> {
    let count = shown.examples.len();
    let picture = shown.picture(*shown.examples.first()?)?;
    let wide = (area.width / cells(columns)).saturating_sub(1);
    // Of several rows of images at least two are visible.
    let lines = area.height / if count > columns { 2 } else { 1 };
    let high = 1 + picture.size(shown.theme, (wide, lines.saturating_sub(1))).1;
    let tiles = |gap: u16| {
        let down = (area.height + gap) / (high + gap);
        Tiles::new(area, (columns, down.into()), (wide, high), (1, gap)).around(at, count)
    };
    // A blank line between the rows, unless it costs a row that is needed.
    let with_gap = tiles(1);
    let is_enough = with_gap.shown().len() >= tiles(0).shown().len();
    Some(if is_enough { with_gap } else { tiles(0) })
}

/// The images, and a line below them about the one under the cursor.
fn parts(inside: Rect) -> [Rect; 2] {
    Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(inside)
}

fn all_tiles(shown: &Results<'_>, images: Rect) -> Option<Tiles> {
    tiles(shown, shown.at, Predictions::columns(shown.examples.len()), images)
}

/// The index of the example at a place of the screen.
pub fn example_at(shown: &Results<'_>, area: Rect, place: Position) -> Option<usize> {
    if shown.snapshot.problem().image.is_none() {
        return list::example_at(shown, area, place);
    }
    let [images, _] = parts(inside(area));
    all_tiles(shown, images)?.at(place)
}

pub fn render(shown: &Results<'_>, area: Rect, buffer: &mut Buffer) {
    if shown.snapshot.problem().image.is_none() || shown.examples.is_empty() {
        return list::render(shown, true, area, buffer);
    }
    let title = t!(shown.shared.text, "predictions.gallery");
    let inside = shown.frame(title, &list::notes(shown, true), true, area, buffer);
    let [images, about] = parts(inside);
    let Some(tiles) = all_tiles(shown, images) else { return };
    for (index, tile) in tiles.places() {
        draw_tile(shown, index, true, tile, buffer);
    }
    draw_about(shown, about, buffer);
}

/// Draws the first images of the cell under the cursor, beside the matrix.
pub fn preview(shown: &Results<'_>, area: Rect, buffer: &mut Buffer) {
    const COLUMNS: usize = 4;
    let inside = shown.frame(&list::title(shown), &list::notes(shown, false), false, area, buffer);
    let Some(tiles) = tiles(shown, 0, COLUMNS, inside) else { return };
    for (index, tile) in tiles.places() {
        draw_tile(shown, index, false, tile, buffer);
    }
}

/// An image below its number; in the gallery, whose images are of several classes, also below those, with the cursor.
fn draw_tile(shown: &Results<'_>, index: usize, in_gallery: bool, tile: Rect, buffer: &mut Buffer) {
    let example = shown.examples[index];
    let Some(picture) = shown.picture(example) else { return };
    let mut title = format!("#{}", example + 1);
    let width = usize::from(tile.width);
    if in_gallery {
        title = format!("{} {title}", shown.pair(example, width.saturating_sub(title.width() + 1)));
    }
    let line = if in_gallery && index == shown.at {
        Line::styled(format!("{title:<width$}"), shown.theme.cursor)
    } else {
        Line::styled(title, shown.theme.value)
    };
    kit::line(line, tile, 0, buffer);
    picture.render(shown.theme, below(tile, 1), buffer);
}

/// `#123 7→1 · 18 of 54 · P correct 0.312, predicted 0.650 · −log P 1.1653`, as much as fits.
fn draw_about(shown: &Results<'_>, area: Rect, buffer: &mut Buffer) {
    let (text, example) = (shown.shared.text, shown.examples[shown.at]);
    let confidence = shown.evaluation.confidence(shown.part)[example];
    let [correct, predicted] = [confidence.of_correct(), confidence.of_predicted()].map(|p| format!("{p:.3}"));
    let notes = [
        t!(text, "predictions.at_of", at = shown.at + 1, count = shown.examples.len()),
        t!(text, "predictions.p_both", correct = correct, predicted = predicted),
        format!("{} {}", t!(text, "predictions.loss"), number(confidence.loss())),
    ];
    let name = format!("#{} {}", example + 1, shown.pair(example, 23));
    let line = with_notes(name, notes.map(|note| format!("{DOT}{note}")), area.width);
    kit::line(line.style(shown.theme.value), area, 0, buffer);
}
