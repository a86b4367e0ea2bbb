//! The question whether to leave without saving.

use ratatui::layout::Rect;

use crate::session::Snapshot;
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, binding};
use crate::ui::effect::Host;
use crate::ui::keymap::{ESC, Key};
use crate::ui::saving;
use crate::ui::shared::Shared;

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
            saving::begin(cx)
        }),
        binding("leave.close", ESC, |_, cx| cx.uncover()),
    ]];
}

impl Component for Leave {
    /// It is in the footer.
    fn draw(&self, _canvas: &mut Canvas<'_>, _area: Rect) {}

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["leave.quit", "leave.save", "leave.close"]
    }

    fn question(&self, shared: &Shared, snapshot: &Snapshot) -> Option<String> {
        Some(saving::leave_question(shared, snapshot))
    }

    fn passes(&self, _name: &str, _snapshot: &Snapshot) -> bool {
        false
    }
}
