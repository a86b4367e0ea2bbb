//! The road: the phases in order, with the current one marked, and numbers for the finished ones.

use std::cmp::Ordering;

use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::explain::Description;
use crate::session::{Phase, PhaseKind, Stage};
use crate::t;
use crate::ui::Canvas;
use crate::ui::kit::{cells, fit, window_from_top, with_right};
use crate::ui::step::outer::RIBBON_HEIGHT;
use crate::ui::step::view::PhaseView;

pub fn render(view: &PhaseView<'_>, canvas: &mut Canvas, area: Rect) {
    if area.height > RIBBON_HEIGHT { column(view, canvas, area) } else { ribbon(view, canvas, area) }
}

/// A line of the road as a column.
#[derive(Clone, Copy, PartialEq)]
enum Row {
    Gap,
    Heading(Stage),
    Phase(usize),
}

fn starts_stage(phases: &[Phase], index: usize) -> bool {
    index == 0 || phases[index].stage() != phases[index - 1].stage()
}

fn rows(view: &PhaseView<'_>, height: u16) -> Vec<Row> {
    let phases = view.open.phases();
    let mut rows = Vec::new();
    let has_room = phases.len() + 7 <= usize::from(height);
    for (index, phase) in phases.iter().enumerate() {
        if starts_stage(phases, index) {
            rows.extend((has_room && index > 0).then_some(Row::Gap));
            rows.push(Row::Heading(phase.stage()));
        }
        rows.push(Row::Phase(index));
    }
    // The current phase must stay visible.
    let at = rows.iter().position(|row| *row == Row::Phase(view.open.position.phase)).unwrap_or_default();
    let seen = window_from_top(at, height.into(), rows.len());
    rows.drain(seen).collect()
}

fn column(view: &PhaseView<'_>, canvas: &mut Canvas, area: Rect) {
    for (y, row) in (0..).zip(rows(view, area.height)) {
        match row {
            Row::Gap => {}
            Row::Heading(stage) => {
                let name = match stage {
                    Stage::Forward => t!(view.shared.text, "step.forward"),
                    Stage::Loss => t!(view.shared.text, "step.loss"),
                    Stage::Backward => t!(view.shared.text, "step.backward"),
                    Stage::Update => t!(view.shared.text, "step.update"),
                };
                canvas.line(Line::styled(format!(" {name}"), view.theme.label), area, y);
            }
            Row::Phase(index) => canvas.line(phase_line(view, index, area.width), area, y),
        }
    }
}

/// Returns the equation of a phase and, once known, its number: `✓ Z = XW¹ + B¹        1.37`.
fn phase_line<'a>(view: &PhaseView<'_>, index: usize, width: u16) -> Line<'a> {
    let (theme, phase, here) = (view.theme, view.open.phases()[index], view.open.position.phase);
    let description = Description::new(view.open, phase);
    let equation = short_equation(&description.equation);
    let (mark, style) = match index.cmp(&here) {
        Ordering::Less => ('✓', theme.value),
        Ordering::Equal => ('►', theme.focus.add_modifier(Modifier::REVERSED)),
        Ordering::Greater => (' ', theme.dim),
    };
    let is_known = index < here || (index == here && !view.hides_result);
    // An update has no number: θ(step + 1) is known only once all of it is computed.
    let has_number = is_known && !phase.is_update() && !view.shared.look.is_hidden;
    let number = if has_number { description.summary() } else { String::new() };
    let room = usize::from(width).saturating_sub(number.width() + 1);
    with_right(fit(&format!(" {mark} {equation}"), room), number, 0, width).style(style)
}

/// Returns the first equation, without the remarks behind it.
fn short_equation(equation: &str) -> &str {
    let end = [":  ", ",  "].iter().filter_map(|stop| equation.find(stop)).min().unwrap_or(equation.len());
    &equation[..end]
}

/// A piece of the ribbon: its phase, if any, and its text.
type Piece = (Option<usize>, String);

/// Returns the ribbon as `Z H Y │ P L=0.3 │ ∂Y ∂W² … │ W²← …`, or if `is_short` as `Z H Y │ P L │ ∂ Y W² … │ ← W² …`.
fn pieces(view: &PhaseView<'_>, is_short: bool) -> Vec<Piece> {
    let open = view.open;
    let mut pieces: Vec<Piece> = vec![(None, " ".to_owned())];
    for (index, &phase) in open.phases().iter().enumerate() {
        let is_first = starts_stage(open.phases(), index);
        if is_first && index > 0 {
            pieces.push((None, "│ ".to_owned()));
        }
        let sign = match phase.stage() {
            Stage::Backward => "∂",
            Stage::Update => "←",
            Stage::Forward | Stage::Loss => "",
        };
        let name = phase.symbol(open.hidden_layers()).replace("∂L/∂", "");
        let is_known = index <= open.position.phase && !view.shared.look.is_hidden;
        let symbol = match (phase.kind == PhaseKind::Loss && is_known && !is_short, is_short, phase.is_update()) {
            (true, _, _) => format!("L={}", Description::new(open, phase).summary()),
            (_, true, _) => name,
            (_, false, true) => format!("{name}{sign}"),
            (_, false, false) => format!("{sign}{name}"),
        };
        if is_short && is_first && !sign.is_empty() {
            pieces.push((None, format!("{sign} ")));
        }
        if index == open.position.phase {
            pieces.push((Some(index), format!("[{symbol}]")));
            pieces.push((None, " ".to_owned()));
        } else {
            pieces.push((Some(index), format!("{symbol} ")));
        }
    }
    if let Some((_, end)) = pieces.last_mut() {
        *end = end.trim_end().to_owned();
    }
    pieces
}

/// Returns the pieces that fit into `room` columns: all of them, in their short form if necessary; else those around
/// the current phase, with an ellipsis where some are left out.
fn fitting(view: &PhaseView<'_>, room: usize) -> Vec<Piece> {
    let width = |pieces: &[Piece]| pieces.iter().map(|(_, text)| text.width()).sum::<usize>();
    let full = pieces(view, false);
    if width(&full) <= room {
        return full;
    }
    let mut pieces = pieces(view, true);
    if width(&pieces) <= room {
        return pieces;
    }
    let here = |pieces: &[Piece]| {
        pieces.iter().position(|(phase, _)| *phase == Some(view.open.position.phase)).unwrap_or_default()
    };
    // Phases ahead matter more than finished ones.
    let mut left_out = false;
    while here(&pieces) > 0 && width(&pieces) + 2 > room && width(&pieces[..=here(&pieces)]) > room / 2 {
        pieces.remove(0);
        left_out = true;
    }
    if left_out {
        pieces.insert(0, (None, "… ".to_owned()));
    }
    if width(&pieces) > room {
        while pieces.len() > 1 && width(&pieces) + 1 > room {
            pieces.pop();
        }
        pieces.push((None, "…".to_owned()));
    }
    pieces
}

/// Returns the pieces that fit, and the column at which each begins.
fn placed_pieces(view: &PhaseView<'_>, area: Rect) -> Vec<(u16, Option<usize>, String)> {
    let mut x = area.x;
    let place = |(phase, text): Piece| {
        let start = x;
        x += cells(text.width());
        (start, phase, text)
    };
    fitting(view, usize::from(area.width)).into_iter().map(place).collect()
}

fn ribbon(view: &PhaseView<'_>, canvas: &mut Canvas, area: Rect) {
    let (theme, here) = (view.theme, view.open.position.phase);
    for (x, phase, text) in placed_pieces(view, area) {
        let style = match phase {
            Some(index) if index == here => theme.focus.add_modifier(Modifier::REVERSED),
            Some(index) if index < here => theme.value,
            Some(_) => theme.label,
            None => theme.dim,
        };
        canvas.buffer.set_string(x, area.y, text, style);
    }
}

pub fn phase_at(view: &PhaseView<'_>, area: Rect, place: Position) -> Option<usize> {
    if !area.contains(place) {
        return None;
    }
    if area.height > RIBBON_HEIGHT {
        let row = rows(view, area.height).get(usize::from(place.y - area.y)).copied()?;
        return if let Row::Phase(index) = row { Some(index) } else { None };
    }
    let within = |x: u16, text: &str| (x..x + cells(text.width())).contains(&place.x);
    placed_pieces(view, area).into_iter().find(|(x, _, text)| within(*x, text))?.1
}
