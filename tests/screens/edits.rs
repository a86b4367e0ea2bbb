//! Changes by hand: a weight, a frozen weight, a silenced unit, other hyperparameters in mid-run; going back, taking
//! back, and the same run again from the list of changes.

use crate::common::lecture::{Lecture, SMALL, WIDE};
use crate::common::{bits, checked, problem, session};
use mlp_tui::nn::{Activation, OptimizerKind, ParameterId};
use mlp_tui::session::{BatchSize, Command, Position, Session, Setting, Settings, Unit};
use mlp_tui::store::{RunFile, changes_to_toml};
use mlp_tui::text::Language;
use proptest::prelude::*;

fn weight(layer: usize, row: usize, column: usize) -> ParameterId {
    ParameterId { layer, row: Some(row), column }
}

fn go_to(session: &mut Session, step: u64) {
    session.go_to(Position { step, phase: 0 });
}

/// The run of `session` from step 0 in a fresh session, by its list of changes through its TOML.
fn again(session: &Session, dataset: &str, settings: Settings) -> Session {
    let sizes = session.run().network().parameters.sizes();
    let toml = changes_to_toml(session.run().changes().list());
    let read = RunFile::parse("changes.toml", toml.as_bytes()).and_then(|file| file.changes(&sizes));
    let changes = read.expect("what was written is read");
    let mut fresh = Session::new(problem(dataset), checked(settings)).with_changes(changes);
    go_to(&mut fresh, session.run().position().step);
    fresh
}

#[test]
fn every_kind_of_change_reproduces_the_run_from_its_list() {
    let settings = || Settings { hidden_units: vec![6, 4], activation: Activation::Tanh, ..Settings::default() };
    let mut run = session("iris", settings());
    let unit = Unit { layer: 0, index: 2 };
    let bias = ParameterId { layer: 1, row: None, column: 1 };
    for (step, setting) in [
        (0, Setting::Parameter(weight(0, 1, 3), -0.5)),
        (3, Setting::LearningRate(0.05)),
        (5, Setting::Silence(unit, true)),
        (8, Setting::Freeze(weight(1, 0, 0), true)),
        (10, Setting::Optimizer(OptimizerKind::Adam)),
        (13, Setting::Batch(BatchSize::Rows(32))),
        (17, Setting::L2(1e-3)),
        (21, Setting::Silence(unit, false)),
        (21, Setting::Parameter(bias, 0.25)),
        (25, Setting::L1(1e-4)),
        (29, Setting::Batch(BatchSize::Rows(7))),
        (33, Setting::Optimizer(OptimizerKind::Momentum)),
        (40, Setting::Freeze(weight(1, 0, 0), false)),
    ] {
        go_to(&mut run, step);
        run.apply(Command::Set(setting));
    }
    go_to(&mut run, 60);
    let there = bits(&run);
    assert_eq!(bits(&again(&run, "iris", settings())), there, "the list of changes makes another run");
    // Any way through time comes back to the same bits.
    for step in [22, 0, 5, 59, 13, 30, 60] {
        go_to(&mut run, step);
        let mut straight = again(&run, "iris", settings());
        assert_eq!(bits(&run), bits(&straight), "step {step}");
        go_to(&mut straight, 60);
        assert_eq!(bits(&straight), there, "from step {step} to the end");
    }
    for _ in 0..run.run().setup().phases().len() {
        go_to(&mut run, 45);
    }
    while run.run().position().step < 60 {
        run.phase();
    }
    assert_eq!(bits(&run), there, "phase by phase");
}

#[test]
fn a_frozen_weight_stays_and_a_silenced_unit_has_no_say() {
    for optimizer in OptimizerKind::ALL {
        let mut run = session("spiral", Settings { optimizer, learning_rate: 0.1, l2: 1e-3, ..Settings::default() });
        go_to(&mut run, 10);
        let (frozen, unit) = (weight(0, 0, 4), Unit { layer: 0, index: 7 });
        run.apply(Command::Set(Setting::Freeze(frozen, true)));
        run.apply(Command::Set(Setting::Silence(unit, true)));
        let before = run.run().network().parameters.clone();
        go_to(&mut run, 30);
        let after = &run.run().network().parameters;
        assert_eq!(before.get(frozen), after.get(frozen), "{optimizer:?}: the frozen weight moved");
        assert!(after.layers[1].weight().row(7).iter().all(|w| *w == 0.0), "{optimizer:?}: the unit still speaks");
        assert_eq!(before.layers[0].weight().column(7), after.layers[0].weight().column(7), "{optimizer:?}: it learns");
        assert_ne!(
            before.layers[0].weight().column(6),
            after.layers[0].weight().column(6),
            "{optimizer:?}: others do not"
        );
        run.apply(Command::Set(Setting::Silence(unit, false)));
        let mut untouched =
            session("spiral", Settings { optimizer, learning_rate: 0.1, l2: 1e-3, ..Settings::default() });
        go_to(&mut untouched, 10);
        let back = run.run().network().parameters.layers[1].weight();
        assert_eq!(
            back.row(7),
            untouched.run().network().parameters.layers[1].weight().row(7),
            "{optimizer:?}: let back in"
        );
    }
}

#[test]
fn a_change_taken_back_was_never_made_and_its_future_stays_as_a_branch() {
    let mut run = session("spiral", Settings::default());
    go_to(&mut run, 40);
    let clean = bits(&run);
    run.apply(Command::Set(Setting::Parameter(weight(0, 0, 0), 2.0)));
    assert_ne!(bits(&run), clean);
    go_to(&mut run, 55);
    run.apply(Command::Undo);
    while run.is_busy() {
        run.advance();
    }
    assert_eq!((run.run().position().step, bits(&run)), (40, clean));
    assert!(run.run().changes().list().is_empty());
    go_to(&mut run, 55);
    let mut fresh = session("spiral", Settings::default());
    go_to(&mut fresh, 55);
    assert_eq!(bits(&run), bits(&fresh), "as if nothing had been changed");
    let loss: Vec<_> = run.run().history().loss.buckets().to_vec();
    assert_eq!(loss, fresh.run().history().loss.buckets(), "nor measured");
    let branches = run.snapshot(mlp_tui::session::Measure::Always).branches;
    assert_eq!(branches.iter().map(|branch| (branch.from, branch.reached())).collect::<Vec<_>>(), [(40, 55)]);
}

#[test]
fn the_loss_is_measured_again_where_a_weight_was_set() {
    let mut run = session("spiral", Settings::default());
    go_to(&mut run, 5);
    let before = run.run().history().loss.buckets().last().unwrap().last;
    run.apply(Command::Set(Setting::Parameter(weight(1, 3, 0), 5.0)));
    let loss = run.run().known_loss().expect("L is measured at once");
    let last = *run.run().history().loss.buckets().last().unwrap();
    assert_eq!((before.max(5), last.last, last.value.to_bits()), (5, 5, loss.to_bits()));
}

#[test]
fn keys_set_nudge_zero_freeze_and_silence_what_the_cursor_is_on() {
    let mut lecture = Lecture::spiral();
    lecture.keys("K").at(SMALL).shows("Choose a weight"); // nothing is chosen yet
    lecture.keys("Tab llW-1.25 Enter").at(SMALL).shows("w¹[1,3] = −1.2500");
    lecture.keys("K").at(SMALL).shows("w¹[1,3] = −1.1500");
    lecture.keys("JJ").at(SMALL).shows("w¹[1,3] = −1.3500");
    lecture.keys("0").at(SMALL).shows("w¹[1,3] = 0.0000");
    assert_eq!(lecture.session.run().changes().list().len(), 1, "set again at the same step, it is one change");
    lecture.keys("F").at(SMALL).shows("w¹[1,3] = 0.0000 frozen");
    lecture.keys("Right×3");
    assert_eq!(lecture.session.run().network().parameters.layers[0].weight()[[0, 2]], 0.0);
    lecture.keys("z");
    assert_eq!(lecture.snapshot.conditions.silenced, [Unit { layer: 0, index: 2 }]);
    lecture.keys("x").at(WIDE).shows("· 1 ○");
    // In the pane of the units the cursor is on a bias.
    lecture.keys("Tab×2 W0.75 Enter").at(WIDE).shows("b¹[1] = 0.7500");
    let changes = lecture.session.run().changes().list().len();
    for wrong in ["nan", "1e400", "inf", "x", ""] {
        lecture.type_keys(&format!("W{wrong}\n"));
        lecture.at(SMALL).shows("no finite number");
    }
    assert_eq!(lecture.session.run().changes().list().len(), changes, "what is refused changes nothing");
    lecture.keys("u");
    assert_eq!(lecture.session.run().changes().list().len(), changes - 1);
}

#[test]
fn a_dead_unit_is_revived_by_its_bias() {
    let mut parameters = mlp_tui::nn::Parameters::zeros(&[2, 3, 3]);
    parameters.layers[0].weight_mut().fill(0.1);
    parameters.layers[1].weight_mut().fill(0.2);
    parameters.layers[0].bias_mut().fill(-5.0);
    let init = mlp_tui::nn::Init::Given(std::sync::Arc::new(parameters));
    let settings = Settings { hidden_units: vec![3], init, ..Settings::default() };
    let mut lecture = Lecture::new(session("spiral", settings), Language::Spanish);
    lecture.keys("Tab×3");
    assert_eq!(lecture.snapshot.measured.evaluation.as_ref().unwrap().dead, [3]);
    lecture.keys("lW0.5 Enter");
    assert_eq!(lecture.snapshot.measured.evaluation.as_ref().unwrap().dead, [2], "unit 2 lives");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any changes at any steps, made live in any order of going back and forth, are the run that their list makes.
    #[test]
    fn any_changes_make_the_run_of_their_list(
        moves in prop::collection::vec((0_u64..40, 0_usize..7, 0_usize..8, any::<bool>()), 1..8),
        phase in 0_usize..16,
    ) {
        let settings = || Settings { hidden_units: vec![4], batch_size: BatchSize::Rows(50), ..Settings::default() };
        let mut run = session("spiral", settings());
        for (step, kind, place, is_on) in moves {
            run.go_to(Position { step, phase: phase.min(run.run().setup().phases().len() - 1) });
            run.apply(Command::Set(match kind {
                0 => Setting::LearningRate(0.5 + place as f64 / 10.0),
                1 => Setting::Parameter(weight(0, place % 2, place % 4), place as f64 / 4.0 - 1.0),
                2 => Setting::Freeze(weight(1, place % 4, place % 3), is_on),
                3 => Setting::Silence(Unit { layer: 0, index: place % 4 }, is_on),
                4 => Setting::Optimizer(OptimizerKind::ALL[place % 3]),
                5 => Setting::Batch(if is_on { BatchSize::Full } else { BatchSize::Rows(10 + 20 * place) }),
                _ => Setting::L2(place as f64 * 1e-3),
            }));
        }
        go_to(&mut run, 45);
        prop_assert_eq!(bits(&again(&run, "spiral", settings())), bits(&run));
    }
}
