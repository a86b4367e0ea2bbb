//! Time along the bottom: the loss so far, the changes made, the abandoned branches, and the current step.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::session::{self, Snapshot};
use crate::settings::dated;
use crate::t;
use crate::ui::kit::{Chart, Scale, Steps, cells, exact, fit};
use crate::ui::{Canvas, Scene, branch_curves, curve, draw_branches};

/// Returns the furthest step that this run or an abandoned branch has reached.
fn furthest(snapshot: &Snapshot) -> u64 {
    let branches =
        snapshot.branches.iter().filter_map(|branch| branch.loss().buckets().last()).map(|bucket| bucket.last);
    branches.chain([snapshot.furthest, snapshot.position.step]).max().unwrap_or(0)
}

/// Returns the step at the right end: a round number beyond the furthest, so that small steps do not move the axis.
fn end(snapshot: &Snapshot) -> u64 {
    let furthest = furthest(snapshot);
    let unit = 10_u64.saturating_pow(furthest.max(1).ilog10().saturating_sub(1).max(1));
    (furthest / unit + 1).saturating_mul(unit)
}

/// Returns the columns of the steps, between the numbers at both ends.
fn track(snapshot: &Snapshot, area: Rect) -> Steps {
    let last = end(snapshot);
    let right = cells(last.to_string().len()) + 1;
    Steps { area: Rect { x: area.x + 3, width: area.width.saturating_sub(3 + right), ..area }, last }
}

/// Draws the curve and, on the last line, the axis of steps.
pub fn render(canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let axis = Rect { y: area.bottom() - 1, height: 1, ..area };
    let steps = track(canvas.snapshot, Rect { height: area.height - 1, ..area });
    if steps.area.height > 0 && canvas.shared.look.is_hidden {
        canvas.line(canvas.hidden(), steps.area, 0);
    } else if steps.area.height > 0 {
        draw_loss(canvas, steps);
    }
    draw_axis(canvas, axis);
}

fn draw_loss(canvas: &mut Canvas, steps: Steps) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let own = curve(&snapshot.measured.history.loss);
    let branches = branch_curves(snapshot);
    let Some(scale) = Scale::over(branches.iter().chain([&own]), shared.look.logarithmic) else { return };
    let name = Rect { x: steps.area.x.saturating_sub(2), width: 1, ..steps.area };
    canvas.line(Line::styled("L", theme.label), name, 0);
    let chart = Chart { steps, scale };
    chart.bars(&own, theme.train, canvas.buffer);
    draw_branches(canvas, chart, &branches);
}

/// Draws `0 ──◆────▲───── 5000` and, if there is room, the latest change.
fn draw_axis(canvas: &mut Canvas, axis: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let steps = track(snapshot, axis);
    let track = steps.area;
    canvas.buffer.set_string(axis.x + 1, axis.y, "0", theme.dim);
    for x in track.left()..track.right() {
        canvas.set(x, axis.y, '─', theme.border);
    }
    let words = legend(canvas.scene, usize::from(track.width) * 2 / 3);
    let here = steps.x(snapshot.position.step);
    if !words.is_empty() {
        // The words go to the side without the current step.
        let width = cells(words.width());
        let x = if here > track.x + track.width / 2 { track.x + 1 } else { track.right().saturating_sub(width + 1) };
        canvas.buffer.set_string(x, axis.y, &words, theme.dim);
    }
    // Marks never overwrite words.
    let mut mark = |step: u64, glyph: char, style: Style| {
        let x = steps.x(step);
        if canvas.buffer.cell((x, axis.y)).is_some_and(|cell| cell.symbol() == "─") {
            canvas.set(x, axis.y, glyph, style);
        }
    };
    snapshot.changes.list().iter().for_each(|change| mark(change.step, '◆', theme.test));
    if let Some(place) = shared.training.mark.filter(|place| place.step <= steps.last) {
        mark(place.step, '‡', theme.label);
    }
    canvas.set(here, axis.y, '▲', theme.focus);
    canvas.buffer.set_string(track.right() + 1, axis.y, steps.last.to_string(), theme.dim);
}

/// Returns the latest change up to the current step, and the latest abandoned branch.
fn legend(Scene { shared, snapshot, .. }: Scene<'_>, room: usize) -> String {
    let here = snapshot.position.step;
    let change =
        snapshot.changes.list().iter().rev().find(|change| change.step <= here).or(snapshot.changes.list().first());
    let change = change.map(|change| format!(" ◆ {} ", dated(change, snapshot.hidden_layers(), shared.text)));
    let branch = snapshot.branches.last().map(|branch| {
        let (number, rate) = (branch.number, exact(branch.learning_rate));
        let seed = branch.setup().hyperparameters().seed;
        format!(" {} ", t!(shared.text, "step.branch", number = number, rate = rate, seed = seed))
    });
    let all: String = [change.clone(), branch].into_iter().flatten().collect();
    if all.width() <= room { all } else { fit(&change.unwrap_or_default(), room) }
}

pub fn step_at(snapshot: &Snapshot, area: Rect, place: Position) -> Option<session::Position> {
    let steps = track(snapshot, area);
    let is_there = steps.area.contains(place) && steps.area.width >= 2;
    is_there.then(|| session::Position { step: steps.step(place.x).min(furthest(snapshot)), phase: 0 })
}
