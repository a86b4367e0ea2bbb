//! The run: change it, start over.

use super::Global;
use crate::session::{Command, Setting};
use crate::settings::next_learning_rate;
use crate::t;
use crate::ui::component::{Binding, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::Key;

pub const TABLE: &[Binding<Global>] = &[
    binding("run.smaller_rate", &[Key::char('[')], |_, cx| set_rate(cx, false)),
    binding("run.larger_rate", &[Key::char(']')], |_, cx| set_rate(cx, true)),
    binding("run.reset", &[Key::char('r')], |_, cx| cx.command(Command::Reset)),
    binding("run.reseed", &[Key::char('R')], reseed),
    binding("run.undo", &[Key::char('u')], undo),
    binding("run.redo", &[Key::ctrl('r')], redo),
];

fn set_rate(cx: &mut Context<'_>, larger: bool) -> Reaction {
    let rate = next_learning_rate(cx.shared.training.learning_rate(cx.snapshot), larger);
    cx.command(Command::Set(Setting::LearningRate(rate)))
}

fn reseed(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.is_random() { cx.command(Command::Reseed) } else { cx.refuse(t!(cx.text(), "messages.not_random")) }
}

/// Takes back what was done last; it pauses, so that this stays to be seen. What is on its way can be taken back, too.
fn undo(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.deeds.undo.is_none() && cx.shared.training.waiting() == 0 {
        return cx.refuse(t!(cx.text(), "deeds.nothing_to_undo"));
    }
    cx.walk(Command::Undo)
}

/// Does again what was taken back, and pauses.
fn redo(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.deeds.redo.is_none() && cx.shared.training.waiting() == 0 {
        return cx.refuse(t!(cx.text(), "deeds.nothing_to_redo"));
    }
    cx.walk(Command::Redo)
}
