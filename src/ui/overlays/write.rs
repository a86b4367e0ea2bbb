//! The prompt for the value of a parameter.

use ratatui::layout::Rect;

use super::entry::plain_number;
use crate::nn::ParameterId;
use crate::session::{Command, Setting, Snapshot};
use crate::settings::parameter_name;
use crate::t;
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{ENTER, ESC};
use crate::ui::shared::Shared;

/// The prompt for the value of a parameter, with the typed text.
#[derive(Debug, Clone)]
pub struct Write {
    id: ParameterId,
    entry: String,
}

impl Keyed for Write {
    const NAME: &'static str = "write";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[&[binding("write.done", ENTER, Self::set), binding("write.give_up", ESC, |_, cx| cx.uncover())]];
}

impl Write {
    /// Returns an empty prompt for the value of `id`.
    pub fn new(id: ParameterId) -> Self {
        Self { id, entry: String::new() }
    }

    fn set(&mut self, cx: &mut Context<'_>) -> Reaction {
        cx.uncover();
        let typed = self.entry.trim();
        let value = plain_number(typed).parse::<f64>().ok().filter(|value| value.is_finite());
        // Meanwhile, another run of a smaller network may have begun.
        let is_there = cx.snapshot.network.parameters.get(self.id).is_some();
        match value.filter(|_| is_there) {
            Some(value) => cx.walk(Command::Set(Setting::Parameter(self.id, value))),
            None => cx.say(t!(cx.text(), "edit.not_a_number", found = typed)),
        }
    }
}

impl Component for Write {
    /// The prompt is drawn in the footer.
    fn draw(&self, _canvas: &mut Canvas<'_>, _area: Rect) {}

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["write.done", "write.give_up"]
    }

    fn question(&self, shared: &Shared, _snapshot: &Snapshot) -> Option<String> {
        Some(t!(shared.text, "edit.prompt", name = parameter_name(self.id)))
    }

    fn entry<'a>(&'a self, _shared: &'a Shared) -> Option<&'a str> {
        Some(&self.entry)
    }

    fn entry_mut<'a>(&'a mut self, _shared: &'a mut Shared) -> Option<&'a mut String> {
        Some(&mut self.entry)
    }
}
