//! All keys, over the dashboard.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::bars;
use super::theme::Theme;
use crate::app::{App, Binding, Section, bindings, sections};

/// A line of the help: the name of a section, or what some keys do.
fn lines<'a>(app: &App, keys_width: usize, theme: &Theme) -> Vec<Line<'a>> {
    let heading = |section: &Section| {
        let name = app.text.sections.get(section.name).cloned().unwrap_or_default();
        Line::styled(format!(" {name}"), theme.value)
    };
    let line = |binding: &Binding| {
        let sentence = app.text.actions.get(&binding.action.name()).cloned().unwrap_or_default();
        let names = binding.key_names();
        let gap = " ".repeat(keys_width - names.width() + 2);
        Line::from(vec![Span::styled(format!(" {names}"), theme.key), Span::raw(gap), Span::raw(sentence)])
    };
    let of_section = |section: &'static Section| {
        [heading(section)].into_iter().chain(section.bindings.iter().map(line)).collect::<Vec<_>>()
    };
    sections().iter().flat_map(of_section).collect()
}

/// The lines, the columns that they are in, and the lines that one column has, in a frame over `area`.
fn arranged<'a>(app: &App, theme: &Theme, area: Rect) -> (Vec<Line<'a>>, usize, usize) {
    let keys_width = bindings().map(|binding| binding.key_names().width()).max().unwrap_or(0);
    let lines = lines(app, keys_width, theme);
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    let columns = if 2 * widest + 4 <= usize::from(area.width) { 2 } else { 1 };
    let height = lines.len().div_ceil(columns);
    (lines, columns, height)
}

/// Whether all of it fits into `area` at once.
pub fn fits(app: &App, theme: &Theme, area: Rect) -> bool {
    arranged(app, theme, area).2 + 2 <= usize::from(area.height)
}

/// Draws the overlay, from line `scroll` on; in two columns where both fit.
pub fn render(app: &App, scroll: u16, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    let words = &app.text.panes;
    let title = Line::styled(words.help.clone(), theme.value);
    let right = Line::styled(words.help_close.clone(), theme.dim);
    let inside = bars::frame(title, right, true, theme, area, buffer);
    let (lines, columns, height) = arranged(app, theme, area);
    // The last line stays on the screen, however far one scrolls.
    let first = usize::from(scroll).min(height.saturating_sub(usize::from(inside.height)));
    for (index, line) in lines.into_iter().enumerate() {
        let (column, row) = (index / height, index % height);
        let Some(row) = row.checked_sub(first) else { continue };
        let x = inside.x + column as u16 * (inside.width / columns as u16);
        let place = Rect { x, width: inside.right().saturating_sub(x), ..inside };
        bars::text(line, place, row as u16, buffer);
    }
}
