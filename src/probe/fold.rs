//! The lines on which z of a hidden unit is 0, where the unit folds the plane.
//!
//! Z is computed at the corners of the cells of a picture; a line runs where its sign changes. In the first layer z is
//! linear between two corners, so the line is exact; in later layers it is a curve approximated by straight pieces.

use super::cost::block;
use super::section::Section;
use crate::nn::{Evaluator, Mlp};

/// The fold line of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Fold {
    /// The unit, from 0.
    pub unit: usize,
    /// The pieces, from the top of the picture to the bottom; empty if z does not change sign.
    pub segments: Vec<Segment>,
}

/// A straight piece of a line, in columns and rows from the upper left of the picture.
///
/// Looking from `from` to `to`, the active side (z > 0) is on the right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// The column and row of one end.
    pub from: [f64; 2],
    /// The column and row of the other end.
    pub to: [f64; 2],
}

/// Finds the lines of all units of a hidden layer, in a picture of `size` = columns × rows cells.
pub fn folds(network: &Mlp, section: &Section, size: (usize, usize), layer: usize) -> Vec<Fold> {
    let units = network.parameters.layers[layer].outputs();
    let mut folds: Vec<Fold> = (0..units).map(|unit| Fold { unit, segments: Vec::new() }).collect();
    let side = block(network, (size.0 + 1) * (size.1 + 1));
    let [across, down] = [corners(size.0, side), corners(size.1, side)];
    let mut evaluator = Evaluator::with_pre_activations(network, across.len());
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (index, &row) in down.iter().enumerate() {
        std::mem::swap(&mut above, &mut below);
        let share = |column: f64| [column / size.0 as f64, row / size.1 as f64];
        let place = |corner: usize, inputs: &mut [f64]| section.inputs_at(section.at(share(across[corner])), inputs);
        below.resize_with(units, Vec::new);
        below.iter_mut().for_each(Vec::clear);
        evaluator.run_to_pre_activation(layer, 0..across.len(), place, |_, evaluator| {
            let units = below.iter_mut().enumerate();
            units.for_each(|(unit, z)| z.extend_from_slice(evaluator.pre_activation(layer, unit)));
        });
        let Some(top) = index.checked_sub(1).map(|before| down[before]) else { continue };
        for (fold, (above, below)) in folds.iter_mut().zip(above.iter().zip(&below)) {
            for (column, (above, below)) in above.windows(2).zip(below.windows(2)).enumerate() {
                let square = Square {
                    left: across[column],
                    right: across[column + 1],
                    top,
                    bottom: row,
                    z: [above[0], above[1], below[1], below[0]],
                };
                square.segments(&mut fold.segments);
            }
        }
    }
    folds
}

/// The borders of squares of side `side` along `length` cells.
fn corners(length: usize, side: usize) -> Vec<f64> {
    (0..length).step_by(side).chain([length]).map(|at| at as f64).collect()
}

/// A square with known z at its corners.
struct Square {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// z at the corners, clockwise from the upper left.
    z: [f64; 4],
}

impl Square {
    fn corner(&self, corner: usize) -> [f64; 2] {
        match corner {
            0 => [self.left, self.top],
            1 => [self.right, self.top],
            2 => [self.right, self.bottom],
            _ => [self.left, self.bottom],
        }
    }

    /// Returns where z is 0 on the side that begins at `corner`, if the sign changes there.
    fn crossing(&self, corner: usize) -> Option<[f64; 2]> {
        let next = (corner + 1) % 4;
        let (z, z_next) = (self.z[corner], self.z[next]);
        if (z > 0.0) == (z_next > 0.0) {
            return None;
        }
        let share = z / (z - z_next);
        let share = if share.is_finite() { share } else { 0.5 };
        let (from, to) = (self.corner(corner), self.corner(next));
        Some([0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis])))
    }

    /// Adds the pieces of the line within this square.
    fn segments(&self, segments: &mut Vec<Segment>) {
        let active = self.z.map(|z| z > 0.0);
        if active == [active[0]; 4] {
            return;
        }
        let crossings: [_; 4] = std::array::from_fn(|corner| self.crossing(corner));
        if let [Some(top), Some(right), Some(bottom), Some(left)] = crossings {
            // Opposite corners agree; those that also agree with the middle are joined.
            if (self.z.iter().sum::<f64>() > 0.0) == active[0] {
                segments.extend([self.turned(top, right, 1), self.turned(bottom, left, 3)]);
            } else {
                segments.extend([self.turned(left, top, 0), self.turned(right, bottom, 2)]);
            }
            return;
        }
        let mut ends = crossings.into_iter().flatten();
        let furthest = (1..4).fold(0, |best, corner| if self.z[corner] > self.z[best] { corner } else { best });
        if let (Some(from), Some(to)) = (ends.next(), ends.next()) {
            segments.push(self.turned(from, to, furthest));
        }
    }

    /// The piece between two ends, directed so that its active side is on the right; `corner` is on one side, and its z
    /// tells which side is active.
    fn turned(&self, from: [f64; 2], to: [f64; 2], corner: usize) -> Segment {
        let [x, y] = self.corner(corner);
        let is_right = (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]) > 0.0;
        if is_right == (self.z[corner] > 0.0) { Segment { from, to } } else { Segment { from: to, to: from } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(z: [f64; 4]) -> Vec<Segment> {
        let mut segments = Vec::new();
        Square { left: 0.0, right: 1.0, top: 0.0, bottom: 1.0, z }.segments(&mut segments);
        segments
    }

    #[test]
    fn a_line_runs_where_z_is_zero_with_its_active_side_on_the_right() {
        // z grows to the right, so going up has the active side on the right.
        assert_eq!(segments([-1.0, 1.0, 1.0, -1.0]), [Segment { from: [0.5, 1.0], to: [0.5, 0.0] }]);
        assert_eq!(segments([1.0, -1.0, -1.0, 1.0]), [Segment { from: [0.5, 0.0], to: [0.5, 1.0] }]);
        // z grows downwards, so going right has it on the right.
        assert_eq!(segments([-1.0, -1.0, 3.0, 3.0]), [Segment { from: [0.0, 0.25], to: [1.0, 0.25] }]);
    }

    #[test]
    fn a_saddle_has_two_pieces_and_no_change_of_sign_none() {
        assert_eq!(segments([1.0, -1.0, 1.0, -1.0]).len(), 2);
        assert_eq!(segments([1.0, 2.0, 3.0, 4.0]), []);
        assert_eq!(segments([0.0, -2.0, -3.0, 0.0]), [], "z = 0 is not active");
        assert_eq!(segments([f64::NAN; 4]), []);
    }
}
