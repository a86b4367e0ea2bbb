//! The confusion matrix as a table: rows are correct classes, columns predicted ones, with totals at its ends.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::t;
use crate::text::fill;
use crate::ui::PredictionsDisplay;
use crate::ui::kit::{self, below, cells, fit, inside, percent, right_of, whole_clauses, window};
use crate::ui::predictions::results::Results;

/// What is not defined: the precision of a class that nothing is taken for.
const UNDEFINED: &str = "—";
/// An error of so large a share of its row has the full colour, also where there are no larger ones.
const FULL_COLOR: f64 = 0.2;
/// Lines for the names of the columns, and for the totals below.
const HEAD: u16 = 2;
const FOOT: u16 = 2;
/// The sentences about the cell, with an empty line above.
const CAPTION: u16 = 4;
/// Cells grow no larger than this.
const LARGEST: (usize, usize) = (22, 9);
/// The widest name of a class.
const WIDEST_NAME: usize = 24;

/// Where everything stands.
///
/// ```text
/// correct ↓    predicted →
///              setosa   versicolor  virginica    total  recall
/// setosa       ✓ 50        ·           ·          50     100%
/// versicolor     ·        ✓ 47         3          50      94%
/// virginica      ·         1          ✓ 49        50      98%
/// total          50        48          52        150
/// precision     100%       98%         94%                97%
/// ```
struct MatrixTable {
    /// The width of the names of the rows.
    names: usize,
    /// Columns and lines of a cell, the gap at its right included.
    cell: (usize, usize),
    /// The classes that are shown.
    rows: Range<usize>,
    columns: Range<usize>,
    /// The widths of the two columns at the right.
    total: usize,
    recall: usize,
}

impl MatrixTable {
    fn new(shown: &Results<'_>, inside: Rect) -> Self {
        let confusion = &shown.confusion;
        let (width, height) = (usize::from(inside.width), usize::from(inside.height));
        let classes = confusion.classes();
        let digits = |count: usize| count.to_string().len();
        let total = t!(shown.shared.text, "predictions.total").width().max(digits(confusion.total())) + 1;
        let recall = t!(shown.shared.text, "predictions.recall").width().max(4) + 1;
        let largest = (0..classes).map(|class| confusion.row_total(class)).max().unwrap_or(0);
        // A mark, the count or "100%", and the gap.
        let is_share = shown.screen.display == PredictionsDisplay::Shares;
        let least = if is_share { 6 } else { (digits(largest) + 2).max(5) };
        let heads = [t!(shown.shared.text, "predictions.total"), t!(shown.shared.text, "predictions.precision")]
            .map(UnicodeWidthStr::width)
            .into_iter()
            .max()
            .unwrap_or(0);
        let longest = shown.snapshot.problem().class_names.iter().map(|name| name.width()).max().unwrap_or(0);
        let spare = width.saturating_sub(total + recall + 1 + classes * least);
        let names = longest.min(WIDEST_NAME).min(spare).max(heads);
        let room = width.saturating_sub(names + 1 + total + recall);
        let across = (room / least).clamp(1, classes);
        let lines = height.saturating_sub(usize::from(HEAD + FOOT + CAPTION)).max(1);
        let down = lines.min(classes);
        let cell = ((room / across).clamp(least, LARGEST.0.max(least)), (lines / down).clamp(1, LARGEST.1));
        let (row, column) = shown.screen.cell(classes);
        let (rows, columns) = (window(row, down, classes), window(column, across, classes));
        Self { names, cell, rows, columns, total, recall }
    }

    fn x(&self, column: usize) -> usize {
        self.names + 1 + (column - self.columns.start) * self.cell.0
    }

    fn y(&self, row: usize) -> usize {
        usize::from(HEAD) + (row - self.rows.start) * self.cell.1
    }

    /// The line below the last row.
    fn bottom(&self) -> usize {
        self.y(self.rows.end)
    }

    /// The cell without its gap.
    fn place(&self, (row, column): (usize, usize), inside: Rect) -> Rect {
        let (x, y) = (inside.x + cells(self.x(column)), inside.y + cells(self.y(row)));
        Rect::new(x, y, cells(self.cell.0 - 1), cells(self.cell.1)).intersection(inside)
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> {
        self.rows.clone().flat_map(|row| self.columns.clone().map(move |column| (row, column)))
    }
}

/// The cell at a place of the screen.
pub fn cell_at(shown: &Results<'_>, area: Rect, place: Position) -> Option<(usize, usize)> {
    let inside = inside(area);
    let table = MatrixTable::new(shown, inside);
    table.cells().find(|&cell| table.place(cell, inside).contains(place))
}

/// Draws the matrix.
pub fn render(shown: &Results<'_>, area: Rect, buffer: &mut Buffer) {
    let confusion = &shown.confusion;
    let accuracy = confusion.accuracy().map_or(UNDEFINED.to_owned(), |share| format!("{share:.3}"));
    let ties = shown.evaluation.ties[usize::from(shown.part == crate::session::Part::Test)];
    let ties = (ties > 0).then(|| t!(shown.shared.text, "predictions.ties", count = ties));
    let notes: Vec<String> =
        [Some(format!("{} {accuracy}", t!(shown.shared.text, "predictions.accuracy"))), Some(shown.step()), ties]
            .into_iter()
            .flatten()
            .collect();
    let title = format!("{}: {}", t!(shown.shared.text, "predictions.matrix"), shown.part_name());
    let inside = shown.frame(&title, &notes, true, area, buffer);
    let table = MatrixTable::new(shown, inside);
    let largest = confusion.largest_error().max(FULL_COLOR);
    draw_heads(shown, &table, inside, buffer);
    for cell in table.cells() {
        draw_cell(shown, &table, cell, largest, inside, buffer);
    }
    draw_row_ends(shown, &table, inside, buffer);
    draw_column_ends(shown, &table, inside, buffer);
    draw_caption(shown, &table, inside, buffer);
}

/// A text in the line `y`, right-aligned before the column `end`, or in the middle of a wide cell.
fn put(text: &str, style: Style, (x, y): (usize, usize), width: usize, inside: Rect, buffer: &mut Buffer) {
    let text = fit(text, width);
    let gap = width - text.width();
    let before = if width >= 8 { gap.div_ceil(2) } else { gap };
    kit::line(Line::styled(text, style), right_of(inside, cells(x + before)), cells(y), buffer);
}

fn draw_heads(shown: &Results<'_>, table: &MatrixTable, inside: Rect, buffer: &mut Buffer) {
    let (theme, classes) = (shown.theme, shown.confusion.classes());
    let (row, column) = shown.screen.cell(classes);
    let window = |window: &Range<usize>| {
        let values = [window.start + 1, window.end, classes].map(|number| number.to_string());
        if window.len() < classes {
            format!(
                " {}",
                t!(shown.shared.text, "predictions.window", first = values[0], last = values[1], count = values[2])
            )
        } else {
            String::new()
        }
    };
    let rows = format!("{} ↓{}", t!(shown.shared.text, "predictions.correct"), window(&table.rows));
    let columns = format!("{} →{}", t!(shown.shared.text, "predictions.predicted"), window(&table.columns));
    let gap = " ".repeat((table.names + 1).saturating_sub(rows.width()).max(1));
    let heads = [Span::styled(rows, theme.label), Span::raw(gap), Span::styled(columns, theme.label)];
    kit::line(Line::from(heads.to_vec()), inside, 0, buffer);
    for class in table.columns.clone() {
        let style = if class == column { theme.key } else { theme.value };
        let width = table.cell.0 - 1;
        put(&shown.class(class, width), style, (table.x(class), 1), width, inside, buffer);
    }
    let end = table.x(table.columns.end);
    put(t!(shown.shared.text, "predictions.total"), theme.label, (end, 1), table.total - 1, inside, buffer);
    put(
        t!(shown.shared.text, "predictions.recall"),
        theme.label,
        (end + table.total, 1),
        table.recall - 1,
        inside,
        buffer,
    );
    for class in table.rows.clone() {
        let style = if class == row { theme.key } else { theme.value };
        let middle = table.y(class) + (table.cell.1 - 1) / 2;
        kit::line(Line::styled(shown.class(class, table.names), style), inside, cells(middle), buffer);
    }
}

/// A cell: its colour says the share of the row, blue where it is right, orange where it is wrong.
fn draw_cell(
    shown: &Results<'_>,
    table: &MatrixTable,
    cell: (usize, usize),
    largest: f64,
    inside: Rect,
    buffer: &mut Buffer,
) {
    let (theme, confusion, view) = (shown.theme, &shown.confusion, shown.screen);
    let (count, share) = (confusion.count(cell), confusion.row_share(cell));
    let is_right = cell.0 == cell.1;
    let signed = share.map_or(0.0, |share| if is_right { -share } else { share / largest });
    let place = table.place(cell, inside);
    let style = match (count, theme.has_scale()) {
        _ if cell == view.cell(confusion.classes()) => theme.cursor,
        (0, true) => theme.dim.bg(theme.scale(0.0)),
        (_, true) => theme.on_scale(signed).add_modifier(Modifier::BOLD),
        (0, false) => theme.dim,
        (_, false) if is_right => theme.correct,
        (_, false) => theme.wrong,
    };
    buffer.set_style(place, style);
    let mark = if is_right { "✓" } else { "" };
    let number = if count == 0 { "·".to_owned() } else { count.to_string() };
    let shares = share.map_or(UNDEFINED.to_owned(), |share| if count == 0 { "·".to_owned() } else { percent(share) });
    let (first, second) = if view.display == PredictionsDisplay::Shares { (shares, number) } else { (number, shares) };
    let (x, y) = (table.x(cell.1), table.y(cell.0));
    let width = usize::from(place.width);
    let middle = y + (table.cell.1 - 1) / 2;
    put(&format!("{mark}{first}"), style, (x, middle), width, inside, buffer);
    if table.cell.1 > 1 && count > 0 {
        put(&second, style.remove_modifier(Modifier::BOLD), (x, middle + 1), width, inside, buffer);
    }
}

fn draw_row_ends(shown: &Results<'_>, table: &MatrixTable, inside: Rect, buffer: &mut Buffer) {
    let (theme, confusion) = (shown.theme, &shown.confusion);
    let end = table.x(table.columns.end);
    for class in table.rows.clone() {
        let middle = table.y(class) + (table.cell.1 - 1) / 2;
        let recall = confusion.recall(class).map_or(UNDEFINED.to_owned(), percent);
        put(&confusion.row_total(class).to_string(), theme.label, (end, middle), table.total - 1, inside, buffer);
        put(&recall, theme.value, (end + table.total, middle), table.recall - 1, inside, buffer);
    }
}

fn draw_column_ends(shown: &Results<'_>, table: &MatrixTable, inside: Rect, buffer: &mut Buffer) {
    let (theme, confusion) = (shown.theme, &shown.confusion);
    let (bottom, width) = (table.bottom(), table.cell.0 - 1);
    let names = [t!(shown.shared.text, "predictions.total"), t!(shown.shared.text, "predictions.precision")];
    kit::lines(names.map(|name| Line::styled(name, theme.label)), below(inside, cells(bottom)), buffer);
    for class in table.columns.clone() {
        let precision = confusion.precision(class).map_or(UNDEFINED.to_owned(), percent);
        let total = confusion.column_total(class).to_string();
        put(&total, theme.label, (table.x(class), bottom), width, inside, buffer);
        put(&precision, theme.value, (table.x(class), bottom + 1), width, inside, buffer);
    }
    let end = table.x(table.columns.end);
    put(&confusion.total().to_string(), theme.label, (end, bottom), table.total - 1, inside, buffer);
    let accuracy = confusion.accuracy().map_or(UNDEFINED.to_owned(), percent);
    put(&accuracy, theme.value, (end + table.total, bottom + 1), table.recall - 1, inside, buffer);
}

/// The cell in words, then recall and precision as fractions.
fn draw_caption(shown: &Results<'_>, table: &MatrixTable, inside: Rect, buffer: &mut Buffer) {
    const NAME: usize = 14;
    let (theme, confusion) = (shown.theme, &shown.confusion);
    let cell = shown.screen.cell(confusion.classes());
    let [correct, predicted] = [cell.0, cell.1].map(|class| shown.class(class, NAME));
    let (count, total) = (confusion.count(cell), confusion.row_total(cell.0));
    let share = confusion.row_share(cell).map_or(UNDEFINED.to_owned(), |share| format!("{:.1}%", 100.0 * share));
    let sentence = if count > 0 {
        t!(shown.shared.text, "predictions.cell")
    } else {
        t!(shown.shared.text, "predictions.cell_empty")
    };
    let values = [
        ("correct", &*correct),
        ("predicted", &*predicted),
        ("count", &*count.to_string()),
        ("total", &*total.to_string()),
        ("share", &*share),
        ("key", &*shown.shared.key_of("predictions.list")),
    ];
    let fraction = |sentence: &str, class: &str, part: usize, all: usize, share: Option<f64>| {
        let share = share.map_or(UNDEFINED.to_owned(), |share| format!("{share:.4}"));
        let (part, all) = (part.to_string(), all.to_string());
        fill(sentence, &[("class", class), ("part", &part), ("all", &all), ("share", &share)])
    };
    let right = |class| confusion.count((class, class));
    let recall = fraction(
        t!(shown.shared.text, "predictions.class_recall"),
        &correct,
        right(cell.0),
        total,
        confusion.recall(cell.0),
    );
    let (taken, precision) = (confusion.column_total(cell.1), confusion.precision(cell.1));
    let precision =
        fraction(t!(shown.shared.text, "predictions.class_precision"), &predicted, right(cell.1), taken, precision);
    // An empty line above, where there is room for one.
    let room = usize::from(inside.height).saturating_sub(table.bottom() + usize::from(FOOT));
    let y = cells(table.bottom() + usize::from(FOOT) + usize::from(room > 3));
    let width = usize::from(inside.width);
    let lines = [(fill(sentence, &values), theme.value), (recall, theme.label), (precision, theme.label)];
    for (line, (words, style)) in (y..).zip(lines) {
        kit::line(Line::styled(whole_clauses(&words, width).to_owned(), style), inside, line, buffer);
    }
}
