//! The gradient check.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::boxes::open;
use crate::nn::BlockCheck;
use crate::session::{Command, Snapshot, superscript};
use crate::t;
use crate::ui::canvas::{Canvas, Scene};
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{Key, KeyCode};
use crate::ui::shared::Shared;
use crate::ui::theme::Theme;

/// The gradient check.
#[derive(Debug, Clone)]
pub struct Check;

const CHECK: &[Key] = &[Key::char('c')];
const CLOSE: &[Key] = &[Key::plain(KeyCode::Esc), Key::char('q'), Key::char('c'), Key::plain(KeyCode::Enter)];

impl Keyed for Check {
    const NAME: &'static str = "check";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[&[binding("check.again", CHECK, again), binding("check.close", CLOSE, close)]];
}

/// Checks this place, which is not the one that was checked.
fn again(_: &mut Check, cx: &mut Context<'_>) -> Reaction {
    let is_done = cx.snapshot.check.result.is_some() || cx.snapshot.check.progress.is_some();
    if is_done { Reaction::Ignored } else { cx.walk(Command::CheckGradients) }
}

/// A check that goes on ends with it.
fn close(_: &mut Check, cx: &mut Context<'_>) -> Reaction {
    cx.uncover();
    if cx.snapshot.check.progress.is_some() { cx.command(Command::Stay) } else { Reaction::Done }
}

impl Component for Check {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        render(canvas, area);
    }

    fn footer(&self, _shared: &Shared, snapshot: &Snapshot) -> Vec<&'static str> {
        let mut told = vec!["check.close"];
        if snapshot.check.progress.is_none() {
            told.extend(["step.back step.forward", "step.left step.down step.up step.right"]);
        }
        told
    }

    /// The road goes on under it; but a check that goes on ends with its result, or by closing it.
    fn passes(&self, name: &str, snapshot: &Snapshot) -> bool {
        snapshot.check.progress.is_none() || matches!(name, "app.help" | "step.leave")
    }
}

/// Analytic against numeric gradients, block by block.
fn render(canvas: &mut Canvas, area: Rect) {
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
