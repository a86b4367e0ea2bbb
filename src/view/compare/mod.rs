//! Two branches side by side, A | B: what each makes of the plane, their losses in one chart, and what differs.

mod differences;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::bars;
use super::boundary;
use super::loss::{Scale, columns, columns_until, level};
use super::numbers::{fit, number, short, wrap};
use super::theme::Theme;
use crate::app::App;
use crate::probe::Section;
use crate::session::{OtherRun, Snapshot};
use crate::t;

/// Draws the body of the screen.
///
/// ```text
/// ┌ A: this run ────────────┬ B: branch 2 ────────────┐
/// │ its boundary            │ its boundary            │
/// ├ loss of both ───────────┼ branches, what differs ─┤
/// │                         │                         │
/// ```
///
/// Without a branch beside the run, the list of branches has the right side alone.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let [upper, lower] = Layout::vertical([Constraint::Fill(1); 2]).areas(area);
    let [left, right] = Layout::horizontal([Constraint::Fill(1); 2]).areas(upper);
    let [loss, list] = Layout::horizontal([Constraint::Fill(1); 2]).areas(lower);
    this_run(app, snapshot, theme, left, buffer);
    draw_loss(app, snapshot, theme, loss, buffer);
    if let Some(other) = snapshot.other_run.as_deref() {
        other_run(app, snapshot, other, theme, right, buffer);
        draw_differences(app, snapshot, other, theme, list, buffer);
    } else {
        let whole = Rect { height: right.height + list.height, ..right };
        draw_branches(app, snapshot, theme, whole, buffer);
    }
}

/// `L 0.3127  acc 0.913`
fn measured(app: &App, loss: Option<f64>, accuracy: Option<f64>) -> String {
    if app.predict {
        return format!("L ?  {} ?", t!(app.text, "header.accuracy"));
    }
    let shown = |value: Option<String>| value.unwrap_or_else(|| "…".to_owned());
    let accuracy = shown(accuracy.map(|accuracy| format!("{accuracy:.3}")));
    format!("L {}  {} {accuracy}", shown(loss.map(number)), t!(app.text, "header.accuracy"))
}

fn this_run(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let title = Line::styled(t!(app.text, "compare.this_run").to_owned(), theme.value);
    let accuracy = snapshot.measured.evaluation.as_ref().map(|evaluation| evaluation.train.accuracy);
    let right = Line::styled(measured(app, snapshot.latest_loss(), accuracy), theme.value);
    let inside = bars::frame(title, right, false, theme, area, buffer);
    if !app.predict {
        let (section, classes) = (app.section(snapshot), snapshot.problem().class_names.len());
        boundary::picture(snapshot.network(), &section, classes, theme, inside, buffer);
    }
}

fn other_run(app: &App, snapshot: &Snapshot, other: &OtherRun, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let title = Line::styled(t!(app.text, "compare.beside", number = other.number), theme.value);
    let about = if let Some(breakdown) = other.breakdown {
        t!(app.text, "compare.stopped", step = breakdown.step)
    } else if other.position.step < snapshot.position.step {
        t!(app.text, "compare.catching_up", step = other.position.step)
    } else {
        let metrics = other.measured.map(|(_, metrics)| metrics);
        measured(app, metrics.map(|metrics| metrics.loss), metrics.map(|metrics| metrics.accuracy))
    };
    let inside = bars::frame(title, Line::styled(about, theme.value), false, theme, area, buffer);
    if !app.predict {
        let section = section_of(app, snapshot, other);
        let classes = other.setup.problem().class_names.len();
        boundary::picture(other.network(), &section, classes, theme, inside, buffer);
    }
}

/// The plane of B: that of A where they have the same data.
fn section_of(app: &App, snapshot: &Snapshot, other: &OtherRun) -> Section {
    if Arc::ptr_eq(other.setup.problem(), snapshot.problem()) {
        return app.section(snapshot);
    }
    Section::derived(other.setup.problem()).unwrap_or_else(|| {
        let ranges = other.setup.ranges();
        Section::new(ranges, None, ranges.mean.clone())
    })
}

/// Both losses on one scale: A as bars, B as crosses.
fn draw_loss(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let title = Line::styled(t!(app.text, "compare.loss").to_owned(), theme.value);
    let inside = bars::frame(title, Line::default(), false, theme, area, buffer);
    let a = &snapshot.measured.history.loss;
    // As far as A has come: what B did beyond that has nothing to be compared with.
    let last = a.buckets().last().map_or(0, |bucket| bucket.last);
    let b = snapshot.other_run.as_ref().map(|other| {
        let mut loss = other.loss.clone();
        loss.truncate(last);
        loss
    });
    let all: Vec<_> = [a].into_iter().chain(&b).collect();
    let (Some(scale), true) = (Scale::over(&all, app.logarithmic), inside.height > 1 && !app.predict) else { return };
    let [body, steps] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(inside);
    let until = columns_until(a.buckets().last().map_or(0, |bucket| bucket.last), last, body.width);
    for (x, column) in (body.x..).zip(columns(a, last, usize::from(body.width))).take(usize::from(until)) {
        let Some(column) = column else { continue };
        bars::rising(scale.share(column.value), theme.train, Rect { x, width: 1, ..body }, buffer);
    }
    if let Some(b) = &b {
        let until = columns_until(b.buckets().last().map_or(0, |bucket| bucket.last), last, body.width);
        for (x, column) in (body.x..).zip(columns(b, last, usize::from(body.width))).take(usize::from(until)) {
            let Some(column) = column else { continue };
            bars::set(buffer, x, level(scale.share(column.value), body), '×', theme.test);
        }
    }
    let (bottom, top) = scale.ends();
    let range = format!("L {} … {}", short(bottom), short(top));
    bars::text(Line::styled(format!("{} 0   {range}", t!(app.text, "header.step")), theme.dim), steps, 0, buffer);
    let end = last.to_string();
    let x = steps.right().saturating_sub(end.width() as u16);
    buffer.set_string(x, steps.y, &end, theme.dim);
}

/// The settings and the changes that one of the two has alone.
fn draw_differences(app: &App, snapshot: &Snapshot, other: &OtherRun, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let title = Line::styled(t!(app.text, "compare.differences").to_owned(), theme.value);
    let inside = bars::frame(title, Line::default(), false, theme, area, buffer);
    let settings = differences::settings(snapshot, other, app.text);
    let changes = differences::changes(snapshot, other, app.text);
    if settings.is_empty() && changes.is_empty() {
        return bars::text(
            Line::styled(t!(app.text, "compare.no_difference").to_owned(), theme.dim),
            inside,
            0,
            buffer,
        );
    }
    let mut y = 0;
    for difference in settings {
        let line = Line::from(vec![
            Span::styled(format!("{:<12}", difference.name), theme.label),
            Span::styled(format!("A {}", difference.a), theme.train),
            Span::raw("   "),
            Span::styled(format!("B {}", difference.b), theme.test),
        ]);
        bars::text(line, inside, y, buffer);
        y += 1;
    }
    for change in changes {
        bars::text(Line::styled(fit(&change, usize::from(inside.width)), theme.value), inside, y, buffer);
        y += 1;
    }
}

/// The branches left behind, one of them chosen.
fn draw_branches(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let title = Line::styled(t!(app.text, "compare.branches").to_owned(), theme.value);
    let inside = bars::frame(title, Line::default(), true, theme, area, buffer);
    let width = usize::from(inside.width);
    if snapshot.branches.is_empty() {
        for (y, line) in wrap(t!(app.text, "compare.none"), width).into_iter().enumerate() {
            bars::text(Line::styled(line, theme.value), inside, y as u16, buffer);
        }
        return;
    }
    let chosen = app.compare.clamped(snapshot.branches.len());
    for (y, branch) in snapshot.branches.iter().enumerate() {
        let [number, from, reached] =
            [branch.number as u64, branch.from, branch.reached].map(|number| number.to_string());
        let loss = branch.loss.buckets().last().map(|bucket| format!("  L {}", short(bucket.value)));
        let mark = if y == chosen { '►' } else { ' ' };
        let line = format!(
            "{mark} {}{}",
            t!(app.text, "compare.item", number = number, from = from, reached = reached),
            loss.unwrap_or_default()
        );
        let style = if y == chosen { theme.value.add_modifier(Modifier::REVERSED) } else { theme.value };
        bars::text(Line::styled(format!("{:<width$}", fit(&line, width)), style), inside, y as u16, buffer);
    }
    let below = snapshot.branches.len() as u16 + 1;
    for (y, line) in (below..).zip(wrap(t!(app.text, "compare.choose"), width)) {
        bars::text(Line::styled(line, theme.dim), inside, y, buffer);
    }
}
