//! The distribution of one matrix: a histogram of all its numbers, and one of the unit at the cursor on the same scale.

use ndarray::ArrayView2;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::probe::Distribution;
use crate::t;
use crate::text::Text;
use crate::ui::kit::{below, cells, percent, right_of, short, with_notes, with_right, wrapped};
use crate::ui::{Canvas, Scene};

/// The maximum number of bars: in a wider panel, bars get wider instead.
const MOST_BINS: u16 = 48;
/// From this height on, the unit's numbers are written out and its bars are higher.
const TALL: u16 = 11;

pub struct Panel<'a> {
    pub name: String,
    /// One row per unit, or the reason why there are no values.
    pub values: Result<ArrayView2<'a, f64>, &'a str>,
}

/// ```text
/// Z = XW¹ + B¹              exactly 0: 1%
/// min −3.21 max 4.55 mean 0.12 σ 1.10
/// 12%      ▂▅█▆▃▁          the tallest bar
///        ▂▅██████▅▃▂▁▁
/// unit 4   ▁▃█▂            the same of one unit
///        −3.21   0            4.55
/// ```
pub fn render(canvas: &mut Canvas, panel: &Panel, unit: usize, area: Rect) {
    let Scene { shared, theme, .. } = canvas.scene;
    let text = shared.text;
    let title = Line::styled(panel.name.clone(), theme.value);
    let spread = match &panel.values {
        Ok(values) => Distribution::of(values.iter().copied()).ok_or(t!(text, "units.not_finite")),
        Err(why) => Err(*why),
    };
    let (Ok(values), Ok(spread)) = (&panel.values, &spread) else {
        canvas.line(title, area, 0);
        let why = spread.err().unwrap_or_default();
        return canvas.lines(wrapped(why, theme.dim, area.width.saturating_sub(1)), below(area, 1));
    };
    let zeros = Span::styled(zeros(text, spread), theme.label);
    canvas.line(with_right(title, zeros, 2, area.width), area, 0);
    canvas.line(Line::styled(numbers(text, spread), theme.label), area, 1);
    let one = values.row(unit.min(values.nrows() - 1));
    let [chart, own, words] = rows(below(area, 2));
    let label = format!("{} {} ", t!(text, "panes.unit"), unit + 1);
    let margin = cells(label.width());
    let axis = right_of(words, margin);
    let bins = usize::from(axis.width / bin_width(axis.width).max(1));
    let all = spread.histogram(values.iter().copied(), bins);
    let tallest = all.iter().copied().max().unwrap_or_default() as f64 / spread.count as f64;
    canvas.line(Line::styled(percent(tallest), theme.dim), chart, 0);
    draw_bars(canvas, &all, theme.train, right_of(chart, margin));
    canvas.line(Line::styled(label, theme.focus), own, own.height.saturating_sub(1));
    let of_unit = spread.histogram(one.iter().copied(), bins);
    draw_bars(canvas, &of_unit, theme.test, right_of(own, margin));
    draw_ends(canvas, spread, axis);
    if words.height > 1
        && let Some(of_unit) = Distribution::of(one.iter().copied())
    {
        describe_unit(canvas, unit, &of_unit, words);
    }
}

fn describe_unit(canvas: &mut Canvas, unit: usize, spread: &Distribution, area: Rect) {
    let Scene { shared, theme, .. } = canvas.scene;
    let label = Span::styled(format!("{} {}: ", t!(shared.text, "panes.unit"), unit + 1), theme.focus);
    let zeros = Span::styled(format!("  {}", zeros(shared.text, spread)), theme.label);
    let line = vec![label, Span::styled(numbers(shared.text, spread), theme.label)];
    canvas.line(with_notes(line, [zeros], area.width), area, 1);
}

fn zeros(text: &Text, spread: &Distribution) -> String {
    t!(text, "units.zeros", share = percent(spread.zero_share()))
}

/// Returns the areas of the two charts, and of the ends of the scale (in a tall panel, with the unit's numbers below).
fn rows(area: Rect) -> [Rect; 3] {
    let is_tall = area.height + 2 >= TALL;
    let [own, words] = if is_tall { [area.height / 4, 2] } else { [1, 1] };
    Layout::vertical([Constraint::Fill(1), Constraint::Length(own), Constraint::Length(words)]).areas(area)
}

fn bin_width(width: u16) -> u16 {
    width.div_ceil(MOST_BINS)
}

fn numbers(text: &Text, spread: &Distribution) -> String {
    let Distribution { min, max, mean, deviation, .. } = *spread;
    let [min, max, mean, deviation] = [min, max, mean, deviation].map(short);
    t!(text, "units.spread", min = min, max = max, mean = mean, deviation = deviation)
}

fn draw_bars(canvas: &mut Canvas, counts: &[usize], style: Style, area: Rect) {
    let most = counts.iter().copied().max().unwrap_or_default().max(1);
    let width = bin_width(area.width);
    for (bin, &count) in (0..).zip(counts) {
        let place = Rect { x: area.x + bin * width, width, ..area };
        // Even the smallest count is visible.
        let share = if count > 0 { (count as f64 / most as f64).max(0.005) } else { 0.0 };
        canvas.rising(share, style, place);
    }
}

/// Draws the ends of the scale, and 0 if it lies between them and there is room.
fn draw_ends(canvas: &mut Canvas, spread: &Distribution, area: Rect) {
    let Scene { theme, .. } = canvas.scene;
    let [left, right] = [spread.min, spread.max].map(short);
    let width = area.width / bin_width(area.width).max(1) * bin_width(area.width);
    let bars = usize::from(width);
    let most = if spread.min < spread.max { &*right } else { "" };
    canvas.line(with_right(&*left, most, 1, width).style(theme.label), area, 0);
    let zero = (spread.place(0.0) * bars as f64) as usize;
    let is_between = spread.min < 0.0 && spread.max > 0.0;
    if is_between && zero > left.width() && zero + 1 + right.width() < bars {
        canvas.set(area.x + cells(zero), area.y, '0', theme.value);
    }
}
