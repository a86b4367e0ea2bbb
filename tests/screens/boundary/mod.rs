//! The boundary screen: its picture against the forward pass, and its keys read off the frames.

use std::collections::HashSet;
use std::sync::Arc;

use crate::common::frame::lines;
use crate::common::lecture::{Lecture, SMALL, WIDE};
use crate::common::{checked, problem, problem_with_test, session};
use mlp_tui::data::Ranges;
use mlp_tui::nn::{Activation, Batch, Forward, Init, OptimizerKind, Penalty, argmax};
use mlp_tui::probe::{Look, Plane, Section, folds};
use mlp_tui::random::{Generator, Stream, generator, uniform};
use mlp_tui::session::{Position, Session, Settings};
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{ColorDepth, MINIMUM, Theme};
use mlp_tui::ui::{Display, Key, KeyCode};
use ndarray::Array2;
use ratatui::style::{Color, Modifier};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
const ACTIVATIONS: [Activation; 5] = Activation::ALL;

fn trained(name: &str, settings: Settings, steps: u64) -> Session {
    let mut session = session(name, settings);
    session.go_to(Position { step: steps, phase: 0 });
    session
}

/// Where the crosshair is in the plane.
fn crosshair(lecture: &Lecture, section: &Section) -> [f64; 2] {
    lecture.app.screens.boundary.crosshair(&lecture.app.shared.look, &lecture.snapshot, section)
}

/// The lecture on its boundary screen.
fn lecture(session: Session) -> Lecture {
    let mut lecture = Lecture::on(session);
    lecture.keys("3");
    assert_eq!(lecture.app.screen_name(), "boundary");
    lecture
}

fn spiral() -> Lecture {
    lecture(trained("spiral", Settings::default(), 200))
}

/// Y and P of a row of inputs, and z of a unit of a layer, by the pass of the Step screen.
fn forward(session: &Session, inputs: &[f64]) -> Forward {
    let network = session.run().network();
    let sizes = network.parameters.sizes();
    let row = Array2::from_shape_vec((1, inputs.len()), inputs.to_vec()).unwrap();
    let batch = Batch::of(&row, &[0], &sizes);
    let mut forward = Forward::new(batch.partition(), &sizes);
    forward.run(network, &batch, Penalty::default());
    forward
}

fn below(most: usize, rng: &mut Generator) -> usize {
    ((uniform(rng) * most as f64) as usize).min(most - 1)
}

/// Twenty trained networks of many kinds.
fn networks() -> Vec<Session> {
    let data = ["spiral", "moons", "circles", "xor", "blobs", "iris", "wine", "penguins", "digits", "blackboard"];
    let hidden = [vec![32], vec![4, 2], vec![100], vec![], vec![8, 8, 8]];
    (0..20)
        .map(|index| {
            let settings = Settings {
                hidden_units: hidden[index % 5].clone(),
                activation: ACTIVATIONS[(index / 4) % 5],
                seed: index as u64,
                learning_rate: 0.1,
                ..Settings::default()
            };
            trained(data[index % 10], settings, 5 * index as u64)
        })
        .collect()
}

/// A plane through the first example.
fn section_of(session: &Session, axes: [usize; 2]) -> Section {
    let inputs = &session.run().setup().problem().train.inputs;
    Section::new(&Ranges::of(inputs), Some(axes), inputs.row(0).to_vec())
}

#[test]
fn the_picture_agrees_with_the_forward_pass_on_random_cells_of_trained_networks() {
    let mut rng = generator(5, Stream::Data, 0);
    let theme = Theme::new(ColorDepth::True);
    for session in networks() {
        let network = session.run().network();
        let features = session.run().setup().problem().feature_names.len();
        let axes = [below(features, &mut rng), below(features, &mut rng)];
        let section = section_of(&session, axes);
        let size = (147, 104);
        let plane = Plane::new(network, &section, size, Look::Classes);
        let classes = session.run().setup().problem().class_names.len();
        let colours: HashSet<Color> = (0..classes).map(|class| theme.class(class, 1.0)).collect();
        assert_eq!(colours.len(), classes, "the classes have colours of their own");
        for _ in 0..1000 {
            let (column, row) = (below(size.0, &mut rng), below(size.1, &mut rng));
            let place = plane.place(column, row);
            let distance = [(column, size.0, place[0]), (row, size.1, place[1])]
                .map(|(at, length, place)| ((at as f64 + 0.5) / length as f64 - place).abs() * length as f64);
            let most = (plane.coarseness() as f64 - 1.0) / 2.0 + 1e-9;
            assert!(distance.iter().all(|d| *d <= most), "the value is that of the cell's block: {distance:?}");
            let mut inputs = vec![0.0; features];
            section.inputs_at(section.at(place), &mut inputs);
            let forward = forward(&session, &inputs);
            let spot = plane.spot(column, row);
            assert_eq!(spot.class, argmax(forward.logits.iter()), "the class that wins is that of the largest logit");
            let expected = forward.probabilities.get(0, spot.class);
            assert_eq!(spot.value.to_bits(), expected.to_bits(), "the probability has the same bits");
        }
    }
}

#[test]
fn the_frame_shows_the_colours_of_the_forward_pass() {
    for (index, session) in networks().into_iter().enumerate().step_by(3) {
        let mut lecture = lecture(session);
        lecture.type_keys(if lecture.snapshot.problem().test.is_some() { "TTT" } else { "T" });
        let (width, height) = (80, 24);
        let frame = lecture.frame(ColorDepth::True, (width, height));
        let theme = Theme::new(ColorDepth::True);
        let section = lecture.app.shared.look.section(&lecture.snapshot);
        let classes = lecture.snapshot.problem().class_names.len() as f64;
        let targets = points(&lecture, (width, height));
        assert!(targets.len() > 500, "the picture is large");
        for ((x, y), target) in targets.into_iter().step_by(7) {
            let cell = &frame[(x, y)];
            if !["▀", " "].contains(&cell.symbol()) {
                continue; // the crosshair
            }
            // The middle of a cell is where its two points meet.
            let half = 0.25 / f64::from(picture_height(&lecture, (width, height)));
            for (up, color) in [(half, if cell.symbol() == " " { cell.bg } else { cell.fg }), (-half, cell.bg)] {
                let [right, down] = section.share_of(target);
                let mut inputs = vec![0.0; lecture.snapshot.sizes()[0]];
                section.inputs_at(section.at([right, down - up]), &mut inputs);
                let forward = forward(&lecture.session, &inputs);
                let class = argmax(forward.logits.iter());
                let p = forward.probabilities.get(0, class);
                let strength = (p - 1.0 / classes) / (1.0 - 1.0 / classes);
                let expected = theme.class(class, strength);
                // The way to the mouse's point and back rounds; blocks of a large network are coarser.
                let (seen, wanted) = (channels(color), channels(expected));
                let difference = (0..3).map(|channel| seen[channel].abs_diff(wanted[channel])).max().unwrap_or(255);
                let is_close = difference <= 2 || lecture.snapshot.sizes()[0] > 20;
                assert!(is_close, "network {index}: {color:?} at {x},{y} is not {expected:?}");
            }
        }
    }
}

/// Red, green and blue.
fn channels(color: Color) -> [u8; 3] {
    let Color::Rgb(red, green, blue) = color else { panic!("{color:?} is no colour of 24 bits") };
    [red, green, blue]
}

/// What the mouse finds in the picture, place by place.
fn points(lecture: &Lecture, size: (u16, u16)) -> Vec<((u16, u16), [f64; 2])> {
    let mut app = lecture.app.clone();
    app.screens.boundary.crosshair = None;
    let clicks = lecture.clicks(&app, size);
    clicks.filter_map(|(place, app, _)| Some(((place.x, place.y), app.screens.boundary.crosshair?))).collect()
}

fn picture_height(lecture: &Lecture, size: (u16, u16)) -> u16 {
    let rows: HashSet<u16> = points(lecture, size).into_iter().map(|((_, y), _)| y).collect();
    rows.len() as u16
}

#[test]
fn fold_lines_lie_where_z_changes_its_sign_with_the_active_side_on_the_right() {
    for session in networks() {
        let network = session.run().network();
        let section = section_of(&session, [0, 1]);
        let size = (40, 16);
        let z_at = |place: [f64; 2], layer: usize, unit: usize| {
            let mut inputs = vec![0.0; network.parameters.layers[0].inputs()];
            section.inputs_at(section.at([place[0] / size.0 as f64, place[1] / size.1 as f64]), &mut inputs);
            forward(&session, &inputs).pre_activations[layer].get(0, unit)
        };
        for layer in 0..network.hidden_layers() {
            let lines = folds(network, &section, size, layer);
            assert_eq!(lines.len(), network.parameters.layers[layer].outputs(), "every unit has its line");
            for fold in lines.iter().step_by(3) {
                for segment in fold.segments.iter().step_by(5) {
                    check_segment(segment.from, segment.to, |place| z_at(place, layer, fold.unit), layer == 0);
                }
                // And where there is no line, z keeps its sign from one corner to the next.
                let ends: HashSet<(u64, u64)> = fold
                    .segments
                    .iter()
                    .flat_map(|s| [s.from, s.to])
                    .map(|[x, y]| (x.to_bits(), y.to_bits()))
                    .collect();
                let mut changes = 0;
                for row in 0..=size.1 {
                    let z: Vec<bool> =
                        (0..=size.0).map(|column| z_at([column as f64, row as f64], layer, fold.unit) > 0.0).collect();
                    changes += z.windows(2).filter(|pair| pair[0] != pair[1]).count();
                }
                let on_rows = ends.iter().filter(|(_, y)| f64::from_bits(*y).fract() == 0.0).count();
                assert!(on_rows >= changes.min(1), "a line crosses where the sign changes");
                assert!(changes == 0 || !fold.segments.is_empty(), "a change of sign has its line");
            }
        }
    }
}

/// z changes its sign within the cell's side on which an end lies, and is positive on the right of the piece.
fn check_segment(from: [f64; 2], to: [f64; 2], z: impl Fn([f64; 2]) -> f64, is_linear: bool) {
    for end in [from, to] {
        let axis = usize::from(end[0].fract() == 0.0);
        let (mut before, mut after) = (end, end);
        (before[axis], after[axis]) = (end[axis].floor(), end[axis].ceil());
        let (low, high) = (z(before), z(after));
        assert!(
            (low > 0.0) != (high > 0.0) || end[axis].fract() == 0.0,
            "z is {low} and {high} around the end of a line at {end:?}"
        );
        if is_linear {
            let size = low.abs().max(high.abs());
            assert!(z(end).abs() <= 1e-9 * size.max(1e-9), "z is {} on the line", z(end));
        }
    }
    if is_linear {
        let [right, down] = [to[0] - from[0], to[1] - from[1]];
        let middle = [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])];
        let beside = |far: f64| [middle[0] - far * down, middle[1] + far * right];
        assert!(z(beside(0.1)) > 0.0 && z(beside(-0.1)) < 0.0, "the active side is on the right of the way");
    }
}

#[test]
fn the_lines_of_the_frame_are_dots_in_cells_where_z_changes_its_sign() {
    let mut lecture = lecture(trained("spiral", Settings { hidden_units: vec![6], ..Settings::default() }, 300));
    lecture.keys("T");
    assert_eq!(braille(&lecture).len(), 0, "without the key there are no lines");
    lecture.keys("O");
    let size = (120, 40);
    let section = lecture.app.shared.look.section(&lecture.snapshot);
    let targets: Vec<_> = points(&lecture, size);
    let cells = (targets.iter().map(|((x, _), _)| x).collect::<HashSet<_>>().len(), picture_height(&lecture, size));
    let (frame, dots) = (lecture.frame(ColorDepth::True, size), braille(&lecture));
    assert!(dots.len() > 40, "six units fold the plane");
    for ((x, y), target) in targets {
        let share = section.share_of(target);
        let sign = |right: f64, down: f64, unit: usize| {
            let place = section.at([share[0] + right / cells.0 as f64, share[1] + down / f64::from(cells.1)]);
            forward(&lecture.session, &place).pre_activations[0].get(0, unit) > 0.0
        };
        let changes_within = |right: f64, down: f64| {
            let corners = [(-right, -down), (right, -down), (-right, down), (right, down)];
            (0..6).any(|unit| corners.iter().any(|&(x, y)| sign(x, y, unit) != sign(right, down, unit)))
        };
        // A tick is three dots long: a cell and a half across.
        assert!(
            changes_within(2.0, 1.3) || !dots.contains(&(x, y)),
            "dots at {x},{y}, but no z changes its sign there"
        );
        // Dots stand at quarters of a cell: a line that only clips its corner may round to the neighbour's.
        let is_plain = [" ", "▀"].contains(&frame[(x, y)].symbol());
        assert!(!is_plain || !changes_within(0.25, 0.25), "some z changes its sign at {x},{y}, but there is no line");
    }
}

/// The cells of the frame with dots.
fn braille(lecture: &Lecture) -> HashSet<(u16, u16)> {
    let frame = lecture.frame(ColorDepth::True, (120, 40));
    let is_dots = |x: u16, y: u16| frame[(x, y)].symbol().chars().all(|c| ('\u{2801}'..='\u{28ff}').contains(&c));
    (0..40).flat_map(|y| (0..120).map(move |x| (x, y))).filter(|&(x, y)| is_dots(x, y)).collect()
}

#[test]
fn regions_points_and_legend_are_on_the_screen() {
    let lecture = spiral();
    let frame = lecture.frame(ColorDepth::True, (80, 24));
    let text = lines(&frame).join("\n");
    assert!(text.contains("Decision boundary") && text.contains("██ 1  ██ 2  ██ 3"), "{text}");
    assert!(text.contains("● right") && text.contains("× wrong"), "{text}");
    let backgrounds: HashSet<Color> = frame.content.iter().map(|cell| cell.bg).collect();
    assert!(backgrounds.len() > 100, "the strength of a colour shows how sure the network is");
    let wrong = lecture.snapshot.measured.evaluation.as_ref().unwrap().misclassified.len();
    let crosses = text.matches('×').count();
    assert!(wrong > 0 && crosses > 1 && crosses <= wrong + 2, "{wrong} wrong, {crosses} crosses\n{text}");
}

#[test]
fn the_crosshair_moves_and_the_forward_pass_follows() {
    let mut lecture = spiral();
    let before = lecture.text(SMALL);
    assert!(before.contains("example 1 · class 1"), "the crosshair starts on the example:\n{before}");
    for key in ["h", "l", "j", "k"] {
        lecture.type_keys(key);
    }
    lecture.keys("llllllllkkkk");
    let after = lecture.text(SMALL);
    assert!(after.contains("crosshair") && after != before, "{after}");
    let section = lecture.app.shared.look.section(&lecture.snapshot);
    let place = crosshair(&lecture, &section);
    let forward = forward(&lecture.session, &place);
    for class in 0..3 {
        let p = format!("{:.3}", forward.probabilities.get(0, class));
        assert!(after.contains(&p), "p of class {} is {p}:\n{after}", class + 1);
    }
    let on = forward.pre_activations[0].iter().filter(|z| *z > 0.0).count();
    assert!(after.contains(&format!("{on} of 32 on")), "{after}");
    for name in ["Z = XW¹ + B¹", "Y = HW² + B²", "P = softmax(Y)"] {
        assert!(after.contains(name), "{name} is named:\n{after}");
    }
    lecture.keys("l×100");
    let [right, _] = section.share_of(crosshair(&lecture, &section));
    assert!((right - 1.0).abs() < 1e-9, "it stops at the edge of the picture");
    lecture.keys("n").at(SMALL).shows("example 2 · class 1"); // n puts it on the next example
}

#[test]
fn arrows_and_shifted_arrows_move_the_crosshair_too() {
    let mut lecture = spiral();
    let place = |lecture: &Lecture| crosshair(lecture, &lecture.app.shared.look.section(&lecture.snapshot));
    let start = place(&lecture);
    lecture.keys("Down");
    let down = place(&lecture);
    assert!(down[1] < start[1] && down[0] == start[0], "down is down");
    let effects = lecture.app.key(Key { shift: true, ..Key::plain(KeyCode::Right) }, &lecture.snapshot);
    lecture.carry_out(effects);
    assert!(place(&lecture)[0] > down[0], "Shift with an arrow moves it");
    assert_eq!(lecture.snapshot.position.step, 200, "no time has passed");
}

#[test]
fn the_misclassified_example_is_found_with_its_own_numbers() {
    let mut lecture = spiral();
    lecture.keys("ljm");
    let example = lecture.snapshot.example.clone();
    assert_ne!(example.label, example.predicted);
    let text = lecture.at(WIDE);
    text.shows_all([&format!("example {} · class", example.id.index + 1), "wrong"]);
    for p in &example.probabilities {
        text.shows(&format!("{p:.3}"));
    }
}

#[test]
fn every_view_is_reached_by_its_key_and_left_by_the_other() {
    let mut lecture = spiral();
    let titles =
        ["P of class 1", "P of class 2", "P of class 3", "H of unit 1", "H of all 32 units", "Decision boundary"];
    let mut frames = vec![lecture.frame(ColorDepth::True, (120, 40))];
    for title in titles {
        lecture.keys("d").at(WIDE).shows(title);
        frames.push(lecture.frame(ColorDepth::True, (120, 40)));
    }
    assert_eq!(frames[0], frames[6], "the views go around");
    for frame in frames.iter().rev().skip(1) {
        lecture.keys("D");
        assert_eq!(&lecture.frame(ColorDepth::True, (120, 40)), frame, "D goes back the same way");
    }
}

#[test]
fn one_class_and_one_unit_are_shown_on_a_scale_with_a_legend() {
    let mut lecture = spiral();
    lecture.keys("dd").at(SMALL).shows("p 0 █████████ 1");
    lecture.keys("dd Tab×2");
    let text = lecture.at(SMALL);
    text.shows_all(["H of unit 3", "h 0.00 ███████"]); // Tab chooses the unit
    text.shows("z[3] = ");
    lecture.keys("Shift-Tab").at(SMALL).shows("H of unit 2"); // Shift-Tab goes back
}

#[test]
fn all_units_in_small_open_one() {
    let mut lecture = spiral();
    lecture.keys("D");
    let text = lecture.text(SMALL);
    assert!((1..=32).all(|unit| text.contains(&unit.to_string())), "each has its number:\n{text}");
    lecture.keys("jl");
    assert_eq!(lecture.app.shared.look.unit, 9, "down is a row of eight, right is one");
    lecture.keys("Enter").at(SMALL).shows("H of unit 10");
    assert_eq!(lecture.app.screens.boundary.display, Display::Unit);
    lecture.keys("d");
    lecture.app.shared.look.unit = usize::MAX;
    let found = lecture.clicks_change(SMALL, |app| app.shared.look.unit);
    assert!(found.into_iter().eq(0..32), "the mouse finds every unit");
}

#[test]
fn a_dead_unit_is_named_and_its_line_dotted() {
    let mut session = trained("spiral", Settings { hidden_units: vec![4], ..Settings::default() }, 50);
    let mut parameters = session.run().network().parameters.clone();
    // Unit 2 is off for every example, and its line still crosses the picture: z = −x − y − 2.05.
    let point = |row: usize| session.run().setup().problem().train.inputs.row(row).to_vec();
    let least = (0..300).map(|row| point(row).iter().sum::<f64>()).fold(f64::INFINITY, f64::min);
    parameters.layers[0].weight_mut()[[0, 1]] = -1.0;
    parameters.layers[0].weight_mut()[[1, 1]] = -1.0;
    parameters.layers[0].bias_mut()[1] = least - 0.05;
    let settings = Settings { hidden_units: vec![4], init: Init::Given(Arc::new(parameters)), ..Settings::default() };
    session = Session::new(problem("spiral"), checked(settings));
    let mut lecture = lecture(session);
    lecture.keys("O");
    let text = lecture.at((120, 41));
    text.shows("✕ dead: 2");
    text.shows("✕2"); // its line has its number and the mark
    lecture.keys("O").at((120, 41)).hides("✕2"); // the key takes the lines away
    lecture.keys("D").at(WIDE).shows("2✕"); // it is marked among the small pictures
}

#[test]
fn lines_of_a_deeper_layer_are_curves_and_have_their_layer_named() {
    let mut lecture = lecture(trained("spiral", Settings { hidden_units: vec![8, 5], ..Settings::default() }, 300));
    lecture.keys("O");
    let first = braille(&lecture);
    lecture.at(WIDE).shows("lines z = 0 · layer 1");
    lecture.keys("w").at(WIDE).shows("lines z = 0 · layer 2");
    assert_ne!(braille(&lecture), first, "the second layer has lines of its own");
    lecture.at(WIDE).shows("Z² = H¹W² + B²");
}

#[test]
fn wide_data_show_any_two_features_and_hold_the_others() {
    let mut lecture = lecture(trained("iris", Settings { learning_rate: 0.1, ..Settings::default() }, 60));
    let names: Vec<String> = lecture.snapshot.problem().feature_names.clone();
    let frame = |lecture: &Lecture| lecture.frame(ColorDepth::True, (120, 40));
    let mut frames = vec![frame(&lecture)];
    lecture.at(WIDE).shows("other features: example 1");
    for key in ["X", "X", "Y", "M"] {
        lecture.type_keys(key);
        let now = frame(&lecture);
        assert!(!frames.contains(&now), "{key} changes the picture");
        frames.push(now);
    }
    let text = lecture.text(WIDE);
    assert!(text.contains("other features: mean"), "{text}");
    let [across, up] = lecture.app.shared.look.section(&lecture.snapshot).axes;
    assert!(across != up && text.contains(&format!("{} →", names[across])), "{text}");
    lecture.keys("M");
    let there = frame(&lecture);
    lecture.keys("n×100");
    assert_ne!(frame(&lecture), there, "the plane goes through the example");
    lecture.at(WIDE).shows("other features: example 101");
}

#[test]
fn the_ends_of_the_axes_are_in_the_units_of_the_data() {
    let lecture = lecture(session("iris", Settings::default()));
    let text = lecture.at(SMALL);
    // sepal_length_cm runs from 4.3 to 7.9, and a tenth of that on either side.
    text.shows_all(["3.94", "8.26"]);
}

#[test]
fn two_features_have_no_others_and_no_hidden_layer_has_no_folds() {
    let mut lecture = lecture(trained("spiral", Settings { hidden_units: vec![], ..Settings::default() }, 20));
    for key in ["X", "Y", "M"] {
        lecture.type_keys(key);
        lecture.at(SMALL).shows("no other features");
    }
    lecture.keys("O").at(SMALL).shows("nothing folds the plane");
    lecture.keys("ddd").at(SMALL).shows("P of class 3");
    lecture.keys("d").at(SMALL).shows("Decision boundary"); // there is no view of units
    lecture.at(SMALL).shows("Y = XW¹ + B¹");
}

#[test]
fn training_and_test_examples_are_told_apart() {
    let problem = problem_with_test("moons", 0.3);
    let mut lecture = lecture(Session::new(problem, checked(Settings::default())));
    let count = |lecture: &Lecture, glyphs: &[char]| lecture.text(WIDE).matches(glyphs).count();
    assert!(count(&lecture, &['●', '×']) > 50 && count(&lecture, &['○', '⊗']) == 0);
    lecture.keys("T");
    assert!(count(&lecture, &['○', '⊗']) > 30, "{}", lecture.text(WIDE));
    lecture.at(WIDE).shows("example 1 (test)"); // n and p go through what is shown
    lecture.keys("T");
    assert!(count(&lecture, &['●', '×']) > 50 && count(&lecture, &['○', '⊗']) > 30);
    lecture.keys("T");
    assert_eq!(count(&lecture, &['●', '×', '○', '⊗']), usize::from(lecture.app.screens.boundary.crosshair.is_none()));
}

#[test]
fn without_colours_glyphs_tell_the_classes_apart() {
    let lecture = spiral();
    for depth in [ColorDepth::None, ColorDepth::Ansi] {
        let frame = lecture.frame(depth, (80, 24));
        let text = lines(&frame).join("\n");
        assert!(text.contains("·· 1  ++ 2  // 3"), "{text}");
        for pattern in ["····", "++++", "////"] {
            assert!(text.contains(pattern), "{pattern} fills a region:\n{text}");
        }
    }
    let frame = lecture.frame(ColorDepth::None, (80, 24));
    let reversed = frame.content.iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED));
    let digits: HashSet<&str> = reversed.map(ratatui::buffer::Cell::symbol).collect();
    assert!(!digits.is_empty(), "what is classified wrong is reversed");
    assert!(frame.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
}

#[test]
fn more_classes_than_colours_have_glyphs_and_a_legend_that_fits() {
    let lecture = lecture(trained("digits", Settings { learning_rate: 0.5, ..Settings::default() }, 30));
    for depth in [ColorDepth::True, ColorDepth::None] {
        let text = lines(&lecture.frame(depth, (120, 40))).join("\n");
        let last = text.lines().rev().find(|line| line.contains("██ 0") || line.contains("·· 0")).unwrap();
        assert!((0..10).all(|class| last.contains(&format!(" {class}"))), "{last}");
        assert!(text.contains("1 example in 2"), "{text}");
    }
}

#[test]
fn the_mouse_puts_the_crosshair_where_it_points() {
    let mut lecture = spiral();
    let targets = points(&lecture, (80, 24));
    let ((x, y), target) = targets[targets.len() / 3];
    lecture.app.screens.boundary.crosshair = Some(target);
    let frame = lecture.frame(ColorDepth::True, (80, 24));
    assert_eq!(frame[(x, y)].symbol(), "┼", "{}", lecture.text(SMALL));
}

#[test]
fn while_the_class_predicts_nothing_is_given_away() {
    let mut lecture = spiral();
    lecture.keys("mv");
    let frame = lecture.frame(ColorDepth::True, (80, 24));
    let text = lines(&frame).join("\n");
    assert!(!text.contains('▀') && !text.contains("× wrong") && !text.contains("softmax"), "{text}");
    assert!(text.contains('●') && text.contains("hidden: v shows it"), "{text}");
    lecture.keys("v").at(SMALL).shows("▀");
}

#[test]
fn the_picture_alone_takes_the_whole_screen_and_escape_gives_the_rest_back() {
    let mut lecture = spiral();
    let columns = |lecture: &Lecture| points(lecture, (80, 24)).len();
    let before = columns(&lecture);
    lecture.keys("Enter");
    assert!(columns(&lecture) > before * 3 / 2);
    lecture.keys("Esc");
    assert_eq!(columns(&lecture), before);
    lecture.keys("Esc");
    assert_eq!(lecture.app.screen_name(), "dashboard");
}

#[test]
fn a_run_that_broke_draws_and_predicts_nothing() {
    let mut session = session("spiral", Settings { learning_rate: 1e200, ..Settings::default() });
    (0..3).for_each(|_| session.step());
    let mut lecture = lecture(session);
    for _ in 0..7 {
        lecture.keys("Od");
        for size in SIZES {
            lecture.text(size);
        }
    }
}

#[test]
fn every_size_draws_in_every_view_depth_and_language() {
    let mut lectures = vec![
        lecture(trained("digits", Settings { hidden_units: vec![300, 7], ..Settings::default() }, 1)),
        lecture(trained("spiral", Settings { activation: Activation::Tanh, ..Settings::default() }, 5)),
        lecture(trained(
            "moons",
            Settings { hidden_units: vec![], optimizer: OptimizerKind::Adam, ..Settings::default() },
            5,
        )),
    ];
    lectures[1].app.shared.text = Text::of(Language::Spanish);
    for lecture in &mut lectures {
        lecture.keys("O");
        for view in 0..6 {
            for (index, (width, height)) in sizes().enumerate() {
                if (index + view) % 7 > 0 {
                    continue;
                }
                let depth = [ColorDepth::True, ColorDepth::Palette, ColorDepth::Ansi, ColorDepth::None][index % 4];
                lecture.frame(depth, (width, height));
            }
            lecture.keys("d");
        }
    }
}

fn sizes() -> impl Iterator<Item = (u16, u16)> {
    let small = (1..=8).flat_map(|width| (1..=4).map(move |height| (width, height)));
    let around =
        (MINIMUM.0 - 1..=MINIMUM.0 + 8).flat_map(|width| (MINIMUM.1 - 1..=26).map(move |height| (width, height)));
    small.chain(around).chain([(64, 200), (300, 18), (120, 40), (200, 60)])
}

#[test]
fn the_screen_at_two_sizes() {
    let mut lecture = spiral();
    for (width, height) in [(80, 24), (120, 40)] {
        insta::assert_snapshot!(format!("boundary_{width}x{height}"), lecture.text((width, height)));
    }
    lecture.keys("lllkO");
    insta::assert_snapshot!("boundary_folds_80x24", lecture.text(SMALL));
    let plain = lines(&lecture.frame(ColorDepth::None, (80, 24))).join("\n");
    insta::assert_snapshot!("boundary_without_colours_80x24", plain);
    lecture.app.shared.text = Text::of(Language::Spanish);
    lecture.keys("D");
    insta::assert_snapshot!("boundary_units_in_spanish_120x40", lecture.text(WIDE));
}
