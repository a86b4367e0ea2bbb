//! Failures explained: each in a run that has it, said on the screen, dismissed; and none in a run that learns.

mod common;

use std::sync::Arc;

use common::lecture::Lecture;
use common::{checked, problem, session};
use mlp_tui::app::{KeyCode, Screen};
use mlp_tui::data::{Options, Scaling, entries, load};
use mlp_tui::session::{
    Activation, BatchSize, Diagnosis, Init, OptimizerKind, Parameters, Position, Preset, Session, Setting, Settings,
};
use mlp_tui::text::Language;

/// What is found step by step, each with the first step at which it was.
fn found(session: &mut Session, steps: u64) -> Vec<(u64, Vec<Diagnosis>)> {
    let mut found: Vec<(u64, Vec<Diagnosis>)> = vec![(0, vec![])];
    for step in 0..=steps {
        session.go_to(Position { step, phase: 0 });
        let Some(evaluation) = session.evaluate() else { break };
        if found[found.len() - 1].1 != evaluation.diagnoses {
            found.push((step, evaluation.diagnoses.clone()));
        }
    }
    found
}

/// What is found in the end.
fn at_the_end(session: &mut Session, steps: u64) -> Vec<Diagnosis> {
    found(session, steps).pop().map(|(_, diagnoses)| diagnoses).unwrap_or_default()
}

/// A run on the spiral with the same parameters everywhere but for the biases of the hidden units.
fn with_biases(biases: &[f64], activation: Activation) -> Session {
    let mut parameters = Parameters::zeros(&[2, biases.len(), 3]);
    parameters.layers[0].weight.indexed_iter_mut().for_each(|((row, unit), w)| *w = 0.1 + 0.01 * (row + unit) as f64);
    parameters.layers[1].weight.indexed_iter_mut().for_each(|((unit, class), w)| *w = 0.1 * (unit + class) as f64);
    parameters.layers[0].bias.iter_mut().zip(biases).for_each(|(bias, value)| *bias = *value);
    let init = Init::Given(Arc::new(parameters));
    session("spiral", Settings { hidden_units: vec![biases.len()], init, activation, ..Settings::default() })
}

#[test]
fn runs_that_learn_are_left_alone() {
    // Playground's points lie in −6 … 6, unscaled: they go with the ε of their presets.
    for preset in Preset::ALL {
        let (problem, hyperparameters) = preset.recipe().build().unwrap();
        let found = found(&mut Session::new(problem, hyperparameters), 300);
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
fn weights_that_start_at_zero_stay_the_same() {
    for activation in [Activation::Relu, Activation::Tanh, Activation::Sigmoid] {
        let settings = Settings { init: Init::Zeros, activation, hidden_units: vec![4, 3], ..Settings::default() };
        let mut run = session("spiral", settings);
        assert_eq!(run.evaluate().unwrap().diagnoses, [], "nothing was learned yet");
        let found = at_the_end(&mut run, 20);
        assert_eq!(found[0], Diagnosis::Symmetric(0), "{activation:?}: {found:?}");
    }
    let alone =
        Settings { init: Init::Zeros, hidden_units: vec![1], activation: Activation::Tanh, ..Settings::default() };
    let found = at_the_end(&mut session("spiral", alone), 20);
    assert!(!found.contains(&Diagnosis::Symmetric(0)), "one unit has nobody to be the same as: {found:?}");
    let mut one_weight =
        session("spiral", Settings { init: Init::Zeros, activation: Activation::Tanh, ..Settings::default() });
    let id = mlp_tui::session::ParameterId { layer: 0, row: Some(0), column: 2 };
    one_weight.apply(mlp_tui::session::Command::Set(Setting::Parameter(id, 0.5)));
    let found = at_the_end(&mut one_weight, 5);
    assert!(!found.contains(&Diagnosis::Symmetric(0)), "one weight by hand breaks the symmetry: {found:?}");
}

#[test]
fn a_learning_rate_that_is_too_large_is_named() {
    for rate in [10.0, 20.0, 100.0, 1000.0] {
        let found = at_the_end(&mut session("spiral", Settings { learning_rate: rate, ..Settings::default() }), 60);
        assert_eq!(found.first(), Some(&Diagnosis::Diverging), "ε = {rate}: {found:?}");
    }
    // A large start is no divergence while the loss falls.
    let settings = Settings { init: Init::Normal(20.0), learning_rate: 0.1, ..Settings::default() };
    let found = found(&mut session("spiral", settings), 300);
    assert!(found.iter().all(|(_, found)| !found.contains(&Diagnosis::Diverging)), "{found:?}");
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
    let problem = load("wine", &Options::default(), 0).unwrap().prepare(Scaling::None, 0.0, 0).unwrap();
    let settings = Settings { activation: Activation::Tanh, learning_rate: 0.01, ..Settings::default() };
    let found = at_the_end(&mut Session::new(Arc::new(problem), checked(settings)), 20);
    assert_eq!(found, [Diagnosis::Saturated(0)]);
}

/// A run whose only hidden unit is dead for good would say so; here it is frozen instead, and the bias of a class keeps
/// that class from being predicted.
fn without_a_class() -> Session {
    let settings = Settings { hidden_units: vec![], learning_rate: 1e-4, ..Settings::default() };
    let mut run = Session::new(problem("spiral"), checked(settings));
    let id = mlp_tui::session::ParameterId { layer: 0, row: None, column: 1 };
    run.apply(mlp_tui::session::Command::Set(Setting::Parameter(id, -4.0)));
    run.apply(mlp_tui::session::Command::Set(Setting::Freeze(id, true)));
    run
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

/// Makes the session of a run.
type Make = fn() -> Session;

#[test]
fn each_sentence_stands_on_the_screen_in_both_languages_and_is_dismissed() {
    let runs: [(Make, u64, &str, &str); 5] = [
        (|| session("spiral", Settings { init: Init::Zeros, ..Settings::default() }), 1, "are the same", "son iguales"),
        (|| session("spiral", Settings { learning_rate: 20.0, ..Settings::default() }), 60, "ε = 20", "ε = 20"),
        (|| with_biases(&[-5.0, -6.0], Activation::Relu), 1, "are dead", "muertas"),
        (|| with_biases(&[9.0, -8.0], Activation::Tanh), 1, "are saturated", "saturada"),
        (without_a_class, 60, "Class 2 is never", "La clase 2 nunca"),
    ];
    for (make, step, english, spanish) in runs {
        for (language, words) in [(Language::English, english), (Language::Spanish, spanish)] {
            let mut run = make();
            run.go_to(Position { step, phase: 0 });
            let mut lecture = Lecture::new(run, language);
            for size in [(64, 18), (80, 24), (120, 40), (200, 60)] {
                let frame = lecture.text(size);
                let joined = frame.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(joined.contains(words) && joined.contains("Esc "), "{words} at {size:?}:\n{frame}");
                assert!(!joined.contains(['{', '}']), "a placeholder is left:\n{frame}");
            }
            for _ in 0..lecture.snapshot.diagnoses.len() {
                lecture.press(KeyCode::Esc);
            }
            assert!(!lecture.text((80, 24)).contains(" ! "), "dismissed:\n{}", lecture.text((80, 24)));
            lecture.press(KeyCode::Right);
            assert!(!lecture.text((80, 24)).contains(" ! "), "it does not come back by itself");
        }
    }
}

#[test]
fn what_went_away_in_between_is_said_again() {
    let mut lecture =
        Lecture::new(session("spiral", Settings { init: Init::Zeros, ..Settings::default() }), Language::English);
    assert!(!lecture.text((80, 24)).contains(" ! "), "nothing was learned yet");
    lecture.press(KeyCode::Right);
    assert!(lecture.text((80, 24)).contains("are the same"), "{}", lecture.text((80, 24)));
    lecture.press(KeyCode::Esc);
    lecture.press(KeyCode::Esc);
    assert!(!lecture.text((80, 24)).contains(" ! "));
    lecture.press(KeyCode::Left);
    lecture.press(KeyCode::Right);
    assert!(lecture.text((80, 24)).contains("are the same"), "step 0 was without it");
    // On the other screens, too: Esc closes the sentence first, and the screen after.
    lecture.type_keys("3");
    assert!(lecture.text((80, 24)).contains("are the same"));
    lecture.press(KeyCode::Esc);
    assert_eq!(lecture.app.screen, Screen::Boundary);
}
