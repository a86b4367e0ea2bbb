//! One row of the batch on its way from Y to ∂L/∂Y, a column a class, with what each line sums to.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::explain::{Place, RowLine};
use crate::t;
use crate::ui::kit::window;
use crate::ui::step::view::PhaseView;

/// The width of the names on the left, and of the sums on the right.
const MARGIN: usize = 12;
const SUMS: usize = 12;

/// The lines of a row, with what they add up to; what gives the result away is hidden with it.
pub fn drawn<'a>(shown: &PhaseView<'_>, lines: &[RowLine], width: u16) -> Vec<Line<'a>> {
    let (text, theme) = (shown.shared.text, shown.theme);
    let Place { row, column, .. } = shown.place;
    let classes = lines[0].numbers.len();
    let is_hidden = |line: &RowLine| shown.hides_result && line.is_result;
    let number = |line: &RowLine, class: usize| if is_hidden(line) { "?" } else { &line.numbers[class] }.to_owned();
    let mut sum_word = t!(text, "step.sum").to_owned();
    if !lines.iter().all(|line| is_hidden(line) || line.is_true) {
        sum_word += &format!(" ({})", t!(text, "step.rounded"));
    }
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
    // Where classes are left out, the sums are still those of all.
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
