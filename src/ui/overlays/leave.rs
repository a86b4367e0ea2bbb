//! The question whether to leave without saving.

use ratatui::layout::Rect;

use super::save::begin;
use crate::session::Snapshot;
use crate::t;
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::effect::Host;
use crate::ui::keymap::{ESC, Key};
use crate::ui::shared::{Shared, Unsaved};

/// The question whether to leave without saving.
#[derive(Debug, Clone)]
pub struct Leave;

impl Keyed for Leave {
    const NAME: &'static str = "leave";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("leave.quit", &[Key::char('q')], |_, cx| {
            cx.uncover();
            cx.host(Host::Quit)
        }),
        binding("leave.save", &[Key::char('S')], |_, cx| {
            cx.uncover();
            begin(cx)
        }),
        binding("leave.close", ESC, |_, cx| cx.uncover()),
    ]];
}

/// Leaves the program; asks first if something would be lost.
pub fn leave(cx: &mut Context<'_>) -> Reaction {
    if cx.shared.saved.unsaved(&cx.shared.training, cx.snapshot) == Unsaved::default() {
        return cx.host(Host::Quit);
    }
    cx.cover(Leave)
}

fn question(shared: &Shared, snapshot: &Snapshot) -> String {
    let text = shared.text;
    let Unsaved { changes, branches, steps } = shared.saved.unsaved(&shared.training, snapshot);
    let parts = [
        (t!(text, "saving.changes"), changes as u64),
        (t!(text, "saving.branches"), branches as u64),
        (t!(text, "saving.steps"), steps),
    ];
    let parts = parts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count}"));
    let what = parts.collect::<Vec<_>>().join(", ");
    let [quit, save, close] = ["leave.quit", "leave.save", "leave.close"].map(|name| shared.key_of(name));
    t!(text, "saving.leave", what = what, quit = quit, save = save, close = close)
}

impl Component for Leave {
    /// The question is drawn in the footer.
    fn draw(&self, _canvas: &mut Canvas<'_>, _area: Rect) {}

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["leave.quit", "leave.save", "leave.close"]
    }

    fn question(&self, shared: &Shared, snapshot: &Snapshot) -> Option<String> {
        Some(question(shared, snapshot))
    }

    fn passes(&self, _name: &str, _snapshot: &Snapshot) -> bool {
        false
    }
}
