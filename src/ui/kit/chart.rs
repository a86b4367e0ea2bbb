//! Curves over the steps of a run. Each column of the screen covers some steps.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::points::{rising, set};

/// A measure over a few consecutive steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub first: u64,
    pub last: u64,
    pub min: f64,
    pub max: f64,
    /// The value at the last step.
    pub value: f64,
}

/// A measure over the run, in the order of its steps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    points: Vec<Point>,
}

impl FromIterator<Point> for Curve {
    fn from_iter<I: IntoIterator<Item = Point>>(points: I) -> Self {
        Self { points: points.into_iter().collect() }
    }
}

impl Curve {
    pub fn last(&self) -> Option<u64> {
        self.points.last().map(|point| point.last)
    }

    /// Applies `f` to every value.
    #[must_use]
    pub fn map(mut self, f: impl Fn(f64) -> f64) -> Self {
        for point in &mut self.points {
            let (one, other) = (f(point.min), f(point.max));
            *point = Point { min: one.min(other), max: one.max(other), value: f(point.value), ..*point };
        }
        self
    }

    /// Cuts the curve after `step`.
    #[must_use]
    pub fn until(mut self, step: u64) -> Self {
        self.points.retain(|point| point.last <= step);
        self
    }
}

/// The horizontal axis: the steps 0 … `last` across the columns of `area`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    pub area: Rect,
    pub last: u64,
}

impl Steps {
    fn count(self) -> u128 {
        u128::from(self.last) + 1
    }

    /// Returns the first step after the columns up to `offset`. Neighbouring columns may cover the same step.
    fn end(self, offset: usize) -> u64 {
        (self.count() * (offset as u128 + 1)).div_ceil(u128::from(self.area.width.max(1))) as u64
    }

    /// Returns the screen column of a step.
    pub fn x(self, step: u64) -> u16 {
        let offset = u128::from(step) * u128::from(self.area.width) / self.count();
        self.area.x + (offset as u16).min(self.area.width.saturating_sub(1))
    }

    /// Returns the column after those of the steps 0 … `step`.
    pub fn right_of(self, step: u64) -> u16 {
        let columns = ((u128::from(step) + 1) * u128::from(self.area.width)).div_ceil(self.count());
        self.area.x + columns.min(u128::from(self.area.width)) as u16
    }

    /// Returns the first step of the column at `x`.
    pub fn step(self, x: u16) -> u64 {
        let offset = u128::from(x.saturating_sub(self.area.x));
        (offset * self.count()).div_ceil(u128::from(self.area.width.max(1))) as u64
    }
}

/// The vertical axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    pub bottom: f64,
    pub top: f64,
    /// Whether equal distances mean equal ratios.
    pub logarithmic: bool,
    /// Whether some values are ≤ 0; a logarithmic scale draws them at the bottom.
    pub has_zero: bool,
}

impl Scale {
    /// Returns a scale up to the largest value, from 0 or the least negative value or, if logarithmic, from just below
    /// the least positive one; `None` without values.
    pub fn over<'a>(curves: impl IntoIterator<Item = &'a Curve>, logarithmic: bool) -> Option<Self> {
        let points: Vec<&Point> = curves.into_iter().flat_map(|curve| &curve.points).collect();
        let top = points.iter().map(|point| point.max).reduce(f64::max)?;
        let least = points.iter().map(|point| point.min).reduce(f64::min)?;
        let values = points.iter().flat_map(|point| [point.min, point.value]).chain([top]);
        let least_positive = values.filter(|value| *value > 0.0).reduce(f64::min);
        // The bottom of a logarithmic scale is positive, and a little below the least value so that its bar is visible.
        let (bottom, logarithmic) = match least_positive.filter(|_| logarithmic) {
            Some(positive) => (positive * 0.8, true),
            None => (least.min(0.0), false),
        };
        let top = if top > bottom { top } else { bottom + 1.0 };
        Some(Self { bottom, top, logarithmic, has_zero: least <= 0.0 })
    }

    /// Returns the height of `value`, from 0 at the bottom to 1 at the top.
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

/// Curves on common axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chart {
    pub steps: Steps,
    pub scale: Scale,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Column {
    x: u16,
    /// The value at the column's last step.
    value: f64,
    /// The largest value of its steps.
    max: f64,
}

impl Chart {
    /// Returns the columns of `curve` from its beginning on. A column without a measurement repeats the previous one.
    fn columns(self, curve: &Curve) -> impl Iterator<Item = Column> {
        let area = self.steps.area;
        let mut points = curve.points.iter().peekable();
        let mut latest: Option<(f64, f64)> = None;
        let column = move |(offset, x): (usize, u16)| {
            let end = self.steps.end(offset);
            let mut max = f64::NEG_INFINITY;
            while let Some(point) = points.next_if(|point| point.first < end) {
                max = max.max(point.max);
                latest = Some((point.value, point.max));
            }
            latest.map(|(value, latest)| Column { x, value, max: if max < value { latest.max(value) } else { max } })
        };
        (area.left()..area.right()).enumerate().filter_map(column)
    }

    /// Returns the top line of a bar that reaches `value`.
    fn y(self, value: f64) -> u16 {
        let area = self.steps.area;
        let from_bottom = (self.scale.share(value).clamp(0.0, 1.0) * f64::from(area.height)).ceil() as u16;
        area.bottom().saturating_sub(from_bottom.max(1)).max(area.top())
    }

    /// Draws one bar per column, up to the end of the curve.
    pub fn bars(self, curve: &Curve, style: Style, buffer: &mut Buffer) {
        for Column { x, value, .. } in self.measured_columns(curve) {
            rising(self.scale.share(value), style, Rect { x, width: 1, ..self.steps.area }, buffer);
        }
    }

    /// Draws a thin line from each bar up to the largest value in its column, if that is visibly higher.
    pub fn spikes(self, curve: &Curve, style: Style, buffer: &mut Buffer) {
        for Column { x, value, max } in self.measured_columns(curve) {
            (self.y(max)..self.y(value)).for_each(|y| set(buffer, x, y, '│', style));
        }
    }

    fn measured_columns(self, curve: &Curve) -> impl Iterator<Item = Column> {
        let end = curve.last().map_or(0, |last| self.steps.right_of(last));
        self.columns(curve).take_while(move |column| column.x < end)
    }

    /// Returns the curve's cell in each column, from its beginning to the right end of the chart.
    pub fn cells(self, curve: &Curve) -> impl Iterator<Item = (u16, u16)> {
        self.columns(curve).map(move |column| (column.x, self.y(column.value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn curve(values: &[f64]) -> Curve {
        let point = |(step, &value): (usize, &f64)| {
            let step = step as u64;
            Point { first: step, last: step, min: value, max: value, value }
        };
        values.iter().enumerate().map(point).collect()
    }

    fn chart(last: u64, width: u16, curve: &Curve) -> Chart {
        let scale = Scale::over([curve], false).unwrap();
        Chart { steps: Steps { area: Rect::new(4, 1, width, 8), last }, scale }
    }

    #[test]
    fn few_steps_spread_over_all_columns_and_many_keep_their_spike() {
        let seen = |values: &[f64], last: u64, width: u16| {
            let curve = curve(values);
            chart(last, width, &curve).columns(&curve).map(|column| (column.value, column.max)).collect::<Vec<_>>()
        };
        assert_eq!(seen(&[3.0, 1.0], 1, 4), [(3.0, 3.0), (3.0, 3.0), (1.0, 1.0), (1.0, 1.0)]);
        assert_eq!(seen(&[1.0, 9.0, 1.0, 1.0], 3, 2), [(9.0, 9.0), (1.0, 1.0)]);
        assert_eq!(seen(&[9.0, 1.0, 1.0, 1.0], 3, 2)[0], (1.0, 9.0));
    }

    #[test]
    fn the_scale_runs_from_zero_or_below_the_least_value() {
        let curve = curve(&[4.0, 1.0]);
        let linear = Scale::over([&curve], false).unwrap();
        assert_eq!([0.0, 1.0, 4.0].map(|value| linear.share(value)), [0.0, 0.25, 1.0]);
        let logarithmic = Scale::over([&curve], true).unwrap();
        assert!(logarithmic.share(1.0) > 0.0 && (logarithmic.share(4.0) - 1.0).abs() < 1e-12);
        assert_eq!(Scale::over([&Curve::default()], true), None);
    }

    proptest! {
        #[test]
        fn a_column_stands_for_the_steps_that_stand_in_it(width in 1..60_u16, last in 0..200_u64, step in 0..200_u64) {
            let (steps, step) = (Steps { area: Rect::new(4, 0, width, 1), last }, step.min(last));
            let x = steps.x(step);
            prop_assert!(steps.area.contains((x, 0).into()));
            prop_assert!(steps.step(x) <= step && step < steps.end(usize::from(x - 4)));
            prop_assert!(x < steps.right_of(step));
            prop_assert_eq!(steps.right_of(last), steps.area.right());
            if u64::from(width) <= last {
                prop_assert_eq!(steps.x(steps.step(x)), x, "the first step of a column stands there");
            }
        }

        #[test]
        fn no_spike_is_lost_and_nothing_stands_outside(values in prop::collection::vec(0.0..9.0_f64, 1..80), width in 1..40_u16) {
            let curve = curve(&values);
            let chart = chart(values.len() as u64 - 1, width, &curve);
            let columns: Vec<Column> = chart.columns(&curve).collect();
            prop_assert_eq!(columns.len(), usize::from(width));
            let largest = |all: &mut dyn Iterator<Item = f64>| all.fold(0.0, f64::max);
            prop_assert_eq!(largest(&mut columns.iter().map(|c| c.max)), largest(&mut values.iter().copied()));
            prop_assert_eq!(columns[columns.len() - 1].value, values[values.len() - 1]);
            let mut buffer = Buffer::empty(Rect::new(0, 0, width + 8, 12));
            chart.spikes(&curve, Style::new(), &mut buffer);
            chart.bars(&curve, Style::new(), &mut buffer);
            for (x, y) in (0..width + 8).flat_map(|x| (0..12).map(move |y| (x, y))) {
                prop_assert!(buffer[(x, y)].symbol() == " " || chart.steps.area.contains((x, y).into()));
            }
            prop_assert!(chart.cells(&curve).all(|cell| chart.steps.area.contains(cell.into())));
        }
    }
}
