//! The prompt for the name under which the run is saved. The typed text is in [`SavePrompt`], because the host proposes
//! a name.
//!
//! ```text
//! ╭ Save this run as ────────────────────────╮
//! │ spiral-step-1204▏                        │
//! │ Saves NAME.toml …                        │
//! ╰──────────────────────────────────────────╯
//! ```

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::session::Snapshot;
use crate::t;
use crate::text::{Text, sanitize};
use crate::ui::canvas::{Canvas, Scene};
use crate::ui::component::{Binding, Component, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::effect::Host;
use crate::ui::keymap::{ENTER, ESC};
use crate::ui::kit::{below, cells, fit_end, overlay, paragraph};
use crate::ui::pace::{Pace, Playback};
use crate::ui::run_files::RunFiles;
use crate::ui::shared::{Note, SavePrompt, Shared};
use crate::ui::theme::Theme;

/// The prompt for the name under which the run is saved.
#[derive(Debug, Clone)]
pub struct Save;

impl Keyed for Save {
    const NAME: &'static str = "save";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[&[binding("save.done", ENTER, save), binding("save.give_up", ESC, |_, cx| cx.uncover())]];
}

/// Asks the host for a name, which opens the prompt. Pauses first, so that the step in the name is the one saved.
pub fn begin(cx: &mut Context<'_>) -> Reaction {
    if cx.shared.training.playback() != Playback::Paused {
        cx.pace(Pace::Playback(Playback::Paused));
    }
    cx.host(Host::AskName)
}

/// Saves under the typed name. If its files exist, entering the same name again replaces them.
fn save(_: &mut Save, cx: &mut Context<'_>) -> Reaction {
    let no_name = t!(cx.text(), "saving.no_name");
    let Some(prompt) = &mut cx.shared.saved.prompt else { return Reaction::Ignored };
    let (note, typed) = (prompt.note().cloned(), prompt.entry.clone());
    prompt.mark_tried();
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
        if let Some(prompt) = &canvas.scene.shared.saved.prompt {
            render(canvas, prompt, area);
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

/// Draws the prompt at the bottom of `area`, as high as its text needs.
fn render(canvas: &mut Canvas, prompt: &SavePrompt, area: Rect) {
    let Scene { shared, theme, .. } = canvas.scene;
    let (words, style) = words(shared.text, prompt, theme);
    let lines = paragraph(&words, style, area.width.saturating_sub(2));
    let height = cells(lines.len() + 3).min(area.height);
    let place = Rect { y: area.bottom() - height, height, ..area };
    let title = Line::styled(t!(shared.text, "saving.title"), theme.value);
    let inside = overlay(title, Line::default(), theme, place, canvas.buffer);
    let entry = fit_end(&sanitize(&prompt.entry), usize::from(inside.width).saturating_sub(3));
    canvas.line(Line::styled(format!(" {entry}▏"), theme.value), inside, 0);
    canvas.lines(lines, below(inside, 1));
}

fn words(text: &Text, prompt: &SavePrompt, theme: &Theme) -> (String, Style) {
    match prompt.note() {
        None => (t!(text, "saving.hint").to_owned(), theme.dim),
        Some(Note::Waiting) => (t!(text, "saving.waiting").to_owned(), theme.value),
        Some(Note::Taken(file)) => (t!(text, "saving.taken", file = sanitize(file)), theme.wrong),
        Some(Note::Refused(reason)) => (reason.clone(), theme.wrong),
    }
}
