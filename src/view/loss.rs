//! The loss along the run.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::bars;
use super::numbers::{number, short};
use super::theme::Theme;
use crate::app::{App, Pane};
use crate::session::{Series, Snapshot};
use crate::t;

/// One column of the curve: the steps from `first` on that it stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// The value at the column's last step.
    pub value: f64,
    /// The largest value of its steps.
    max: f64,
}

/// The curve of `series` in `width` columns that stand for the steps 0 … `last`. A column without a measurement shows
/// the one before it, as the curve is known no better.
pub(super) fn columns(series: &Series, last: u64, width: usize) -> Vec<Option<Column>> {
    let mut buckets = series.buckets().iter().peekable();
    let mut latest: Option<Column> = None;
    let column = |index: usize| {
        // The last step that this column stands for; neighbours may stand for the same.
        let end = (u128::from(last + 1) * (index as u128 + 1)).div_ceil(width as u128) as u64;
        let mut max = f64::NEG_INFINITY;
        while let Some(bucket) = buckets.next_if(|bucket| bucket.first < end) {
            max = max.max(bucket.max);
            latest = Some(Column { value: bucket.value, max: bucket.max });
        }
        latest.map(|latest| Column { max: max.max(latest.value), ..latest })
    };
    (0..width).map(column).collect()
}

/// The vertical axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    bottom: f64,
    top: f64,
    logarithmic: bool,
    /// Whether some values are 0 or less: on a logarithmic scale they stand at the bottom.
    has_zero: bool,
}

impl Scale {
    /// From 0 (logarithmic: from the least positive value) to the largest value of all series.
    pub fn over(series: &[&Series], logarithmic: bool) -> Option<Self> {
        let ranges: Vec<(f64, f64)> = series.iter().filter_map(|series| series.range()).collect();
        let top = ranges.iter().map(|range| range.1).reduce(f64::max)?;
        let least = ranges.iter().map(|range| range.0).reduce(f64::min)?;
        let values = series.iter().flat_map(|series| series.buckets()).flat_map(|bucket| [bucket.min, bucket.value]);
        let least_positive = values.chain([top]).filter(|value| *value > 0.0).reduce(f64::min);
        // Logarithms need a positive bottom, and one below the least value so that it shows.
        let (bottom, logarithmic) = match least_positive.filter(|_| logarithmic) {
            Some(positive) => (positive * 0.8, true),
            None => (least.min(0.0), false),
        };
        let top = if top > bottom { top } else { bottom + 1.0 };
        Some(Self { bottom, top, logarithmic, has_zero: least <= 0.0 })
    }

    /// The value at the bottom and at the top.
    pub fn ends(self) -> (f64, f64) {
        (self.bottom, self.top)
    }

    /// Where `value` stands, 0 … 1.
    pub fn share(self, value: f64) -> f64 {
        if self.logarithmic && value <= 0.0 {
            0.0
        } else if self.logarithmic {
            (value / self.bottom).ln() / (self.top / self.bottom).ln()
        } else {
            (value - self.bottom) / (self.top - self.bottom)
        }
    }
}

/// Draws the pane.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (train, test) = (&snapshot.measured.history.loss, &snapshot.measured.history.test_loss);
    let has_test = snapshot.setup.test_examples() > 0;
    let branches = snapshot.branches.iter().map(|branch| &branch.loss);
    let all: Vec<&Series> = branches.chain([train, test]).collect();
    let scale = Scale::over(&all, app.logarithmic);
    let name =
        if snapshot.steps_per_epoch() > 1 { t!(app.text, "panes.loss_batch") } else { t!(app.text, "panes.loss") };
    let title = Line::styled(name, theme.value);
    let now = snapshot.latest_loss().map(|loss| format!("{} {}", t!(app.text, "panes.now"), number(loss)));
    let minimum = train.range().map(|(min, _)| format!("{} {}", t!(app.text, "panes.minimum"), number(min)));
    let right = [minimum, now].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let focused = app.focus == Pane::Loss;
    let inside = bars::frame(title, Line::styled(right, theme.value), focused, theme, area, buffer);
    let Some(scale) = scale else {
        return bars::text(Line::styled(t!(app.text, "panes.no_data_yet").to_owned(), theme.dim), inside, 0, buffer);
    };
    let [body, steps] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(inside);
    let [labels, chart] = Layout::horizontal([Constraint::Length(6), Constraint::Fill(1)]).areas(body);
    bars::text(Line::styled(short(scale.top), theme.dim), labels, 0, buffer);
    if labels.height > 1 {
        bars::text(Line::styled(short(scale.bottom), theme.dim), labels, labels.height - 1, buffer);
    }
    let last = all.iter().filter_map(|series| series.buckets().last()).map(|bucket| bucket.last).max().unwrap_or(0);
    let width = usize::from(chart.width);
    let until = train.buckets().last().map_or(0, |bucket| bucket.last);
    for (x, column) in (chart.x..).zip(columns(train, last, width)) {
        let is_there = x - chart.x < columns_until(until, last, chart.width);
        let Some(column) = column.filter(|_| is_there) else { continue };
        let place = Rect { x, width: 1, ..chart };
        spike(scale.share(column.value), scale.share(column.max), theme, place, buffer);
        bars::rising(scale.share(column.value), theme.train, place, buffer);
    }
    left_behind(snapshot, scale, last, theme, chart, buffer);
    let below = Rect { x: chart.x, width: chart.width, ..steps };
    let draw_below = |buffer: &mut Buffer| draw_steps(app, snapshot, last, scale, theme, below, buffer);
    if has_test {
        // Every second column: the bars below stay in sight.
        for (x, column) in (chart.x..).zip(columns(test, last, width)).step_by(2) {
            let Some(column) = column else { continue };
            bars::set(buffer, x, level(scale.share(column.value), chart), '×', theme.test);
        }
    }
    draw_below(buffer);
}

/// The column, from 0, that stands for a step.
pub(super) fn column_of(step: u64, last: u64, width: u16) -> u16 {
    let offset = u128::from(step) * u128::from(width) / u128::from(last + 1);
    (offset as u16).min(width.saturating_sub(1))
}

/// How many columns stand for the steps up to and with `step`.
pub(super) fn columns_until(step: u64, last: u64, width: u16) -> u16 {
    (u128::from(step + 1) * u128::from(width)).div_ceil(u128::from(last + 1)).min(u128::from(width)) as u16
}

/// The curves of the futures that were left behind, from where each was left.
pub(super) fn left_behind(
    snapshot: &Snapshot,
    scale: Scale,
    last: u64,
    theme: &Theme,
    chart: Rect,
    buffer: &mut Buffer,
) {
    for branch in &snapshot.branches {
        let until = branch.loss.buckets().last().map_or(0, |bucket| bucket.last);
        let part = columns_until(branch.from, last, chart.width)..columns_until(until, last, chart.width);
        for (offset, column) in (0..).zip(columns(&branch.loss, last, usize::from(chart.width))) {
            let Some(column) = column.filter(|_| part.contains(&offset)) else { continue };
            let y = level(scale.share(column.value), chart);
            bars::set(buffer, chart.x + offset, y, '·', theme.test);
            if offset + 1 == part.end {
                // Its name stands at its end.
                let name = char::from_digit((branch.number % 10) as u32, 10).unwrap_or('·');
                bars::set(buffer, chart.x + offset, y, name, theme.test);
            }
        }
    }
}

/// A thin line from the bar up to the largest value of the column's steps, where that is visibly higher.
fn spike(value: f64, max: f64, theme: &Theme, place: Rect, buffer: &mut Buffer) {
    for y in level(max, place)..level(value, place) {
        bars::set(buffer, place.x, y, '│', theme.train);
    }
}

/// The line of `area` on which a share of its height ends.
pub(super) fn level(share: f64, area: Rect) -> u16 {
    let from_bottom = (share.clamp(0.0, 1.0) * f64::from(area.height)).ceil() as u16;
    area.bottom().saturating_sub(from_bottom.max(1)).max(area.top())
}

/// The steps under the curve, the kind of scale and the names of the curves, and where the run stands when that is not
/// its end.
fn draw_steps(app: &App, snapshot: &Snapshot, last: u64, scale: Scale, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let kind = match (scale.logarithmic, scale.has_zero) {
        (true, true) => t!(app.text, "panes.logarithmic_of_positive"),
        (true, false) => t!(app.text, "panes.logarithmic"),
        (false, _) => t!(app.text, "panes.linear"),
    };
    let end = last.to_string();
    let room = area.width.saturating_sub(end.len() as u16 + 1);
    let has_test = snapshot.setup.test_examples() > 0;
    let start = if has_test { "0".to_owned() } else { format!("{} 0", t!(app.text, "header.step")) };
    let mut line = Line::styled(format!("{start} · {kind}"), theme.dim);
    let legend = [
        (format!(" × {}", t!(app.text, "panes.test")), theme.test),
        (format!(" █ {}", t!(app.text, "panes.train")), theme.train),
    ];
    for (name, style) in legend.into_iter().filter(|_| has_test) {
        // What does not fit is left out whole.
        let name = Span::styled(name, style);
        if line.width() + name.width() <= usize::from(room) {
            line.push_span(name);
        }
    }
    bars::text(line, Rect { width: room, ..area }, 0, buffer);
    buffer.set_string(area.right().saturating_sub(end.len() as u16), area.y, &end, theme.dim);
    let step = snapshot.position.step;
    if step < last && area.width > 0 {
        let offset = (u128::from(step) * u128::from(area.width) / u128::from(last + 1)) as u16;
        let x = area.x + offset.min(area.width - 1);
        // Where words stand, it stands above them, on the curve.
        let is_free = buffer.cell((x, area.y)).is_some_and(|cell| cell.symbol() == " ");
        bars::set(buffer, x, if is_free { area.y } else { area.y.saturating_sub(1) }, '▲', theme.focus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[f64]) -> Series {
        let mut series = Series::default();
        values.iter().enumerate().for_each(|(step, &value)| series.record(step as u64, value));
        series
    }

    #[test]
    fn few_steps_spread_over_all_columns_and_many_keep_their_spike() {
        let values = |columns: Vec<Option<Column>>| columns.into_iter().map(|c| c.map(|c| c.value)).collect::<Vec<_>>();
        assert_eq!(values(columns(&series(&[3.0, 1.0]), 1, 4)), [3.0, 3.0, 1.0, 1.0].map(Some));
        let spiked = columns(&series(&[1.0, 9.0, 1.0, 1.0]), 3, 2);
        assert_eq!(spiked, [Column { value: 9.0, max: 9.0 }, Column { value: 1.0, max: 1.0 }].map(Some));
        let spiked = columns(&series(&[9.0, 1.0, 1.0, 1.0]), 3, 2);
        assert_eq!(spiked[0], Some(Column { value: 1.0, max: 9.0 }));
    }

    #[test]
    fn the_scale_runs_from_zero_or_below_the_least_value() {
        let series = series(&[4.0, 1.0]);
        let linear = Scale::over(&[&series], false).unwrap();
        assert_eq!([linear.share(0.0), linear.share(1.0), linear.share(4.0)], [0.0, 0.25, 1.0]);
        let logarithmic = Scale::over(&[&series], true).unwrap();
        assert!(logarithmic.share(1.0) > 0.0 && (logarithmic.share(4.0) - 1.0).abs() < 1e-12);
    }
}
