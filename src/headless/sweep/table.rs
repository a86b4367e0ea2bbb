//! The results as text.

use unicode_width::UnicodeWidthStr;

use super::report::{Report, Row, Statistic, Summary};
use crate::t;
use crate::text::Text;
use crate::ui::kit::{Column, row};

/// Writes the table, one row per combination. The command is at the end of its row, or below the row if the table would
/// be wider than `width` columns.
pub(super) fn table(report: &Report, width: Option<usize>, text: &Text) -> String {
    let has_test =
        report.rows.iter().any(|row| row.summary.as_ref().is_ok_and(|summary| summary.measures[2].is_some()));
    let mut headings = report.options();
    headings.extend(["L", t!(text, "sweep.accuracy")]);
    if has_test {
        headings.extend([t!(text, "sweep.test_loss"), t!(text, "sweep.test_accuracy")]);
    }
    headings.extend([t!(text, "sweep.dead"), t!(text, "sweep.diverged")]);
    let lines: Vec<Line> = report.rows.iter().map(|row| Line::of(row, has_test, text)).collect();
    let cells_of = |column: usize| lines.iter().filter_map(move |line| line.cells.get(column));
    let options = report.options().len();
    let column = |(column, heading): (usize, &&str)| {
        let width = cells_of(column).map(|cell| cell.width()).chain([heading.width()]).max().unwrap_or(0);
        // Options are aligned left, numbers right, with two screen columns between them.
        let gap = |is_there: bool| if is_there { width + 2 } else { width };
        if column < options { Column::Left(gap(column + 1 < options)) } else { Column::Right(gap(column > 0)) }
    };
    let columns: Vec<Column> = headings.iter().enumerate().map(column).collect();
    let heading = row(&columns, headings);
    let rows: Vec<String> = lines.iter().map(|line| row(&columns, &line.cells)).collect();
    let widest = rows.iter().zip(&lines).map(|(row, line)| row.width() + 2 + line.rest.width()).max().unwrap_or(0);
    let is_wide = width.is_some_and(|width| widest > width);
    let mut output = if is_wide { heading + "\n" } else { format!("{heading}  {}\n", t!(text, "sweep.command")) };
    for (row, line) in rows.iter().zip(&lines) {
        let (row, gap) = match (is_wide, row.is_empty()) {
            (_, true) => ("", ""),
            (true, false) => (row.trim_end(), "\n    "),
            (false, false) => (row.as_str(), "  "),
        };
        output += &format!("{row}{gap}{}\n", line.rest);
    }
    output + &note(report, text)
}

fn note(report: &Report, text: &Text) -> String {
    let seeds = &report.sweep.seeds;
    if seeds.len() == 1 {
        return String::new();
    }
    t!(text, "sweep.note", count = seeds.len()) + "\n"
}

/// A row as text: its cells, and the text behind or below them.
struct Line {
    cells: Vec<String>,
    rest: String,
}

impl Line {
    fn of(row: &Row, has_test: bool, text: &Text) -> Self {
        let mut cells = row.values.clone();
        match &row.summary {
            Ok(summary) => {
                cells.extend(numbers(summary, has_test));
                Self { cells, rest: row.command.clone() }
            }
            Err(error) => {
                let reason = error.message(text);
                Self { cells, rest: t!(text, "sweep.skipped", reason = reason) }
            }
        }
    }
}

fn numbers(summary: &Summary, has_test: bool) -> Vec<String> {
    let shown = &summary.measures[..if has_test { 4 } else { 2 }];
    let mut cells: Vec<String> = shown.iter().copied().map(mean_and_deviation).collect();
    let dead = summary.dead.map_or(NOTHING.to_owned(), |dead| format!("{:.1}", dead.mean));
    cells.extend([dead, format!("{}/{}", summary.diverged, summary.runs)]);
    cells
}

const NOTHING: &str = "–";

fn mean_and_deviation(statistic: Option<Statistic>) -> String {
    match statistic {
        None => NOTHING.to_owned(),
        Some(Statistic { mean, deviation: None }) => number(mean),
        Some(Statistic { mean, deviation: Some(deviation) }) => format!("{} ± {}", number(mean), number(deviation)),
    }
}

/// Four decimals, or an exponent if four decimals would be too few or the number too long.
fn number(value: f64) -> String {
    let says_it = value == 0.0 || (5e-5..1e5).contains(&value.abs());
    if says_it { format!("{value:.4}") } else { format!("{value:.2e}") }
}
