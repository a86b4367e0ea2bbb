//! What is found in a run, and what is not.

use std::sync::Arc;

use super::{at_the_end, found, weight, with_biases, without_a_class};
use crate::common::{checked, session, session_of};
use mlp_tui::data::{Options, Scaling, entries, load};
use mlp_tui::files::Disk;
use mlp_tui::nn::{Activation, Init, Mistake, OptimizerKind};
use mlp_tui::session::{BatchSize, Cause, Command, Diagnosis, Position, Preset, Session, Setting, Settings};

#[test]
fn runs_that_learn_are_left_alone() {
    // Playground's points lie in −6 … 6, unscaled: they go with the ε of their presets.
    for preset in Preset::ALL {
        let found = found(&mut session_of(&preset.recipe()), 300);
        assert_eq!(found, [(0, vec![])], "a false alarm on {preset:?}");
    }
    for entry in entries().iter().filter(|entry| !entry.name.starts_with("playground")) {
        let learns = |settings: Settings| {
            let what = format!("{} with {settings:?}", entry.name);
            let found = found(&mut session(entry.name, settings), 300);
            assert_eq!(found, [(0, vec![])], "a false alarm on {what}");
        };
        learns(Settings::default());
        learns(Settings { learning_rate: 0.01, ..Settings::default() });
        learns(Settings { optimizer: OptimizerKind::Adam, learning_rate: 0.01, ..Settings::default() });
        learns(Settings { batch_size: BatchSize::Rows(10), learning_rate: 0.1, ..Settings::default() });
        learns(Settings { activation: Activation::Tanh, ..Settings::default() });
        if entry.name != "digits" {
            learns(Settings { activation: Activation::Sigmoid, ..Settings::default() });
            learns(Settings { activation: Activation::Identity, ..Settings::default() });
            learns(Settings { hidden_units: vec![], ..Settings::default() });
        }
    }
}

#[test]
fn weights_that_start_at_zero_let_no_weight_learn_or_stay_the_same() {
    // f(0) = 0: no gradient of a weight is anything but 0. The sigmoid's is ½: all units get the same gradient.
    for (activation, what) in [
        (Activation::Relu, Diagnosis::NothingLearns),
        (Activation::Tanh, Diagnosis::NothingLearns),
        (Activation::Sigmoid, Diagnosis::Symmetric(0)),
    ] {
        let settings = Settings { init: Init::Zeros, activation, hidden_units: vec![4, 3], ..Settings::default() };
        let mut run = session("spiral", settings);
        assert_eq!(run.evaluate().unwrap().diagnoses, [], "nothing was learned yet");
        let found = at_the_end(&mut run, 20);
        assert_eq!(found, [what], "{activation:?}");
        let weights = run.run().network().parameters.layers.iter().flat_map(|layer| layer.weight().iter());
        let moved = weights.filter(|w| **w != 0.0).count();
        assert_eq!(moved == 0, what == Diagnosis::NothingLearns, "{activation:?}: {moved} weights moved");
    }
    let alone =
        Settings { init: Init::Zeros, hidden_units: vec![1], activation: Activation::Tanh, ..Settings::default() };
    let found = at_the_end(&mut session("spiral", alone), 20);
    assert!(!found.contains(&Diagnosis::Symmetric(0)), "one unit has nobody to be the same as: {found:?}");
    let mut one_weight =
        session("spiral", Settings { init: Init::Zeros, activation: Activation::Tanh, ..Settings::default() });
    one_weight.apply(Command::Set(Setting::Parameter(weight(0, 0, 2), 0.5)));
    let found = at_the_end(&mut one_weight, 5);
    assert!(!found.contains(&Diagnosis::Symmetric(0)), "one unit has nobody to be the same as: {found:?}");
    assert!(!found.contains(&Diagnosis::NothingLearns), "and something learns: {found:?}");
    let mut frozen =
        session("spiral", Settings { init: Init::Zeros, activation: Activation::Sigmoid, ..Settings::default() });
    frozen.apply(Command::Set(Setting::Freeze(weight(1, 0, 0), true)));
    let found = at_the_end(&mut frozen, 1);
    assert!(!found.contains(&Diagnosis::Symmetric(0)), "one unit has nobody to be the same as: {found:?}");
}

#[test]
fn a_loss_that_is_high_by_hand_is_not_blamed_on_the_learning_rate() {
    let mut run = session("spiral", Settings { learning_rate: 1e-9, ..Settings::default() });
    run.go_to(Position { step: 30, phase: 0 });
    run.apply(Command::Set(Setting::Parameter(weight(1, 0, 0), 500.0)));
    assert_eq!(at_the_end(&mut run, 80), [Diagnosis::Diverging(Cause::ByHand(30))]);
    // Nor on one that was made smaller since.
    let mut run = session("spiral", Settings { learning_rate: 100.0, ..Settings::default() });
    run.go_to(Position { step: 60, phase: 0 });
    run.apply(Command::Set(Setting::LearningRate(1e-9)));
    let found = at_the_end(&mut run, 120);
    assert!(found.contains(&Diagnosis::Diverging(Cause::Earlier(60))), "{found:?}");
}

#[test]
fn a_loss_that_grows_under_a_mistake_is_not_blamed_on_the_learning_rate() {
    let mut run = session("spiral", Settings::default());
    run.apply(Command::Set(Setting::Mistake(Some(Mistake::MissingMean))));
    let found = at_the_end(&mut run, 60);
    assert_eq!(found.first(), Some(&Diagnosis::Diverging(Cause::Mistake)), "{found:?}");
}

#[test]
fn a_learning_rate_that_is_too_large_is_named() {
    for rate in [10.0, 20.0, 100.0, 1000.0] {
        let found = at_the_end(&mut session("spiral", Settings { learning_rate: rate, ..Settings::default() }), 60);
        assert_eq!(found.first(), Some(&Diagnosis::Diverging(Cause::LearningRate)), "ε = {rate}: {found:?}");
    }
    // A large start is no divergence while the loss falls.
    let settings = Settings { init: Init::Normal(20.0), learning_rate: 0.1, ..Settings::default() };
    let found = found(&mut session("spiral", settings), 300);
    assert!(
        found.iter().all(|(_, found)| !found.iter().any(|one| matches!(one, Diagnosis::Diverging(_)))),
        "{found:?}"
    );
}

#[test]
fn units_that_are_all_dead_are_named() {
    let found = at_the_end(&mut with_biases(&[-5.0, -6.0, -7.0], Activation::Relu), 1);
    assert_eq!(found, [Diagnosis::AllUnitsDead(0)]);
    let found = at_the_end(&mut with_biases(&[-5.0, -6.0, 0.0], Activation::Relu), 1);
    assert_eq!(found, [], "one unit lives");
    let found = at_the_end(&mut with_biases(&[-5.0, -6.0, -7.0], Activation::Tanh), 1);
    assert!(!found.contains(&Diagnosis::AllUnitsDead(0)), "a tanh never dies: {found:?}");
}

#[test]
fn saturated_units_are_named() {
    for activation in [Activation::Tanh, Activation::Sigmoid] {
        let found = at_the_end(&mut with_biases(&[9.0, -8.0, 7.0], activation), 1);
        assert_eq!(found, [Diagnosis::Saturated(0)], "{activation:?}");
    }
    // Features in their own units are what does it in practice.
    let problem = load("wine", &Options::default(), 0, &Disk).unwrap().prepare(Scaling::None, 0.0, 0).unwrap();
    let settings = Settings { activation: Activation::Tanh, learning_rate: 0.01, ..Settings::default() };
    let found = at_the_end(&mut Session::new(Arc::new(problem), checked(settings)), 20);
    assert_eq!(found, [Diagnosis::Saturated(0)]);
}

#[test]
fn a_class_that_is_never_predicted_is_named_when_the_loss_falls_no_more() {
    let found = found(&mut without_a_class(), 60);
    assert_eq!(found[1..], [(50, vec![Diagnosis::ClassNeverPredicted(1)])], "after patience, and once");
    let mut jump = without_a_class();
    jump.go_to(Position { step: 200, phase: 0 });
    assert_eq!(jump.evaluate().unwrap().diagnoses, [Diagnosis::ClassNeverPredicted(1)], "also at a place gone to");
}

#[test]
fn a_class_that_comes_and_goes_is_not_said_to_be_never_predicted() {
    let found = found(&mut session("digits", Settings { hidden_units: vec![2], ..Settings::default() }), 420);
    assert!(found.len() <= 3, "the alarm flickers: {found:?}");
}
