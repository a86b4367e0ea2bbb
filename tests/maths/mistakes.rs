//! Planted mistakes: the check against differences is red in the blocks that a mistake spoils, and only there.

use std::sync::Arc;

use crate::common::networks::{Kinds, random_network};
use crate::common::{bits, checked, problem, session};
use Mistake::{MissingMask, MissingMaximum, MissingMean, MissingPenalty, MissingTranspose};
use mlp_tui::nn::{Activation, Backward, BlockCheck, Forward, Init, Mistake, Parameters};
use mlp_tui::session::{Command, Measure, PhaseKind, Position, Session, Setting, Settings};

/// The blocks in which the check is red, such as `W1`.
fn red_blocks(session: &mut Session) -> Vec<String> {
    session.apply(Command::CheckGradients);
    while session.is_busy() {
        session.advance();
    }
    let snapshot = session.snapshot(Measure::Never);
    let checked = snapshot.check.result.expect("a check that was begun ends");
    let blocks = checked.result.blocks.iter().filter(|block| !block.agrees());
    blocks.map(|block| format!("{}{}", if block.is_bias { 'B' } else { 'W' }, block.layer + 1)).collect()
}

fn planted(dataset: &str, settings: Settings, mistake: Mistake, step: u64) -> Session {
    let mut session = session(dataset, settings);
    session.go_to(Position { step, phase: 0 });
    session.apply(Command::Set(Setting::Mistake(Some(mistake))));
    session
}

#[test]
fn each_mistake_spoils_the_blocks_that_theory_says() {
    let plain = || Settings { hidden_units: vec![5], ..Settings::default() };
    let penalized = || Settings { l1: 1e-3, l2: 1e-2, ..plain() };
    let square = || Settings { hidden_units: vec![3], ..Settings::default() };
    let deep = || Settings { hidden_units: vec![6, 4], ..Settings::default() };
    let tanh = || Settings { activation: Activation::Tanh, ..plain() };
    let linear = || Settings { hidden_units: vec![], ..Settings::default() };
    let table: [(Settings, Mistake, &[&str]); 13] = [
        (plain(), MissingMask, &["W1", "B1"]),
        (tanh(), MissingMask, &["W1", "B1"]),
        (deep(), MissingMask, &["W1", "B1", "W2", "B2"]),
        (plain(), MissingMean, &["W1", "B1", "W2", "B2"]),
        (linear(), MissingMean, &["W1", "B1"]),
        (deep(), MissingMean, &["W1", "B1", "W2", "B2", "W3", "B3"]),
        (penalized(), MissingPenalty, &["W1", "W2"]),
        (penalized(), MissingMask, &["W1", "B1"]),
        (square(), MissingTranspose, &["W1", "B1"]),
        (plain(), MissingTranspose, &[]),
        (plain(), MissingPenalty, &[]),
        (plain(), MissingMaximum, &[]),
        (deep(), MissingMaximum, &[]),
    ];
    for (settings, mistake, red) in table {
        for step in [0, 1, 100] {
            let mut session = planted("iris", Settings { learning_rate: 0.1, ..settings.clone() }, mistake, step);
            assert_eq!(red_blocks(&mut session), red, "{mistake:?} at step {step} with {settings:?}");
        }
    }
}

#[test]
fn without_its_maximum_softmax_breaks_on_large_logits_and_every_block_is_red() {
    let sizes = [4, 3, 3];
    let mut parameters = Parameters::zeros(&sizes);
    for (layer, linear) in parameters.layers.iter_mut().enumerate() {
        linear
            .weight_mut()
            .indexed_iter_mut()
            .for_each(|((row, column), w)| *w = 40.0 * ((row + 2 * column + layer) % 5) as f64);
    }
    let settings = Settings { hidden_units: vec![3], init: Init::Given(Arc::new(parameters)), ..Settings::default() };
    let mut right = session("iris", settings.clone());
    assert!(right.evaluate().is_some(), "with the maximum subtracted the same logits are harmless");
    let mut wrong = planted("iris", settings, MissingMaximum, 0);
    assert_eq!(red_blocks(&mut wrong), ["W1", "B1", "W2", "B2"]);
    wrong.step();
    assert_eq!(wrong.run().breakdown().map(|breakdown| breakdown.phase.kind), Some(PhaseKind::Probabilities));
}

#[test]
fn a_mistake_is_a_change_of_the_run_that_time_takes_back() {
    let mut clean = session("blackboard", mlp_tui::session::Preset::Blackboard.settings());
    clean.go_to(Position { step: 20, phase: 0 });
    for mistake in [MissingMask, MissingMean, MissingTranspose, MissingMaximum] {
        let mut run = planted("blackboard", mlp_tui::session::Preset::Blackboard.settings(), mistake, 10);
        run.go_to(Position { step: 20, phase: 0 });
        let there = bits(&run);
        // Subtracting the maximum changes the last bits at most; the others change the training.
        assert_ne!(there, bits(&clean), "{mistake:?} changes nothing");
        run.go_to(Position { step: 5, phase: 3 });
        assert_eq!(run.run().conditions().mistake, None, "before it was planted there is no mistake");
        run.go_to(Position { step: 20, phase: 0 });
        assert_eq!(bits(&run), there, "{mistake:?} is replayed");
        run.go_to(Position { step: 10, phase: 0 });
        run.apply(Command::Set(Setting::Mistake(None)));
        run.go_to(Position { step: 20, phase: 0 });
        assert_eq!(bits(&run), bits(&clean), "without {mistake:?} the run is the old one");
    }
}

#[test]
fn a_mistake_planted_between_two_phases_holds_for_the_whole_step() {
    let settings = mlp_tui::session::Preset::Blackboard.settings();
    let mut early = planted("blackboard", settings.clone(), MissingMean, 3);
    let mut late = session("blackboard", settings);
    late.go_to(Position { step: 3, phase: 8 });
    late.apply(Command::Set(Setting::Mistake(Some(MissingMean))));
    assert_eq!(late.run().position(), Position { step: 3, phase: 8 }, "planting moves nothing");
    for session in [&mut early, &mut late] {
        session.go_to(Position { step: 4, phase: 0 });
    }
    assert_eq!(bits(&early), bits(&late));
}

#[test]
fn the_menu_offers_what_the_network_leaves_room_for() {
    let possible = |settings: Settings| {
        let mut session = Session::new(problem("iris"), checked(settings));
        session.snapshot(Measure::Never).possible_mistakes()
    };
    assert_eq!(possible(Settings::default()), [MissingMask, MissingMean, MissingMaximum]);
    assert_eq!(possible(Settings { hidden_units: vec![], ..Settings::default() }), [MissingMean, MissingMaximum]);
    let all = Settings { hidden_units: vec![3], l2: 0.1, ..Settings::default() };
    assert_eq!(possible(all), Mistake::ALL);
}

/// Whether `mistake` changes the gradients of the step at hand, which was checked, by more than rounding could: by 1e-5 of
/// the largest of a block, where differences can measure that.
fn has_effect(session: &Session, mistake: Mistake) -> bool {
    let run = session.run();
    let (network, penalty) = (run.network(), run.conditions().penalty());
    let (batch, sizes) = (run.batch(), network.parameters.sizes());
    let gradients = |mistake: Option<Mistake>| {
        let partition = batch.partition();
        let (mut forward, mut backward) = (Forward::new(partition, &sizes), Backward::new(partition, &sizes));
        (forward.mistake, backward.mistake) = (mistake, mistake);
        forward.run(network, batch, penalty);
        backward.run(network, batch, &forward, penalty);
        backward.gradients
    };
    let (right, wrong) = (gradients(None), gradients(Some(mistake)));
    right.slices().zip(wrong.slices()).any(|(right, wrong)| {
        let largest = right.iter().chain(wrong).fold(0.0, |largest: f64, g| largest.max(g.abs()));
        let off = right.iter().zip(wrong).map(|(r, w)| (r - w).abs()).fold(0.0, f64::max);
        wrong.iter().any(|g| g.is_nan()) || (largest > 1e-7 && off > 1e-5 * largest)
    })
}

#[test]
fn each_mistake_is_found_on_each_of_twenty_random_networks_that_it_affects() {
    for mistake in Mistake::ALL {
        let kinds = Kinds {
            steps: 300,
            penalized: mistake == MissingPenalty,
            square: mistake == MissingTranspose,
            ..Kinds::default()
        };
        let huge = Kinds { inits: vec![Init::Normal(400.0)], steps: 1, ..Kinds::default() };
        let kinds = if mistake == MissingMaximum { huge } else { kinds };
        let mut found = 0;
        for number in 1000.. {
            let Some((about, mut session)) = random_network(number, &kinds) else { continue };
            let is_possible = session.snapshot(Measure::Never).possible_mistakes().contains(&mistake);
            let Ok(right) = session.check() else { continue };
            assert!(right.result.blocks.iter().all(BlockCheck::agrees), "{about}: {right:?}");
            if !is_possible || !has_effect(&session, mistake) {
                continue;
            }
            session.apply(Command::Set(Setting::Mistake(Some(mistake))));
            let blocks = &session.check().expect("the network is finite").result.blocks;
            assert!(blocks.iter().any(|block| !block.agrees()), "{mistake:?} passes on {about}: {blocks:#?}");
            found += 1;
            if found == 20 {
                break;
            }
        }
    }
}
