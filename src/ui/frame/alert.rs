//! The line of alerts: a planted mistake, or what goes wrong in the run. It covers the first line of keys in the
//! footer, so that nothing moves when it appears or disappears.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::footer;
use super::view::View;
use crate::t;
use crate::ui::kit::{below, fit, with_right};
use crate::ui::{Canvas, sentence};

/// The minimum number of columns for a useful diagnosis.
const LEAST: usize = 20;

/// Returns the alert, cut to `width` columns; usually `None`.
fn line(View { app, snapshot, theme }: View<'_>, width: u16) -> Option<Line<'static>> {
    // While results are hidden, alerts must not give them away.
    let shown = if app.shared.look.is_hidden { &[] } else { app.shared.alerts.shown() };
    let planted = snapshot.mistake().map(|mistake| {
        let what = app.shared.text.of_name("mistakes", mistake.name()).unwrap_or_default();
        format!("✗ {}: {what}", t!(app.shared.text, "step.mistake"))
    });
    let close = format!(" {} ", app.shared.key_of("app.hide_alert"));
    let room = usize::from(width).saturating_sub(close.width());
    let words = match planted {
        // A planted mistake is the first thing to know, and no key hides it.
        Some(planted) if shown.is_empty() => {
            return Some(Line::styled(format!(" {}", fit(&planted, usize::from(width) - 1)), theme.wrong));
        }
        Some(planted) => {
            let left = room.saturating_sub(planted.width() + 5);
            let found = sentence(shown, snapshot, app.shared.text, app.shared.keys, left);
            if left < LEAST { planted } else { format!("{planted}  ! {found}") }
        }
        None if shown.is_empty() => return None,
        None => format!("! {}", sentence(shown, snapshot, app.shared.text, app.shared.keys, room.saturating_sub(3))),
    };
    let words = Span::styled(format!(" {}", fit(&words, room.saturating_sub(1))), theme.wrong);
    Some(with_right(words, Span::styled(close, theme.key), 0, width))
}

/// Draws the alert over the footer's first line, unless a message needs the whole footer. Returns the remaining area.
pub fn render(view: View<'_>, canvas: &mut Canvas, area: Rect) -> Rect {
    let has_room = footer::message_rows(view, area.width) < area.height;
    let Some(line) = line(view, area.width).filter(|_| has_room) else { return area };
    canvas.line(line, area, 0);
    below(area, 1)
}
