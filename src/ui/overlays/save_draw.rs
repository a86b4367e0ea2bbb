//! The prompt for the name of a run that is saved.
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

use crate::t;
use crate::text::sanitize;
use crate::ui::kit::{below, cells, fit_end, overlay, paragraph};
use crate::ui::{App, Note, SavePrompt};
use crate::ui::{Canvas, Scene, Theme};

/// Draws the prompt at the foot of `area`, as high as what it says.
pub fn render(canvas: &mut Canvas, prompt: &SavePrompt, area: Rect) {
    let Scene { app, theme, .. } = canvas.scene;
    let (words, style) = words(app, prompt, theme);
    let lines = paragraph(&words, style, area.width.saturating_sub(2));
    let height = cells(lines.len() + 3).min(area.height);
    let place = Rect { y: area.bottom() - height, height, ..area };
    let title = Line::styled(t!(app.text, "saving.title"), theme.value);
    let inside = overlay(title, Line::default(), theme, place, canvas.buffer);
    let entry = fit_end(&sanitize(&prompt.entry), usize::from(inside.width).saturating_sub(3));
    canvas.line(Line::styled(format!(" {entry}▏"), theme.value), inside, 0);
    canvas.lines(lines, below(inside, 1));
}

/// What is said below the name.
fn words(app: &App, prompt: &SavePrompt, theme: &Theme) -> (String, Style) {
    match prompt.note() {
        None => (t!(app.text, "saving.hint").to_owned(), theme.dim),
        Some(Note::Waiting) => (t!(app.text, "saving.waiting").to_owned(), theme.value),
        Some(Note::Taken(file)) => (t!(app.text, "saving.taken", file = sanitize(file)), theme.wrong),
        Some(Note::Refused(reason)) => (reason.clone(), theme.wrong),
    }
}
