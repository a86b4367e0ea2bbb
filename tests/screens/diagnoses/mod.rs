//! Failures explained: each in a run that has it, said on the screen, dismissed; and none in a run that learns.

use std::mem::discriminant;
use std::sync::Arc;
use std::time::Duration;

use crate::common::lecture::{Lecture, SMALL};
use crate::common::{checked, problem, read_csv, session, session_of};
use mlp_tui::data::{Options, Scaling, entries, load};
use mlp_tui::files::Disk;
use mlp_tui::nn::{Activation, Init, Mistake, OptimizerKind, ParameterId, Parameters};
use mlp_tui::session::{
    BatchSize, Blame, Cause, Command, Diagnosis, Measure, Position, Preset, Session, Setting, Settings,
};
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{HOLD, all_keys, all_of, sentence};

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
    parameters.layers[0]
        .weight_mut()
        .indexed_iter_mut()
        .for_each(|((row, unit), w)| *w = 0.1 + 0.01 * (row + unit) as f64);
    parameters.layers[1]
        .weight_mut()
        .indexed_iter_mut()
        .for_each(|((unit, class), w)| *w = 0.1 * (unit + class) as f64);
    parameters.layers[0].bias_mut().iter_mut().zip(biases).for_each(|(bias, value)| *bias = *value);
    let init = Init::Given(Arc::new(parameters));
    session("spiral", Settings { hidden_units: vec![biases.len()], init, activation, ..Settings::default() })
}

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

fn weight(layer: usize, row: usize, column: usize) -> ParameterId {
    ParameterId { layer, row: Some(row), column }
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
fn a_number_typed_too_large_is_named_when_the_run_breaks() {
    let mut run = session("spiral", Settings::default());
    run.apply(Command::Set(Setting::Parameter(weight(1, 0, 0), 1e308)));
    run.step();
    run.step();
    let blame = run.run().breakdown().expect("it overflows").blame;
    assert_eq!(blame, Blame::ByHand(0));
    let lecture = Lecture::on(run);
    let frame = lecture.text(SMALL).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(frame.contains("a value set by hand at step 0 is too large"), "{frame}");
    assert!(!frame.contains("initial parameters") && !frame.contains("ε = 1 is"), "{frame}");
}

/// Few noisy examples and many units: it learns them by heart.
fn overfitting() -> Session {
    let options = Options { samples: Some(40), noise: Some(0.5), ..Options::default() };
    let problem = load("moons", &options, 0, &Disk).unwrap().prepare(Scaling::None, 0.5, 0).unwrap();
    Session::new(Arc::new(problem), checked(Settings { hidden_units: vec![64], ..Settings::default() }))
}

#[test]
fn overfitting_is_named_with_the_step_of_the_least_test_loss() {
    let mut run = overfitting();
    run.go_to(Position { step: 1000, phase: 0 });
    let found = run.evaluate().unwrap().diagnoses.clone();
    let [Diagnosis::Overfits(since)] = found[..] else { panic!("{found:?}") };
    let test = &run.run().history().test_loss;
    let (least, _) = test.range().unwrap();
    let bucket = test.buckets().iter().find(|bucket| bucket.min == least).unwrap();
    assert_eq!(bucket.lowest, since);
    // It is the same however one comes to the place.
    let known = test.clone();
    run.apply(Command::GoTo(Position { step: 300, phase: 0 }));
    while run.is_busy() {
        run.advance();
    }
    let before = run.evaluate().unwrap().diagnoses.clone();
    let mut other = overfitting();
    other.go_to(Position { step: 300, phase: 0 });
    assert_eq!(other.evaluate().unwrap().diagnoses, before, "what comes later is not known at step 300");
    run.go_to(Position { step: 1000, phase: 0 });
    assert_eq!(run.evaluate().unwrap().diagnoses, found);
    assert_eq!(run.run().history().test_loss, known);
}

#[test]
fn a_branch_that_becomes_the_run_knows_its_least_test_loss() {
    let mut run = overfitting();
    run.go_to(Position { step: 1000, phase: 0 });
    let (found, known) = (run.evaluate().unwrap().diagnoses.clone(), run.run().history().test_loss.clone());
    assert!(matches!(found[..], [Diagnosis::Overfits(since)] if since < 900), "{found:?}");
    let mut carry_out = |command| {
        run.apply(command);
        while run.is_busy() {
            run.advance();
        }
    };
    carry_out(Command::GoTo(Position { step: 900, phase: 0 }));
    carry_out(Command::Set(Setting::LearningRate(0.5)));
    carry_out(Command::Steps(10));
    carry_out(Command::Compare(Some(1)));
    carry_out(Command::SwapBranches);
    carry_out(Command::GoTo(Position { step: 1000, phase: 0 }));
    assert_eq!(run.run().history().test_loss, known);
    assert_eq!(run.evaluate().unwrap().diagnoses, found);
}

#[test]
fn runs_with_a_test_split_are_not_said_to_overfit_while_they_learn() {
    for entry in entries().iter().filter(|entry| !entry.name.starts_with("playground") && entry.name != "blackboard") {
        let mut run = Session::new(crate::common::problem_with_test(entry.name, 0.3), checked(Settings::default()));
        let found = found(&mut run, 100);
        assert_eq!(found, [(0, vec![])], "a false alarm on {}", entry.name);
    }
}

#[test]
fn a_class_that_has_only_test_examples_is_named() {
    let csv = "a,k\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n7,x\n8,y\n9,rare\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rare.csv");
    std::fs::write(&file, csv).unwrap();
    let rare = |names: &[String]| names.iter().position(|name| name == "rare").unwrap();
    let seed = (0..50).find(|&seed| {
        let problem = read_csv(&file, None).unwrap().prepare(Scaling::Standard, 0.3, seed).unwrap();
        !problem.train.labels.contains(&rare(&problem.class_names))
    });
    let dataset = read_csv(&file, None).unwrap();
    let problem = dataset.prepare(Scaling::Standard, 0.3, seed.expect("one of the splits does so")).unwrap();
    let mut run = Session::new(Arc::new(problem), checked(Settings::default()));
    let class = rare(&run.run().setup().problem().class_names);
    assert_eq!(run.evaluate().unwrap().diagnoses, [Diagnosis::Untrained(class)], "known before the first step");
    let lecture = Lecture::on(run);
    lecture.at(SMALL).shows("Class rare has test examples only");
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

/// A run whose only hidden unit is dead for good would say so; here it is frozen instead, and the bias of a class keeps
/// that class from being predicted.
fn without_a_class() -> Session {
    let settings = Settings { hidden_units: vec![], learning_rate: 1e-4, ..Settings::default() };
    let mut run = Session::new(problem("spiral"), checked(settings));
    let id = ParameterId { layer: 0, row: None, column: 1 };
    run.apply(Command::Set(Setting::Parameter(id, -4.0)));
    run.apply(Command::Set(Setting::Freeze(id, true)));
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

#[test]
fn a_test_loss_that_is_no_number_is_said_and_its_example_is_not_counted_as_right() {
    let rows = "0.5,x\n1.5,y\n2.5,x\n3.5,y\n4.5,x\n".repeat(4);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("far.csv");
    std::fs::write(&file, format!("a,k\n{rows}1.7e308,x\n")).unwrap();
    let problem = |seed| read_csv(&file, None).unwrap().prepare(Scaling::None, 0.3, seed).unwrap();
    let seed = (0..50).find(|&seed| problem(seed).train.inputs.iter().all(|x| *x < 10.0)).expect("a split does so");
    let mut run = Session::new(Arc::new(problem(seed)), checked(Settings::default()));
    let evaluation = run.evaluate().unwrap();
    assert!(!evaluation.test.unwrap().loss.is_finite(), "the case overflows: {:?}", evaluation.test);
    assert!(evaluation.diagnoses.contains(&Diagnosis::TestNotFinite), "{:?}", evaluation.diagnoses);
    assert!(evaluation.test.unwrap().accuracy < 1.0, "{:?}", evaluation.test);
    let lecture = Lecture::on(run);
    lecture.at(SMALL).shows("The test loss is no finite number");
}

/// Makes the session of a run.
type Make = fn() -> Session;

#[test]
fn each_sentence_stands_on_the_screen_in_both_languages_and_is_dismissed() {
    let runs: [(Make, u64, &str, &str); 6] = [
        (
            || session("spiral", Settings { init: Init::Zeros, ..Settings::default() }),
            1,
            "only B² can learn",
            "solo B² puede aprender",
        ),
        (
            || session("spiral", Settings { learning_rate: 20.0, ..Settings::default() }),
            60,
            "far above its start",
            "por encima de su inicio",
        ),
        (|| with_biases(&[-5.0, -6.0], Activation::Relu), 1, "are dead", "muertas"),
        (|| with_biases(&[9.0, -8.0], Activation::Tanh), 1, "are saturated", "saturada"),
        (overfitting, 1000, "Overfits since", "Sobreajuste desde"),
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
                assert!(
                    (size.0 < 80 || joined.contains(words)) && joined.contains("Esc"),
                    "{words} at {size:?}:\n{frame}"
                );
                assert!(!joined.contains(['{', '}']), "a placeholder is left:\n{frame}");
            }
            for _ in 0..lecture.snapshot.diagnoses().len() {
                lecture.keys("Esc");
            }
            lecture.at(SMALL).hides(" ! "); // dismissed
            lecture.keys("Right").at(SMALL).hides(" ! "); // it does not come back by itself
        }
    }
}

#[test]
fn what_went_away_in_between_is_said_again() {
    let mut lecture = Lecture::of("spiral", Settings { init: Init::Zeros, ..Settings::default() });
    lecture.at(SMALL).hides(" ! "); // nothing was learned yet
    lecture.keys("Right").at(SMALL).shows("only B² can learn");
    lecture.keys("Esc Esc").at(SMALL).hides(" ! ");
    lecture.keys("Left Right").at(SMALL).shows("only B² can learn"); // step 0 was without it
    // On the other screens, too: Esc closes the sentence first, and the screen after.
    lecture.keys("3").at(SMALL).shows("only B² can learn");
    lecture.keys("Esc");
    assert_eq!(lecture.app.screen_name(), "boundary");
}

/// The lines of a frame that hold the frames of panes: where each pane stands.
fn skeleton(frame: &str) -> Vec<String> {
    let corners = |line: &str| line.chars().map(|c| if "╭╮╰╯┏┓┗┛".contains(c) { c } else { ' ' }).collect::<String>();
    frame.lines().map(|line| corners(line).trim_end().to_owned()).collect()
}

#[test]
fn at_a_large_learning_rate_nothing_jumps_and_a_sentence_stands_for_two_seconds() {
    let settings = Settings { learning_rate: 100.0, ..Settings::default() };
    let mut lecture = Lecture::of("spiral", settings);
    let sizes = [(64, 18), (80, 24), (120, 40), (200, 60)];
    let at_rest = sizes.map(|size| skeleton(&lecture.text(size)));
    let (mut shown, mut since) = (Vec::new(), Duration::ZERO);
    let mut stood = 0;
    for step in 1..3000_u64 {
        let now = Duration::from_millis(16 * step);
        lecture.session.step();
        lecture.snapshot = lecture.session.snapshot(Measure::WhenDue);
        lecture.app.see(&lecture.snapshot);
        lecture.app.watch(&lecture.snapshot, now);
        if lecture.app.shared.alerts.shown() != shown {
            assert!(
                shown.is_empty() && since.is_zero() || now >= since + HOLD,
                "{shown:?} stood from {since:?} to {now:?}"
            );
            (shown, since) = (lecture.app.shared.alerts.shown().to_vec(), now);
        }
        stood += usize::from(!shown.is_empty());
        if step % 25 == 0 {
            let frames = sizes.map(|size| skeleton(&lecture.text(size)));
            assert!(frames == at_rest, "a pane moved at step {step}:\n{}", lecture.text(SMALL));
        }
    }
    assert!(stood > 2000, "it is said: {stood}");
}

#[test]
fn every_sentence_fits_a_line_of_eighty_columns() {
    let snapshot = overfitting().snapshot(Measure::Always);
    for language in [Language::English, Language::Spanish] {
        let text = Text::of(language);
        let all = [
            Diagnosis::Diverging(Cause::LearningRate),
            Diagnosis::Diverging(Cause::Mistake),
            Diagnosis::Diverging(Cause::ByHand(1234)),
            Diagnosis::Diverging(Cause::Earlier(1234)),
            Diagnosis::NothingLearns,
            Diagnosis::AllUnitsDead(0),
            Diagnosis::Symmetric(0),
            Diagnosis::Saturated(0),
            Diagnosis::TestNotFinite,
            Diagnosis::Overfits(1234),
            Diagnosis::Untrained(0),
            Diagnosis::ClassNeverPredicted(0),
        ];
        for one in all {
            let said = sentence(&[one], &snapshot, text, all_keys(), 72);
            assert!(!said.contains('…'), "{said}");
            let long =
                sentence(&[one], &snapshot, text, all_keys(), 72).contains(all_of(&[one], &snapshot, text).as_str());
            assert!(long, "only in its short form: {said}");
            for other in all.into_iter().filter(|other| discriminant(other) != discriminant(&one)) {
                let both = sentence(&[one, other], &snapshot, text, all_keys(), 72);
                assert!(!both.contains(['…', '{']), "{both}");
            }
        }
    }
}
