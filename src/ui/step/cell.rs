//! One entry of the result, opened into its sum. For ∂L/∂Y, also a row of the batch with all lines from Y to ∂L/∂Y.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::explain::{Place, Printed, PrintedTerm, RowLine, Sum, enclosed, equals};
use crate::t;
use crate::ui::Canvas;
use crate::ui::kit::{cells, fit, window, wrap};
use crate::ui::step::view::PhaseView;

/// A sum of more terms is abridged, with one term per line.
const MOST_IN_A_LINE: usize = 8;
/// The minimum and maximum number of terms in an abridged sum.
const FEWEST_TERMS: usize = 1;
const MOST_TERMS: usize = 24;
/// The widths of the names at the left of a row, and of the sums at its right.
const MARGIN: usize = 12;
const SUMS: usize = 12;

/// Returns the number of lines that show the entry; long sums are abridged to stay within `room`.
pub fn wanted_height(view: &PhaseView<'_>, width: u16, room: u16) -> u16 {
    cells(lines(view, width, room).len())
}

pub fn render(view: &PhaseView<'_>, canvas: &mut Canvas, area: Rect) {
    canvas.lines(lines(view, area.width, area.height), area);
}

fn lines<'a>(view: &PhaseView<'_>, width: u16, room: u16) -> Vec<Line<'a>> {
    let (place, screen) = (view.place, view.screen);
    let opened = view.description.open(place, screen.full);
    let mut lines = Vec::new();
    if let Some(row) = view.description.row(place, screen.full).filter(|_| !screen.letters) {
        lines.extend(row_lines(view, &row, width));
    }
    // The equations that lead to the last one take one or two lines each; the last, long sum gets the rest.
    let room = usize::from(room).saturating_sub(lines.len() + 2 * opened.sums.len().saturating_sub(1));
    for (index, sum) in opened.sums.iter().enumerate() {
        let is_last = index + 1 == opened.sums.len();
        lines.extend(SumView { view, sum, is_last, width: width.into(), room }.lines());
    }
    lines
}

/// Returns one row of the batch with all lines from Y to ∂L/∂Y, and their sums; `?` hides what gives away a result.
fn row_lines<'a>(view: &PhaseView<'_>, lines: &[RowLine], width: u16) -> Vec<Line<'a>> {
    let (text, theme) = (view.shared.text, view.theme);
    let Place { row, column, .. } = view.place;
    let classes = lines[0].numbers.len();
    let is_hidden = |line: &RowLine| view.hides_result && line.is_result;
    let number = |line: &RowLine, class: usize| if is_hidden(line) { "?" } else { &line.numbers[class] }.to_owned();
    let is_true = lines.iter().all(|line| is_hidden(line) || line.is_true);
    let sum_word = format!("{}{}", t!(text, "step.sum"), rounded(view, is_true));
    let sums = SUMS.max(sum_word.width() + 2);
    let widths = lines.iter().flat_map(|line| (0..classes).map(move |class| number(line, class).width()));
    let pitch = widths.max().unwrap_or(6) + 2;
    let fit_in = usize::from(width).saturating_sub(MARGIN + sums) / pitch;
    let columns = window(column, fit_in, classes);
    let name = format!("{} {}", t!(text, "step.row"), row + 1);
    let mut heading = vec![Span::styled(format!(" {name:<11}"), theme.label)];
    for class in columns.clone() {
        let style = if class == column { theme.focus } else { theme.dim };
        heading.push(Span::styled(format!("{:>pitch$}", class + 1), style));
    }
    // The sums are over all classes, including those left out.
    let sum_word = if columns.len() < classes { format!("Σ 1…{classes}") } else { sum_word };
    heading.push(Span::styled(format!("{sum_word:>sums$}"), theme.dim));
    let mut drawn = vec![Line::from(heading)];
    for line in lines {
        let mut spans = vec![Span::styled(format!(" {:<11}", line.name), theme.label)];
        for class in columns.clone() {
            let style = if class == column { theme.focus } else { theme.value };
            spans.push(Span::styled(format!("{:>pitch$}", number(line, class)), style));
        }
        if let Some(sum) = line.sum.as_ref().filter(|_| !is_hidden(line)) {
            spans.push(Span::styled(format!("{sum:>sums$}"), theme.label));
        }
        drawn.push(Line::from(spans));
    }
    drawn
}

/// Returns the word behind a ≈.
fn rounded(view: &PhaseView<'_>, is_true: bool) -> String {
    if is_true { String::new() } else { format!(" ({})", t!(view.shared.text, "step.rounded")) }
}

/// A sum to be written in `room` lines of `width` columns. If there are several sums, only the last is highlighted.
struct SumView<'a> {
    view: &'a PhaseView<'a>,
    sum: &'a Sum<'a>,
    is_last: bool,
    width: usize,
    room: usize,
}

impl SumView<'_> {
    fn total_style(&self) -> Style {
        if self.is_last { self.view.theme.focus } else { self.view.theme.value }
    }

    fn lines<'l>(&self) -> Vec<Line<'l>> {
        let (view, sum, theme, width) = (self.view, self.sum, self.view.theme, self.width);
        if sum.count > MOST_IN_A_LINE {
            return self.term_lines();
        }
        let (style, left_style) = if self.is_last { (theme.value, theme.focus) } else { (theme.label, theme.label) };
        let left = Span::styled(format!(" {} = ", sum.left), left_style);
        if view.screen.letters || view.hides_result {
            let letters = sum.terms().map(|term| term.letters).collect::<Vec<_>>().join(" + ");
            return in_lines(&left, &letters, style, width);
        }
        let printed = sum.printed();
        let parts = parts(&printed);
        let word = rounded(view, printed.is_true());
        let end = [Span::styled(printed.total, self.total_style()), Span::styled(word, theme.dim)];
        let end_width = end.iter().map(Span::width).sum::<usize>();
        let whole = parts.iter().map(|(part, equals)| format!("{part} {equals} ")).collect::<Vec<_>>().concat();
        if left.width() + whole.width() + end_width <= width {
            return vec![[left, Span::styled(whole, style)].into_iter().chain(end).collect()];
        }
        // One line each for the letters, the numbers and the products; the total is at the end of the last.
        let fits = |(part, _): &(String, char)| left.width() + part.width() + end_width + 3 <= width;
        if !parts.iter().all(fits) || parts.len() >= self.room.max(4) {
            return self.term_lines();
        }
        let indent = " ".repeat(left.width() - 2);
        let (mut lines, mut sign) = (Vec::new(), None);
        for (part, equals) in parts {
            let line = match sign {
                None => [left.clone(), Span::styled(part, theme.label)],
                Some(sign) => [Span::styled(format!("{indent}{sign} "), theme.label), Span::styled(part, style)],
            };
            lines.push(Line::from_iter(line));
            sign = Some(equals);
        }
        if let (Some(last), Some(sign)) = (lines.last_mut(), sign) {
            last.push_span(Span::styled(format!(" {sign} "), theme.label));
            last.extend(end);
        }
        lines
    }

    /// Returns one term per line; of many terms, the first, the last and the largest.
    fn term_lines<'l>(&self) -> Vec<Line<'l>> {
        let Self { view, sum, width, room, .. } = *self;
        let (theme, inner) = (view.theme, view.place.inner);
        // The name, the number of terms left out, and the total take a line each.
        let most = room.saturating_sub(2).clamp(FEWEST_TERMS, MOST_TERMS);
        let abridged = sum.abridged(most, inner);
        let omitted = sum.count - abridged.shown.len();
        let hides = view.screen.letters || view.hides_result;
        let printed = sum.printed_in_part(&abridged.shown, (omitted > 0).then_some(abridged.rest));
        let wide =
            |of: fn(&PrintedTerm) -> &String| printed.terms.iter().map(|term| of(term).width()).max().unwrap_or(0);
        let (letters, numbers, values) =
            (wide(|term| &term.letters), wide(|term| &term.numbers), wide(|term| &term.value));
        let name = format!(" {} ", sum.left);
        let margin = " ".repeat(name.width());
        let mut lines = Vec::new();
        let mut rest = printed.rest.as_ref().map(|rest| {
            let rest = if hides { "?" } else { rest };
            let text = t!(view.shared.text, "step.more_terms", count = omitted, sum = rest);
            Line::styled(format!("{margin}+ {text}"), theme.dim)
        });
        // On a narrow screen, the value matters more than its factors, which are visible in the matrices.
        let fits = margin.width() + 2 + letters + 3 + numbers + 3 + values <= width;
        let has_numbers = fits && printed.terms.iter().any(|term| term.numbers != enclosed(&term.value));
        let mut previous = None;
        for (index, term) in abridged.shown.iter().zip(&printed.terms) {
            let start = if *index == 0 { format!("{name}= ") } else { format!("{margin}+ ") };
            // The number of terms left out is mentioned once, in the first gap.
            if previous.is_some_and(|previous: usize| index - previous > 1) {
                lines.extend(rest.take());
            }
            previous = Some(*index);
            let names = format!("{start}{:<letters$}", term.letters);
            let text = match (hides, has_numbers) {
                (true, _) => names,
                (false, false) => format!("{names} = {:>values$}", term.value),
                (false, true) => {
                    format!("{names} = {:<numbers$} {} {:>values$}", term.numbers, equals(term.multiplies), term.value)
                }
            };
            let is_cursor = sum.count > 1 && *index == inner;
            lines.push(Line::styled(fit(&text, width), if is_cursor { theme.value } else { theme.label }));
        }
        lines.extend(rest);
        if !hides {
            let word = rounded(view, if has_numbers { printed.is_true() } else { printed.adds });
            let start = Span::raw(format!("{margin}{} ", equals(printed.adds)));
            let total = Span::styled(printed.total, self.total_style());
            lines.push(Line::from_iter([start, total, Span::styled(word, theme.dim)]));
        }
        lines
    }
}

/// Returns the right-hand sides of a sum, each with the sign behind it: letters, numbers, the values of the terms.
fn parts(printed: &Printed) -> Vec<(String, char)> {
    let join = |of: fn(&PrintedTerm) -> String| printed.terms.iter().map(of).collect::<Vec<_>>().join(" + ");
    let letters = join(|term| term.letters.clone());
    let numbers = join(|term| term.numbers.clone());
    let multiplies = equals(printed.terms.iter().all(|term| term.multiplies));
    if printed.terms.len() == 1 {
        // A number that is only copied need not be repeated.
        return if numbers == printed.total {
            vec![(letters, '=')]
        } else {
            vec![(letters, '='), (numbers, multiplies)]
        };
    }
    let (values, adds) = (join(|term| enclosed(&term.value)), equals(printed.adds));
    if values == numbers {
        return vec![(letters, '='), (numbers, adds)];
    }
    vec![(letters, '='), (numbers, multiplies), (values, adds)]
}

fn in_lines<'a>(left: &Span<'a>, text: &str, style: Style, width: usize) -> Vec<Line<'a>> {
    let indent = left.width();
    let wrapped = wrap(text, width.saturating_sub(indent).max(8));
    let line = |(index, part): (usize, String)| {
        let start = if index == 0 { left.clone() } else { Span::raw(" ".repeat(indent)) };
        Line::from(vec![start, Span::styled(part, style)])
    };
    wrapped.into_iter().enumerate().map(line).collect()
}
