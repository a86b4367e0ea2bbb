//! All keys, over the dashboard.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use crate::session::Snapshot;
use crate::t;
use crate::ui::Theme;
use crate::ui::kit;
use crate::ui::kit::wrap;
use crate::ui::{App, Told, explained};

/// The columns that the names of the keys take at most.
const WIDEST: usize = 16;

/// The lines of the help: the name of a section, or what some keys do.
fn lines<'a>(app: &App, snapshot: &Snapshot, theme: &Theme) -> Vec<Line<'a>> {
    let sections = app.keys_here(snapshot);
    let told = sections.iter().flat_map(|(_, told)| told);
    let keys_width = told.map(|told| told.key_names(WIDEST).width()).max().unwrap_or(0);
    let heading = |section: &str| Line::styled(format!(" {}", app.text.section(section)), theme.value);
    let line = |told: &Told| {
        let sentence = app.text.sentence(told.name)?;
        let names = told.key_names(WIDEST);
        let gap = " ".repeat(keys_width - names.width() + 2);
        Some(Line::from(vec![Span::styled(format!(" {names}"), theme.key), Span::raw(gap), Span::raw(sentence)]))
    };
    let of_section = |(section, told): &(&str, Vec<Told>)| {
        [heading(section)].into_iter().chain(told.iter().filter_map(line)).collect::<Vec<_>>()
    };
    sections.iter().flat_map(of_section).collect()
}

/// The lines, the columns that they are in, and the lines that one column has, in so many columns of the screen.
fn arranged<'a>(app: &App, snapshot: &Snapshot, theme: &Theme, width: u16) -> (Vec<Line<'a>>, usize, usize) {
    let lines = lines(app, snapshot, theme);
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    let columns = if 2 * widest + 2 <= usize::from(width) { 2 } else { 1 };
    let height = lines.len().div_ceil(columns);
    (lines, columns, height)
}

/// Whether all of it fits into `area` at once.
pub fn fits(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect) -> bool {
    let inside = area.width.saturating_sub(2);
    let height = arranged(app, snapshot, theme, inside).2 + alert_lines(app, snapshot, inside).len();
    height + 2 <= usize::from(area.height)
}

/// What stands on the line of alerts, at its full length and with what to try, in lines of so many columns.
fn alert_lines(app: &App, snapshot: &Snapshot, width: u16) -> Vec<String> {
    let wrapped = |sentence: &String| wrap(&format!("! {sentence}"), usize::from(width).saturating_sub(2));
    explained(app.alerts.shown(), snapshot, app.text).iter().flat_map(wrapped).collect()
}

/// Draws that, and returns what is left of the area.
fn draw_alerts(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let told = alert_lines(app, snapshot, area.width);
    for (row, line) in told.iter().enumerate() {
        kit::line(Line::styled(format!(" {line}"), theme.wrong), area, row as u16, buffer);
    }
    let taken = (told.len() as u16).min(area.height);
    Rect { y: area.y + taken, height: area.height - taken, ..area }
}

/// Draws the overlay, from line `scroll` on; in two columns where both fit.
pub fn render(app: &App, snapshot: &Snapshot, scroll: u16, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    let title = Line::styled(t!(app.text, "panes.help").to_owned(), theme.value);
    let right = Line::styled(t!(app.text, "panes.help_close").to_owned(), theme.dim);
    let inside = kit::pane(title, right, true, theme, area, buffer);
    let inside = draw_alerts(app, snapshot, theme, inside, buffer);
    let (lines, columns, height) = arranged(app, snapshot, theme, inside.width);
    // The last line stays on the screen, however far one scrolls.
    let first = usize::from(scroll).min(height.saturating_sub(usize::from(inside.height)));
    for (index, line) in lines.into_iter().enumerate() {
        let (column, row) = (index / height, index % height);
        let Some(row) = row.checked_sub(first) else { continue };
        let x = inside.x + column as u16 * (inside.width / columns as u16);
        let place = Rect { x, width: inside.right().saturating_sub(x), ..inside };
        kit::line(line, place, row as u16, buffer);
    }
}
