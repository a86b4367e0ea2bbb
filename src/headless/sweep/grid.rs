//! The decision boundaries of all combinations, side by side:
//!
//! ```text
//! lr 0.01 hidden 4          lr 0.01 hidden 32         lr 1 hidden 4
//! acc 0.513                 acc 0.547                 acc 0.790
//! ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀  ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀  ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
//! ```

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::ink::Ink;
use super::picture::Picture;
use super::report::{Report, Row};
use super::trial::Outcome;
use crate::data::sanitize;
use crate::headless::ansi::{ansi, ansi_cell};
use crate::t;
use crate::text::Text;
use crate::ui::kit::{Tiles, below, cells, fit, lines, paint};

/// The columns and lines of a picture, which is square because cells are twice as high as wide.
const WIDTH: u16 = 24;
const HEIGHT: u16 = 12;
const GAP: u16 = 2;
/// More pictures would not show anything new.
const MOST_PICTURES: usize = 200;

/// Returns the columns and rows of points of a picture.
pub(super) fn points(ink: Ink) -> (usize, usize) {
    (usize::from(WIDTH), usize::from(HEIGHT) * ink.points_a_cell())
}

/// Draws the pictures of the first run of each combination, as many side by side as fit in `width` columns; empty if
/// there are none.
pub(super) fn grid(report: &Report, ink: Ink, width: usize, text: &Text) -> String {
    let all: Vec<(&Row, &Picture)> =
        report.rows.iter().filter_map(|row| Some((row, row.trials.first()?.picture.as_ref()?))).collect();
    let Some((_, first)) = all.first() else { return String::new() };
    let shown = &all[..all.len().min(MOST_PICTURES)];
    let options = report.options();
    let mut output = String::new();
    for some in shown.chunks(usize::from((cells(width).saturating_add(GAP)) / (WIDTH + GAP)).max(1)) {
        let titles: Vec<Vec<String>> = some.iter().map(|(row, _)| title(row, &options, text)).collect();
        let title_height = cells(titles.iter().map(Vec::len).max().unwrap_or(0));
        let (tile, count) = ((WIDTH, title_height + HEIGHT), cells(some.len()));
        let mut buffer = Buffer::empty(Rect::new(0, 0, count * (WIDTH + GAP), tile.1));
        for (index, place) in Tiles::fitting(buffer.area, tile, (GAP, 0)).around(0, some.len()).places() {
            lines(titles[index].iter().map(|line| Line::raw(&**line)), place, &mut buffer);
            draw(some[index].1, ink, below(place, title_height), &mut buffer);
        }
        output += &format!("\n{}", ansi(&buffer));
    }
    if shown.len() < all.len() {
        output += &(t!(text, "sweep.more_pictures", count = all.len() - shown.len()) + "\n");
    }
    let names_are_shared = all.iter().all(|(_, picture)| picture.class_names == first.class_names);
    output + "\n" + &legend(&first.class_names, names_are_shared, ink, text) + "\n"
}

fn draw(picture: &Picture, ink: Ink, area: Rect, buffer: &mut Buffer) {
    let last = ink.points_a_cell() - 1;
    paint(area, buffer, |column, line| {
        let class = |point: usize| picture.class(column, line * ink.points_a_cell() + point);
        Some(ink.look(class(0), class(last)))
    });
}

/// The options and the accuracy, wrapped to the width of a picture.
fn title(row: &Row, options: &[&str], text: &Text) -> Vec<String> {
    let width = usize::from(WIDTH);
    let mut lines: Vec<String> = Vec::new();
    for (option, value) in options.iter().zip(&row.values) {
        let part = fit(&sanitize(&format!("{option} {value}")), width);
        match lines.last_mut() {
            Some(last) if last.width() + 1 + part.width() <= width => *last += &format!(" {part}"),
            _ => lines.push(part),
        }
    }
    if let Some(Outcome::Finished(finish)) = row.trials.first().map(|trial| &trial.outcome) {
        lines.push(format!("{} {:.3}", t!(text, "sweep.accuracy"), finish.train.accuracy));
    }
    lines
}

/// Explains each colour or glyph: by the class's label if all pictures have the same labels, else by its number.
fn legend(names: &[String], names_are_shared: bool, ink: Ink, text: &Text) -> String {
    let entry = |(class, name): (u32, &String)| {
        let label = if names_are_shared { sanitize(name) } else { (class + 1).to_string() };
        let (glyph, style) = ink.look(class, class);
        format!("{} {label}", ansi_cell(Cell::default().set_char(glyph).set_style(style)))
    };
    let entries: Vec<String> = (0..).zip(names).map(entry).collect();
    format!("{}  {}", t!(text, "sweep.classes"), entries.join("  "))
}
