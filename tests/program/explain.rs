//! Every number of one step, against NumPy: as CSV, as read off the screen, and as sums of their terms.

use std::collections::HashMap;

use crate::common::frame::lines;
use crate::common::lecture::Lecture;
use crate::common::program::Desk;
use crate::common::reference;
use crate::common::reference_case::{CASES, case, tensors};
use mlp_tui::explain::{Description, Place};
use mlp_tui::nn::OptimizerKind;
use mlp_tui::session::{Phase, Position, Settings};
use mlp_tui::text::Language;
use mlp_tui::ui::KeyCode;

/// The results of the phases of step 0 as NumPy has them, by their names for typing.
fn expected(name: &str) -> HashMap<String, Vec<f64>> {
    let folder = reference(name);
    let mut all = tensors(&folder.join("step0.safetensors"));
    let (gradients, start) = (tensors(&folder.join("grad.safetensors")), tensors(&folder.join("init.safetensors")));
    let rate = case(name).settings["lr"];
    for (parameter, letter) in [("W1", "W1"), ("b1", "B1"), ("W2", "W2"), ("b2", "B2")] {
        let updated = start[parameter].iter().zip(&gradients[parameter]).map(|(w, g)| w - rate * g).collect();
        all.insert(letter.to_owned(), updated);
        all.insert(format!("d{letter}"), gradients[parameter].clone());
    }
    let losses = std::fs::read_to_string(folder.join("losses.csv")).unwrap();
    let first = losses.lines().nth(1).unwrap().split(',').nth(1).unwrap().parse().unwrap();
    all.insert("L".to_owned(), vec![first]);
    all
}

#[test]
fn explain_prints_what_numpy_has() {
    for name in CASES {
        let folder = reference(name);
        let settings = case(name).settings;
        let path = |file: &str| folder.join(file).display().to_string();
        let [hidden, rate, l2] = ["hidden", "lr", "l2"].map(|setting| settings[setting].to_string());
        let (data, init) = (path("data.csv"), path("init.safetensors"));
        let run = ["--dataset", &data, "--scale", "none", "--hidden", &hidden, "--lr", &rate, "--l2", &l2];
        let expected = expected(name);
        let phases = mlp_tui::session::phases(1);
        for phase in &phases {
            let (phase, symbol) = (phase.ascii(1), phase.symbol(1));
            // Half of them by the symbol on the screen.
            let typed = if phase.len() == 2 { &symbol } else { &phase };
            let line = ["explain", "--init", &init, "--at", "0", "--csv", "--phase", typed];
            let text = Desk::new().prints(&[&line[..], &run].concat()[..]);
            let ours: Vec<f64> = text.lines().flat_map(|line| line.split(',')).map(|x| x.parse().unwrap()).collect();
            let theirs = &expected[&phase];
            assert_eq!(ours.len(), theirs.len(), "{name} {phase}");
            let worst = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(worst <= 1e-12, "{name} {phase} is off by {worst:e}");
        }
    }
}

/// A number as the screen writes it, and half of the unit of its last digit.
fn read(shown: &str) -> (f64, f64) {
    let plain = shown.replace('−', "-");
    let (mantissa, exponent) = plain.split_once('e').unwrap_or((&plain, "0"));
    let decimals = mantissa.split_once('.').map_or(0, |(_, digits)| i32::try_from(digits.len()).unwrap());
    (plain.parse().unwrap(), 0.5 * 10.0_f64.powi(exponent.parse::<i32>().unwrap() - decimals))
}

#[test]
fn the_screen_shows_what_numpy_has_rounded() {
    for name in CASES {
        let expected = expected(name);
        let mut lecture = Lecture::new(case(name).session, Language::English);
        // The result alone, on a screen that shows much of it.
        lecture.type_keys("s\n");
        for phase in mlp_tui::session::phases(1) {
            let (name_of, theirs) = (phase.ascii(1), &expected[&phase.ascii(1)]);
            let open = lecture.snapshot.open.clone().expect("the step is laid open");
            assert_eq!(open.phase(), phase);
            let columns = Description::new(&open, phase).result().quantity.dim(&open).1;
            let shown = lines(&lecture.at((100, 60)).buffer);
            let title = shown.iter().position(|line| line.starts_with(" ►")).expect("the result has a title");
            let heading: Vec<usize> =
                shown[title + 1].replace('…', " ").split_whitespace().map(|column| column.parse().unwrap()).collect();
            let mut compared = 0;
            for line in &shown[title + 2..] {
                let mut fields = line.split_whitespace();
                let Some(Ok(row)) = fields.next().map(str::parse::<usize>) else { break };
                for (column, field) in heading.iter().zip(fields) {
                    let (value, half) = read(field);
                    let theirs = theirs[(row - 1) * columns + column - 1];
                    assert!(
                        (value - theirs).abs() <= half * 1.000_001,
                        "{name} {name_of}[{row},{column}]: {field}, not {theirs}"
                    );
                    compared += 1;
                }
            }
            assert!(
                compared >= theirs.len().min(8),
                "{name} {name_of}: only {compared} numbers were read\n{}",
                shown.join("\n")
            );
            lecture.press(KeyCode::Right);
        }
        assert_eq!(lecture.snapshot.position, Position { step: 1, phase: 0 }, "the phases lead to the next step");
    }
}

/// Opens some entries of every phase and adds up what is shown.
fn assert_sums_add_up(session: &mut mlp_tui::session::Session, what: &str) {
    for (index, phase) in session.run().setup().phases().to_vec().into_iter().enumerate() {
        session.go_to(Position { step: 2, phase: index });
        let open = session.open().unwrap();
        let description = Description::new(&open, phase);
        let (rows, columns) = description.result().quantity.dim(&open);
        for (row, column) in [(0, 0), (rows / 2, columns / 2), (rows - 1, columns - 1)] {
            let place = Place { row, column, inner: 0 };
            let opened = description.open(place, false);
            let last = opened.sums.last().unwrap();
            let entry = description.result().quantity.value(&open, row, column);
            assert_eq!(last.value.to_bits(), entry.to_bits(), "{what} {phase:?}: the last line is the entry");
            for sum in opened.sums {
                let (total, half) = read(&sum.digits.show(sum.value));
                let read_terms: Vec<(f64, f64)> = sum.terms().map(|term| read(&sum.digits.show(term.value))).collect();
                let terms: f64 = read_terms.iter().map(|term| term.0).sum();
                let most = (half + read_terms.iter().map(|term| term.1).sum::<f64>()) * 1.000_001;
                assert!((terms - total).abs() <= most, "{what} {phase:?} {}: {terms} is not {total}", sum.left);
                let exact: f64 = sum.terms().map(|term| term.value).sum();
                let scale: f64 = sum.terms().map(|term| term.value.abs()).sum();
                assert!((exact - sum.value).abs() <= 1e-12 * scale.max(1e-300), "{what} {phase:?} {}", sum.left);
                let abridged = sum.abridged(5, sum.count / 3);
                let parts: f64 = abridged.shown.iter().map(|&term| sum.term(term).value).sum();
                assert!(
                    (parts + abridged.rest - sum.value).abs() <= 1e-12 * scale.max(1e-300),
                    "what is left out adds up"
                );
            }
        }
    }
}

#[test]
fn opened_sums_add_up_to_the_value_shown() {
    for name in CASES {
        assert_sums_add_up(&mut case(name).session, name);
    }
    for optimizer in OptimizerKind::ALL {
        for (l1, l2) in [(0.0, 0.0), (0.01, 0.02)] {
            let settings =
                Settings { optimizer, l1, l2, hidden_units: vec![5, 4], learning_rate: 0.1, ..Settings::default() };
            assert_sums_add_up(&mut crate::common::session("iris", settings), &format!("{optimizer:?} {l1} {l2}"));
        }
    }
    let linear = Settings { hidden_units: vec![], ..Settings::default() };
    assert_sums_add_up(&mut crate::common::session("wine", linear), "no hidden layer");
}

#[test]
fn a_name_finds_its_phase_whatever_its_case_and_a_wrong_one_none() {
    for hidden in 0..4 {
        for phase in mlp_tui::session::phases(hidden) {
            for name in [phase.symbol(hidden), phase.ascii(hidden), phase.ascii(hidden).to_lowercase()] {
                assert_eq!(Phase::named(&name, hidden), Some(phase), "{name} with {hidden} hidden layers");
            }
        }
        assert_eq!(Phase::named("dX", hidden), None);
    }
}
