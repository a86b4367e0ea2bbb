//! The line of alerts: a mistake that is planted, and what goes wrong in the run. It has no line of its own: it lies over
//! the first line of the footer's keys, so that nothing moves when it comes and goes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::session::Snapshot;
use crate::t;
use crate::ui::Theme;
use crate::ui::kit;
use crate::ui::kit::fit;
use crate::ui::{App, key_of, sentence};

/// What stands there in `width` columns; nothing most of the time.
fn line<'a>(app: &App, snapshot: &Snapshot, theme: &Theme, width: usize) -> Option<Line<'a>> {
    // While results are hidden, nothing tells them.
    let shown = if app.look.is_hidden { &[] } else { app.alerts.shown() };
    let planted = snapshot.mistake().map(|mistake| {
        let what = app.text.of_name("mistakes", mistake.name()).unwrap_or_default();
        format!("✗ {}: {what}", t!(app.text, "step.mistake"))
    });
    let close = format!(" {} ", key_of("app.hide_alert"));
    let room = width.saturating_sub(close.width());
    let words = match planted {
        // It is the first thing to know, and no key hides it.
        Some(planted) if shown.is_empty() => {
            return Some(Line::styled(format!(" {}", fit(&planted, width - 1)), theme.wrong));
        }
        Some(planted) => {
            let left = room.saturating_sub(planted.width() + 5);
            let found = sentence(shown, snapshot, app.text, left);
            if left < LEAST { planted } else { format!("{planted}  ! {found}") }
        }
        None if shown.is_empty() => return None,
        None => format!("! {}", sentence(shown, snapshot, app.text, room.saturating_sub(3))),
    };
    let words = fit(&words, room.saturating_sub(1));
    let gap = " ".repeat(room.saturating_sub(1 + words.width()));
    Some(Line::from(vec![
        Span::styled(format!(" {words}"), theme.wrong),
        Span::raw(gap),
        Span::styled(close, theme.key),
    ]))
}

/// The columns in which a diagnosis still says something.
const LEAST: usize = 20;

/// Draws it over the first line of `area`, unless what stands there needs all `rows` of it; what is left of the area.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, rows: u16, area: Rect, buffer: &mut Buffer) -> Rect {
    let has_room = rows < area.height;
    match line(app, snapshot, theme, usize::from(area.width)).filter(|_| has_room) {
        Some(line) => {
            kit::line(line, area, 0, buffer);
            Rect { y: area.y + 1, height: area.height - 1, ..area }
        }
        None => area,
    }
}
