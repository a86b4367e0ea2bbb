//! What opens over the matrices: the phase in words, the gradient check, the menu of mistakes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::Shown;
use crate::app::{Action, key_of};
use crate::nn::{BlockCheck, Mistake};
use crate::session::superscript;
use crate::t;
use crate::text::fill;
use crate::view::bars;
use crate::view::numbers::wrap;

/// A frame of so many lines over the area, as wide as it goes up to a width that can be read.
fn open(shown: &Shown<'_>, title: String, right: String, lines: usize, area: Rect, buffer: &mut Buffer) -> Rect {
    let width = area.width.min(96);
    let height = (lines as u16 + 2).min(area.height);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y, width, height };
    Clear.render(place, buffer);
    let (title, right) = (Line::styled(title, shown.theme.value), Line::styled(right, shown.theme.dim));
    bars::frame(title, right, true, shown.theme, place, buffer)
}

fn inner_width(area: Rect) -> usize {
    usize::from(area.width.min(96)).saturating_sub(4)
}

/// The phase in plain words.
pub fn talk(shown: &Shown<'_>, area: Rect, buffer: &mut Buffer) {
    let text = shown.app.text;
    let lines = wrap(&said(shown), inner_width(area));
    let title = shown.description.phase.symbol(shown.open.hidden_layers());
    let close = t!(text, "step.talk_close", key = key_of(Action::Talk));
    let inside = open(shown, title, close, lines.len(), area, buffer);
    for (y, line) in lines.into_iter().enumerate() {
        bars::text(Line::styled(format!(" {line}"), shown.theme.value), inside, y as u16, buffer);
    }
}

/// The words of the phase; and what is otherwise here, where a mistake is planted in it or parameters are held.
fn said(shown: &Shown<'_>) -> String {
    let text = shown.app.text;
    let words = |kind: &str| text.of_name("talk", kind).unwrap_or_default();
    let mut said = words(shown.description.words()).to_owned();
    if let Some(mistake) = shown.description.mistake() {
        said += " ";
        said += &fill(words("mistake"), &[("mistake", text.of_name("mistakes", mistake.name()).unwrap_or_default())]);
    }
    if shown.description.phase.is_update() && !shown.open.held.ids().is_empty() {
        said += " ";
        said += words("held");
    }
    said
}

/// Analytic against numeric gradients, block by block.
pub fn check(shown: &Shown<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = shown.theme;
    let title = t!(shown.app.text, "step.check", step = shown.snapshot.position.step);
    let close = t!(shown.app.text, "step.talk_close", key = key_of(Action::Check));
    if let Some((done, total)) = shown.snapshot.check.progress {
        let inside = open(shown, title, close, 1, area, buffer);
        return bars::text(
            Line::styled(format!(" {}", t!(shown.app.text, "step.checking", done = done, total = total)), theme.value),
            inside,
            0,
            buffer,
        );
    }
    let Some(checked) = &shown.snapshot.check.result else {
        let inside = open(shown, title, close, 1, area, buffer);
        let again = t!(shown.app.text, "step.check_again", key = key_of(Action::Check));
        return bars::text(Line::raw(format!(" {again}")), inside, 0, buffer);
    };
    let blocks = &checked.result.blocks;
    let kinks: usize = blocks.iter().map(|block| block.kinks).sum();
    let inside = open(shown, title, close, blocks.len() + 2 + usize::from(kinks > 0), area, buffer);
    let agrees = blocks.iter().all(BlockCheck::agrees);
    let (verdict, style) = if agrees {
        (t!(shown.app.text, "step.all_agree"), theme.correct)
    } else {
        (t!(shown.app.text, "step.some_differ"), theme.wrong)
    };
    bars::text(Line::styled(format!(" {verdict}"), style), inside, 0, buffer);
    bars::text(Line::styled(format!(" {}", t!(shown.app.text, "step.check_header")), theme.dim), inside, 1, buffer);
    let mut y = 2;
    // In the order of the chain rule, as the road has them.
    for pair in blocks.chunks(2).rev() {
        for block in pair {
            bars::text(block_line(shown, block), inside, y, buffer);
            y += 1;
        }
    }
    if kinks > 0 {
        let note = t!(shown.app.text, "messages.gradcheck_kinks", count = kinks);
        bars::text(Line::styled(format!(" {note}"), theme.dim), inside, y, buffer);
    }
}

fn block_line<'a>(shown: &Shown<'_>, block: &BlockCheck) -> Line<'a> {
    let theme = shown.theme;
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
pub fn mistakes(shown: &Shown<'_>, chosen: usize, area: Rect, buffer: &mut Buffer) {
    let (text, theme) = (shown.app.text, shown.theme);
    let inside = open(
        shown,
        t!(text, "step.mistakes").to_owned(),
        t!(text, "step.choose").to_owned(),
        Mistake::ALL.len() + 1,
        area,
        buffer,
    );
    let lines = [None].into_iter().chain(Mistake::ALL.map(Some));
    for (y, mistake) in lines.enumerate() {
        let is_possible = mistake.is_none_or(|mistake| shown.snapshot.possible_mistakes().contains(&mistake));
        let sentence = mistake.map_or(t!(text, "step.no_mistake"), |mistake| {
            text.of_name("mistakes", mistake.name()).unwrap_or_default()
        });
        let planted = if mistake == shown.snapshot.mistake() { '●' } else { ' ' };
        let note = if is_possible { String::new() } else { format!(" ({})", t!(text, "step.impossible")) };
        let mut line = format!(" {}{planted} {sentence}{note}", if y == chosen { '►' } else { ' ' });
        line += &" ".repeat(usize::from(inside.width).saturating_sub(line.width()));
        let style = if is_possible { theme.value } else { theme.dim };
        let style = if y == chosen { style.add_modifier(Modifier::REVERSED) } else { style };
        bars::text(Line::styled(line, style), inside, y as u16, buffer);
    }
}
