//! One entry of the result, opened into its sum.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::explain::{Printed, PrintedTerm, Sum, enclosed, equals};
use crate::t;
use crate::text::fill;
use crate::ui::kit::{self, cells, fit, wrap};
use crate::ui::step::row;
use crate::ui::step::view::PhaseView;

/// With more terms than this a sum is written term below term, and abridged.
const MOST_IN_A_LINE: usize = 8;
/// At least so many terms of a sum are shown, and at most.
const FEWEST_TERMS: usize = 1;
const MOST_TERMS: usize = 24;

/// The lines that show the entry, with at most `room` of them where it can be abridged.
pub fn wanted_height(shown: &PhaseView<'_>, width: u16, room: u16) -> u16 {
    cells(lines(shown, width, room).len())
}

/// Draws the opened entry.
pub fn render(shown: &PhaseView<'_>, area: Rect, buffer: &mut Buffer) {
    kit::lines(lines(shown, area.width, area.height), area, buffer);
}

fn lines<'a>(shown: &PhaseView<'_>, width: u16, room: u16) -> Vec<Line<'a>> {
    let (place, step) = (shown.place, &shown.screen);
    let opened = shown.description.open(place, step.full);
    let mut lines = Vec::new();
    if let Some(row) = shown.description.row(place, step.full).filter(|_| !step.letters) {
        lines.extend(row::drawn(shown, &row, width));
    }
    // The equations that lead to the last one and back take a line or two; the long sum has the others.
    let each = usize::from(room).saturating_sub(lines.len() + 2 * opened.sums.len().saturating_sub(1));
    for (index, sum) in opened.sums.iter().enumerate() {
        let is_last = index + 1 == opened.sums.len();
        lines.extend(sum_lines(shown, sum, is_last, place.inner, usize::from(width), each));
    }
    lines
}

fn sum_lines<'a>(
    shown: &PhaseView<'_>,
    sum: &Sum<'_>,
    is_last: bool,
    inner: usize,
    width: usize,
    room: usize,
) -> Vec<Line<'a>> {
    let theme = shown.theme;
    let style = if is_last { theme.value } else { theme.label };
    let left = Span::styled(format!(" {} = ", sum.left), if is_last { theme.focus } else { theme.label });
    let indent = " ".repeat(left.width() - 2);
    if sum.count <= MOST_IN_A_LINE {
        if shown.screen.letters || shown.hides_result {
            let letters = sum.terms().map(|term| term.letters).collect::<Vec<_>>().join(" + ");
            return in_lines(&left, &letters, style, width);
        }
        let printed = sum.printed();
        let parts = parts(&printed);
        let total = printed.total.clone();
        let word = rounded(shown, printed.is_true());
        let whole = parts.iter().fold(String::new(), |whole, (part, equals)| whole + part + &format!(" {equals} "));
        if left.width() + whole.width() + total.width() + word.width() <= width {
            let total = Span::styled(total, if is_last { theme.focus } else { theme.value });
            return vec![Line::from(vec![left, Span::styled(whole, style), total, Span::styled(word, theme.dim)])];
        }
        // A line for the letters, one for the numbers, one for the products, the value at the end.
        let end = total.width() + word.width() + 3;
        if parts.iter().all(|(part, _)| left.width() + part.width() + end <= width) && parts.len() < room.max(4) {
            let mut lines = Vec::new();
            let last = parts.len() - 1;
            let mut before = '=';
            for (index, (part, equals)) in parts.into_iter().enumerate() {
                let start =
                    if index == 0 { left.clone() } else { Span::styled(format!("{indent}{before} "), theme.label) };
                let mut line =
                    Line::from(vec![start, Span::styled(part, if index == 0 { theme.label } else { style })]);
                if index == last {
                    line.push_span(Span::styled(format!(" {equals} "), theme.label));
                    line.push_span(Span::styled(total.clone(), if is_last { theme.focus } else { theme.value }));
                    line.push_span(Span::styled(word.clone(), theme.dim));
                }
                before = equals;
                lines.push(line);
            }
            return lines;
        }
    }
    term_lines(shown, sum, is_last, inner, width, room)
}

/// What a sum is equal to, one after the other, each with the sign behind it: letters, numbers, the values of the terms.
fn parts(printed: &Printed) -> Vec<(String, char)> {
    let join = |of: fn(&PrintedTerm) -> String| printed.terms.iter().map(of).collect::<Vec<_>>().join(" + ");
    let letters = join(|term| term.letters.clone());
    let numbers = join(|term| term.numbers.clone());
    let multiplies = equals(printed.terms.iter().all(|term| term.multiplies));
    if printed.terms.len() == 1 {
        // A number that is only taken over is not said twice.
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

/// The word that stands behind a ≈.
fn rounded(shown: &PhaseView<'_>, is_true: bool) -> String {
    if is_true { String::new() } else { format!(" ({})", t!(shown.shared.text, "step.rounded")) }
}

/// `left = text`, in as many lines as it takes.
fn in_lines<'a>(left: &Span<'a>, text: &str, style: Style, width: usize) -> Vec<Line<'a>> {
    let indent = left.width();
    let wrapped = wrap(text, width.saturating_sub(indent).max(8));
    let line = |(index, part): (usize, String)| {
        let start = if index == 0 { left.clone() } else { Span::raw(" ".repeat(indent)) };
        Line::from(vec![start, Span::styled(part, style)])
    };
    wrapped.into_iter().enumerate().map(line).collect()
}

/// A term a line, the first, the last and the largest where there are many.
fn term_lines<'a>(
    shown: &PhaseView<'_>,
    sum: &Sum<'_>,
    is_last: bool,
    inner: usize,
    width: usize,
    room: usize,
) -> Vec<Line<'a>> {
    let theme = shown.theme;
    // The name, what is left out, and the value have lines of their own.
    let most = room.saturating_sub(2).clamp(FEWEST_TERMS, MOST_TERMS);
    let abridged = sum.abridged(most, inner);
    let omitted = sum.count - abridged.shown.len();
    let hides = shown.screen.letters || shown.hides_result;
    let printed = sum.printed_in_part(&abridged.shown, (omitted > 0).then_some(abridged.rest));
    let wide = |of: fn(&PrintedTerm) -> &String| printed.terms.iter().map(|term| of(term).width()).max().unwrap_or(0);
    let (letters, numbers, values) = (wide(|term| &term.letters), wide(|term| &term.numbers), wide(|term| &term.value));
    let name = format!(" {} ", sum.left);
    let margin = " ".repeat(name.width());
    let mut lines = Vec::new();
    let mut rest = printed.rest.as_ref().map(|rest| {
        let values = [("count", &*omitted.to_string()), ("sum", if hides { "?" } else { rest })];
        let text = format!("{margin}+ {}", fill(t!(shown.shared.text, "step.more_terms"), &values));
        Line::styled(text, theme.dim)
    });
    // On a narrow screen the value is worth more than its factors, which stand in the matrices.
    let fits = margin.width() + 2 + letters + 3 + numbers + 3 + values <= width;
    let says_more = printed.terms.iter().any(|term| term.numbers != enclosed(&term.value));
    let has_numbers = fits && says_more;
    let mut before = None;
    for (index, term) in abridged.shown.iter().zip(&printed.terms) {
        let start = if *index == 0 { format!("{name}= ") } else { format!("{margin}+ ") };
        // What is left out stands in the first gap, just once.
        if before.is_some_and(|last: usize| index - last > 1) {
            lines.extend(rest.take());
        }
        before = Some(*index);
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
        let style = if is_last { theme.focus } else { theme.value };
        let word = rounded(shown, if has_numbers { printed.is_true() } else { printed.adds });
        let start = Span::raw(format!("{margin}{} ", equals(printed.adds)));
        lines.push(Line::from(vec![start, Span::styled(printed.total, style), Span::styled(word, theme.dim)]));
    }
    lines
}
