//! Two branches side by side, A | B: their boundaries, their losses in one chart, and their differences.

use std::sync::Arc;

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::probe::Section;
use crate::session::{OtherRun, Snapshot};
use crate::t;
use crate::ui::compare::{Compare, is_beside};
use crate::ui::component::Component;
use crate::ui::kit::{Chart, Scale, Steps, aligned_left, below, cells, fit, list_line, number, short, window, wrapped};
use crate::ui::pictures::backdrop;
use crate::ui::shared::Shared;
use crate::ui::{Canvas, Scene, curve};

impl Component for Compare {
    /// ```text
    /// ┌ A: this run ────────────┬ B: branch 2 ────────────┐
    /// │ its boundary            │ its boundary            │
    /// ├ loss of both ───────────┼ branches, what differs ─┤
    /// │                         │                         │
    /// ```
    ///
    /// Without a branch beside the run, the list of branches fills the right side.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let [upper, lower] = Layout::vertical([Constraint::Fill(1); 2]).areas(area);
        let [left, right] = Layout::horizontal([Constraint::Fill(1); 2]).areas(upper);
        let [loss, list] = Layout::horizontal([Constraint::Fill(1); 2]).areas(lower);
        this_run(canvas, left);
        draw_loss(canvas, loss);
        if let Some(other) = canvas.snapshot.other_run.as_deref() {
            other_run(canvas, other, right);
            draw_differences(canvas, other, list);
        } else {
            let whole = Rect { height: right.height + list.height, ..right };
            draw_branches(self, canvas, whole);
        }
    }

    fn footer(&self, _shared: &Shared, snapshot: &Snapshot) -> Vec<&'static str> {
        let mut told =
            vec!["time.play", "time.back time.forward", "compare.back", "compare.swap", "compare.down compare.up"];
        if !self.chosen_branch(snapshot).is_some_and(|number| is_beside(number, snapshot)) {
            told.push("compare.put");
        }
        told.extend(["compare.scale", "time.faster time.slower", "run.smaller_rate run.larger_rate"]);
        told
    }
}

/// Returns `L 0.3127  acc 0.913`.
fn measured(shared: &Shared, loss: Option<f64>, accuracy: Option<f64>) -> String {
    if shared.look.is_hidden {
        return format!("L ?  {} ?", t!(shared.text, "header.accuracy"));
    }
    let shown = |value: Option<String>| value.unwrap_or_else(|| "…".to_owned());
    let accuracy = shown(accuracy.map(|accuracy| format!("{accuracy:.3}")));
    format!("L {}  {} {accuracy}", shown(loss.map(number)), t!(shared.text, "header.accuracy"))
}

fn this_run(canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let title = Line::styled(t!(shared.text, "compare.this_run"), theme.value);
    let accuracy = snapshot.measured.evaluation.as_ref().map(|evaluation| evaluation.train.accuracy);
    let right = Line::styled(measured(shared, snapshot.latest_loss(), accuracy), theme.value);
    let inside = canvas.pane(title, right, false, area);
    if !shared.look.is_hidden {
        let (section, classes) = (shared.look.section(snapshot), snapshot.problem().class_names.len());
        backdrop::picture(canvas, &snapshot.network, &section, classes, inside);
    }
}

fn other_run(canvas: &mut Canvas, other: &OtherRun, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let title = Line::styled(t!(shared.text, "compare.beside", number = other.number), theme.value);
    let about = if let Some(breakdown) = other.breakdown {
        t!(shared.text, "compare.stopped", step = breakdown.step)
    } else if other.position.step < snapshot.position.step {
        t!(shared.text, "compare.catching_up", step = other.position.step)
    } else {
        let metrics = other.measured.map(|(_, metrics)| metrics);
        measured(shared, metrics.map(|metrics| metrics.loss), metrics.map(|metrics| metrics.accuracy))
    };
    let inside = canvas.pane(title, Line::styled(about, theme.value), false, area);
    if !shared.look.is_hidden {
        let section = section_of(shared, snapshot, other);
        let classes = other.setup.problem().class_names.len();
        backdrop::picture(canvas, &other.network, &section, classes, inside);
    }
}

/// Returns the plane of B: that of A if both have the same data.
fn section_of(shared: &Shared, snapshot: &Snapshot, other: &OtherRun) -> Section {
    if Arc::ptr_eq(other.setup.problem(), snapshot.problem()) {
        return shared.look.section(snapshot);
    }
    Section::derived(other.setup.problem()).unwrap_or_else(|| {
        let ranges = other.setup.ranges();
        Section::new(ranges, None, ranges.mean.clone())
    })
}

/// Draws both losses on one scale: A as bars, B as crosses.
fn draw_loss(canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let title = Line::styled(t!(shared.text, "compare.loss"), theme.value);
    let inside = canvas.pane(title, Line::default(), false, area);
    if shared.look.is_hidden || inside.height < 2 {
        return;
    }
    let a = curve(&snapshot.measured.history.loss);
    // The chart ends where A is: beyond that, B has nothing to be compared with.
    let last = a.last().unwrap_or(0);
    let b = snapshot.other_run.as_ref().map(|other| curve(&other.loss).until(last)).unwrap_or_default();
    let Some(scale) = Scale::over([&a, &b], shared.look.logarithmic) else { return };
    let [area, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(inside);
    let chart = Chart { steps: Steps { area, last }, scale };
    chart.bars(&a, theme.train, canvas.buffer);
    let end = b.last().map_or(0, |last| chart.steps.right_of(last));
    for (x, y) in chart.cells(&b).take_while(|(x, _)| *x < end) {
        canvas.set(x, y, '×', theme.test);
    }
    let range = format!("L {} … {}", short(scale.bottom), short(scale.top));
    canvas.line(Line::styled(format!("{} 0   {range}", t!(shared.text, "header.step")), theme.dim), below, 0);
    canvas.line_right(Line::styled(last.to_string(), theme.dim), below, 0);
}

/// Draws the settings that differ, and the changes that only one of the two has.
fn draw_differences(canvas: &mut Canvas, other: &OtherRun, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let title = Line::styled(t!(shared.text, "compare.differences"), theme.value);
    let inside = canvas.pane(title, Line::default(), false, area);
    let settings = super::differences::settings(snapshot, other, shared.text);
    let changes = super::differences::changes(snapshot, other, shared.text);
    if settings.is_empty() && changes.is_empty() {
        return canvas.line(Line::styled(t!(shared.text, "compare.no_difference"), theme.dim), inside, 0);
    }
    let settings = settings.into_iter().map(|difference| {
        Line::from(vec![
            Span::styled(aligned_left(&difference.name, 12), theme.label),
            Span::styled(format!("A {}", difference.a), theme.train),
            Span::raw("   "),
            Span::styled(format!("B {}", difference.b), theme.test),
        ])
    });
    let changes = changes.iter().map(|change| Line::styled(fit(change, usize::from(inside.width)), theme.value));
    canvas.lines(settings.chain(changes), inside);
}

/// Draws the abandoned branches, with the chosen one highlighted.
fn draw_branches(screen: &Compare, canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let title = Line::styled(t!(shared.text, "compare.branches"), theme.value);
    let inside = canvas.pane(title, Line::default(), true, area);
    if snapshot.branches.is_empty() {
        return canvas.lines(wrapped(t!(shared.text, "compare.none"), theme.value, inside.width), inside);
    }
    let choose = wrapped(t!(shared.text, "compare.choose"), theme.dim, inside.width);
    let count = snapshot.branches.len();
    let chosen = screen.clamped(count);
    let room = usize::from(inside.height).saturating_sub(choose.len() + 1);
    let seen = window(chosen, room, count);
    for (row, index) in (0..).zip(seen.clone()) {
        let branch = &snapshot.branches[index];
        let loss = branch.loss().buckets().last().map(|bucket| format!("  L {}", short(bucket.value)));
        let item =
            t!(shared.text, "compare.item", number = branch.number, from = branch.from, reached = branch.reached());
        let mark = if index == chosen { '►' } else { ' ' };
        let item = format!("{mark} {item}{}", loss.unwrap_or_default());
        canvas.line(list_line(&item, index == chosen, theme.value, inside.width), inside, row);
    }
    canvas.lines(choose, below(inside, cells(seen.len()) + 1));
}
