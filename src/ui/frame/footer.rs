//! The footer: what is typed, a message, or the keys that do something now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::session::{Blame, Snapshot};
use crate::t;
use crate::text::{fill, sanitize};
use crate::ui::Theme;
use crate::ui::kit;
use crate::ui::kit::{exact, fit_end, wrap};
use crate::ui::overlays::help_draw as help;
use crate::ui::{App, Hint, hints, key_of};

/// What the footer says instead of keys, and whether it is bad news.
fn message(app: &App, snapshot: &Snapshot) -> Option<(String, bool)> {
    if app.entry().is_some() {
        return None;
    }
    if let Some(question) = app.overlay().and_then(|overlay| overlay.question(app, snapshot)) {
        return Some((question, false));
    }
    // What was answered to the last key; it goes with the next.
    if let Some(message) = app.notice.message() {
        return Some((message.to_owned(), false));
    }
    if let Some(refused) = &snapshot.refused {
        return Some((refused.message(app.text), true));
    }
    if let Some(breakdown) = snapshot.breakdown {
        let values = [
            ("step", &*breakdown.step.to_string()),
            ("matrix", &*breakdown.phase.symbol(snapshot.hidden_layers())),
            ("learning_rate", &*exact(snapshot.learning_rate())),
        ];
        let back = key_of(if app.screen().counts_phases() { "time.step_back" } else { "time.back" });
        let (what, blamed) = match breakdown.blame {
            Blame::LearningRate => (t!(app.text, "messages.broke"), 0),
            Blame::Mistake => (t!(app.text, "messages.broke_by_mistake"), 0),
            Blame::ByHand(step) => (t!(app.text, "messages.broke_by_hand"), step),
            Blame::Start => (t!(app.text, "messages.broke_at_start"), 0),
        };
        let set_at = blamed.to_string();
        let remedy = breakdown
            .last_finite
            .map_or_else(String::new, |step| t!(app.text, "messages.broke_recover", step = step, key = back));
        let values = [values.as_slice(), &[("set_at", &set_at)]].concat();
        return Some((format!("{} {remedy}", fill(what, &values)).trim_end().to_owned(), true));
    }
    None
}

/// The lines that the footer has, whatever it says.
pub const HEIGHT: u16 = 2;

/// The lines that a message takes in `width` columns; none where there is no message.
pub fn message_rows(app: &App, snapshot: &Snapshot, width: u16) -> u16 {
    message(app, snapshot).map_or(0, |(message, _)| lines(&message, width).len() as u16)
}

fn lines(message: &str, width: u16) -> Vec<String> {
    wrap(message, usize::from(width).saturating_sub(1))
}

/// Draws the footer: what is typed, a message, or the keys that do something now, as many as fit; those for help and
/// leaving always. Where all of the help fits into the `body` above, no key is told that scrolls it.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, [body, area]: [Rect; 2], buffer: &mut Buffer) {
    if let Some((message, is_bad)) = message(app, snapshot) {
        let style = if is_bad { theme.wrong } else { theme.value };
        for (row, line) in lines(&message, area.width).into_iter().enumerate() {
            kit::line(Line::styled(format!(" {line}"), style), area, row as u16, buffer);
        }
        return;
    }
    let entry = |hint: &Hint| {
        let (caps, word) = (hint.caps(), hint.word);
        [Span::styled(caps, theme.key), Span::raw(" "), Span::styled(word, theme.label), Span::raw("  ")]
    };
    let wide = |hint: &Hint| entry(hint).iter().map(Span::width).sum::<usize>();
    let mut hints = hints(app, snapshot);
    if app.overlay_name() == Some("help") && help::fits(app, snapshot, theme, body) {
        hints.retain(|hint| hint.name == "help.close");
    }
    let question = app.overlay().filter(|_| app.entry().is_some());
    if let Some(question) = question.and_then(|overlay| overlay.question(app, snapshot)) {
        let keys: Vec<Span> = hints.iter().flat_map(entry).collect();
        // The keys stand below, or where there is one line only, at its end.
        let (row, beside) = if area.height > 1 { (1, 0) } else { (0, keys.iter().map(Span::width).sum::<usize>() + 2) };
        let room = usize::from(area.width).saturating_sub(Span::raw(&*question).width() + 2 + beside);
        let typed = fit_end(&sanitize(app.entry().unwrap_or_default()), room);
        let line = Line::styled(format!(" {question}{typed}▏"), theme.value);
        let indent = if row == 0 { line.width() + 2 } else { 1 };
        kit::line(line, area, 0, buffer);
        let place = Rect {
            x: area.x + (indent as u16).min(area.width),
            width: area.width.saturating_sub(indent as u16),
            ..area
        };
        return kit::line(Line::from(keys), place, row, buffer);
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
        kit::line(line, area, row, buffer);
        if is_short {
            return;
        }
    }
}
