//! The picture has the classes, the probabilities and the colours of the forward pass.

use std::collections::HashSet;

use super::{forward, lecture, networks, picture_height, points, section_of};
use crate::common::lecture::SMALL;
use mlp_tui::nn::argmax;
use mlp_tui::probe::{Plane, PlaneLook};
use mlp_tui::random::{Generator, Stream, generator, uniform};
use mlp_tui::ui::{ColorDepth, Theme};
use ratatui::style::Color;

fn below(most: usize, rng: &mut Generator) -> usize {
    ((uniform(rng) * most as f64) as usize).min(most - 1)
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
        let plane = Plane::new(network, &section, size, PlaneLook::Classes);
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
        let frame = lecture.at(SMALL).buffer;
        let theme = Theme::new(ColorDepth::True);
        let section = lecture.app.shared.look.section(&lecture.snapshot);
        let classes = lecture.snapshot.problem().class_names.len() as f64;
        let targets = points(&lecture, SMALL);
        assert!(targets.len() > 500, "the picture is large");
        for ((x, y), target) in targets.into_iter().step_by(7) {
            let cell = &frame[(x, y)];
            if !["▀", " "].contains(&cell.symbol()) {
                continue; // the crosshair
            }
            // The middle of a cell is where its two points meet.
            let half = 0.25 / f64::from(picture_height(&lecture, SMALL));
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
