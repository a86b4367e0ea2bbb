//! The promises about time: a step is its phases, time is reversible, a run is its recipe.

mod common;

use std::sync::Arc;

use common::{bits, checked, problem, session};
use mlp_tui::data::{Options, Problem, Scaling, load};
use mlp_tui::files::Disk;
use mlp_tui::nn::{Activation, Init, OptimizerKind};
use mlp_tui::session::{BatchSize, Change, Command, Position, Preset, Session, Setting, Settings};
use mlp_tui::store::hash;
use proptest::prelude::*;

fn at(step: u64) -> Position {
    Position { step, phase: 0 }
}

fn walk_phases(session: &mut Session, steps: u64) {
    while session.run().position().step < steps {
        session.phase();
    }
}

#[test]
fn a_thousand_steps_are_the_same_by_phases_by_steps_and_back_and_forth() {
    let mut whole = session("spiral", Settings::default());
    (0..1000).for_each(|_| whole.step());
    let there = bits(&whole);
    let mut phases = session("spiral", Settings::default());
    walk_phases(&mut phases, 1000);
    assert_eq!(bits(&phases), there, "phase by phase gives other bits than step by step");
    for step in [0, 1, 500, 999] {
        whole.go_to(at(step));
        assert_eq!(whole.run().position(), at(step));
        let mut fresh = session("spiral", Settings::default());
        fresh.go_to(at(step));
        assert_eq!(bits(&whole), bits(&fresh), "back at step {step} the bits differ from a fresh run's");
        whole.go_to(at(1000));
        assert_eq!(bits(&whole), there, "forward again from step {step} gives other bits");
    }
}

#[test]
fn any_place_of_a_long_run_is_reached_with_the_bits_of_a_fresh_one() {
    // A debug build takes a fiftieth of the way.
    let end = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };
    let places = [0, 1, 777, end / 8 - 1544 % (end / 8), end - 1];
    let mut fresh = session("blackboard", Preset::Blackboard.settings());
    let expected = places.map(|step| {
        fresh.go_to(at(step));
        bits(&fresh)
    });
    let mut run = session("blackboard", Preset::Blackboard.settings());
    run.go_to(at(end));
    let there = bits(&run);
    for (step, expected) in places.into_iter().zip(expected) {
        run.go_to(at(step));
        assert_eq!(bits(&run), expected, "back at step {step}");
        run.go_to(Position { step: step + 1, phase: 0 });
        run.apply(Command::PhaseBack);
        while run.target().is_some() {
            run.advance();
        }
        assert_eq!(run.run().position(), Position { step, phase: run.run().setup().phases().len() - 1 });
        assert_eq!(bits(&run), expected, "a phase back from step {}", step + 1);
    }
    run.go_to(at(end));
    assert_eq!(bits(&run), there);
}

#[test]
fn shards_and_products_in_halves_give_the_bits_of_the_phases() {
    for (hidden_units, batch_size) in
        [(vec![16], BatchSize::Full), (vec![24, 20], BatchSize::Rows(1000)), (vec![1100], BatchSize::Rows(136))]
    {
        let settings = Settings { hidden_units, batch_size, ..Settings::default() };
        let mut whole = session("digits", settings.clone());
        (0..4).for_each(|_| whole.step());
        let mut phases = session("digits", settings.clone());
        walk_phases(&mut phases, 4);
        assert_eq!(bits(&whole), bits(&phases), "{settings:?}");
        let losses = |session: &Session| session.run().history().loss.buckets().to_vec();
        assert_eq!(losses(&whole), losses(&phases), "{settings:?}");
    }
}

/// The hash of a thousand default steps on the spiral. It may change only with the mathematics, the order of summation or
/// the random streams; a debug build, a release build, and every machine print this very line.
const SPIRAL_1000: &str = "4543dcb7edacd61bc88e4fecc2045714935c03c20206107797159bfb944358b4";

#[test]
fn a_run_has_the_same_bits_everywhere() {
    let mut session = session("spiral", Settings::default());
    (0..1000).for_each(|_| session.step());
    assert_eq!(hash(&session.run().network().parameters), SPIRAL_1000);
}

/// The same of ten steps on the digits with 16 hidden units, by tanh, which takes the other kernels, and in shards.
const DIGITS_10: &str = "60490be244690dd508a7a0df12f4533e504d093f4a24edb42da91c61c2801a9a";

#[test]
fn a_run_in_shards_has_the_same_bits_everywhere() {
    let settings = Settings { hidden_units: vec![16], activation: Activation::Tanh, ..Settings::default() };
    let mut session = session("digits", settings);
    (0..10).for_each(|_| session.step());
    assert_eq!(hash(&session.run().network().parameters), DIGITS_10);
}

#[test]
fn a_change_is_part_of_the_run_and_a_change_in_the_past_starts_another() {
    let with_change = |at_step: u64, learning_rate: f64, steps: u64| {
        let mut session = session("spiral", Settings::default());
        session.go_to(at(at_step));
        session.apply(Command::Set(Setting::LearningRate(learning_rate)));
        session.go_to(at(steps));
        session
    };
    let mut run = with_change(50, 0.1, 120);
    let there = bits(&run);
    run.go_to(at(10));
    assert_eq!(run.run().conditions().learning_rate.to_bits(), 1.0_f64.to_bits(), "before the change the old ε holds");
    run.go_to(at(120));
    assert_eq!(bits(&run), there, "the change is replayed");
    run.go_to(at(30));
    run.apply(Command::Set(Setting::LearningRate(0.5)));
    run.go_to(at(120));
    assert_eq!(bits(&run), bits(&with_change(30, 0.5, 120)), "the old future is forgotten");
}

#[test]
fn what_was_measured_before_a_change_is_measured_again() {
    let mut run = session("spiral", Settings::default());
    run.go_to(at(100));
    let before = run.evaluate().unwrap().train.loss;
    run.go_to(at(50));
    run.apply(Command::Set(Setting::LearningRate(0.01)));
    run.go_to(at(100));
    assert_ne!(run.evaluate().unwrap().train.loss.to_bits(), before.to_bits());
}

#[test]
fn a_change_asked_for_on_the_way_is_made_on_arrival() {
    let mut run = session("spiral", Settings::default());
    run.go_to(at(30));
    run.apply(Command::GoTo(at(60)));
    run.advance();
    run.apply(Command::Set(Setting::LearningRate(0.5)));
    while run.target().is_some() {
        run.advance();
    }
    assert_eq!(run.run().changes().list(), [Change { step: 60, setting: Setting::LearningRate(0.5) }]);
}

#[test]
fn a_change_in_the_past_leaves_the_losses_of_the_new_run_in_the_history() {
    let mut run = session("spiral", Settings::default());
    run.go_to(at(3000));
    run.go_to(at(1001));
    run.apply(Command::Set(Setting::LearningRate(0.01)));
    run.go_to(at(1500));
    let mut fresh = session("spiral", Settings::default());
    fresh.go_to(at(1001));
    fresh.apply(Command::Set(Setting::LearningRate(0.01)));
    fresh.go_to(at(1500));
    let last =
        |session: &Session| session.run().history().loss.buckets().last().map(|bucket| (bucket.last, bucket.value));
    assert_eq!(last(&run), last(&fresh));
    let buckets = run.run().history().loss.buckets();
    assert!(buckets.windows(2).all(|pair| pair[0].last + 1 == pair[1].first), "no step is missing");
}

#[test]
fn reset_brings_back_the_start_reseed_another_and_undo_the_run() {
    let mut run = session("spiral", Settings::default());
    let start = bits(&run);
    run.go_to(at(40));
    let trained = bits(&run);
    run.apply(Command::Reset);
    assert_eq!((bits(&run), run.run().position()), (start.clone(), at(0)));
    run.apply(Command::Undo);
    assert_eq!((bits(&run), run.run().position()), (trained, at(40)));
    run.apply(Command::Reseed);
    assert_ne!(bits(&run), start, "another seed draws other parameters");
    assert_eq!(run.run().setup().problem(), &problem("spiral"), "reseeding keeps the data");
}

#[test]
fn walking_back_phase_by_phase_ends_at_the_start() {
    let mut run = session("iris", Settings::default());
    let start = bits(&run);
    run.go_to(at(3));
    run.apply(Command::Phase);
    let mut phases = 0;
    while run.run().position() > Position::default() {
        run.apply(Command::PhaseBack);
        while run.target().is_some() {
            run.advance();
        }
        phases += 1;
    }
    assert_eq!(phases, 3 * run.run().setup().phases().len() + 1);
    assert_eq!(bits(&run), start);
}

#[test]
fn numbers_that_stop_being_finite_stop_the_run_and_going_back_mends_it() {
    let mut run = session("spiral", Settings { learning_rate: 1e200, ..Settings::default() });
    run.step();
    run.step();
    let breakdown = run.run().breakdown().expect("ε = 1e200 breaks the second step");
    assert_eq!((breakdown.step, breakdown.last_finite), (1, Some(0)));
    assert_eq!(breakdown.phase.symbol(1), "Y");
    run.step();
    assert_eq!(run.run().position().step, 1, "a broken run does not move on");
    run.apply(Command::StepBack);
    assert_eq!((run.run().breakdown(), run.run().position()), (None, at(0)));
    run.apply(Command::Set(Setting::LearningRate(1.0)));
    run.go_to(at(10));
    assert_eq!(bits(&run), {
        let mut fresh = session("spiral", Settings::default());
        fresh.go_to(at(10));
        bits(&fresh)
    });
}

fn small_problem(samples: usize) -> Arc<Problem> {
    spiral(samples, 3)
}

fn spiral(samples: usize, classes: usize) -> Arc<Problem> {
    let options = Options { samples: Some(samples), classes: Some(classes), ..Options::default() };
    Arc::new(load("spiral", &options, 1, &Disk).unwrap().prepare(Scaling::None, 0.2, 1).unwrap())
}

fn settings() -> impl Strategy<Value = Settings> {
    let hidden = prop::collection::vec(1_usize..9, 0..3);
    let activation = prop::sample::select(Activation::ALL.to_vec());
    let optimizer = prop::sample::select(OptimizerKind::ALL.to_vec());
    let init = prop::sample::select(vec![Init::He, Init::Xavier, Init::Normal(0.1), Init::Uniform(0.5), Init::Zeros]);
    let batch = prop_oneof![Just(BatchSize::Full), (1_usize..40).prop_map(BatchSize::Rows)];
    let penalty = (prop::sample::select(vec![0.0, 1e-3]), prop::sample::select(vec![0.0, 1e-2]));
    (hidden, activation, optimizer, init, batch, penalty, any::<u64>()).prop_map(
        |(hidden_units, activation, optimizer, init, batch_size, (l1, l2), seed)| Settings {
            hidden_units,
            activation,
            init,
            optimizer,
            learning_rate: 0.1,
            l1,
            l2,
            batch_size,
            seed,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_network_is_the_same_by_phases_and_by_steps(
        settings in settings(),
        samples in prop_oneof![12_usize..40, 130_usize..420],
        classes in 2_usize..6,
        steps in 1_u64..12,
    ) {
        let problem = spiral(samples, classes);
        let mut whole = Session::new(Arc::clone(&problem), checked(settings.clone()));
        (0..steps).for_each(|_| whole.step());
        let mut phases = Session::new(problem, checked(settings));
        walk_phases(&mut phases, steps);
        prop_assert_eq!(bits(&whole), bits(&phases));
    }

    #[test]
    fn any_way_through_time_ends_in_the_same_bits(
        settings in settings(),
        samples in 8_usize..40,
        places in prop::collection::vec((0_u64..200, 0_usize..6), 1..8),
    ) {
        let problem = small_problem(samples);
        let mut wandering = Session::new(Arc::clone(&problem), checked(settings.clone()));
        for (step, phase) in places {
            let place = Position { step, phase };
            wandering.go_to(place);
            wandering.evaluate();
            prop_assert_eq!(wandering.run().position(), place);
        }
        let end = wandering.run().position();
        let mut straight = Session::new(problem, checked(settings));
        straight.go_to(end);
        prop_assert_eq!(bits(&wandering), bits(&straight));
        prop_assert_eq!(wandering.run().optimizer(), straight.run().optimizer());
    }
}
