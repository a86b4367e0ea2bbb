//! The equation of the phase, its shapes and, for a backward phase, its chain.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::explain::{Chain, Factor, Quantity};
use crate::t;
use crate::ui::Canvas;
use crate::ui::kit::{cells, paragraph};
use crate::ui::step::view::PhaseView;

pub fn height(view: &PhaseView<'_>, area: Rect) -> u16 {
    cells(lines(view, area.width).len())
}

pub fn render(view: &PhaseView<'_>, canvas: &mut Canvas, area: Rect) {
    canvas.lines(lines(view, area.width), area);
}

fn lines<'a>(view: &PhaseView<'_>, width: u16) -> Vec<Line<'a>> {
    let (text, theme, open) = (view.shared.text, view.theme, view.open);
    let place = view.place;
    let mut lines = Vec::new();
    let say = |sentence: &str, style: Style, lines: &mut Vec<Line<'a>>| {
        // A paragraph leaves the last column empty; here, it is used.
        lines.extend(paragraph(sentence, style, width + 1));
    };
    let (equation, shapes) = (&view.description.equation, view.description.shapes(text));
    match view.description.chain() {
        None if equation.width() + shapes.width() + 6 <= usize::from(width) => {
            let equation = Span::styled(format!(" {equation}    "), theme.value);
            lines.push(Line::from(vec![equation, Span::styled(shapes, theme.label)]));
        }
        None => {
            say(equation, theme.value, &mut lines);
            say(&shapes, theme.label, &mut lines);
        }
        Some(chain) => {
            say(equation, theme.value, &mut lines);
            lines.extend(factor_lines(view, &chain, width));
            if let Some(written) = chain.written_line(text) {
                say(&written, theme.wrong, &mut lines);
            }
            if let Some(computed) = chain.computed_line(text) {
                say(&computed, theme.correct, &mut lines);
            }
        }
    }
    if !view.hides_result
        && let Some(remark) = view.description.remark(place, text)
    {
        say(&remark, theme.label, &mut lines);
    }
    if view.snapshot.steps_per_epoch() > 1 && has_example(view) {
        let example = open.examples[place.row] + 1;
        say(&t!(text, "step.per_example", row = place.row + 1, example = example), theme.label, &mut lines);
    }
    lines
}

fn has_example(view: &PhaseView<'_>) -> bool {
    let result = view.description.result().quantity;
    let rows = result.dim(view.open).0;
    // The rows of a W are inputs or units, even if their number happens to equal that of the examples.
    let is_weight = matches!(result, Quantity::WeightGradient(_) | Quantity::Updated(..));
    rows == view.open.batch.rows() && rows > 1 && !is_weight
}

/// Returns the chain, wrapped, with the current factor highlighted and, below each factor, its meaning and shape.
fn factor_lines<'a>(view: &PhaseView<'_>, chain: &Chain, width: u16) -> Vec<Line<'a>> {
    let theme = view.theme;
    let start = format!(" {} = ", chain.target);
    let indent = start.width();
    let mut rows = vec![(vec![Span::styled(start, theme.value)], vec![Span::raw(" ".repeat(indent))], indent)];
    for (index, factor) in chain.factors.iter().enumerate() {
        let (symbol, meaning) = (factor.marked(), meaning(factor));
        let wide = symbol.width().max(meaning.width());
        if rows[rows.len() - 1].2 + wide + 3 > usize::from(width) {
            let margin = || vec![Span::raw(" ".repeat(indent - 2))];
            rows.push((margin(), margin(), indent - 2));
        }
        let last = rows.len() - 1;
        let (above, below, used) = &mut rows[last];
        if index > 0 {
            let dot = if *used == indent - 2 { "· " } else { " · " };
            above.push(Span::styled(dot, theme.dim));
            below.push(Span::raw(" ".repeat(dot.width())));
            *used += dot.width();
        }
        let style = if factor.is_lit { theme.focus.add_modifier(Modifier::REVERSED) } else { theme.value };
        let gap = " ".repeat(wide - symbol.width());
        above.extend([Span::styled(symbol, style), Span::raw(gap)]);
        let gap = " ".repeat(wide - meaning.width());
        below.push(Span::styled(meaning + &gap, if factor.is_lit { theme.focus } else { theme.label }));
        *used += wide;
    }
    rows.into_iter().flat_map(|(above, below, _)| [Line::from(above), Line::from(below)]).collect()
}

fn meaning(factor: &Factor) -> String {
    let shape = factor.shape.map(|(rows, columns)| format!("{rows}×{columns}")).unwrap_or_default();
    [factor.local.clone(), shape].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
