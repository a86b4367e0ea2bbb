//! Where the numbers break, the road ends.

use std::sync::Arc;

use super::{phase_of, spiral, walk_to};
use crate::common::lecture::SMALL;
use mlp_tui::nn::{Init, Parameters};
use mlp_tui::session::{PhaseKind, Position, Settings};

#[test]
fn where_the_numbers_break_the_road_ends_and_the_first_broken_matrix_is_named() {
    let mut lecture = spiral(Settings { learning_rate: 1e200, ..Settings::default() });
    lecture.keys(">");
    assert_eq!(lecture.snapshot.breakdown.map(|breakdown| breakdown.phase), Some(PhaseKind::Logits.at(1)));
    lecture.keys("Right×5").at(SMALL).says("Y is no longer finite").says("< goes back to step 0");
    assert_eq!((lecture.snapshot.position.step, phase_of(&lecture)), (1, PhaseKind::Loss.at(1)));
    lecture.keys("Left");
    assert_eq!((lecture.snapshot.position.step, phase_of(&lecture)), (1, PhaseKind::Probabilities.at(1)));
    assert_eq!(lecture.keys("<").snapshot.position, Position::default());
    assert!(lecture.snapshot.breakdown.is_none());
}

#[test]
fn a_mistake_that_overflows_ends_the_road_where_it_overflows() {
    let mut parameters = Parameters::zeros(&[2, 3, 3]);
    parameters.layers.iter_mut().for_each(|layer| layer.weight_mut().fill(500.0));
    let init = Init::Given(Arc::new(parameters));
    let mut lecture = spiral(Settings { hidden_units: vec![3], init, ..Settings::default() });
    walk_to(&mut lecture, PhaseKind::WeightGradient.at(0)).keys("xjjjjj Enter");
    assert!(lecture.snapshot.breakdown.is_some(), "e^y overflows");
    let kind = phase_of(&lecture).kind;
    assert!(matches!(kind, PhaseKind::Probabilities | PhaseKind::Loss), "what is behind it is of no step: {kind:?}");
    lecture.at(SMALL).shows("The planted mistake lets it overflow");
    lecture.keys("xkkkkk Enter");
    assert!(lecture.snapshot.breakdown.is_none(), "without the mistake the numbers are finite");
}
