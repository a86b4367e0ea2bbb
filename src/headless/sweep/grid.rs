//! The decision boundaries of all combinations, side by side:
//!
//! ```text
//! lr 0.01 hidden 4          lr 0.01 hidden 32         lr 1 hidden 4
//! acc 0.513                 acc 0.547                 acc 0.790
//! ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀  ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀  ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
//! ```

use unicode_width::UnicodeWidthStr;

use super::ink::Ink;
use super::picture::Picture;
use super::report::{Report, Row};
use super::trial::Outcome;
use crate::data::sanitize;
use crate::t;
use crate::text::{Text, columns};

/// The columns and lines of a picture: a square, as cells are twice as high as wide.
const WIDTH: usize = 24;
const HEIGHT: usize = 12;
const GAP: usize = 2;
/// More pictures say no more.
const MOST_PICTURES: usize = 200;

/// How many columns and rows of points a picture has.
pub(super) fn points(ink: Ink) -> (usize, usize) {
    (WIDTH, HEIGHT * ink.points_a_cell())
}

/// The pictures of the first run of every combination, as many a line as `width` columns hold; empty where no run has one.
pub(super) fn grid(report: &Report, ink: Ink, width: usize, text: &Text) -> String {
    let all: Vec<(&Row, &Picture)> =
        report.rows.iter().filter_map(|row| Some((row, row.trials.first()?.picture.as_ref()?))).collect();
    let Some((_, first)) = all.first() else { return String::new() };
    let a_line = ((width + GAP) / (WIDTH + GAP)).max(1);
    let shown = &all[..all.len().min(MOST_PICTURES)];
    let options = report.options();
    let mut output = String::new();
    for some in shown.chunks(a_line) {
        let titles: Vec<Vec<String>> = some.iter().map(|(row, _)| title(row, &options, text)).collect();
        output += "\n";
        for line in 0..titles.iter().map(Vec::len).max().unwrap_or(0) {
            let cells: Vec<String> =
                titles.iter().map(|title| padded(title.get(line).map_or("", |part| part))).collect();
            output += cells.join(&" ".repeat(GAP)).trim_end();
            output += "\n";
        }
        for line in 0..HEIGHT {
            let cells: Vec<String> = some.iter().map(|(_, picture)| picture_line(picture, line, ink)).collect();
            output += &(cells.join(&" ".repeat(GAP)) + "\n");
        }
    }
    if shown.len() < all.len() {
        let count = (all.len() - shown.len()).to_string();
        output += &(t!(text, "sweep.more_pictures", count = count) + "\n");
    }
    let names_are_shared = all.iter().all(|(_, picture)| picture.class_names == first.class_names);
    output + "\n" + &legend(&first.class_names, names_are_shared, ink, text) + "\n"
}

fn picture_line(picture: &Picture, line: usize, ink: Ink) -> String {
    let rows: Vec<&[u32]> = picture.rows().skip(line * ink.points_a_cell()).take(ink.points_a_cell()).collect();
    let cell = |column: usize| ink.cell(&rows.iter().map(|row| row[column]).collect::<Vec<_>>());
    (0..picture.columns).map(cell).collect()
}

/// The options and the accuracy, in lines of a picture's width.
fn title(row: &Row, options: &[&str], text: &Text) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (option, value) in options.iter().zip(&row.values) {
        let part = shortened(&sanitize(&format!("{option} {value}")));
        match lines.last_mut() {
            Some(last) if last.width() + 1 + part.width() <= WIDTH => *last += &format!(" {part}"),
            _ => lines.push(part),
        }
    }
    if let Some(Outcome::Finished(finish)) = row.trials.first().map(|trial| &trial.outcome) {
        lines.push(format!("{} {:.3}", t!(text, "sweep.accuracy"), finish.train.accuracy));
    }
    lines
}

/// `line` cut to a picture's width.
fn shortened(line: &str) -> String {
    if line.width() <= WIDTH {
        return line.to_owned();
    }
    let mut left = WIDTH - 1;
    let fits = |c: &char| left.checked_sub(columns(*c)).inspect(|rest| left = *rest).is_some();
    line.chars().take_while(fits).chain(['…']).collect()
}

fn padded(line: &str) -> String {
    line.to_owned() + &" ".repeat(WIDTH - line.width())
}

/// What each colour or glyph stands for: the class's label where all pictures have the same, else its number.
fn legend(names: &[String], names_are_shared: bool, ink: Ink, text: &Text) -> String {
    let entry = |(class, name): (usize, &String)| {
        let label = if names_are_shared { sanitize(name) } else { (class + 1).to_string() };
        format!("{} {label}", ink.cell(&[class as u32]))
    };
    let entries: Vec<String> = names.iter().enumerate().map(entry).collect();
    format!("{}  {}", t!(text, "sweep.classes"), entries.join("  "))
}
