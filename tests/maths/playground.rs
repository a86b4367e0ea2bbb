//! The presets after TensorFlow Playground reach what its own network code reaches: the figures here were measured with
//! that, as medians over 7 seeds after 1000 epochs.

use mlp_tui::session::{Position, Preset, Settings};

use crate::common::session_of;

/// The accuracy on the test examples after the preset's steps.
fn test_accuracy(preset: Preset, hidden: &[usize], seed: u64) -> f64 {
    let mut recipe = preset.recipe();
    recipe.settings = Settings { seed, hidden_units: hidden.to_vec(), ..recipe.settings };
    let mut session = session_of(&recipe);
    let setup = session.run().setup();
    assert_eq!((setup.examples(), setup.hyperparameters().learning_rate), (250, 0.03));
    session.go_to(Position { step: preset.steps().expect("the preset says when it is done"), phase: 0 });
    session.evaluate().expect("the run stays finite").test.expect("half of the examples are kept for testing").accuracy
}

fn assert_reaches(preset: Preset, hidden: &[usize], playground: f64) {
    let accuracies: Vec<f64> = (0..7).map(|seed| test_accuracy(preset, hidden, seed)).collect();
    let mut sorted = accuracies.clone();
    sorted.sort_by(f64::total_cmp);
    println!("{} {hidden:?}: median {}, seeds 0 to 6: {accuracies:?}", preset.name(), sorted[3]);
    assert!(sorted[3] >= playground - 0.02, "{} {hidden:?}: {accuracies:?}, Playground {playground}", preset.name());
}

#[test]
fn circle() {
    assert_reaches(Preset::PlaygroundCircle, &[4, 2], 1.0);
}

#[test]
fn xor() {
    assert_reaches(Preset::PlaygroundXor, &[4, 2], 0.996);
}

#[test]
fn gauss() {
    assert_reaches(Preset::PlaygroundGauss, &[4, 2], 1.0);
}

#[test]
fn spiral_with_few_units() {
    assert_reaches(Preset::PlaygroundSpiral, &[4, 2], 0.67);
}

#[test]
fn spiral_with_more_units() {
    assert_reaches(Preset::PlaygroundSpiral, &[8, 8], 0.93);
}
