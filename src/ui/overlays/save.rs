//! The prompt for the name under which the run is saved. What is typed is kept with what else is known of saving, for
//! the host proposes a name.

use ratatui::layout::Rect;

use super::save_draw;
use crate::session::Snapshot;
use crate::t;
use crate::ui::canvas::Canvas;
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::effect::Host;
use crate::ui::keymap::{ENTER, ESC};
use crate::ui::run_files::RunFiles;
use crate::ui::saving::Note;
use crate::ui::shared::Shared;

/// The prompt for the name under which the run is saved.
#[derive(Debug, Clone)]
pub struct Save;

impl Keyed for Save {
    const NAME: &'static str = "save";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[&[binding("save.done", ENTER, save), binding("save.give_up", ESC, |_, cx| cx.uncover())]];
}

/// Saves under the name that was typed; the very name that is there already, once more, replaces that.
fn save(_: &mut Save, cx: &mut Context<'_>) -> Reaction {
    let no_name = t!(cx.text(), "saving.no_name");
    let Some(prompt) = &mut cx.shared.saved.prompt else { return Reaction::Ignored };
    let (note, typed) = (prompt.note().cloned(), prompt.entry.clone());
    prompt.is_tried();
    match RunFiles::named(typed.trim()) {
        Some(_) if note == Some(Note::Waiting) => Reaction::Done,
        Some(files) => cx.host(Host::Save { files, replaces: matches!(note, Some(Note::Taken(_))) }),
        None => {
            prompt.answer(Note::Refused(no_name.to_owned()));
            Reaction::Done
        }
    }
}

impl Component for Save {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if let Some(prompt) = &canvas.scene.app.saved.prompt {
            save_draw::render(canvas, prompt, area);
        }
    }

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec!["save.done", "save.give_up"]
    }

    fn entry<'a>(&'a self, shared: &'a Shared) -> Option<&'a str> {
        shared.saved.prompt.as_ref().map(|prompt| &*prompt.entry)
    }

    fn entry_mut<'a>(&'a mut self, shared: &'a mut Shared) -> Option<&'a mut String> {
        shared.saved.prompt.as_mut().map(|prompt| &mut prompt.entry)
    }

    fn closed(&self, shared: &mut Shared) {
        shared.saved.prompt = None;
    }
}
