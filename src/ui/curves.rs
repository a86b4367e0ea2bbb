//! The measures of a run as curves.

use super::canvas::Canvas;
use super::kit::{Chart, Curve, Point};
use crate::session::{Bucket, Series, Snapshot};

/// Converts a measure to a curve.
pub fn curve(series: &Series) -> Curve {
    let point = |&Bucket { first, last, min, max, value, .. }: &Bucket| Point { first, last, min, max, value };
    series.buckets().iter().map(point).collect()
}

/// Returns the losses of the abandoned branches.
pub fn branch_curves(snapshot: &Snapshot) -> Vec<Curve> {
    snapshot.branches.iter().map(|branch| curve(branch.loss())).collect()
}

/// Draws those curves, each from where its branch was abandoned, with the branch's number at its end.
pub fn draw_branches(canvas: &mut Canvas, chart: Chart, curves: &[Curve]) {
    let (snapshot, style) = (canvas.snapshot, canvas.theme.test);
    for (branch, curve) in snapshot.branches.iter().zip(curves) {
        let part = chart.steps.right_of(branch.from)..chart.steps.right_of(curve.last().unwrap_or(0));
        for (x, y) in chart.cells(curve).filter(|(x, _)| part.contains(x)) {
            let number = char::from_digit((branch.number % 10) as u32, 10).filter(|_| x + 1 == part.end);
            canvas.set(x, y, number.unwrap_or('·'), style);
        }
    }
}
