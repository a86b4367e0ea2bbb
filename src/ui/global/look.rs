//! What is shown, whatever the screen.

use super::Global;
use crate::ui::component::{Binding, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::Key;

const PREDICT: &[Key] = &[Key::char('v')];

pub const TABLE: &[Binding<Global>] = &[binding("look.hide", PREDICT, hide), binding("look.show", PREDICT, show)];

fn hide(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if std::mem::replace(&mut cx.shared.look.is_hidden, true) { Reaction::Ignored } else { Reaction::Done }
}

fn show(_: &mut Global, cx: &mut Context<'_>) -> Reaction {
    if std::mem::take(&mut cx.shared.look.is_hidden) { Reaction::Done } else { Reaction::Ignored }
}
