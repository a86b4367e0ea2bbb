//! All examples that are classified wrong: images side by side, or where features are no image a list.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::list::{self, pair};
use super::{DOT, Shown};
use crate::app::PredictionsView;
use crate::probe::Image;
use crate::session::ExampleId;
use crate::t;
use crate::view::bars;
use crate::view::image::Picture;
use crate::view::numbers::number;

/// How the images stand.
///
/// ```text
/// 7→1 #123     3→5 #240     1→8 #301
/// ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀
/// ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀
/// ```
struct Tiles {
    columns: usize,
    /// Columns and lines of a tile, gaps included.
    pitch: (u16, u16),
    /// The lines of tiles that fit.
    down: usize,
    /// The first image that is shown.
    first: usize,
}

impl Tiles {
    fn new(shown: &Shown<'_>, examples: &[usize], at: usize, columns: usize, area: Rect) -> Option<Self> {
        let id = ExampleId { part: shown.part, index: *examples.first()? };
        let picture = Picture::of_example(Image::of_example(shown.snapshot, id)?);
        let wide = area.width / columns as u16;
        // Where there are several lines of images, at least two are seen.
        let lines = area.height / if examples.len() > columns { 2 } else { 1 };
        let (_, high) = picture.size(shown.theme, (wide.saturating_sub(1), lines.saturating_sub(1)));
        let rows = examples.len().div_ceil(columns);
        let without_gap = (area.height / (high + 1)).max(1);
        // A gap of a line, unless that costs a line of images that is needed.
        let with_gap = ((area.height + 1) / (high + 2)).max(1);
        let gap = u16::from(with_gap == without_gap || usize::from(with_gap) >= rows);
        let down = usize::from(if gap > 0 { with_gap } else { without_gap });
        let row = at / columns;
        let first = row.saturating_sub(down / 2).min(rows.saturating_sub(down)) * columns;
        Some(Self { columns, pitch: (wide, high + 1 + gap), down, first })
    }

    /// The images that are shown, each with its place.
    fn places(&self, count: usize, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let last = count.min(self.first + self.columns * self.down);
        (self.first..last).map(move |at| {
            let (down, across) = ((at - self.first) / self.columns, (at - self.first) % self.columns);
            let (x, y) = (area.x + across as u16 * self.pitch.0, area.y + down as u16 * self.pitch.1);
            (at, Rect::new(x, y, self.pitch.0, self.pitch.1).intersection(area))
        })
    }
}

/// The images, and below them a line about the one under the cursor.
fn parts(inside: Rect) -> [Rect; 2] {
    let lines = inside.height.saturating_sub(1);
    [Rect { height: lines, ..inside }, Rect { y: inside.y + lines, height: inside.height - lines, ..inside }]
}

fn tiles(shown: &Shown<'_>, examples: &[usize], images: Rect) -> Option<Tiles> {
    let columns = PredictionsView::columns(examples.len());
    Tiles::new(shown, examples, shown.app.predictions.at(examples), columns, images)
}

/// The example at a place of the screen, counted from the first of the gallery.
pub fn example_at(shown: &Shown<'_>, examples: &[usize], area: Rect, place: Position) -> Option<usize> {
    if shown.snapshot.problem().image.is_none() {
        return list::example_at(shown, examples, area, place);
    }
    let [images, _] = parts(super::inside(area));
    let tiles = tiles(shown, examples, images)?;
    tiles.places(examples.len(), images).find(|(_, tile)| tile.contains(place)).map(|(at, _)| at)
}

/// Draws the gallery.
pub fn render(shown: &Shown<'_>, examples: &[usize], area: Rect, buffer: &mut Buffer) {
    if shown.snapshot.problem().image.is_none() || examples.is_empty() {
        return list::render(shown, examples, true, area, buffer);
    }
    let notes = list::notes(shown, examples.len(), true);
    let inside = shown.frame(t!(shown.app.text, "predictions.gallery"), &notes, true, area, buffer);
    let [images, about] = parts(inside);
    let at = shown.app.predictions.at(examples);
    let Some(tiles) = tiles(shown, examples, images) else { return };
    for (place, tile) in tiles.places(examples.len(), images) {
        draw_tile(shown, examples[place], true, place == at, tile, buffer);
    }
    draw_about(shown, examples, at, about, buffer);
}

/// Draws the first images of the cell under the cursor, beside the matrix.
pub fn preview(shown: &Shown<'_>, examples: &[usize], area: Rect, buffer: &mut Buffer) {
    const COLUMNS: usize = 4;
    let inside = shown.frame(&list::title(shown), &list::notes(shown, examples.len(), false), false, area, buffer);
    let Some(tiles) = Tiles::new(shown, examples, 0, COLUMNS, inside) else { return };
    for (place, tile) in tiles.places(examples.len(), inside) {
        draw_tile(shown, examples[place], false, false, tile, buffer);
    }
}

/// An image under its number, and under its classes where they are not those of all.
fn draw_tile(shown: &Shown<'_>, example: usize, with_classes: bool, is_cursor: bool, tile: Rect, buffer: &mut Buffer) {
    let Some(image) = Image::of_example(shown.snapshot, ExampleId { part: shown.part, index: example }) else {
        return;
    };
    let name = format!("#{}", example + 1);
    let width = usize::from(tile.width.saturating_sub(1));
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
    bars::text(line, tile, 0, buffer);
    let place =
        Rect { y: tile.y + 1, width: tile.width.saturating_sub(1), height: tile.height.saturating_sub(1), ..tile };
    Picture::of_example(image).render(shown.theme, place, buffer);
}

/// `#123 7→1 · 18 of 54 · P correct 0.312, predicted 0.650 · −log P 1.1653`, as much as fits.
fn draw_about(shown: &Shown<'_>, examples: &[usize], at: usize, area: Rect, buffer: &mut Buffer) {
    let example = examples[at];
    let confidence = shown.evaluation.confidence(shown.part)[example];
    let (place, count) = ((at + 1).to_string(), examples.len().to_string());
    let [correct, predicted] = [confidence.of_correct(), confidence.of_predicted()].map(|p| format!("{p:.3}"));
    let mut line = format!("#{} {}", example + 1, pair(shown, example, 23));
    for note in [
        t!(shown.app.text, "predictions.at_of", at = place, count = count),
        t!(shown.app.text, "predictions.p_both", correct = correct, predicted = predicted),
        format!("{} {}", t!(shown.app.text, "predictions.loss"), number(confidence.loss())),
    ] {
        if line.width() + DOT.width() + note.width() <= usize::from(area.width) {
            line += &format!("{DOT}{note}");
        }
    }
    bars::text(Line::styled(line, shown.theme.value), area, 0, buffer);
}
