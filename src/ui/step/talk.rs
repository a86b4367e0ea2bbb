//! The current phase in plain words, as an overlay.

use ratatui::layout::Rect;

use super::outer::{draw_overlay, overlay_width};
use crate::explain::Description;
use crate::session::{OpenStep, Snapshot};
use crate::t;
use crate::text::{Text, fill};
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, binding};
use crate::ui::keymap::{Key, KeyCode};
use crate::ui::kit::paragraph;
use crate::ui::shared::Shared;

#[derive(Debug, Clone)]
pub struct Talk;

const CLOSE: &[Key] = &[Key::plain(KeyCode::Esc), Key::char('q'), Key::char('i'), Key::plain(KeyCode::Enter)];

impl Keyed for Talk {
    const NAME: &'static str = "talk";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[binding("talk.close", CLOSE, |_, cx| cx.uncover())]];
}

impl Component for Talk {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(step) = canvas.snapshot.open.as_deref() else { return };
        let (text, description) = (canvas.shared.text, Description::new(step, step.phase()));
        let lines = paragraph(&said(&description, step, text), canvas.theme.value, overlay_width(area));
        let title = description.phase.symbol(step.hidden_layers());
        let close = t!(text, "step.talk_close", key = canvas.shared.key_of("step.talk"));
        draw_overlay(canvas, [&title, &close], lines, area);
    }

    /// Time may still advance under the overlay.
    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["talk.close", "step.back step.forward", "step.left step.down step.up step.right"]
    }
}

/// Returns the explanation of the phase, and what differs if a mistake is planted in it or parameters are held.
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
