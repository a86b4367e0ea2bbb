//! The prompt for the name of a run that is saved.
//!
//! ```text
//! ╭ Save this run as ────────────────────────╮
//! │ spiral-step-1204▏                        │
//! │ Saves NAME.toml …                        │
//! ╰──────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::bars;
use super::numbers::{fit_end, wrap};
use super::theme::Theme;
use crate::app::{App, Note, SavePrompt};
use crate::t;
use crate::text::sanitize;

/// Draws the prompt at the foot of `area`, as high as what it says.
pub fn render(app: &App, prompt: &SavePrompt, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width.saturating_sub(4));
    let (words, style) = words(app, prompt, theme);
    let lines = wrap(&words, width);
    let height = (lines.len() as u16 + 3).min(area.height);
    let place = Rect { y: area.bottom() - height, height, ..area };
    Clear.render(place, buffer);
    let title = Line::styled(t!(app.text, "saving.title").to_owned(), theme.value);
    let inside = bars::frame(title, Line::default(), true, theme, place, buffer);
    let entry = Span::styled(format!("{}▏", fit_end(&sanitize(&prompt.entry), width.saturating_sub(1))), theme.value);
    bars::text(Line::from(vec![Span::raw(" "), entry]), inside, 0, buffer);
    for (row, line) in lines.into_iter().enumerate() {
        bars::text(Line::styled(format!(" {line}"), style), inside, row as u16 + 1, buffer);
    }
}

/// What is said below the name.
fn words(app: &App, prompt: &SavePrompt, theme: &Theme) -> (String, ratatui::style::Style) {
    match prompt.note() {
        None => (t!(app.text, "saving.hint").to_owned(), theme.dim),
        Some(Note::Waiting) => (t!(app.text, "saving.waiting").to_owned(), theme.value),
        Some(Note::Taken(file)) => (t!(app.text, "saving.taken", file = sanitize(file)), theme.wrong),
        Some(Note::Refused(reason)) => (reason.clone(), theme.wrong),
    }
}
