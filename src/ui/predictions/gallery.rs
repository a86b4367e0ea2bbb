//! All examples that are classified wrong: images side by side, or where features are no image a list.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::probe::Image;
use crate::session::ExampleId;
use crate::t;
use crate::ui::Predictions;
use crate::ui::kit::{self, Tiles, below, cells, inside, number, with_notes};
use crate::ui::pictures::image::Picture;
use crate::ui::predictions::list;
use crate::ui::predictions::list::pair;
use crate::ui::predictions::results::{DOT, Results};

/// The images around the one at `at`, each with its title, in so many columns.
///
/// ```text
/// 7→1 #123     3→5 #240     1→8 #301
/// ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀
/// ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀
/// ```
fn tiles(shown: &Results<'_>, examples: &[usize], at: usize, columns: usize, area: Rect) -> Option<Tiles> {
    let picture = Picture::of_example(image(shown, *examples.first()?)?);
    let wide = (area.width / cells(columns)).saturating_sub(1);
    // Where there are several lines of images, at least two are seen.
    let lines = area.height / if examples.len() > columns { 2 } else { 1 };
    let high = 1 + picture.size(shown.theme, (wide, lines.saturating_sub(1))).1;
    let tiles = |gap: u16| {
        let down = (area.height + gap) / (high + gap);
        Tiles::new(area, (columns, down.into()), (wide, high), (1, gap)).around(at, examples.len())
    };
    // A gap of a line, unless that costs a line of images that is needed.
    let with_gap = tiles(1);
    let is_enough = with_gap.shown().len() >= tiles(0).shown().len();
    Some(if is_enough { with_gap } else { tiles(0) })
}

fn image(shown: &Results<'_>, example: usize) -> Option<Image> {
    Image::of_example(shown.snapshot, ExampleId { part: shown.part, index: example })
}

/// The images, and below them a line about the one under the cursor.
fn parts(inside: Rect) -> [Rect; 2] {
    Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(inside)
}

fn all_tiles(shown: &Results<'_>, examples: &[usize], images: Rect) -> Option<Tiles> {
    let columns = Predictions::columns(examples.len());
    tiles(shown, examples, shown.screen.at(examples), columns, images)
}

/// The example at a place of the screen, counted from the first of the gallery.
pub fn example_at(shown: &Results<'_>, examples: &[usize], area: Rect, place: Position) -> Option<usize> {
    if shown.snapshot.problem().image.is_none() {
        return list::example_at(shown, examples, area, place);
    }
    let [images, _] = parts(inside(area));
    all_tiles(shown, examples, images)?.at(place)
}

/// Draws the gallery.
pub fn render(shown: &Results<'_>, examples: &[usize], area: Rect, buffer: &mut Buffer) {
    if shown.snapshot.problem().image.is_none() || examples.is_empty() {
        return list::render(shown, examples, true, area, buffer);
    }
    let notes = list::notes(shown, examples.len(), true);
    let inside = shown.frame(t!(shown.shared.text, "predictions.gallery"), &notes, true, area, buffer);
    let [images, about] = parts(inside);
    let at = shown.screen.at(examples);
    let Some(tiles) = all_tiles(shown, examples, images) else { return };
    for (place, tile) in tiles.places() {
        draw_tile(shown, examples[place], true, place == at, tile, buffer);
    }
    draw_about(shown, examples, at, about, buffer);
}

/// Draws the first images of the cell under the cursor, beside the matrix.
pub fn preview(shown: &Results<'_>, examples: &[usize], area: Rect, buffer: &mut Buffer) {
    const COLUMNS: usize = 4;
    let inside = shown.frame(&list::title(shown), &list::notes(shown, examples.len(), false), false, area, buffer);
    let Some(tiles) = tiles(shown, examples, 0, COLUMNS, inside) else { return };
    for (place, tile) in tiles.places() {
        draw_tile(shown, examples[place], false, false, tile, buffer);
    }
}

/// An image under its number, and under its classes where they are not those of all.
fn draw_tile(
    shown: &Results<'_>,
    example: usize,
    with_classes: bool,
    is_cursor: bool,
    tile: Rect,
    buffer: &mut Buffer,
) {
    let Some(image) = image(shown, example) else { return };
    let name = format!("#{}", example + 1);
    let width = usize::from(tile.width);
    let title = if with_classes {
        format!("{} {name}", pair(shown, example, width.saturating_sub(name.width() + 1)))
    } else {
        name
    };
    let line = if is_cursor {
        Line::styled(format!("{title:<width$}"), shown.theme.cursor)
    } else {
        Line::styled(title, shown.theme.value)
    };
    kit::line(line, tile, 0, buffer);
    Picture::of_example(image).render(shown.theme, below(tile, 1), buffer);
}

/// `#123 7→1 · 18 of 54 · P correct 0.312, predicted 0.650 · −log P 1.1653`, as much as fits.
fn draw_about(shown: &Results<'_>, examples: &[usize], at: usize, area: Rect, buffer: &mut Buffer) {
    let (text, example) = (shown.shared.text, examples[at]);
    let confidence = shown.evaluation.confidence(shown.part)[example];
    let [correct, predicted] = [confidence.of_correct(), confidence.of_predicted()].map(|p| format!("{p:.3}"));
    let notes = [
        t!(text, "predictions.at_of", at = at + 1, count = examples.len()),
        t!(text, "predictions.p_both", correct = correct, predicted = predicted),
        format!("{} {}", t!(text, "predictions.loss"), number(confidence.loss())),
    ];
    let name = format!("#{} {}", example + 1, pair(shown, example, 23));
    let line = with_notes(name, notes.map(|note| format!("{DOT}{note}")), area.width);
    kit::line(line.style(shown.theme.value), area, 0, buffer);
}
