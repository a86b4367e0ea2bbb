//! The confusion matrix as a table: rows are correct classes, columns are predicted classes, with totals at the ends.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::session::Part;
use crate::t;
use crate::text::fill;
use crate::ui::Canvas;
use crate::ui::PredictionsDisplay;
use crate::ui::kit::{below, cells, fit, inside, percent, right_of, whole_clauses, window};
use crate::ui::predictions::view::ResultsView;

/// Stands for undefined shares, such as the precision of a class that is never predicted.
const UNDEFINED: &str = "—";
/// An error with at least this share of its row has the full colour, even if no error is larger.
const FULL_COLOR: f64 = 0.2;
/// The lines for the names of the columns, and for the totals below.
const HEAD: u16 = 2;
const FOOT: u16 = 2;
/// The lines for the sentences about the cell, with a blank line above.
const CAPTION: u16 = 4;
/// The maximum size of a cell.
const LARGEST: (usize, usize) = (22, 9);
/// The maximum width of a class name: at the rows, and in the sentences.
const WIDEST_NAME: usize = 24;
const NAME_IN_SENTENCE: usize = 14;

/// ```text
/// correct ↓    predicted →
///              setosa   versicolor  virginica    total  recall
/// setosa       ✓ 50        ·           ·          50     100%
/// versicolor     ·        ✓ 47         3          50      94%
/// virginica      ·         1          ✓ 49        50      98%
/// total          50        48          52        150
/// precision     100%       98%         94%                97%
/// ```
struct MatrixTable<'a> {
    view: &'a ResultsView<'a>,
    inside: Rect,
    names: usize,
    /// The columns and lines of a cell, including the gap on its right.
    cell: (usize, usize),
    /// The classes shown.
    rows: Range<usize>,
    columns: Range<usize>,
    /// The widths of the two columns at the right: totals and recall.
    total: usize,
    recall: usize,
}

impl<'a> MatrixTable<'a> {
    fn new(view: &'a ResultsView<'a>, inside: Rect) -> Self {
        let (text, confusion) = (view.shared.text, &view.confusion);
        let (width, height) = (usize::from(inside.width), usize::from(inside.height));
        let classes = confusion.classes();
        let digits = |count: usize| count.to_string().len();
        let total_name = t!(text, "predictions.total").width();
        let total = total_name.max(digits(confusion.total())) + 1;
        let recall = t!(text, "predictions.recall").width().max(4) + 1;
        let largest = (0..classes).map(|class| confusion.row_total(class)).max().unwrap_or(0);
        // A cell holds a mark, the count or "100%", and the gap.
        let is_share = view.screen.display == PredictionsDisplay::Shares;
        let least = if is_share { 6 } else { (digits(largest) + 2).max(5) };
        let heads = total_name.max(t!(text, "predictions.precision").width());
        let longest = view.snapshot.problem().class_names.iter().map(|name| name.width()).max().unwrap_or(0);
        let spare = width.saturating_sub(total + recall + 1 + classes * least);
        let names = longest.min(WIDEST_NAME).min(spare).max(heads);
        let room = width.saturating_sub(names + 1 + total + recall);
        let across = (room / least).clamp(1, classes);
        let lines = height.saturating_sub(usize::from(HEAD + FOOT + CAPTION)).max(1);
        let down = lines.min(classes);
        let cell = ((room / across).clamp(least, LARGEST.0.max(least)), (lines / down).clamp(1, LARGEST.1));
        let (row, column) = view.screen.cell(classes);
        let (rows, columns) = (window(row, down, classes), window(column, across, classes));
        Self { view, inside, names, cell, rows, columns, total, recall }
    }

    fn x(&self, column: usize) -> usize {
        self.names + 1 + (column - self.columns.start) * self.cell.0
    }

    fn y(&self, row: usize) -> usize {
        usize::from(HEAD) + (row - self.rows.start) * self.cell.1
    }

    /// Returns the line with the words and numbers of a row.
    fn middle(&self, row: usize) -> usize {
        self.y(row) + (self.cell.1 - 1) / 2
    }

    /// Returns the line below the last row.
    fn bottom(&self) -> usize {
        self.y(self.rows.end)
    }

    /// Returns the area of a cell without its gap.
    fn place(&self, (row, column): (usize, usize)) -> Rect {
        let (x, y) = (self.inside.x + cells(self.x(column)), self.inside.y + cells(self.y(row)));
        Rect::new(x, y, cells(self.cell.0 - 1), cells(self.cell.1)).intersection(self.inside)
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> {
        self.rows.clone().flat_map(|row| self.columns.clone().map(move |column| (row, column)))
    }

    /// Writes `text` in `width` columns of line `y`: right-aligned or, in a wide cell, centred.
    fn put(&self, canvas: &mut Canvas, text: &str, style: Style, (x, y): (usize, usize), width: usize) {
        let text = fit(text, width);
        let gap = width - text.width();
        let before = if width >= 8 { gap.div_ceil(2) } else { gap };
        canvas.line(Line::styled(text, style), right_of(self.inside, cells(x + before)), cells(y));
    }

    /// Writes a total and a recall into the two columns at the right.
    fn put_ends(&self, canvas: &mut Canvas, total: (&str, Style, usize), recall: (&str, Style, usize)) {
        let end = self.x(self.columns.end);
        self.put(canvas, total.0, total.1, (end, total.2), self.total - 1);
        self.put(canvas, recall.0, recall.1, (end + self.total, recall.2), self.recall - 1);
    }

    fn draw_heads(&self, canvas: &mut Canvas) {
        let (view, text, theme) = (self.view, self.view.shared.text, self.view.theme);
        let classes = view.confusion.classes();
        let (row, column) = view.screen.cell(classes);
        let window = |window: &Range<usize>| {
            if window.len() == classes {
                return String::new();
            }
            let (first, last) = (window.start + 1, window.end);
            format!(" {}", t!(text, "predictions.window", first = first, last = last, count = classes))
        };
        let rows = format!("{} ↓{}", t!(text, "predictions.correct"), window(&self.rows));
        let columns = format!("{} →{}", t!(text, "predictions.predicted"), window(&self.columns));
        let gap = " ".repeat((self.names + 1).saturating_sub(rows.width()).max(1));
        let heads = [Span::styled(rows, theme.label), Span::raw(gap), Span::styled(columns, theme.label)];
        canvas.line(Line::from_iter(heads), self.inside, 0);
        for class in self.columns.clone() {
            let style = if class == column { theme.key } else { theme.value };
            let width = self.cell.0 - 1;
            self.put(canvas, &view.class(class, width), style, (self.x(class), 1), width);
        }
        let [total, recall] = [t!(text, "predictions.total"), t!(text, "predictions.recall")];
        self.put_ends(canvas, (total, theme.label, 1), (recall, theme.label, 1));
        for class in self.rows.clone() {
            let style = if class == row { theme.key } else { theme.value };
            let name = Line::styled(view.class(class, self.names), style);
            canvas.line(name, self.inside, cells(self.middle(class)));
        }
    }

    /// Draws a cell, blue if correct, orange if wrong, by its share of the row; `largest` has the full colour.
    fn draw_cell(&self, canvas: &mut Canvas, cell: (usize, usize), largest: f64) {
        let (theme, confusion, screen) = (self.view.theme, &self.view.confusion, self.view.screen);
        let (count, share) = (confusion.count(cell), confusion.row_share(cell));
        let is_right = cell.0 == cell.1;
        let signed = share.map_or(0.0, |share| if is_right { -share } else { share / largest });
        let place = self.place(cell);
        let style = match (count, theme.has_scale()) {
            _ if cell == screen.cell(confusion.classes()) => theme.cursor,
            (0, true) => theme.dim.bg(theme.scale(0.0)),
            (_, true) => theme.on_scale(signed).add_modifier(Modifier::BOLD),
            (0, false) => theme.dim,
            (_, false) if is_right => theme.correct,
            (_, false) => theme.wrong,
        };
        canvas.buffer.set_style(place, style);
        let mark = if is_right { "✓" } else { "" };
        let dot = || (count == 0).then(|| "·".to_owned());
        let number = dot().unwrap_or_else(|| count.to_string());
        let shares = share.map_or(UNDEFINED.to_owned(), |share| dot().unwrap_or_else(|| percent(share)));
        let is_share = screen.display == PredictionsDisplay::Shares;
        let (first, second) = if is_share { (shares, number) } else { (number, shares) };
        let (x, middle, width) = (self.x(cell.1), self.middle(cell.0), usize::from(place.width));
        self.put(canvas, &format!("{mark}{first}"), style, (x, middle), width);
        if self.cell.1 > 1 && count > 0 {
            self.put(canvas, &second, style.remove_modifier(Modifier::BOLD), (x, middle + 1), width);
        }
    }

    /// Draws the totals, with recall at the right, precision below, and the accuracy in the corner.
    fn draw_totals(&self, canvas: &mut Canvas) {
        let (text, theme, confusion) = (self.view.shared.text, self.view.theme, &self.view.confusion);
        let percentage = |share: Option<f64>| share.map_or(UNDEFINED.to_owned(), percent);
        for class in self.rows.clone() {
            let (total, recall) = (confusion.row_total(class).to_string(), percentage(confusion.recall(class)));
            let middle = self.middle(class);
            self.put_ends(canvas, (&total, theme.label, middle), (&recall, theme.value, middle));
        }
        let (bottom, width) = (self.bottom(), self.cell.0 - 1);
        let names = [t!(text, "predictions.total"), t!(text, "predictions.precision")];
        canvas.lines(names.map(|name| Line::styled(name, theme.label)), below(self.inside, cells(bottom)));
        for class in self.columns.clone() {
            let (total, precision) = (confusion.column_total(class), percentage(confusion.precision(class)));
            self.put(canvas, &total.to_string(), theme.label, (self.x(class), bottom), width);
            self.put(canvas, &precision, theme.value, (self.x(class), bottom + 1), width);
        }
        let (total, accuracy) = (confusion.total().to_string(), percentage(confusion.accuracy()));
        self.put_ends(canvas, (&total, theme.label, bottom), (&accuracy, theme.value, bottom + 1));
    }

    /// Describes the cell in words, then recall and precision as fractions.
    fn draw_caption(&self, canvas: &mut Canvas) {
        let (view, text, theme) = (self.view, self.view.shared.text, self.view.theme);
        let confusion = &view.confusion;
        let cell = view.screen.cell(confusion.classes());
        let [correct, predicted] = [cell.0, cell.1].map(|class| view.class(class, NAME_IN_SENTENCE));
        let (count, total) = (confusion.count(cell), confusion.row_total(cell.0));
        let share = confusion.row_share(cell).map_or(UNDEFINED.to_owned(), |share| format!("{:.1}%", 100.0 * share));
        let sentence = if count > 0 { t!(text, "predictions.cell") } else { t!(text, "predictions.cell_empty") };
        let values = [
            ("correct", &*correct),
            ("predicted", &*predicted),
            ("count", &*count.to_string()),
            ("total", &*total.to_string()),
            ("share", &*share),
            ("key", &*view.shared.key_of("predictions.list")),
        ];
        let ratio = |share: Option<f64>| share.map_or(UNDEFINED.to_owned(), |share| format!("{share:.4}"));
        let (right, share) = (confusion.count((cell.0, cell.0)), ratio(confusion.recall(cell.0)));
        let recall = t!(text, "predictions.class_recall", class = correct, part = right, all = total, share = share);
        let (right, taken) = (confusion.count((cell.1, cell.1)), confusion.column_total(cell.1));
        let share = ratio(confusion.precision(cell.1));
        let precision =
            t!(text, "predictions.class_precision", class = predicted, part = right, all = taken, share = share);
        // Leaves a blank line above, if there is room.
        let foot = self.bottom() + usize::from(FOOT);
        let has_room = usize::from(self.inside.height).saturating_sub(foot) > 3;
        let lines = [(fill(sentence, &values), theme.value), (recall, theme.label), (precision, theme.label)];
        for (y, (words, style)) in (cells(foot + usize::from(has_room))..).zip(lines) {
            let words = whole_clauses(&words, self.inside.width.into()).to_owned();
            canvas.line(Line::styled(words, style), self.inside, y);
        }
    }
}

pub fn cell_at(view: &ResultsView<'_>, area: Rect, place: Position) -> Option<(usize, usize)> {
    let table = MatrixTable::new(view, inside(area));
    table.cells().find(|&cell| table.place(cell).contains(place))
}

pub fn render(view: &ResultsView<'_>, canvas: &mut Canvas, area: Rect) {
    let (text, confusion) = (view.shared.text, &view.confusion);
    let accuracy = confusion.accuracy().map_or(UNDEFINED.to_owned(), |share| format!("{share:.3}"));
    let ties = view.evaluation.ties[usize::from(view.part == Part::Test)];
    let mut notes = vec![format!("{} {accuracy}", t!(text, "predictions.accuracy")), view.step()];
    notes.extend((ties > 0).then(|| t!(text, "predictions.ties", count = ties)));
    let title = format!("{}: {}", t!(text, "predictions.matrix"), view.part_name());
    let table = MatrixTable::new(view, view.frame(canvas, &title, &notes, true, area));
    table.draw_heads(canvas);
    let largest = confusion.largest_error().max(FULL_COLOR);
    table.cells().for_each(|cell| table.draw_cell(canvas, cell, largest));
    table.draw_totals(canvas);
    table.draw_caption(canvas);
}
