//! What the shipped configurations reach.

use std::sync::Arc;

use crate::common::{problem, session};
use mlp_tui::data::{Options, Scaling, entries, load};
use mlp_tui::files::Disk;
use mlp_tui::nn::Metrics;
use mlp_tui::session::{Position, Preset, Session, Settings};

fn train(mut session: Session, steps: u64) -> Metrics {
    session.go_to(Position { step: steps, phase: 0 });
    session.evaluate().expect("the run stays finite").train
}

fn preset(preset: Preset, seed: u64) -> Metrics {
    let problem =
        load(preset.dataset(), &Options::default(), seed, &Disk).unwrap().prepare(Scaling::None, 0.0, seed).unwrap();
    let hyperparameters = Settings { seed, ..preset.settings() }.check().unwrap();
    train(Session::new(Arc::new(problem), hyperparameters), preset.steps().unwrap())
}

#[test]
fn the_course_notes_network_reaches_what_the_notes_say() {
    std::thread::scope(|scope| {
        for half in [0..5, 5..10] {
            scope.spawn(move || {
                for seed in half {
                    let Metrics { loss, accuracy } = preset(Preset::Cs231n, seed);
                    let is_so = accuracy >= 0.97 && (0.22..=0.28).contains(&loss);
                    assert!(is_so, "seed {seed}: accuracy {accuracy}, loss {loss}");
                }
            });
        }
    });
}

#[test]
fn the_linear_classifier_of_the_notes_fails_as_it_should() {
    for seed in 0..10 {
        let accuracy = preset(Preset::Cs231nLinear, seed).accuracy;
        assert!((0.47..=0.57).contains(&accuracy), "seed {seed}: accuracy {accuracy}");
    }
}

#[test]
fn the_defaults_learn_every_built_in_data_set() {
    // Those of Playground have presets of their own: playground.rs.
    let names = entries().iter().map(|entry| entry.name).filter(|name| !name.starts_with("playground-"));
    for name in names {
        let steps = if name == "digits" { 100 } else { 1000 };
        assert_eq!(problem(name).name, name);
        let accuracy = train(session(name, Settings::default()), steps).accuracy;
        assert!(accuracy >= 0.95, "{name}: accuracy {accuracy} after {steps} steps");
    }
}
