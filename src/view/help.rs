//! All keys, over the dashboard.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::bars;
use super::theme::Theme;
use crate::app::{App, bindings};

/// Draws the overlay, from line `scroll` of the table on.
pub fn render(app: &App, scroll: u16, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    let words = &app.text.panes;
    let title = Line::styled(words.help.clone(), theme.value);
    let right = Line::styled(words.help_close.clone(), theme.dim);
    let inside = bars::frame(title, right, true, theme, area, buffer);
    let keys_width = bindings().iter().map(|binding| binding.key_names().width()).max().unwrap_or(0);
    // The last line stays on the screen, however far one scrolls.
    let most = (bindings().len() as u16).saturating_sub(inside.height);
    let shown = bindings().iter().skip(usize::from(scroll.min(most))).take(usize::from(inside.height));
    for (row, binding) in shown.enumerate() {
        let sentence = app.text.actions.get(&binding.action.name()).cloned().unwrap_or_default();
        let names = binding.key_names();
        let gap = " ".repeat(keys_width - names.width() + 2);
        let line = Line::from(vec![Span::styled(format!(" {names}"), theme.key), Span::raw(gap), Span::raw(sentence)]);
        bars::text(line, inside, row as u16, buffer);
    }
}
