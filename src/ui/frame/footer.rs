//! The footer: typed text, a message, or the keys that do something now.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::view::View;
use crate::session::Blame;
use crate::t;
use crate::text::sanitize;
use crate::ui::kit::{cells, exact, fit_end, paragraph, right_of};
use crate::ui::overlays::help;
use crate::ui::{Canvas, Hint, hints};

/// Returns what the footer says instead of keys, and whether it is bad news.
fn message(View { app, snapshot, .. }: View<'_>) -> Option<(String, bool)> {
    if app.entry().is_some() {
        return None;
    }
    if let Some(question) = app.overlay().and_then(|overlay| overlay.question(&app.shared, snapshot)) {
        return Some((question, false));
    }
    // The answer to the last key stays until the next key.
    if let Some(message) = app.shared.notice.message() {
        return Some((message.to_owned(), false));
    }
    if let Some(refused) = &snapshot.refused {
        return Some((refused.message(app.shared.text), true));
    }
    if let Some(breakdown) = snapshot.breakdown {
        let text = app.shared.text;
        let (step, matrix) = (breakdown.step, breakdown.phase.symbol(snapshot.hidden_layers()));
        let what = match breakdown.blame {
            Blame::LearningRate => {
                let rate = exact(snapshot.learning_rate());
                t!(text, "messages.broke", step = step, matrix = matrix, learning_rate = rate)
            }
            Blame::Mistake => t!(text, "messages.broke_by_mistake", step = step, matrix = matrix),
            Blame::ByHand(set_at) => {
                t!(text, "messages.broke_by_hand", step = step, matrix = matrix, set_at = set_at)
            }
            Blame::Start => t!(text, "messages.broke_at_start", step = step, matrix = matrix),
        };
        let Some(step) = breakdown.last_finite else { return Some((what, true)) };
        let back = app.shared.key_of(if app.screen().counts_phases() { "time.step_back" } else { "time.back" });
        return Some((format!("{what} {}", t!(text, "messages.broke_recover", step = step, key = back)), true));
    }
    None
}

/// Returns the number of lines that the message takes in `width` columns.
pub fn message_rows(view: View<'_>, width: u16) -> u16 {
    cells(message_lines(view, width).map_or(0, |lines| lines.len()))
}

/// Returns what the footer says instead of keys, wrapped up to the last column.
fn message_lines(view: View<'_>, width: u16) -> Option<Vec<Line<'static>>> {
    let (message, is_bad) = message(view)?;
    let style = if is_bad { view.theme.wrong } else { view.theme.value };
    Some(paragraph(&message, style, width + 1))
}

/// Draws the footer: typed text, a message, or as many of the keys that do something now as fit, always including those
/// for help and leaving. If the whole help fits into `body`, the keys that scroll it are left out.
pub fn render(view: View<'_>, canvas: &mut Canvas, body: Rect, area: Rect) {
    let View { app, snapshot, theme } = view;
    if let Some(lines) = message_lines(view, area.width) {
        return canvas.lines(lines, area);
    }
    let entry = |hint: &Hint| {
        let (caps, word) = (hint.caps(), hint.word);
        [Span::styled(caps, theme.key), Span::raw(" "), Span::styled(word, theme.label), Span::raw("  ")]
    };
    let wide = |hint: &Hint| entry(hint).iter().map(Span::width).sum::<usize>();
    let mut hints = hints(app, snapshot);
    if app.overlay_name() == Some("help") && help::fits(&app.keys_here(snapshot), view.scene(), body) {
        hints.retain(|hint| hint.name == "help.close");
    }
    let question = app.overlay().filter(|_| app.entry().is_some());
    if let Some(question) = question.and_then(|overlay| overlay.question(&app.shared, snapshot)) {
        let keys: Vec<Span> = hints.iter().flat_map(entry).collect();
        // Keys are below the question or, if there is only one line, at its end.
        let (row, beside) = if area.height > 1 { (1, 0) } else { (0, keys.iter().map(Span::width).sum::<usize>() + 2) };
        let room = usize::from(area.width).saturating_sub(Span::raw(&*question).width() + 2 + beside);
        let typed = fit_end(&sanitize(app.entry().unwrap_or_default()), room);
        let line = Line::styled(format!(" {question}{typed}▏"), theme.value);
        let indent = if row == 0 { line.width() + 2 } else { 1 };
        canvas.line(line, area, 0);
        return canvas.line(Line::from(keys), right_of(area, cells(indent)), row);
    }
    let (always, mut hints): (Vec<Hint>, Vec<Hint>) = hints.into_iter().partition(Hint::is_always_shown);
    let is_short = hints.iter().chain(&always).map(wide).sum::<usize>() < usize::from(area.width);
    for row in 0..area.height {
        let mut line = Line::from(" ");
        let is_last = is_short || row + 1 == area.height;
        let reserved = if is_last { always.iter().map(wide).sum() } else { 0 };
        let mut room = usize::from(area.width).saturating_sub(1 + reserved);
        hints.retain(|hint| {
            let fits = wide(hint) <= room;
            if fits {
                room -= wide(hint);
                line.extend(entry(hint));
            }
            !fits
        });
        if is_last {
            line.extend(always.iter().flat_map(entry));
        }
        canvas.line(line, area, row);
        if is_short {
            return;
        }
    }
}
