//! One row of the batch on its way from Y to ∂L/∂Y, a column a class, with what each line sums to.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::explain::{Digits, Quantity, RowDigits, equals};
use crate::nn::Mistake;
use crate::t;
use crate::ui::kit::window;
use crate::ui::step::draw::PhaseView;

/// The width of the names on the left, and of the sums on the right.
const MARGIN: usize = 12;
const SUMS: usize = 12;

/// One row on its way: y, e^(y − max), p, the 1 of the correct class, the difference, ÷ m; and that it sums to 0.
pub fn row_on_its_way<'a>(shown: &PhaseView<'_>, width: u16) -> Vec<Line<'a>> {
    let (open, theme) = (shown.open, shown.theme);
    let last = open.hidden_layers();
    let place = shown.description.clamped(shown.app.screens.step.place);
    let (row, column) = (place.row, place.column);
    let m = open.batch.rows();
    let quantities = [
        Quantity::Output(last),
        Quantity::Exponentials,
        Quantity::Probabilities,
        Quantity::Correct,
        Quantity::OutputGradient(last),
    ];
    let digits =
        quantities.map(|of| if shown.app.screens.step.full { Digits::Full } else { shown.description.digits(of) });
    let classes = Quantity::Probabilities.dim(open).1;
    let value = |line: usize, class: usize| match line {
        4 => quantities[2].value(open, row, class) - quantities[3].value(open, row, class),
        5 => quantities[4].value(open, row, class),
        _ => quantities[line].value(open, row, class),
    };
    let values = |line: usize| (0..classes).map(|class| value(line, class)).collect::<Vec<f64>>();
    let divides = open.mistake != Some(Mistake::MissingMean);
    let exponentials = RowDigits::adding(&values(1), digits[1]);
    let (p, gradient) =
        RowDigits::divided([&values(4), &values(5)], if divides { m } else { 1 }, [digits[2], digits[4]]);
    let lines = [RowDigits::new(digits[0]), exponentials, p, RowDigits::new(digits[3]), p, gradient];
    let is_hidden = |line: usize| shown.hides_result && line > 3;
    let shown_value =
        |line: usize, class: usize| if is_hidden(line) { "?".to_owned() } else { lines[line].show(value(line, class)) };
    let last_name = if divides { format!("÷ {m}") } else { "✗ ÷ m".to_owned() };
    let last_name = if gradient.divides { last_name } else { format!("≈ {last_name}") };
    let names = [
        "y".to_owned(),
        quantities[1].name(open).to_lowercase(),
        "p".to_owned(),
        "1[c]".to_owned(),
        "p − 1[c]".to_owned(),
        last_name,
    ];
    let is_true = |line: usize| is_hidden(line) || (lines[line].adds && lines[line].divides);
    let sum_word = if (0..6).all(is_true) {
        t!(shown.app.text, "step.sum").to_owned()
    } else {
        format!("{} ({})", t!(shown.app.text, "step.sum"), t!(shown.app.text, "step.rounded"))
    };
    let sums = SUMS.max(sum_word.width() + 2);
    let wide = (0..6).flat_map(|line| (0..classes).map(move |class| (line, class)));
    let pitch = wide.map(|(line, class)| shown_value(line, class).width()).max().unwrap_or(6) + 2;
    let fit_in = usize::from(width).saturating_sub(MARGIN + sums) / pitch;
    let columns = window(column, fit_in, classes);
    let mut heading =
        vec![Span::styled(format!(" {:<11}", format!("{} {}", t!(shown.app.text, "step.row"), row + 1)), theme.label)];
    for class in columns.clone() {
        let style = if class == column { theme.focus } else { theme.dim };
        heading.push(Span::styled(format!("{:>pitch$}", class + 1), style));
    }
    // Where classes are left out, the sums are still those of all.
    let sum_word = if columns.len() < classes { format!("Σ 1…{classes}") } else { sum_word };
    heading.push(Span::styled(format!("{sum_word:>sums$}"), theme.dim));
    let mut drawn = vec![Line::from(heading)];
    for (line, name) in names.into_iter().enumerate() {
        let mut spans = vec![Span::styled(format!(" {name:<11}"), theme.label)];
        for class in columns.clone() {
            let style = if class == column { theme.focus } else { theme.value };
            spans.push(Span::styled(format!("{:>pitch$}", shown_value(line, class)), style));
        }
        if line > 0 && !is_hidden(line) {
            let sum = lines[line].show_sum(&values(line));
            let sum = if lines[line].adds { sum } else { format!("{} {sum}", equals(false)) };
            spans.push(Span::styled(format!("{sum:>sums$}"), theme.label));
        }
        drawn.push(Line::from(spans));
    }
    drawn
}
