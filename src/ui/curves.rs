//! The measures of a run as curves.

use super::canvas::Canvas;
use super::kit::{Chart, Curve, Point};
use crate::session::{Bucket, Series};

/// A measure as a curve.
pub fn curve(series: &Series) -> Curve {
    let point = |&Bucket { first, last, min, max, value, .. }: &Bucket| Point { first, last, min, max, value };
    series.buckets().iter().map(point).collect()
}

/// Draws the losses of the abandoned branches, each from where it was left, with its number at its end.
pub fn draw_branches(canvas: &mut Canvas, chart: Chart) {
    let (branches, style) = (&canvas.snapshot.branches, canvas.theme.test);
    for branch in branches {
        let curve = curve(branch.loss());
        let part = chart.steps.right_of(branch.from)..chart.steps.right_of(curve.last().unwrap_or(0));
        for (x, y) in chart.cells(&curve).filter(|(x, _)| part.contains(x)) {
            let number = char::from_digit((branch.number % 10) as u32, 10).filter(|_| x + 1 == part.end);
            canvas.set(x, y, number.unwrap_or('·'), style);
        }
    }
}
