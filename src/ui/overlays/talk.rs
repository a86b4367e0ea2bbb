//! The phase that is shown in plain words.

use ratatui::layout::Rect;

use crate::session::Snapshot;
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, binding};
use crate::ui::keymap::{Key, KeyCode};
use crate::ui::shared::Shared;
use crate::ui::step;

/// The phase that is shown in plain words.
#[derive(Debug, Clone)]
pub struct Talk;

const CLOSE: &[Key] = &[Key::plain(KeyCode::Esc), Key::char('q'), Key::char('i'), Key::plain(KeyCode::Enter)];

impl Keyed for Talk {
    const NAME: &'static str = "talk";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[binding("talk.close", CLOSE, |_, cx| cx.uncover())]];
}

impl Component for Talk {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        step::talk(canvas, area);
    }

    /// The road goes on under the words.
    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["talk.close", "step.back step.forward", "step.left step.down step.up step.right"]
    }
}
