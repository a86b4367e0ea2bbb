//! Time along the bottom: the loss so far, the changes made, the branches left behind, and the place where we stand.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::app::{Action, App, key_of};
use crate::session::{self, Snapshot};
use crate::t;
use crate::view::bars;
use crate::view::changes::dated;
use crate::view::loss::{self, Scale, column_of};
use crate::view::numbers::{exact, fit};
use crate::view::theme::Theme;

/// The furthest step that this run or one left behind has reached.
fn furthest(snapshot: &Snapshot) -> u64 {
    let branches = snapshot.branches.iter().filter_map(|branch| branch.loss.buckets().last()).map(|bucket| bucket.last);
    branches.chain([snapshot.furthest, snapshot.position.step]).max().unwrap_or(0)
}

/// The step at the right end: a round number with room for what comes, so that a step there and back leaves all in place.
fn end(snapshot: &Snapshot) -> u64 {
    let furthest = furthest(snapshot);
    let unit = 10_u64.saturating_pow(furthest.max(1).ilog10().saturating_sub(1).max(1));
    (furthest / unit + 1).saturating_mul(unit)
}

/// The part in which steps have columns: the words on either side stay free.
fn track(snapshot: &Snapshot, area: Rect) -> Rect {
    let right = end(snapshot).to_string().len() as u16 + 1;
    Rect { x: area.x + 3, width: area.width.saturating_sub(3 + right), ..area }
}

/// Draws the curve, and on the last line the steps.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let axis = Rect { y: area.bottom() - 1, height: 1, ..area };
    let chart = Rect { height: area.height - 1, ..track(snapshot, area) };
    if chart.height > 0 && !app.predict {
        curve(app, snapshot, theme, chart, buffer);
    } else if app.predict && chart.height > 0 {
        let words = t!(app.text, "step.hidden", key = key_of(Action::Predict));
        bars::text(Line::styled(words, theme.dim), chart, 0, buffer);
    }
    draw_axis(app, snapshot, theme, axis, buffer);
}

fn curve(app: &App, snapshot: &Snapshot, theme: &Theme, chart: Rect, buffer: &mut Buffer) {
    let own = &snapshot.measured.history.loss;
    let all: Vec<_> = snapshot.branches.iter().map(|branch| &branch.loss).chain([own]).collect();
    let Some(scale) = Scale::over(&all, app.logarithmic) else { return };
    let last = end(snapshot);
    bars::text(Line::styled("L", theme.label), Rect { x: chart.x.saturating_sub(2), width: 1, ..chart }, 0, buffer);
    let width = usize::from(chart.width);
    let until = own.buckets().last().map_or(0, |bucket| bucket.last);
    for (x, column) in (chart.x..).zip(loss::columns(own, last, width)) {
        let is_there = x - chart.x < loss::columns_until(until, last, chart.width);
        if let Some(column) = column.filter(|_| is_there) {
            bars::rising(scale.share(column.value), theme.train, Rect { x, width: 1, ..chart }, buffer);
        }
    }
    loss::left_behind(snapshot, scale, last, theme, chart, buffer);
}

/// `0 ──◆────▲───── 5000`, and what the latest change was where there is room.
fn draw_axis(app: &App, snapshot: &Snapshot, theme: &Theme, axis: Rect, buffer: &mut Buffer) {
    let (last, track) = (end(snapshot), track(snapshot, axis));
    buffer.set_string(axis.x + 1, axis.y, "0", theme.dim);
    for x in track.left()..track.right() {
        bars::set(buffer, x, axis.y, '─', theme.border);
    }
    let words = legend(app, snapshot, usize::from(track.width) * 2 / 3);
    let here = track.x + column_of(snapshot.position.step, last, track.width);
    if !words.is_empty() {
        // The words stand on the side where we are not.
        let width = words.width() as u16;
        let x = if here > track.x + track.width / 2 { track.x + 1 } else { track.right().saturating_sub(width + 1) };
        buffer.set_string(x, axis.y, &words, theme.dim);
    }
    // A mark never stands on a word.
    let mut mark = |step: u64, glyph: char, style: Style| {
        let x = track.x + column_of(step, last, track.width);
        if buffer.cell((x, axis.y)).is_some_and(|cell| cell.symbol() == "─") {
            bars::set(buffer, x, axis.y, glyph, style);
        }
    };
    snapshot.changes.list().iter().for_each(|change| mark(change.step, '◆', theme.test));
    if let Some(place) = app.step.mark.filter(|place| place.step <= last) {
        mark(place.step, '‡', theme.label);
    }
    bars::set(buffer, here, axis.y, '▲', theme.focus);
    buffer.set_string(track.right() + 1, axis.y, last.to_string(), theme.dim);
}

/// The last change up to here, and the last branch left behind.
fn legend(app: &App, snapshot: &Snapshot, room: usize) -> String {
    let here = snapshot.position.step;
    let change =
        snapshot.changes.list().iter().rev().find(|change| change.step <= here).or(snapshot.changes.list().first());
    let change = change.map(|change| format!(" ◆ {} ", dated(change, snapshot.hidden_layers(), app.text)));
    let branch = snapshot.branches.last().map(|branch| {
        let number = branch.number.to_string();
        format!(
            " {} ",
            t!(
                app.text,
                "step.branch",
                number = number,
                rate = exact(branch.learning_rate),
                seed = branch.setup.hyperparameters().seed
            )
        )
    });
    let all: String = [change.clone(), branch].into_iter().flatten().collect();
    if all.width() <= room { all } else { fit(&change.unwrap_or_default(), room) }
}

/// The step at a place of the screen.
pub fn step_at(snapshot: &Snapshot, area: Rect, place: Position) -> Option<session::Position> {
    let track = track(snapshot, area);
    if !track.contains(place) || track.width < 2 {
        return None;
    }
    // The first step that the column stands for.
    let (offset, width, last) = (u128::from(place.x - track.x), u128::from(track.width), end(snapshot));
    let step = (offset * u128::from(last + 1)).div_ceil(width) as u64;
    Some(session::Position { step: step.min(furthest(snapshot)), phase: 0 })
}
