//! All misclassified examples: images in a grid, or a list if the features are not an image.

use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::t;
use crate::ui::Canvas;
use crate::ui::Predictions;
use crate::ui::kit::{Tiles, below, cells, inside, number, with_notes};
use crate::ui::predictions::list;
use crate::ui::predictions::view::{DOT, ResultsView};

/// Lays out the images around the one at `cursor` in `columns` columns, each below its title.
///
/// ```text
/// 7→1 #123     3→5 #240     1→8 #301
/// ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀
/// ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀
/// ```
fn tiles_around(view: &ResultsView<'_>, cursor: usize, columns: usize, area: Rect) -> Option<Tiles> {
    let count = view.examples.len();
    let picture = view.picture(*view.examples.first()?)?;
    let width = (area.width / cells(columns)).saturating_sub(1);
    // If there are several rows of images, at least two are visible.
    let lines = area.height / if count > columns { 2 } else { 1 };
    let height = 1 + picture.size(view.theme, (width, lines.saturating_sub(1))).1;
    let with_gap = |gap: u16| {
        let down = (area.height + gap) / (height + gap);
        Tiles::new(area, (columns, down.into()), (width, height), (1, gap)).around(cursor, count)
    };
    // Rows are separated by a blank line, unless fewer images would fit.
    let (spaced, dense) = (with_gap(1), with_gap(0));
    Some(if spaced.shown().len() >= dense.shown().len() { spaced } else { dense })
}

/// Splits the pane into the images and, below them, a line about the one under the cursor.
fn parts(inside: Rect) -> [Rect; 2] {
    Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(inside)
}

fn all_tiles(view: &ResultsView<'_>, images: Rect) -> Option<Tiles> {
    tiles_around(view, view.cursor, Predictions::columns(view.examples.len()), images)
}

/// Returns the index in the list of the example drawn at `place`, if any.
pub fn example_at(view: &ResultsView<'_>, area: Rect, place: Position) -> Option<usize> {
    if view.snapshot.problem().image.is_none() {
        return list::example_at(view, area, place);
    }
    let [images, _] = parts(inside(area));
    all_tiles(view, images)?.at(place)
}

pub fn render(view: &ResultsView<'_>, canvas: &mut Canvas, area: Rect) {
    if view.snapshot.problem().image.is_none() || view.examples.is_empty() {
        return list::render(view, canvas, true, area);
    }
    let title = t!(view.shared.text, "predictions.gallery");
    let inside = view.frame(canvas, title, &list::notes(view, true), true, area);
    let [images, about] = parts(inside);
    let Some(tiles) = all_tiles(view, images) else { return };
    for (index, tile) in tiles.places() {
        draw_tile(view, canvas, index, true, tile);
    }
    draw_about(view, canvas, about);
}

/// Draws the first images of the cell under the cursor, beside the matrix.
pub fn preview(view: &ResultsView<'_>, canvas: &mut Canvas, area: Rect) {
    const COLUMNS: usize = 4;
    let inside = view.frame(canvas, &list::title(view), &list::notes(view, false), false, area);
    let Some(tiles) = tiles_around(view, 0, COLUMNS, inside) else { return };
    for (index, tile) in tiles.places() {
        draw_tile(view, canvas, index, false, tile);
    }
}

/// Draws an image below its number. In the gallery, the title also names the correct and the predicted class (all
/// images of the preview have the same two), and the image under the cursor is highlighted.
fn draw_tile(view: &ResultsView<'_>, canvas: &mut Canvas, index: usize, in_gallery: bool, tile: Rect) {
    let example = view.examples[index];
    let Some(picture) = view.picture(example) else { return };
    let mut title = format!("#{}", example + 1);
    let width = usize::from(tile.width);
    if in_gallery {
        title = format!("{} {title}", view.pair(example, width.saturating_sub(title.width() + 1)));
    }
    let line = if in_gallery && index == view.cursor {
        Line::styled(format!("{title:<width$}"), view.theme.cursor)
    } else {
        Line::styled(title, view.theme.value)
    };
    canvas.line(line, tile, 0);
    picture.render(view.theme, below(tile, 1), canvas.buffer);
}

/// Draws `#123 7→1 · 18 of 54 · P correct 0.312, predicted 0.650 · −log P 1.1653`, as much as fits.
fn draw_about(view: &ResultsView<'_>, canvas: &mut Canvas, area: Rect) {
    let (text, example) = (view.shared.text, view.examples[view.cursor]);
    let confidence = view.evaluation.confidence(view.part)[example];
    let [correct, predicted] = [confidence.of_correct(), confidence.of_predicted()].map(|p| format!("{p:.3}"));
    let notes = [
        t!(text, "predictions.at_of", at = view.cursor + 1, count = view.examples.len()),
        t!(text, "predictions.p_both", correct = correct, predicted = predicted),
        format!("{} {}", t!(text, "predictions.loss"), number(confidence.loss())),
    ];
    let name = format!("#{} {}", example + 1, view.pair(example, list::WIDEST_PAIR));
    let line = with_notes(name, notes.map(|note| format!("{DOT}{note}")), area.width);
    canvas.line(line.style(view.theme.value), area, 0);
}
