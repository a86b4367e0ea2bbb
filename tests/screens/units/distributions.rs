//! The distributions of Z, H, W and the gradients, and how large an update is beside its weights.

use super::{hidden, lecture, spiral};
use crate::common::lecture::{Lecture, READABLE, SMALL, WIDE};
use crate::common::{bits, session};
use mlp_tui::nn::{Activation, Init, Mistake, OptimizerKind, Parameters};
use mlp_tui::probe::{ActivityMap, Distribution, Sample};
use mlp_tui::session::{BatchSize, Command, Part, Position, Session, Setting, Settings};
use mlp_tui::text::Language;

/// The gradients of this step as its phases compute them.
fn gradients_by_phases(session: &mut Session) -> Parameters {
    let here = session.run().position();
    let updates = session.run().setup().phases().iter().position(|phase| phase.is_update()).unwrap();
    session.go_to(Position { step: here.step, phase: updates });
    let gradients = session.run().matrices().unwrap().backward.gradients.clone();
    session.go_to(here);
    gradients
}

#[test]
fn the_gradients_have_the_bits_of_the_phases_and_looking_at_them_moves_nothing() {
    for (name, settings) in [
        ("spiral", Settings { l2: 1e-3, ..Settings::default() }),
        ("iris", Settings { batch_size: BatchSize::Rows(16), l1: 1e-4, ..hidden(&[6, 5], Activation::Tanh) }),
        ("digits", Settings { optimizer: OptimizerKind::Adam, ..hidden(&[20], Activation::Sigmoid) }),
    ] {
        let mut looked = lecture(session(name, settings.clone()), 3);
        assert!(looked.snapshot.measured.gradients.is_none(), "the bitmap does not ask for them");
        let before = bits(&looked.keys("d").session);
        for _ in 0..4 {
            let found = looked.snapshot.measured.gradients.clone().expect("every step that is looked at has them");
            let expected = gradients_by_phases(&mut looked.session);
            assert_eq!(found.step, looked.snapshot.position.step);
            let bits = |parameters: &Parameters| parameters.values().map(f64::to_bits).collect::<Vec<_>>();
            assert_eq!(bits(&found.parameters), bits(&expected), "{name} at step {}", found.step);
            looked.keys("Right");
        }
        let mut alone = session(name, settings);
        (0..3).for_each(|_| alone.step());
        assert_eq!(bits(&alone), before, "looking changes nothing");
        (0..4).for_each(|_| alone.step());
        assert_eq!(bits(&looked.session), bits(&alone), "nor do the steps after it");
        assert!(looked.keys("D").snapshot.measured.gradients.is_none());
    }
}

#[test]
fn the_update_ratio_is_that_of_the_norms() {
    let mut lecture = spiral(hidden(&[6, 4], Activation::Tanh), 40).after("d");
    let expected = |lecture: &mut Lecture, learning_rate: f64| -> Vec<f64> {
        let gradients = gradients_by_phases(&mut lecture.session);
        let norm = |weight: &ndarray::Array2<f64>| weight.iter().map(|w| w * w).sum::<f64>().sqrt();
        let layers = lecture.snapshot.network.parameters.layers.iter().zip(&gradients.layers);
        layers.map(|(w, g)| norm(&g.weight().mapv(|g| learning_rate * g)) / norm(w.weight())).collect()
    };
    for keys in ["", "]]", "[[["] {
        let learning_rate = lecture.keys(keys).snapshot.learning_rate();
        let ratios = expected(&mut lecture, learning_rate);
        let gradients = lecture.snapshot.measured.gradients.clone().expect("they are measured");
        for (layer, ratio) in ratios.into_iter().enumerate() {
            let found = gradients.update_ratio(layer, learning_rate).expect("no W is 0");
            assert!((found / ratio - 1.0).abs() < 1e-12, "W{}: {found} against {ratio}", layer + 1);
            lecture.at(SMALL).shows(&format!("W{} {ratio:.1e}", ['¹', '²', '³'][layer]));
        }
    }
}

#[test]
fn without_a_gradient_the_screen_says_why() {
    for (language, planted, broken) in [
        (Language::English, "A mistake is planted", "There is no gradient: the numbers broke"),
        (Language::Spanish, "Hay un error a propósito", "No hay gradiente: los números dejaron de ser"),
    ] {
        let mut wrong = spiral(Settings::default(), 5).speaking(language).after("d");
        wrong.command(Command::Set(Setting::Mistake(Some(Mistake::MissingMean))));
        wrong.look();
        assert!(wrong.snapshot.measured.gradients.is_none());
        wrong.at(SMALL).shows(planted);
        wrong.command(Command::Set(Setting::Mistake(None)));
        wrong.look();
        assert!(wrong.snapshot.measured.gradients.is_some(), "with the mistake taken out it is back");
        let diverging = Settings { learning_rate: 1e200, ..Settings::default() };
        let mut gone = spiral(diverging, 0).speaking(language).after("d");
        while gone.snapshot.breakdown.is_none() {
            gone.keys("Right");
        }
        gone.at(SMALL).shows(broken);
        gone.keys("d");
        for size in READABLE {
            gone.at(size).hides(broken);
        }
    }
}

#[test]
fn a_layer_of_zeros_has_no_ratio_and_its_dead_gradient_hardly_learns() {
    let settings = Settings { init: Init::Zeros, ..Settings::default() };
    spiral(settings, 0).after("d").at(SMALL).shows_all(["W¹ —  W² —", "W¹ is all zeros"]);
}

#[test]
fn the_histograms_hold_every_number_and_the_screen_its_ends() {
    let lecture = spiral(Settings::default(), 60).after("d");
    let snapshot = &lecture.snapshot;
    let map = ActivityMap::of(snapshot, 0, Part::Train, Sample::of(snapshot, 0, Part::Train));
    let (h, w) = (map.activations(), snapshot.network.parameters.layers[0].weight());
    for values in [map.pre_activations.iter(), h.iter(), w.iter()] {
        let spread = Distribution::of(values.clone().copied()).unwrap();
        for bins in [1, 7, 48] {
            let counts = spread.histogram(values.clone().copied(), bins);
            assert_eq!(counts.iter().sum::<usize>() + spread.zeros, spread.count, "{bins} bins lose no number");
        }
        lecture.at(WIDE).shows_all([spread.min, spread.max].map(|end| format!("{end:.2}").replace('-', "−")));
    }
}
