//! The gradient check as an overlay: analytic and numeric gradients compared, block by block.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::outer::draw_overlay;
use crate::nn::{BlockCheck, ParameterId};
use crate::session::{Command, Snapshot, superscript};
use crate::settings::parameter_name;
use crate::t;
use crate::ui::canvas::{Canvas, Scene};
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{Key, KeyCode};
use crate::ui::shared::Shared;
use crate::ui::theme::Theme;

#[derive(Debug, Clone)]
pub struct Check;

const CHECK: &[Key] = &[Key::char('c')];
const CLOSE: &[Key] = &[Key::plain(KeyCode::Esc), Key::char('q'), Key::char('c'), Key::plain(KeyCode::Enter)];

impl Keyed for Check {
    const NAME: &'static str = "check";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[&[binding("check.again", CHECK, again), binding("check.close", CLOSE, close)]];
}

/// Checks the current place, unless it has been checked.
fn again(_: &mut Check, cx: &mut Context<'_>) -> Reaction {
    let is_done = cx.snapshot.check.result.is_some() || cx.snapshot.check.progress.is_some();
    if is_done { Reaction::Ignored } else { cx.walk(Command::CheckGradients) }
}

/// Closes the overlay and stops a running check.
fn close(_: &mut Check, cx: &mut Context<'_>) -> Reaction {
    cx.uncover();
    if cx.snapshot.check.progress.is_some() { cx.command(Command::Stay) } else { Reaction::Done }
}

impl Component for Check {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let Scene { shared, snapshot, theme } = canvas.scene;
        let text = shared.text;
        if snapshot.open.is_none() {
            return;
        }
        let title = t!(text, "step.check", step = snapshot.position.step);
        let key = shared.key_of("step.check");
        let line = |words: &str, style| Line::styled(format!(" {words}"), style);
        let mut lines = Vec::new();
        if let Some((done, total)) = snapshot.check.progress {
            lines.push(line(&t!(text, "step.checking", done = done, total = total), theme.value));
        } else if let Some(checked) = &snapshot.check.result {
            let blocks = &checked.result.blocks;
            lines.push(if blocks.iter().all(BlockCheck::agrees) {
                line(t!(text, "step.all_agree"), theme.correct)
            } else {
                line(t!(text, "step.some_differ"), theme.wrong)
            });
            lines.push(line(t!(text, "step.check_header"), theme.dim));
            // The blocks are in the order of the chain rule, like the road.
            lines.extend(blocks.chunks(2).rev().flatten().map(|block| block_line(block, theme)));
            let kinks: usize = blocks.iter().map(|block| block.kinks).sum();
            let note = t!(text, "messages.gradcheck_kinks", count = kinks);
            lines.extend((kinks > 0).then(|| line(&note, theme.dim)));
        } else {
            lines.push(line(&t!(text, "step.check_again", key = key), Style::new()));
        }
        draw_overlay(canvas, [&title, &t!(text, "step.talk_close", key = key)], lines, area);
    }

    fn footer(&self, _shared: &Shared, snapshot: &Snapshot) -> Vec<&'static str> {
        let mut told = vec!["check.close"];
        if snapshot.check.progress.is_none() {
            told.extend(["step.back step.forward", "step.left step.down step.up step.right"]);
        }
        told
    }

    /// Time may advance under the overlay, except during a check, which ends with its result or by closing the overlay.
    fn passes(&self, name: &str, snapshot: &Snapshot) -> bool {
        snapshot.check.progress.is_none() || matches!(name, "app.help" | "step.leave")
    }
}

fn block_line<'a>(block: &BlockCheck, theme: &Theme) -> Line<'a> {
    let (mark, style) = if block.agrees() { ('✓', theme.correct) } else { ('✗', theme.wrong) };
    let (name, worst) = (if block.is_bias { "B" } else { "W" }, block.worst);
    let row = (!block.is_bias).then_some(worst.row);
    let entry = parameter_name(ParameterId { layer: block.layer, row, column: worst.column });
    let tiny = |value: f64| format!("{value:.2e}").replace('-', "−");
    let exponent = |value: f64| format!("{value:.5e}").replace('-', "−");
    let entries = format!("{}/{}", block.probed, block.entries);
    let text = format!(
        "{entries:<11}{:>9}           {entry}: {} | {}",
        tiny(block.largest_error),
        exponent(worst.analytic),
        exponent(worst.numeric)
    );
    Line::from(vec![
        Span::styled(format!(" {mark} {name}{}   ", superscript(block.layer + 1)), style),
        Span::styled(text, theme.value),
    ])
}
