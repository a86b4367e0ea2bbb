//! The gradient check.

use ratatui::layout::Rect;

use crate::session::{Command, Snapshot};
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{Key, KeyCode};
use crate::ui::shared::Shared;
use crate::ui::step;

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
        step::check(canvas, area);
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
