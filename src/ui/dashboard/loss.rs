//! The loss over the run.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::t;
use crate::ui::kit::{Chart, Curve, Scale, Steps, cells, number, right_of, short, with_notes};
use crate::ui::{Canvas, Scene, branch_curves, curve, draw_branches};

pub fn render(canvas: &mut Canvas, is_focused: bool, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let (train, test) = (curve(&snapshot.measured.history.loss), curve(&snapshot.measured.history.test_loss));
    let branches = branch_curves(snapshot);
    let all = || branches.iter().chain([&train, &test]);
    let name = if snapshot.steps_per_epoch() > 1 {
        t!(shared.text, "panes.loss_batch")
    } else {
        t!(shared.text, "panes.loss")
    };
    let now = snapshot.latest_loss().map(|loss| format!("{} {}", t!(shared.text, "panes.now"), number(loss)));
    let least = snapshot.measured.history.loss.range().map(|(least, _)| least);
    let minimum = least.map(|least| format!("{} {}", t!(shared.text, "panes.minimum"), number(least)));
    let right = [minimum, now].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (title, right) = (Line::styled(name, theme.value), Line::styled(right, theme.value));
    let inside = canvas.pane(title, right, is_focused, area);
    let Some(scale) = Scale::over(all(), shared.look.logarithmic) else {
        return canvas.line(Line::styled(t!(shared.text, "panes.no_data_yet"), theme.dim), inside, 0);
    };
    let [body, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(inside);
    let [labels, area] = Layout::horizontal([Constraint::Length(6), Constraint::Fill(1)]).areas(body);
    canvas.line(Line::styled(short(scale.top), theme.dim), labels, 0);
    if labels.height > 1 {
        canvas.line(Line::styled(short(scale.bottom), theme.dim), labels, labels.height - 1);
    }
    let last = all().filter_map(Curve::last).max().unwrap_or(0);
    let chart = Chart { steps: Steps { area, last }, scale };
    chart.spikes(&train, theme.train, canvas.buffer);
    chart.bars(&train, theme.train, canvas.buffer);
    draw_branches(canvas, chart, &branches);
    // Only every second column is drawn, so that the bars stay visible.
    for (x, y) in chart.cells(&test).filter(|(x, _)| (x - area.x).is_multiple_of(2)) {
        canvas.set(x, y, '×', theme.test);
    }
    draw_steps(canvas, chart, right_of(below, labels.width));
}

/// Draws the axis of steps, the kind of scale, the names of the curves, and the current step unless it is the last.
fn draw_steps(canvas: &mut Canvas, Chart { steps, scale }: Chart, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let kind = match (scale.logarithmic, scale.has_zero) {
        (true, true) => t!(shared.text, "panes.logarithmic_of_positive"),
        (true, false) => t!(shared.text, "panes.logarithmic"),
        (false, _) => t!(shared.text, "panes.linear"),
    };
    let end = steps.last.to_string();
    let room = area.width.saturating_sub(cells(end.len()) + 1);
    let has_test = snapshot.setup.test_examples() > 0;
    let start = if has_test { "0".to_owned() } else { format!("{} 0", t!(shared.text, "header.step")) };
    let legend = [
        Span::styled(format!(" × {}", t!(shared.text, "panes.test")), theme.test),
        Span::styled(format!(" █ {}", t!(shared.text, "panes.train")), theme.train),
    ];
    let legend = legend.into_iter().filter(|_| has_test);
    let line = with_notes(Line::styled(format!("{start} · {kind}"), theme.dim), legend, room);
    canvas.line(line, Rect { width: room, ..area }, 0);
    canvas.line_right(Line::styled(end, theme.dim), area, 0);
    let step = snapshot.position.step;
    if step < steps.last && area.width > 0 {
        let x = steps.x(step);
        // The mark moves up onto the curve rather than cover words.
        let is_free = canvas.buffer.cell((x, area.y)).is_some_and(|cell| cell.symbol() == " ");
        canvas.set(x, if is_free { area.y } else { area.y.saturating_sub(1) }, '▲', theme.focus);
    }
}
