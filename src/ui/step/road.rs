//! The phase road: the phases in order, the one at hand marked, those done with a number.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::explain::Description;
use crate::session::{PhaseKind, Stage};
use crate::t;
use crate::ui::kit::{self, cells, fit, window_from_top, with_right};
use crate::ui::step::outer::{RIBBON_HEIGHT, is_wide};
use crate::ui::step::view::PhaseView;

/// Draws the road as a column or as a ribbon.
pub fn render(shown: &PhaseView<'_>, area: Rect, buffer: &mut Buffer) {
    if area.height > RIBBON_HEIGHT { column(shown, area, buffer) } else { ribbon(shown, area, buffer) }
}

/// The lines of the column: the number of a phase, or none for a heading or a free line.
fn rows(shown: &PhaseView<'_>, height: u16) -> Vec<(Option<usize>, Option<Stage>)> {
    let phases = shown.open.phases();
    let mut rows = Vec::new();
    let mut last = None;
    let has_room = phases.len() + 7 <= usize::from(height);
    for (index, &phase) in phases.iter().enumerate() {
        if last != Some(phase.stage()) {
            if has_room && last.is_some() {
                rows.push((None, None));
            }
            rows.push((None, Some(phase.stage())));
            last = Some(phase.stage());
        }
        rows.push((Some(index), None));
    }
    // The phase at hand stays in sight.
    let at = rows.iter().position(|(phase, _)| *phase == Some(shown.open.position.phase)).unwrap_or_default();
    let seen = window_from_top(at, height.into(), rows.len());
    rows.drain(seen).collect()
}

fn column(shown: &PhaseView<'_>, area: Rect, buffer: &mut Buffer) {
    let (theme, open) = (shown.theme, shown.open);
    for (y, (phase, heading)) in (0..).zip(rows(shown, area.height)) {
        if let Some(heading) = heading {
            let name = match heading {
                Stage::Forward => t!(shown.shared.text, "step.forward"),
                Stage::Loss => t!(shown.shared.text, "step.loss"),
                Stage::Backward => t!(shown.shared.text, "step.backward"),
                Stage::Update => t!(shown.shared.text, "step.update"),
            };
            kit::line(Line::styled(format!(" {name}"), theme.label), area, y, buffer);
        }
        let Some(index) = phase else { continue };
        let phase = open.phases()[index];
        let here = open.position.phase;
        let description = Description::new(open, phase);
        let equation = short_equation(&description.equation);
        let style = match index {
            _ if index == here => theme.focus.add_modifier(Modifier::REVERSED),
            _ if index < here => theme.value,
            _ => theme.dim,
        };
        let mark = match index.cmp(&here) {
            Ordering::Less => '✓',
            Ordering::Equal => '►',
            Ordering::Greater => ' ',
        };
        let is_known = index < here || (index == here && !shown.hides_result);
        // An update shows no number: θ(step + 1) is known only once all of it is made.
        let number = if is_known && !phase.is_update() && !shown.shared.look.is_hidden {
            description.summary()
        } else {
            String::new()
        };
        let room = usize::from(area.width).saturating_sub(number.width() + 1);
        let line = with_right(fit(&format!(" {mark} {equation}"), room), number, 0, area.width);
        kit::line(line.style(style), area, y, buffer);
    }
}

/// Its first equation, without the remarks behind it.
fn short_equation(equation: &str) -> String {
    let end = [":  ", ",  "].iter().filter_map(|stop| equation.find(stop)).min().unwrap_or(equation.len());
    equation[..end].to_owned()
}

/// A piece of the ribbon: the phase that it stands for, and its text.
type Piece = (Option<usize>, String);

/// The ribbon as `Z H Y │ P L=0.3 │ ∂Y ∂W² … │ W²← …`, or as short as can be: `Z H Y │ P L │ ∂ Y W² … │ ← W² …`.
fn pieces(shown: &PhaseView<'_>, is_short: bool) -> Vec<Piece> {
    let open = shown.open;
    let mut pieces: Vec<Piece> = vec![(None, " ".to_owned())];
    let mut last = None;
    for (index, &phase) in open.phases().iter().enumerate() {
        let is_first = last != Some(phase.stage());
        if last.is_some() && is_first {
            pieces.push((None, "│ ".to_owned()));
        }
        last = Some(phase.stage());
        let sign = match phase.stage() {
            Stage::Backward => "∂",
            Stage::Update => "←",
            Stage::Forward | Stage::Loss => "",
        };
        let name = phase.symbol(open.hidden_layers()).replace("∂L/∂", "");
        let loss =
            phase.kind == PhaseKind::Loss && index <= open.position.phase && !shown.shared.look.is_hidden && !is_short;
        let symbol = match (loss, is_short, phase.is_update()) {
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

/// The pieces in at most `room` columns: all, shortened where they must be; else those around the phase at hand, with an
/// ellipsis where some are left out.
fn fitting(shown: &PhaseView<'_>, room: usize) -> Vec<Piece> {
    let width = |pieces: &[Piece]| pieces.iter().map(|(_, text)| text.width()).sum::<usize>();
    let full = pieces(shown, false);
    if width(&full) <= room {
        return full;
    }
    let mut pieces = pieces(shown, true);
    if width(&pieces) <= room {
        return pieces;
    }
    let here = |pieces: &[Piece]| {
        pieces.iter().position(|(phase, _)| *phase == Some(shown.open.position.phase)).unwrap_or_default()
    };
    // What lies ahead matters more than what is done.
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

/// The pieces that fit, with the one at hand among them, and where each begins.
fn placed(shown: &PhaseView<'_>, area: Rect) -> Vec<(u16, Option<usize>, String)> {
    let mut x = area.x;
    let place = |(phase, text): Piece| {
        let start = x;
        x += cells(text.width());
        (start, phase, text)
    };
    fitting(shown, usize::from(area.width)).into_iter().map(place).collect()
}

fn ribbon(shown: &PhaseView<'_>, area: Rect, buffer: &mut Buffer) {
    let (theme, here) = (shown.theme, shown.open.position.phase);
    for (x, phase, text) in placed(shown, area) {
        let style = match phase {
            Some(index) if index == here => theme.focus.add_modifier(Modifier::REVERSED),
            Some(index) if index < here => theme.value,
            Some(_) => theme.label,
            None => theme.dim,
        };
        buffer.set_string(x, area.y, text, style);
    }
}

/// The number of the phase at a place of the screen.
pub fn phase_at(shown: &PhaseView<'_>, area: Rect, place: Position) -> Option<usize> {
    if !area.contains(place) {
        return None;
    }
    if is_wide(Rect { height: u16::MAX, width: u16::MAX, ..area }) && area.height > RIBBON_HEIGHT {
        let row = usize::from(place.y - area.y);
        return rows(shown, area.height).get(row)?.0;
    }
    let within = |x: u16, text: &str| (x..x + cells(text.width())).contains(&place.x);
    placed(shown, area).into_iter().find(|(x, _, text)| within(*x, text))?.1
}
