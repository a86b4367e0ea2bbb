//! How the numbers of one matrix spread: a histogram of all, and on the same scale that of the unit at the cursor.

use ndarray::ArrayView2;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::app::App;
use crate::probe::Distribution;
use crate::t;
use crate::view::bars;
use crate::view::numbers::{percent, short, wrap};
use crate::view::theme::Theme;

/// More bars than this do not tell more: in a wide panel they grow wider.
const MOST_BINS: u16 = 48;
/// From so many lines on, the unit has numbers of its own and higher bars.
const TALL: u16 = 11;

/// The numbers of a matrix, under its name.
pub struct Panel<'a> {
    pub name: String,
    /// A row a unit; or why there are none.
    pub values: Result<ArrayView2<'a, f64>, String>,
}

/// Draws the panel.
///
/// ```text
/// Z = XW¹ + B¹              exactly 0: 1%
/// min −3.21 max 4.55 mean 0.12 σ 1.10
/// 12%      ▂▅█▆▃▁          the tallest bar
///        ▂▅██████▅▃▂▁▁
/// unit 4   ▁▃█▂            the same of one unit
///        −3.21   0            4.55
/// ```
pub fn render(panel: &Panel, app: &App, unit: usize, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let title = Line::styled(panel.name.clone(), theme.value);
    let wide = title.width() as u16;
    bars::text(title, area, 0, buffer);
    let values = match &panel.values {
        Ok(values) => values,
        Err(why) => return refuse(why, theme, area, buffer),
    };
    let Some(spread) = Distribution::of(values.iter().copied()) else {
        return refuse(t!(app.text, "units.not_finite"), theme, area, buffer);
    };
    let zeros = zeros(app, &spread);
    let left = area.width.saturating_sub(zeros.width() as u16);
    if wide + 2 <= left {
        bars::text(
            Line::styled(zeros, theme.label),
            Rect { x: area.x + left, width: area.width - left, ..area },
            0,
            buffer,
        );
    }
    bars::text(Line::styled(numbers(app, &spread), theme.label), area, 1, buffer);
    let below = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let one = values.row(unit.min(values.nrows() - 1));
    let [chart, own, words] = rows(below);
    let label = format!("{} {} ", t!(app.text, "panes.unit"), unit + 1);
    let margin = label.width() as u16;
    let axis = Rect { x: chart.x + margin, width: chart.width.saturating_sub(margin), ..words };
    let bins = usize::from(axis.width / bin_width(axis.width).max(1));
    let all = spread.histogram(values.iter().copied(), bins);
    let tallest = all.iter().copied().max().unwrap_or_default() as f64 / spread.count as f64;
    bars::text(Line::styled(percent(tallest), theme.dim), chart, 0, buffer);
    draw_bars(&all, theme.train, Rect { x: axis.x, width: axis.width, ..chart }, buffer);
    bars::text(Line::styled(label, theme.focus), own, own.height.saturating_sub(1), buffer);
    let of_unit = spread.histogram(one.iter().copied(), bins);
    draw_bars(&of_unit, theme.test, Rect { x: axis.x, width: axis.width, ..own }, buffer);
    draw_ends(&spread, theme, Rect { height: 1, ..axis }, buffer);
    if words.height > 1
        && let Some(of_unit) = Distribution::of(one.iter().copied())
    {
        describe_unit(app, unit, &of_unit, theme, words, buffer);
    }
}

/// The unit's own numbers, below the ends of the scale.
fn describe_unit(app: &App, unit: usize, spread: &Distribution, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let label = Span::styled(format!("{} {}: ", t!(app.text, "panes.unit"), unit + 1), theme.focus);
    let mut line = Line::from(vec![label, Span::styled(numbers(app, spread), theme.label)]);
    let zeros = Span::styled(format!("  {}", zeros(app, spread)), theme.label);
    // What does not fit is left out whole.
    if line.width() + zeros.width() <= usize::from(area.width) {
        line.push_span(zeros);
    }
    bars::text(line, area, 1, buffer);
}

fn zeros(app: &App, spread: &Distribution) -> String {
    t!(app.text, "units.zeros", share = percent(spread.zero_share()))
}

/// The chart of all, that of the unit, and the ends of the scale with, in a tall panel, the unit's numbers.
fn rows(area: Rect) -> [Rect; 3] {
    let is_tall = area.height + 2 >= TALL;
    let [own, words] = if is_tall { [area.height / 4, 2] } else { [1, 1] };
    Layout::vertical([Constraint::Fill(1), Constraint::Length(own), Constraint::Length(words)]).areas(area)
}

fn bin_width(width: u16) -> u16 {
    width.div_ceil(MOST_BINS)
}

fn numbers(app: &App, spread: &Distribution) -> String {
    let Distribution { min, max, mean, deviation, .. } = *spread;
    let [min, max, mean, deviation] = [min, max, mean, deviation].map(short);
    t!(app.text, "units.spread", min = min, max = max, mean = mean, deviation = deviation)
}

fn refuse(why: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    for (row, line) in wrap(why, usize::from(area.width).saturating_sub(1)).into_iter().enumerate() {
        bars::text(Line::styled(line, theme.dim), area, row as u16 + 1, buffer);
    }
}

fn draw_bars(counts: &[usize], style: ratatui::style::Style, area: Rect, buffer: &mut Buffer) {
    let most = counts.iter().copied().max().unwrap_or_default().max(1);
    let width = bin_width(area.width);
    for (bin, &count) in counts.iter().enumerate() {
        let place = Rect { x: area.x + bin as u16 * width, width, ..area };
        // However few they are, they are seen.
        let share = if count > 0 { (count as f64 / most as f64).max(0.005) } else { 0.0 };
        bars::rising(share, style, place, buffer);
    }
}

/// The ends of the scale, and where 0 lies if there is room between them.
fn draw_ends(spread: &Distribution, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let [left, right] = [spread.min, spread.max].map(short);
    let bars = usize::from(area.width / bin_width(area.width).max(1) * bin_width(area.width));
    let mut line = format!("{left:<bars$}");
    if right.width() + left.width() < bars && spread.min < spread.max {
        let room = bars - right.width();
        line = format!("{left:<room$}{right}");
    }
    bars::text(Line::styled(line, theme.label), area, 0, buffer);
    let zero = (spread.place(0.0) * bars as f64) as usize;
    let is_between = spread.min < 0.0 && spread.max > 0.0;
    if is_between && zero > left.width() && zero + 1 + right.width() < bars {
        bars::set(buffer, area.x + zero as u16, area.y, '0', theme.value);
    }
}
