//! The prompt for the step to go to.

use ratatui::layout::Rect;

use super::entry::plain_number;
use crate::session::{Command, Position, Snapshot};
use crate::t;
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{ENTER, ESC};
use crate::ui::shared::Shared;

/// The prompt for the step to go to, with the typed text.
#[derive(Debug, Clone, Default)]
pub struct GoTo {
    entry: String,
}

/// The furthest step that can be requested: float64 represents all integers up to here.
const MOST_STEPS: u64 = 1 << 53;

impl Keyed for GoTo {
    const NAME: &'static str = "go_to";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[&[binding("go_to.done", ENTER, Self::go), binding("go_to.give_up", ESC, |_, cx| cx.uncover())]];
}

impl GoTo {
    fn go(&mut self, cx: &mut Context<'_>) -> Reaction {
        cx.uncover();
        let typed = self.entry.trim();
        match plain_number(typed).parse::<u64>() {
            Ok(step) if step <= MOST_STEPS => cx.jump(Command::GoTo(Position { step, phase: 0 })),
            _ => cx.say(t!(cx.text(), "messages.goto_range", found = typed, most = MOST_STEPS)),
        }
    }
}

impl Component for GoTo {
    /// The prompt is drawn in the footer.
    fn draw(&self, _canvas: &mut Canvas<'_>, _area: Rect) {}

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["go_to.done", "go_to.give_up"]
    }

    fn question(&self, shared: &Shared, _snapshot: &Snapshot) -> Option<String> {
        Some(t!(shared.text, "messages.goto_prompt").to_owned())
    }

    fn entry<'a>(&'a self, _shared: &'a Shared) -> Option<&'a str> {
        Some(&self.entry)
    }

    fn entry_mut<'a>(&'a mut self, _shared: &'a mut Shared) -> Option<&'a mut String> {
        Some(&mut self.entry)
    }
}
