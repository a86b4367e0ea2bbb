//! The lines of the units, where z = 0, against the forward pass.

use std::collections::HashSet;

use super::{braille, forward, lecture, networks, picture_height, points, section_of, trained};
use crate::common::lecture::WIDE;
use mlp_tui::probe::folds;
use mlp_tui::session::Settings;

#[test]
fn fold_lines_lie_where_z_changes_its_sign_with_the_active_side_on_the_right() {
    for session in networks() {
        let network = session.run().network();
        let section = section_of(&session, [0, 1]);
        let size = (40, 16);
        let z_at = |place: [f64; 2], layer: usize, unit: usize| {
            let mut inputs = vec![0.0; network.parameters.layers[0].inputs()];
            section.inputs_at(section.at([place[0] / size.0 as f64, place[1] / size.1 as f64]), &mut inputs);
            forward(&session, &inputs).pre_activations[layer].get(0, unit)
        };
        for layer in 0..network.hidden_layers() {
            let lines = folds(network, &section, size, layer);
            assert_eq!(lines.len(), network.parameters.layers[layer].outputs(), "every unit has its line");
            for fold in lines.iter().step_by(3) {
                for segment in fold.segments.iter().step_by(5) {
                    check_segment(segment.from, segment.to, |place| z_at(place, layer, fold.unit), layer == 0);
                }
                // And where there is no line, z keeps its sign from one corner to the next.
                let ends: HashSet<(u64, u64)> = fold
                    .segments
                    .iter()
                    .flat_map(|s| [s.from, s.to])
                    .map(|[x, y]| (x.to_bits(), y.to_bits()))
                    .collect();
                let mut changes = 0;
                for row in 0..=size.1 {
                    let z: Vec<bool> =
                        (0..=size.0).map(|column| z_at([column as f64, row as f64], layer, fold.unit) > 0.0).collect();
                    changes += z.windows(2).filter(|pair| pair[0] != pair[1]).count();
                }
                let on_rows = ends.iter().filter(|(_, y)| f64::from_bits(*y).fract() == 0.0).count();
                assert!(on_rows >= changes.min(1), "a line crosses where the sign changes");
                assert!(changes == 0 || !fold.segments.is_empty(), "a change of sign has its line");
            }
        }
    }
}

/// z changes its sign within the cell's side on which an end lies, and is positive on the right of the piece.
fn check_segment(from: [f64; 2], to: [f64; 2], z: impl Fn([f64; 2]) -> f64, is_linear: bool) {
    for end in [from, to] {
        let axis = usize::from(end[0].fract() == 0.0);
        let (mut before, mut after) = (end, end);
        (before[axis], after[axis]) = (end[axis].floor(), end[axis].ceil());
        let (low, high) = (z(before), z(after));
        assert!(
            (low > 0.0) != (high > 0.0) || end[axis].fract() == 0.0,
            "z is {low} and {high} around the end of a line at {end:?}"
        );
        if is_linear {
            let size = low.abs().max(high.abs());
            assert!(z(end).abs() <= 1e-9 * size.max(1e-9), "z is {} on the line", z(end));
        }
    }
    if is_linear {
        let [right, down] = [to[0] - from[0], to[1] - from[1]];
        let middle = [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])];
        let beside = |far: f64| [middle[0] - far * down, middle[1] + far * right];
        assert!(z(beside(0.1)) > 0.0 && z(beside(-0.1)) < 0.0, "the active side is on the right of the way");
    }
}

#[test]
fn the_lines_of_the_frame_are_dots_in_cells_where_z_changes_its_sign() {
    let mut lecture = lecture(trained("spiral", Settings { hidden_units: vec![6], ..Settings::default() }, 300));
    lecture.keys("T");
    assert_eq!(braille(&lecture).len(), 0, "without the key there are no lines");
    lecture.keys("O");
    let section = lecture.app.shared.look.section(&lecture.snapshot);
    let targets: Vec<_> = points(&lecture, WIDE);
    let cells = (targets.iter().map(|((x, _), _)| x).collect::<HashSet<_>>().len(), picture_height(&lecture, WIDE));
    let (frame, dots) = (lecture.at(WIDE).buffer, braille(&lecture));
    assert!(dots.len() > 40, "six units fold the plane");
    for ((x, y), target) in targets {
        let share = section.share_of(target);
        let sign = |right: f64, down: f64, unit: usize| {
            let place = section.at([share[0] + right / cells.0 as f64, share[1] + down / f64::from(cells.1)]);
            forward(&lecture.session, &place).pre_activations[0].get(0, unit) > 0.0
        };
        let changes_within = |right: f64, down: f64| {
            let corners = [(-right, -down), (right, -down), (-right, down), (right, down)];
            (0..6).any(|unit| corners.iter().any(|&(x, y)| sign(x, y, unit) != sign(right, down, unit)))
        };
        // A tick is three dots long: a cell and a half across.
        assert!(
            changes_within(2.0, 1.3) || !dots.contains(&(x, y)),
            "dots at {x},{y}, but no z changes its sign there"
        );
        // Dots stand at quarters of a cell: a line that only clips its corner may round to the neighbour's.
        let is_plain = [" ", "▀"].contains(&frame[(x, y)].symbol());
        assert!(!is_plain || !changes_within(0.25, 0.25), "some z changes its sign at {x},{y}, but there is no line");
    }
}
