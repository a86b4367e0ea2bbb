//! One entry of the result, opened into its sum.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Shown;
use crate::explain::{Digits, Quantity, Sum, Term};
use crate::session::{Mistake, Phase};
use crate::text::fill;
use crate::view::bars;
use crate::view::numbers::{fit, wrap};

/// With more terms than this a sum is written term below term, and abridged.
const MOST_IN_A_LINE: usize = 8;
/// At least so many terms of a sum are shown, and at most.
const FEWEST_TERMS: usize = 1;
const MOST_TERMS: usize = 24;

/// The lines that show the entry, with at most `room` of them where it can be abridged.
pub fn wanted_height(shown: &Shown<'_>, width: u16, room: u16) -> u16 {
    lines(shown, width, room).len() as u16
}

/// Draws the opened entry.
pub fn render(shown: &Shown<'_>, area: Rect, buffer: &mut Buffer) {
    for (y, line) in lines(shown, area.width, area.height).into_iter().enumerate() {
        bars::text(line, area, y as u16, buffer);
    }
}

fn lines<'a>(shown: &Shown<'_>, width: u16, room: u16) -> Vec<Line<'a>> {
    let (walk, step) = (shown.walk, &shown.app.step);
    let place = shown.description.clamped(walk, step.place);
    let opened = shown.description.open(walk, place, step.full);
    let mut lines = Vec::new();
    if shown.description.phase == Phase::LogitsGradient && !step.letters {
        lines.extend(row_walk(shown, width));
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
    shown: &Shown<'_>,
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
        let terms: Vec<Term> = sum.terms().collect();
        let join =
            |of: fn(&Term) -> &String| terms.iter().map(|term| of(term).as_str()).collect::<Vec<_>>().join(" + ");
        let letters = join(|term| &term.letters);
        if shown.app.step.letters || shown.hides_result {
            return in_lines(&left, &letters, style, width);
        }
        let numbers = join(|term| &term.numbers);
        let values = terms.iter().map(|term| sum.digits.enclosed(term.value)).collect::<Vec<_>>().join(" + ");
        let total = sum.digits.show(sum.value);
        let is_sum = sum.count > 1 && values != numbers;
        // A number that is only taken over is not said twice.
        let is_taken_over = numbers == total;
        let parts = [Some(letters), (!is_taken_over).then_some(numbers), is_sum.then_some(values)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let whole = parts.join(" = ") + " = ";
        if left.width() + whole.width() + total.width() <= width {
            let total = Span::styled(total, if is_last { theme.focus } else { theme.value });
            return vec![Line::from(vec![left, Span::styled(whole, style), total])];
        }
        // A line for the letters, one for the numbers, one for the products, the value at the end.
        if parts.iter().all(|part| left.width() + part.width() + total.width() + 3 <= width)
            && parts.len() < room.max(4)
        {
            let mut lines = Vec::new();
            let last = parts.len() - 1;
            for (index, part) in parts.into_iter().enumerate() {
                let start = if index == 0 { left.clone() } else { Span::styled(format!("{indent}= "), theme.label) };
                let mut line =
                    Line::from(vec![start, Span::styled(part, if index == 0 { theme.label } else { style })]);
                if index == last {
                    line.push_span(Span::styled(" = ", theme.label));
                    line.push_span(Span::styled(total.clone(), if is_last { theme.focus } else { theme.value }));
                }
                lines.push(line);
            }
            return lines;
        }
    }
    term_lines(shown, sum, is_last, inner, width, room)
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
    shown: &Shown<'_>,
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
    let terms: Vec<(usize, Term)> = abridged.shown.iter().map(|&index| (index, sum.term(index))).collect();
    let wide = |of: fn(&Term) -> &String| terms.iter().map(|(_, term)| of(term).width()).max().unwrap_or(0);
    let (letters, numbers) = (wide(|term| &term.letters), wide(|term| &term.numbers));
    let name = format!(" {} ", sum.left);
    let margin = " ".repeat(name.width());
    let hides = shown.app.step.letters || shown.hides_result;
    let mut lines = Vec::new();
    let omitted = sum.count - terms.len();
    let mut rest = (omitted > 0).then(|| {
        let value = if hides { "?".to_owned() } else { sum.digits.show(abridged.rest) };
        let values = [("count", &*omitted.to_string()), ("sum", &*value)];
        let text = format!("{margin}+ {}", fill(&shown.app.text.step.more_terms, &values));
        Line::styled(text, theme.dim)
    });
    let mut before = None;
    for (index, term) in &terms {
        let start = if *index == 0 { format!("{name}= ") } else { format!("{margin}+ ") };
        // What is left out stands in the first gap, just once.
        if before.is_some_and(|last: usize| index - last > 1) {
            lines.extend(rest.take());
        }
        before = Some(*index);
        let value = if hides { String::new() } else { format!(" = {}", sum.digits.show(term.value)) };
        let numbers = if hides { String::new() } else { format!(" = {:<numbers$}", term.numbers) };
        let names = format!("{start}{:<letters$}", term.letters);
        // On a narrow screen the value is worth more than its factors, which stand in the matrices.
        let numbers = if names.width() + numbers.width() + value.width() <= width { numbers } else { String::new() };
        let text = fit(&(names + &numbers + &value), width);
        let is_cursor = sum.count > 1 && *index == inner;
        lines.push(Line::styled(text, if is_cursor { theme.value } else { theme.label }));
    }
    lines.extend(rest);
    if !hides {
        let style = if is_last { theme.focus } else { theme.value };
        lines.push(Line::from(vec![Span::raw(format!("{margin}= ")), Span::styled(sum.digits.show(sum.value), style)]));
    }
    lines
}

/// One row on its way: y, e^(y − max), p, the 1 of the correct class, the difference, ÷ m; and that it sums to 0.
fn row_walk<'a>(shown: &Shown<'_>, width: u16) -> Vec<Line<'a>> {
    let (walk, theme) = (shown.walk, shown.theme);
    let last = walk.hidden_layers();
    let row = shown.description.clamped(walk, shown.app.step.place).row;
    let column = shown.description.clamped(walk, shown.app.step.place).column;
    let m = walk.batch.rows();
    let quantities = [
        Quantity::Output(last),
        Quantity::Exponentials,
        Quantity::Probabilities,
        Quantity::Correct,
        Quantity::OutputGradient(last),
    ];
    let digits = quantities.map(|quantity| if shown.app.step.full { Digits::Full } else { quantity.digits(walk) });
    let classes = Quantity::Probabilities.dim(walk).1;
    let value = |line: usize, class: usize| quantities[line].value(walk, row, class);
    let difference = |class: usize| value(2, class) - value(3, class);
    let shown_value = |line: usize, class: usize| match line {
        4 | 5 if shown.hides_result => "?".to_owned(),
        4 => digits[2].show(difference(class)),
        5 => digits[4].show(value(4, class)),
        _ => digits[line].show(value(line, class)),
    };
    let last_name = if walk.mistake == Some(Mistake::MissingMean) { "✗ ÷ m".to_owned() } else { format!("÷ {m}") };
    let exponentials = quantities[1].name(walk).to_lowercase();
    let names = ["y", &exponentials, "p", "1[c]", "p − 1[c]", &last_name].map(str::to_owned);
    let wide = (0..6).flat_map(|line| (0..classes).map(move |class| (line, class)));
    let pitch = wide.map(|(line, class)| shown_value(line, class).width()).max().unwrap_or(6) + 2;
    let margin = 12;
    let sum_width = 12;
    let fit_in = usize::from(width).saturating_sub(margin + sum_width) / pitch;
    let first = column.saturating_sub(fit_in / 2).min(classes.saturating_sub(fit_in));
    let columns = first..(first + fit_in).min(classes);
    let mut heading =
        vec![Span::styled(format!(" {:<11}", format!("{} {}", shown.app.text.step.row, row + 1)), theme.label)];
    for class in columns.clone() {
        let style = if class == column { theme.focus } else { theme.dim };
        heading.push(Span::styled(format!("{:>pitch$}", class + 1), style));
    }
    heading.push(Span::styled(format!("{:>sum_width$}", shown.app.text.step.sum), theme.dim));
    let mut lines = vec![Line::from(heading)];
    for (line, name) in names.into_iter().enumerate() {
        let mut spans = vec![Span::styled(format!(" {name:<11}"), theme.label)];
        for class in columns.clone() {
            let style = if class == column { theme.focus } else { theme.value };
            spans.push(Span::styled(format!("{:>pitch$}", shown_value(line, class)), style));
        }
        let sum: Option<f64> = match line {
            1..=3 => Some((0..classes).map(|class| value(line, class)).sum()),
            4 if !shown.hides_result => Some((0..classes).map(difference).sum()),
            5 if !shown.hides_result => Some((0..classes).map(|class| value(4, class)).sum()),
            _ => None,
        };
        if let Some(sum) = sum {
            // A sum that is 0 but for rounding is shown as such.
            let clean = if sum.abs() < 1e-12 { 0.0 } else { sum };
            let digits = if line == 5 { digits[4] } else { digits[if line == 4 { 2 } else { line }] };
            spans.push(Span::styled(format!("{:>sum_width$}", digits.show(clean)), theme.label));
        }
        lines.push(Line::from(spans));
    }
    lines
}
