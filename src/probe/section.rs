//! The plane that a picture shows: two features span it, the others are held constant.

use std::sync::Arc;

use crate::data::{Examples, Problem, Ranges};

/// The values at which the features that do not span the plane are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeldAt {
    /// Those of the selected example.
    #[default]
    Example,
    /// Their means over the training examples.
    Mean,
}

/// The margin beyond the outermost examples, as a share of their range.
const MARGIN: f64 = 0.1;

/// A part of a plane, slightly larger than the range of the training examples.
///
/// The coordinates of a point are the values of the two features as the network takes them; if the network takes
/// features derived from two, they are the values of those two.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The features across and upwards, from 0.
    pub axes: [usize; 2],
    /// The inputs of the network, before those of the axes are filled in.
    held: Vec<f64>,
    /// The smallest and the largest value across, and upwards.
    extent: [[f64; 2]; 2],
    /// The problem that derives the inputs from the two features, if they are derived.
    derived: Option<Arc<Problem>>,
}

impl Section {
    /// Creates the plane of the features `axes` (see [`Section::axes_among`]), with the others as in `held`.
    pub fn new(ranges: &Ranges, axes: Option<[usize; 2]>, held: Vec<f64>) -> Self {
        let axes = Self::axes_among(ranges, axes);
        Self { axes, extent: axes.map(|axis| widened(ranges.least[axis], ranges.most[axis])), held, derived: None }
    }

    /// Creates the plane of the two features that the inputs of `problem` are derived from; `None` if they are not
    /// derived.
    pub fn derived(problem: &Arc<Problem>) -> Option<Self> {
        problem.derived.as_ref()?;
        let points = (0..problem.train.labels.len()).filter_map(|row| problem.raw(&problem.train, row));
        let mut ends = [[f64::INFINITY, f64::NEG_INFINITY]; 2];
        for point in points {
            for (end, value) in ends.iter_mut().zip(point) {
                *end = [end[0].min(value), end[1].max(value)];
            }
        }
        let extent = ends.map(|[least, most]| widened(least, most));
        Some(Self { axes: [0, 1], held: Vec::new(), extent, derived: Some(Arc::clone(problem)) })
    }

    /// Returns the names of the two features.
    pub fn names<'a>(&self, problem: &'a Problem) -> [&'a str; 2] {
        match &problem.axes {
            Some(names) if self.derived.is_some() => [names[0].as_str(), names[1].as_str()],
            _ => self.axes.map(|axis| problem.feature_names[axis].as_str()),
        }
    }

    /// Whether this input itself spans the plane.
    pub fn is_axis(&self, input: usize) -> bool {
        self.derived.is_none() && self.axes.contains(&input)
    }

    /// Returns `axes` if these are two existing features, else the first two that are not constant. If there is only
    /// one feature, it is used for both.
    pub fn axes_among(ranges: &Ranges, axes: Option<[usize; 2]>) -> [usize; 2] {
        let features = ranges.mean.len();
        let is_plane = |axes: &[usize; 2]| axes[0] != axes[1] && axes.iter().all(|axis| *axis < features);
        axes.filter(is_plane).unwrap_or_else(|| {
            let varies = |&feature: &usize| ranges.least[feature] < ranges.most[feature];
            let constant = |feature: &usize| !varies(feature);
            let mut best = (0..features).filter(varies).chain((0..features).filter(constant));
            let first = best.next().unwrap_or(0);
            [first, best.next().unwrap_or(first)]
        })
    }

    /// Fills in the network's inputs at `point`.
    pub fn inputs_at(&self, point: [f64; 2], inputs: &mut [f64]) {
        if let Some(problem) = &self.derived {
            problem.inputs_at(point, inputs);
            return;
        }
        inputs.copy_from_slice(&self.held);
        for (axis, value) in self.axes.into_iter().zip(point).rev() {
            inputs[axis] = value;
        }
    }

    /// Returns the point of the example in `row` of `examples`.
    pub fn point_of(&self, examples: &Examples, row: usize) -> [f64; 2] {
        let derived = self.derived.as_ref().and_then(|problem| problem.raw(examples, row));
        derived.unwrap_or_else(|| self.axes.map(|axis| examples.inputs[[row, axis]]))
    }

    /// Returns the point at these shares of the width from the left and of the height from the top.
    pub fn at(&self, [right, down]: [f64; 2]) -> [f64; 2] {
        let [across, up] = self.extent;
        // A difference might overflow.
        let between = |[least, most]: [f64; 2], share: f64| least * (1.0 - share) + most * share;
        [between(across, right), between(up, 1.0 - down)]
    }

    /// Returns the shares of the width from the left and of the height from the top at which `point` lies.
    pub fn share_of(&self, point: [f64; 2]) -> [f64; 2] {
        let share = |axis: usize| {
            let [least, most] = self.extent[axis];
            (point[axis] / 2.0 - least / 2.0) / (most / 2.0 - least / 2.0)
        };
        [share(0), 1.0 - share(1)]
    }

    /// Returns `point`, or the nearest point inside the section.
    pub fn nearest(&self, point: [f64; 2]) -> [f64; 2] {
        std::array::from_fn(|axis| point[axis].max(self.extent[axis][0]).min(self.extent[axis][1]))
    }

    /// Returns the smallest and the largest value across, and upwards, in their original scale.
    pub fn ends(&self, problem: &Problem) -> [[f64; 2]; 2] {
        [0, 1].map(|axis| self.extent[axis].map(|value| self.unscaled_value(problem, axis, value)))
    }

    /// Returns the values of the two features at `point` in their original scale.
    pub fn unscaled(&self, problem: &Problem, point: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|axis| self.unscaled_value(problem, axis, point[axis]))
    }

    fn unscaled_value(&self, problem: &Problem, axis: usize, value: f64) -> f64 {
        match &problem.scaler {
            // Features from which others are derived are never scaled.
            Some(scaler) if self.derived.is_none() => scaler.original(self.axes[axis], value),
            _ => value,
        }
    }
}

/// Returns the range with a margin at both ends; a constant feature gets one too.
fn widened(least: f64, most: f64) -> [f64; 2] {
    let half = most / 2.0 - least / 2.0;
    let margin = if half > 0.0 { 2.0 * MARGIN * half } else { 1.0_f64.max(least.abs() * MARGIN) };
    [(least - margin).max(f64::MIN), (most + margin).min(f64::MAX)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(least: f64, most: f64) -> Section {
        let ranges = Ranges { least: vec![least, 0.0, 5.0], most: vec![most, 1.0, 5.0], mean: vec![0.0; 3] };
        Section::new(&ranges, Some([0, 2]), vec![7.0, 8.0, 9.0])
    }

    #[test]
    fn the_section_is_a_little_larger_than_the_examples_and_turns_points_to_shares_and_back() {
        let section = section(-1.0, 1.0);
        assert_eq!(section.at([0.0, 1.0]), [-1.2, 4.0]);
        assert_eq!(section.at([1.0, 0.0]), [1.2, 6.0]);
        let share = section.share_of(section.at([0.25, 0.75]));
        assert!((share[0] - 0.25).abs() < 1e-12 && (share[1] - 0.75).abs() < 1e-12, "{share:?}");
        assert_eq!(section.nearest([-9.0, 5.5]), [-1.2, 5.5]);
    }

    #[test]
    fn the_other_features_are_held() {
        let mut inputs = [0.0; 3];
        section(-1.0, 1.0).inputs_at([0.5, 0.25], &mut inputs);
        assert_eq!(inputs, [0.5, 8.0, 0.25]);
    }

    #[test]
    fn axes_that_are_not_there_give_way_to_the_first_two_that_vary() {
        let ranges = |most: &[f64]| Ranges { least: vec![0.0; most.len()], most: most.to_vec(), mean: most.to_vec() };
        assert_eq!(Section::axes_among(&ranges(&[1.0; 4]), Some([3, 1])), [3, 1]);
        assert_eq!(Section::axes_among(&ranges(&[1.0; 2]), Some([3, 1])), [0, 1]);
        assert_eq!(Section::axes_among(&ranges(&[0.0, 1.0, 0.0, 2.0]), None), [1, 3]);
        assert_eq!(Section::axes_among(&ranges(&[0.0, 1.0]), None), [1, 0]);
        assert_eq!(Section::axes_among(&ranges(&[1.0]), Some([0, 1])), [0, 0]);
    }

    #[test]
    fn huge_ranges_stay_finite() {
        let section = section(-1.7e308, 1.7e308);
        for share in [0.0, 0.3, 1.0] {
            let point = section.at([share, share]);
            assert!(point.iter().chain(&section.share_of(point)).all(|x| x.is_finite()), "{point:?}");
        }
    }
}
