//! What opens over the matrices: the phase in words, the gradient check, the menu of mistakes.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::layout::beside_road;
use crate::explain::Description;
use crate::nn::{BlockCheck, Mistake};
use crate::session::{OpenStep, superscript};
use crate::t;
use crate::text::{Text, fill};
use crate::ui::kit::{self, cells, list_line, paragraph};
use crate::ui::shared::Shared;
use crate::ui::{Canvas, Scene, Theme};

/// As wide as an overlay grows: longer lines are hard to read.
const WIDEST: u16 = 96;

/// Draws `lines` in a frame over the matrices, in all the room but the road's.
fn open(canvas: &mut Canvas, [title, right]: [&str; 2], lines: Vec<Line>, area: Rect) {
    let (area, theme) = (beside_road(area), canvas.theme);
    let width = area.width.min(WIDEST);
    let height = cells(lines.len() + 2).min(area.height);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y, width, height };
    let (title, right) = (Line::styled(title, theme.value), Line::styled(right, theme.dim));
    let inside = kit::overlay(title, right, theme, place, canvas.buffer);
    canvas.lines(lines, inside);
}

fn inner_width(area: Rect) -> u16 {
    beside_road(area).width.min(WIDEST).saturating_sub(2)
}

/// The phase in plain words.
pub fn talk(canvas: &mut Canvas, area: Rect) {
    let Some(step) = canvas.snapshot.open.as_deref() else { return };
    let description = Description::new(step, step.phase());
    let lines = paragraph(&said(&description, step, canvas.shared.text), canvas.theme.value, inner_width(area));
    let title = description.phase.symbol(step.hidden_layers());
    let close = t!(canvas.shared.text, "step.talk_close", key = canvas.shared.key_of("step.talk"));
    open(canvas, [&title, &close], lines, area);
}

/// The words of the phase; and what is otherwise here, where a mistake is planted in it or parameters are held.
fn said(description: &Description, step: &OpenStep, text: &Text) -> String {
    let words = |kind: &str| text.of_name("talk", kind).unwrap_or_default();
    let mut said = words(description.words()).to_owned();
    if let Some(mistake) = description.mistake() {
        said += " ";
        said += &fill(words("mistake"), &[("mistake", text.of_name("mistakes", mistake.name()).unwrap_or_default())]);
    }
    if description.phase.is_update() && !step.fixed.ids().is_empty() {
        said += " ";
        said += words("held");
    }
    said
}

/// Analytic against numeric gradients, block by block.
pub fn check(canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let text = shared.text;
    if snapshot.open.is_none() {
        return;
    }
    let title = t!(text, "step.check", step = snapshot.position.step);
    let close = t!(text, "step.talk_close", key = shared.key_of("step.check"));
    let mut lines = Vec::new();
    if let Some((done, total)) = snapshot.check.progress {
        lines.push(Line::styled(format!(" {}", t!(text, "step.checking", done = done, total = total)), theme.value));
    } else if let Some(checked) = &snapshot.check.result {
        let blocks = &checked.result.blocks;
        lines.push(if blocks.iter().all(BlockCheck::agrees) {
            Line::styled(format!(" {}", t!(text, "step.all_agree")), theme.correct)
        } else {
            Line::styled(format!(" {}", t!(text, "step.some_differ")), theme.wrong)
        });
        lines.push(Line::styled(format!(" {}", t!(text, "step.check_header")), theme.dim));
        // In the order of the chain rule, as the road has them.
        lines.extend(blocks.chunks(2).rev().flatten().map(|block| block_line(block, theme)));
        let kinks: usize = blocks.iter().map(|block| block.kinks).sum();
        let note = t!(text, "messages.gradcheck_kinks", count = kinks);
        lines.extend((kinks > 0).then(|| Line::styled(format!(" {note}"), theme.dim)));
    } else {
        lines.push(Line::raw(format!(" {}", t!(text, "step.check_again", key = shared.key_of("step.check")))));
    }
    open(canvas, [&title, &close], lines, area);
}

fn block_line<'a>(block: &BlockCheck, theme: &Theme) -> Line<'a> {
    let (mark, style) = if block.agrees() { ('✓', theme.correct) } else { ('✗', theme.wrong) };
    let number = superscript(block.layer + 1);
    let (name, letter) = if block.is_bias { ("B", "b") } else { ("W", "w") };
    let worst = block.worst;
    let entry = if block.is_bias {
        format!("{letter}{number}[{}]", worst.column + 1)
    } else {
        format!("{letter}{number}[{},{}]", worst.row + 1, worst.column + 1)
    };
    let tiny = |value: f64| format!("{value:.2e}").replace('-', "−");
    let exponent = |value: f64| format!("{value:.5e}").replace('-', "−");
    let entries = format!("{}/{}", block.probed, block.entries);
    let text = format!(
        "{entries:<11}{:>9}           {entry}: {} | {}",
        tiny(block.largest_error),
        exponent(worst.analytic),
        exponent(worst.numeric)
    );
    Line::from(vec![Span::styled(format!(" {mark} {name}{number}   "), style), Span::styled(text, theme.value)])
}

/// The menu of mistakes.
pub fn mistakes(chosen: usize, canvas: &mut Canvas, area: Rect) {
    let Scene { shared: Shared { text, .. }, snapshot, theme } = canvas.scene;
    if snapshot.open.is_none() {
        return;
    }
    let line = |(index, mistake): (usize, Option<Mistake>)| {
        let is_possible = mistake.is_none_or(|mistake| snapshot.possible_mistakes().contains(&mistake));
        let sentence = mistake.map_or(t!(text, "step.no_mistake"), |mistake| {
            text.of_name("mistakes", mistake.name()).unwrap_or_default()
        });
        let mark = if index == chosen { '►' } else { ' ' };
        let planted = if mistake == snapshot.mistake() { '●' } else { ' ' };
        let note = if is_possible { String::new() } else { format!(" ({})", t!(text, "step.impossible")) };
        let style = if is_possible { theme.value } else { theme.dim };
        list_line(&format!(" {mark}{planted} {sentence}{note}"), index == chosen, style, inner_width(area))
    };
    let all = [None].into_iter().chain(Mistake::ALL.map(Some));
    let titles = [t!(text, "step.mistakes"), t!(text, "step.choose")];
    open(canvas, titles, all.enumerate().map(line).collect(), area);
}
