//! The phase that is shown in plain words.

use ratatui::layout::Rect;

use super::boxes::{inner_width, open};
use crate::explain::Description;
use crate::session::{OpenStep, Snapshot};
use crate::t;
use crate::text::{Text, fill};
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, binding};
use crate::ui::keymap::{Key, KeyCode};
use crate::ui::kit::paragraph;
use crate::ui::shared::Shared;

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
        render(canvas, area);
    }

    /// The road goes on under the words.
    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["talk.close", "step.back step.forward", "step.left step.down step.up step.right"]
    }
}

/// The phase in plain words.
fn render(canvas: &mut Canvas, area: Rect) {
    let Some(step) = canvas.snapshot.open.as_deref() else { return };
    let description = Description::new(step, step.phase());
    let lines = paragraph(&said(&description, step, canvas.shared.text), canvas.theme.value, inner_width(area));
    let title = description.phase.symbol(step.hidden_layers());
    let close = t!(canvas.shared.text, "step.talk_close", key = canvas.shared.key_of("step.talk"));
    open(canvas, [&title, &close], lines, area);
}

/// The words of the phase; and what is otherwise here, where a mistake is planted in it or parameters are held.
fn said(description: &Description, step: &OpenStep, text: &Text) -> String {
    let words = |kind: &str| text.of_name("talk", kind).unwrap_or_default();
    let mut said = words(description.words()).to_owned();
    if let Some(mistake) = description.mistake() {
        said += " ";
        said += &fill(words("mistake"), &[("mistake", text.of_name("mistakes", mistake.name()).unwrap_or_default())]);
    }
    if description.phase.is_update() && !step.conditions.fixed.ids().is_empty() {
        said += " ";
        said += words("held");
    }
    said
}
