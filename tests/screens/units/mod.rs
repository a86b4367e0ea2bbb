//! The units screen, driven by its keys and read off its frames.

use std::collections::HashSet;
use std::sync::Arc;

use crate::common::frame::lines;
use crate::common::lecture::{Lecture, SMALL, WIDE};
use crate::common::{bits, checked, problem_with_test, session};
use mlp_tui::nn::{Activation, Batch, Forward, Init, Mistake, OptimizerKind, Parameters, Penalty};
use mlp_tui::probe::{ActivityMap, Distribution, Sample};
use mlp_tui::session::{BatchSize, Command, ExampleId, Measure, Part, Position, Preset, Session, Setting, Settings};
use mlp_tui::text::Language;
use mlp_tui::ui::{App, ColorDepth, Effect, Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::{self, Rect};

const SIZES: [(u16, u16); 4] = [(64, 18), (80, 24), (120, 40), (200, 60)];
const DEPTHS: [ColorDepth; 4] = [ColorDepth::True, ColorDepth::Palette, ColorDepth::Ansi, ColorDepth::None];

fn at_step(mut session: Session, step: u64) -> Session {
    session.go_to(Position { step, phase: 0 });
    session.evaluate();
    session
}

/// The lecture on its units screen.
fn lecture(session: Session, language: Language) -> Lecture {
    let mut lecture = Lecture::new(session, language);
    lecture.keys("5");
    assert_eq!(lecture.app.screen_name(), "units");
    lecture
}

fn hidden(units: &[usize], activation: Activation) -> Settings {
    Settings { hidden_units: units.to_vec(), activation, learning_rate: 0.3, ..Settings::default() }
}

/// The forward pass over all training examples.
fn forward(lecture: &Lecture) -> Forward {
    let network = lecture.session.run().network();
    let (sizes, train) = (network.parameters.sizes(), &lecture.snapshot.problem().train);
    let batch = Batch::of(&train.inputs, &train.labels, &sizes);
    let mut forward = Forward::new(batch.partition(), &sizes);
    forward.run(network, &batch, Penalty::default());
    forward
}

/// The cells of the bitmap, each with the unit and the example to which a click there leads.
fn cells(lecture: &Lecture, size: (u16, u16)) -> Vec<(layout::Position, usize, ExampleId)> {
    let mut app = lecture.app.clone();
    app.shared.look.unit = usize::MAX;
    let clicks = lecture.clicks(&app, size);
    let cell = |(place, app, effects): (layout::Position, App, Vec<Effect>)| {
        let look = &app.shared.look;
        (look.unit != usize::MAX && !effects.is_empty()).then_some((place, look.unit, look.example))
    };
    clicks.filter_map(cell).collect()
}

#[test]
fn the_bitmap_agrees_with_the_sign_of_z_cell_by_cell() {
    for (units, activation) in [
        (&[12][..], Activation::Relu),
        (&[9], Activation::Tanh),
        (&[9], Activation::Sigmoid),
        (&[7, 11], Activation::Relu),
        (&[40], Activation::Identity),
    ] {
        let mut lecture = lecture(at_step(session("iris", hidden(units, activation)), 30), Language::English);
        let size = (200, 60);
        let theme = Theme::new(ColorDepth::True);
        for layer in 0..units.len() {
            let (forward, frame) = (forward(&lecture), lecture.frame(ColorDepth::True, size));
            let mut seen = HashSet::new();
            for (place, unit, example) in cells(&lecture, size) {
                let z = forward.pre_activations[layer].get(example.index, unit);
                let share = if z > 0.0 { 1.0 } else { 0.0 };
                let name = format!("{units:?} {activation:?} layer {layer}, unit {unit}, example {}", example.index);
                assert_eq!(frame[place].bg, theme.scale(share), "{name}: z = {z}");
                seen.insert((unit, example.index));
            }
            assert_eq!(seen.len(), units[layer] * 150, "every unit and every example has a cell of its own");
            let map = ActivityMap::of(
                &lecture.snapshot,
                layer,
                Part::Train,
                Sample::of(&lecture.snapshot, layer, Part::Train),
            );
            let h = map.activations();
            for unit in 0..units[layer] {
                for (column, &example) in map.sample.rows.iter().enumerate() {
                    let matrices = [&forward.pre_activations[layer], &forward.activations[layer]];
                    let expected = matrices.map(|matrix| matrix.get(example, unit).to_bits());
                    let found = [map.pre_activations[[unit, column]], h[[unit, column]]];
                    assert_eq!(found.map(f64::to_bits), expected, "the map has the bits of the forward pass");
                }
            }
            lecture.keys("w");
        }
    }
}

#[test]
fn a_column_of_several_examples_shows_the_share_that_is_active() {
    let lecture = lecture(at_step(session("spiral", Settings::default()), 100), Language::English);
    let theme = Theme::new(ColorDepth::True);
    let (frame, forward) = (lecture.frame(ColorDepth::True, (80, 24)), forward(&lecture));
    assert!(lines(&frame)[2].contains("5 examples a column"), "{}", lines(&frame)[2]);
    let mut rows = HashSet::new();
    for (place, unit, example) in cells(&lecture, SMALL) {
        if frame[place].symbol() == "◆" {
            continue;
        }
        // Two units share a line; the first of them is above.
        let upper = unit - unit % 2;
        let share = |unit: usize| {
            let is_active = |example: usize| forward.pre_activations[0].get(example, unit) > 0.0;
            // The classes of the spiral follow one another, a hundred examples each.
            (example.index..example.index + 5).filter(|&example| is_active(example)).count() as f64 / 5.0
        };
        assert_eq!((frame[place].fg, frame[place].bg), (theme.scale(share(upper)), theme.scale(share(upper + 1))));
        rows.insert(upper);
    }
    assert_eq!(rows.len(), 16, "32 units are seen at once in 80x24");
}

/// Three units of which the first is off and the second on for every example.
fn stuck() -> Settings {
    let mut parameters = Parameters::zeros(&[2, 3, 3]);
    parameters.layers[0].bias_mut()[0] = -1.0;
    parameters.layers[0].bias_mut()[1] = 1.0;
    parameters.layers[0].weight_mut()[[0, 2]] = 1.0;
    Settings { hidden_units: vec![3], init: Init::Given(Arc::new(parameters)), ..Settings::default() }
}

#[test]
fn always_off_and_always_on_units_are_marked_and_named() {
    for (language, off, on) in [
        (Language::English, "always off ✕: 1 ", "always on ■: 2"),
        (Language::Spanish, "siempre apagadas ✕: 1 ", "siempre activas ■: 2"),
    ] {
        let lecture = lecture(session("spiral", stuck()), language);
        for depth in DEPTHS {
            for size in SIZES {
                let frame = lines(&lecture.frame(depth, size)).join("\n");
                assert!(frame.contains(off) && frame.contains(on), "{depth:?} {size:?}:\n{frame}");
                assert!(frame.contains("1 ✕") && frame.contains("2 ■"), "the margin marks them:\n{frame}");
                assert!(!frame.contains("3 ✕") && !frame.contains("3 ■"), "unit 3 is both:\n{frame}");
            }
        }
    }
}

#[test]
fn the_caption_tells_the_shares_of_the_unit_at_the_cursor() {
    let mut lecture = lecture(at_step(session("spiral", Settings::default()), 50), Language::English);
    for keys in ["", "jj", "llll", "k"] {
        lecture.type_keys(keys);
        let unit = lecture.app.shared.look.unit;
        let forward = forward(&lecture);
        let labels = &lecture.snapshot.problem().train.labels;
        let share = |class: Option<usize>| {
            let rows: Vec<usize> = (0..300).filter(|&row| class.is_none_or(|class| labels[row] == class)).collect();
            let active = rows.iter().filter(|&&row| forward.pre_activations[0].get(row, unit) > 0.0).count();
            let percent = 100.0 * active as f64 / rows.len() as f64;
            if percent > 0.0 && percent < 100.0 { percent.round().clamp(1.0, 99.0) } else { percent }
        };
        let [all, a, b, c] = [None, Some(0), Some(1), Some(2)].map(share);
        let expected =
            format!("unit {}: active for {all}% of examples, by class (1: {a}%, 2: {b}%, 3: {c}%)", unit + 1);
        lecture.at(SMALL).shows(&expected);
    }
}

#[test]
fn the_cursor_moves_by_its_keys_and_stays_on_the_bitmap() {
    let mut lecture = lecture(session("spiral", hidden(&[5], Activation::Relu)), Language::English);
    lecture.keys("jjj");
    assert_eq!(lecture.app.shared.look.unit, 3);
    lecture.keys("jjjjk");
    assert_eq!(lecture.app.shared.look.unit, 3, "down ends at the last unit, and up leads back from there");
    lecture.keys("l");
    assert_eq!(lecture.app.shared.look.example.index, 5, "about a column to the right");
    lecture.keys("n");
    assert_eq!(lecture.snapshot.example.id.index, 6, "one example on, and every other screen looks at it too");
    lecture.keys("l×100");
    assert_eq!(lecture.app.shared.look.example.index, 299);
    lecture.keys("h×100");
    assert_eq!(lecture.app.shared.look.example.index, 0);
}

#[test]
fn sorted_units_stand_by_their_activity_and_the_cursor_follows_the_rows() {
    let mut lecture = lecture(at_step(session("spiral", hidden(&[8], Activation::Relu)), 20), Language::English);
    lecture.keys("o");
    let activity = lecture.snapshot.measured.evaluation.as_ref().unwrap().activity[0].active.clone();
    let order = lecture.app.screens.units.order(&lecture.app.shared.look, &lecture.snapshot, 0);
    assert!(order.windows(2).all(|pair| activity[pair[0]] >= activity[pair[1]]), "{order:?} by {activity:?}");
    lecture.keys("k×8");
    for &unit in &order {
        assert_eq!(lecture.app.shared.look.unit, unit);
        lecture.keys("j");
    }
}

#[test]
fn many_units_scroll_with_the_cursor() {
    let mut lecture = lecture(session("spiral", hidden(&[100], Activation::Relu)), Language::English);
    lecture.at(SMALL).shows("units 1–32 of 100");
    lecture.keys("j×99");
    for (depth, words) in [(ColorDepth::True, "units 69–100 of 100"), (ColorDepth::None, "units 85–100 of 100")] {
        let frame = lines(&lecture.frame(depth, (80, 24))).join("\n");
        assert!(frame.contains(words) && frame.contains("\n 100 "), "{depth:?}:\n{frame}");
    }
}

#[test]
fn the_layer_and_the_part_are_chosen_by_keys_and_what_is_missing_is_said() {
    let settings = hidden(&[4, 6], Activation::Tanh);
    let mut two = lecture(Session::new(problem_with_test("iris", 0.3), checked(settings)), Language::English);
    two.at(SMALL).shows("layer 1 of 2 · training examples");
    two.keys("wT").at(SMALL).shows("layer 2 of 2 · test examples");
    assert_eq!(two.snapshot.example.id.part, Part::Test);
    let mut one = lecture(session("iris", hidden(&[4], Activation::Relu)), Language::Spanish);
    one.keys("T").at(SMALL).shows("No hay ejemplos de prueba");
    one.keys("w").at(SMALL).shows("una sola capa oculta");
    for (language, words) in [(Language::English, "no hidden layer"), (Language::Spanish, "no tiene capa oculta")] {
        let mut none = lecture(session("iris", hidden(&[], Activation::Relu)), language);
        for keys in ["", "jlonwd", "jhT"] {
            none.type_keys(keys);
            none.at(SMALL).shows(words);
        }
    }
}

#[test]
fn too_many_examples_are_sampled_and_the_screen_says_so() {
    let mut lecture = lecture(session("spiral", hidden(&[600, 600], Activation::Relu)), Language::English);
    lecture.at(WIDE).hides("sampled");
    lecture.keys("w").at(WIDE).shows("sampled 100 of 300");
    let sample = Sample::of(&lecture.snapshot, 1, Part::Train);
    assert_eq!((sample.rows.len(), sample.classes), (100, vec![0..34, 34..67, 67..100]), "evenly, class by class");
}

#[test]
fn a_silenced_unit_is_marked_and_still_seen() {
    let mut lecture = lecture(at_step(session("spiral", hidden(&[5], Activation::Relu)), 5), Language::English);
    lecture.keys("jz").at(SMALL).shows("2 ○");
    lecture.at(SMALL).shows("unit 2 ○: active for");
    lecture.keys("z").at(SMALL).hides("○");
}

/// The gradients of the step at hand as its phases compute them.
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
        let mut looked = lecture(at_step(session(name, settings.clone()), 3), Language::English);
        assert!(looked.snapshot.measured.gradients.is_none(), "the bitmap does not ask for them");
        looked.keys("d");
        let before = bits(&looked.session);
        for _ in 0..4 {
            let found =
                looked.snapshot.measured.gradients.clone().expect("they are measured at every step that is looked at");
            let expected = gradients_by_phases(&mut looked.session);
            assert_eq!(found.step, looked.snapshot.position.step);
            let bits = |parameters: &Parameters| parameters.values().map(f64::to_bits).collect::<Vec<_>>();
            assert_eq!(bits(&found.parameters), bits(&expected), "{name} at step {}", found.step);
            looked.keys("Right");
        }
        let mut alone = at_step(session(name, settings), 3);
        assert_eq!(bits(&alone), before, "looking changes nothing");
        (0..4).for_each(|_| alone.step());
        assert_eq!(bits(&looked.session), bits(&alone), "nor do the steps after it");
        looked.keys("D");
        assert!(looked.snapshot.measured.gradients.is_none());
    }
}

#[test]
fn the_update_ratio_is_that_of_the_norms() {
    let mut lecture = lecture(at_step(session("spiral", hidden(&[6, 4], Activation::Tanh)), 40), Language::English);
    lecture.keys("d");
    let expected = |lecture: &mut Lecture, learning_rate: f64| -> Vec<f64> {
        let gradients = gradients_by_phases(&mut lecture.session);
        let norm = |weight: &ndarray::Array2<f64>| weight.iter().map(|w| w * w).sum::<f64>().sqrt();
        let layers = lecture.snapshot.network.parameters.layers.iter().zip(&gradients.layers);
        layers.map(|(w, g)| norm(&g.weight().mapv(|g| learning_rate * g)) / norm(w.weight())).collect()
    };
    for keys in ["", "]]", "[[["] {
        lecture.type_keys(keys);
        let learning_rate = lecture.snapshot.learning_rate();
        let ratios = expected(&mut lecture, learning_rate);
        let gradients = lecture.snapshot.measured.gradients.clone().expect("they are measured");
        let frame = lecture.at(SMALL);
        for (layer, ratio) in ratios.into_iter().enumerate() {
            let found = gradients.update_ratio(layer, learning_rate).expect("no W is 0");
            assert!((found / ratio - 1.0).abs() < 1e-12, "W{}: {found} against {ratio}", layer + 1);
            let shown = format!("W{} {ratio:.1e}", ['¹', '²', '³'][layer]);
            frame.shows(&shown);
        }
    }
}

#[test]
fn without_a_gradient_the_screen_says_why() {
    for (language, planted, broken) in [
        (Language::English, "A mistake is planted", "There is no gradient: the numbers broke"),
        (Language::Spanish, "Hay un error a propósito", "No hay gradiente: los números dejaron de ser"),
    ] {
        let mut wrong = lecture(at_step(session("spiral", Settings::default()), 5), language);
        wrong.keys("d");
        wrong.session.apply(Command::Set(Setting::Mistake(Some(Mistake::MissingMean))));
        wrong.snapshot = wrong.session.snapshot(Measure::Always);
        assert!(wrong.snapshot.measured.gradients.is_none());
        wrong.at(SMALL).shows(planted);
        wrong.session.apply(Command::Set(Setting::Mistake(None)));
        wrong.snapshot = wrong.session.snapshot(Measure::Always);
        assert!(wrong.snapshot.measured.gradients.is_some(), "with the mistake taken out it is back");
        let diverging = Settings { learning_rate: 1e200, ..Settings::default() };
        let mut gone = lecture(session("spiral", diverging), language);
        gone.keys("d");
        while gone.snapshot.breakdown.is_none() {
            gone.keys("Right");
        }
        gone.at(SMALL).shows(broken);
        gone.keys("d");
        for size in SIZES {
            gone.text(size);
        }
    }
}

#[test]
fn a_layer_of_zeros_has_no_ratio_and_its_dead_gradient_hardly_learns() {
    let settings = Settings { init: Init::Zeros, ..Settings::default() };
    let mut zeros = lecture(session("spiral", settings), Language::English);
    zeros.keys("d").at(SMALL).shows_all(["W¹ —  W² —", "W¹ is all zeros"]);
}

#[test]
fn the_histograms_hold_every_number_and_the_screen_its_ends() {
    let mut lecture = lecture(at_step(session("spiral", Settings::default()), 60), Language::English);
    lecture.keys("d");
    let snapshot = &lecture.snapshot;
    let map = ActivityMap::of(snapshot, 0, Part::Train, Sample::of(snapshot, 0, Part::Train));
    let (h, w) = (map.activations(), snapshot.network.parameters.layers[0].weight());
    for values in [map.pre_activations.iter(), h.iter(), w.iter()] {
        let spread = Distribution::of(values.clone().copied()).unwrap();
        for bins in [1, 7, 48] {
            let counts = spread.histogram(values.clone().copied(), bins);
            assert_eq!(counts.iter().sum::<usize>() + spread.zeros, spread.count, "{bins} bins lose no number");
        }
        let frame = lecture.at(WIDE);
        for end in [spread.min, spread.max] {
            let shown = format!("{end:.2}").replace('-', "−");
            frame.shows(&shown);
        }
    }
}

#[test]
fn units_of_images_are_shown_as_templates() {
    let mut digits = lecture(at_step(session("digits", hidden(&[12, 5], Activation::Relu)), 5), Language::English);
    digits.keys("ddjj");
    let frame = digits.text(SMALL);
    assert!(frame.contains("W¹ 64×12 · each image: the weights into a unit") && frame.contains("►3"), "{frame}");
    let words: HashSet<&str> = frame.split_whitespace().map(|word| word.trim_start_matches('►')).collect();
    assert!((1..=12).all(|unit| words.contains(&*unit.to_string())), "all units are there:\n{frame}");
    digits.app.shared.look.unit = usize::MAX;
    assert!(digits.clicks_change(SMALL, |app| app.shared.look.unit).into_iter().eq(0..12), "each can be clicked");
    digits.keys("d").at(SMALL).shows("Active units"); // the views go round
    let mut spiral = lecture(session("spiral", Settings::default()), Language::English);
    spiral.keys("dd").at(SMALL).shows("Active units"); // points of the plane are no images
}

#[test]
fn in_plain_ascii_the_shades_stay_apart() {
    let lecture = lecture(at_step(session("spiral", Settings::default()), 60), Language::English);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    let theme = Theme::new(ColorDepth::None).with_ascii(true);
    draw(&lecture.app, &lecture.snapshot, &theme, buffer.area, &mut buffer);
    let frame = lines(&buffer).join("\n");
    assert!(frame.is_ascii() && frame.contains("off .-+*# on"), "{frame}");
}

#[test]
fn what_shall_be_predicted_is_hidden() {
    let mut lecture = lecture(session("spiral", Settings::default()), Language::English);
    lecture.keys("v").at(SMALL).shows("hidden: v shows it").hides("active for");
}

#[test]
fn every_size_depth_and_network_draws() {
    let preset = session("blackboard", Preset::Blackboard.settings());
    let digits = Session::new(problem_with_test("digits", 0.2), checked(hidden(&[70, 3], Activation::Relu)));
    let one = session("spiral", hidden(&[1], Activation::Relu));
    for session in [preset, digits, one] {
        let mut lecture = lecture(at_step(session, 2), Language::Spanish);
        for _ in 0..2 {
            for depth in DEPTHS {
                for size in SIZES.into_iter().chain([(1, 1), (64, 19), (300, 18), (70, 90)]) {
                    lecture.frame(depth, size);
                }
            }
            lecture.keys("d");
        }
    }
}

#[test]
fn the_screen_in_pictures() {
    let mut english = lecture(at_step(session("spiral", Settings::default()), 200), Language::English);
    english.keys("jjlllll");
    insta::assert_snapshot!("bitmap_80x24_en", english.text(SMALL));
    insta::assert_snapshot!("bitmap_120x40_en", english.text(WIDE));
    english.keys("d");
    insta::assert_snapshot!("distributions_80x24_en", english.text(SMALL));
    insta::assert_snapshot!("distributions_120x40_en", english.text(WIDE));
    let mut spanish = lecture(at_step(session("iris", hidden(&[24], Activation::Relu)), 200), Language::Spanish);
    insta::assert_snapshot!(
        "bitmap_80x24_es_without_colours",
        lines(&spanish.frame(ColorDepth::None, (80, 24))).join("\n")
    );
    spanish.keys("d");
    insta::assert_snapshot!(
        "distributions_80x24_es_without_colours",
        lines(&spanish.frame(ColorDepth::None, (80, 24))).join("\n")
    );
}
