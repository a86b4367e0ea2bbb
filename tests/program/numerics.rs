//! Data at the edges of float64. The right values are exact: fractions of the numbers in the files of tests/numerics, the
//! square root with 80 digits.

use std::path::{Path, PathBuf};

use crate::common::program::{Desk, Outcome};
use crate::common::read_csv;
use mlp_tui::data::{Problem, Scaling};

/// What the first features are scaled to, and the file.
const CASES: [(&str, Scaling, [f64; 2]); 6] = [
    ("small-scale-1e-160.csv", Scaling::Standard, [-1.661_324_772_583_615, 1.661_324_772_583_615]),
    ("small-scale-1e-162.csv", Scaling::Standard, [-1.661_324_772_583_615, 1.661_324_772_583_615]),
    ("small-scale-1e-170.csv", Scaling::Standard, [-1.661_324_772_583_615, 1.661_324_772_583_615]),
    ("near-constant-1ulp.csv", Scaling::Standard, [-0.708_167_707_186_300_3, 1.412_094_889_179_868_1]),
    ("overflow-standard-1.7e308.csv", Scaling::Standard, [-0.577_350_269_189_625_7, 1.732_050_807_568_877_2]),
    ("overflow-minmax-1e308.csv", Scaling::MinMax, [0.0, 1.0]),
];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/numerics").join(name)
}

fn ends(values: impl Iterator<Item = f64>) -> [f64; 2] {
    values.fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], x| [least.min(x), most.max(x)])
}

fn assert_near(found: [f64; 2], expected: [f64; 2], name: &str) {
    let is_near = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() <= 1e-14);
    assert!(is_near, "{name}: {found:?} is not {expected:?}");
}

fn problem(name: &str, scaling: Scaling) -> Problem {
    read_csv(&file(name), None).unwrap().prepare(scaling, 0.0, 0).unwrap()
}

#[test]
fn features_of_any_scale_are_scaled_right_and_back() {
    for (name, scaling, expected) in CASES {
        let problem = problem(name, scaling);
        assert_near(ends(problem.train.inputs.iter().copied()), expected, name);
        let original = read_csv(&file(name), None).unwrap().features;
        for (x, scaled) in original.iter().zip(&problem.train.inputs) {
            let back = problem.scaler.as_ref().unwrap().original(0, *scaled);
            assert!((back / 2.0 - x / 2.0).abs() <= 1e-15 * x.abs(), "{name}: {x} came back as {back}");
        }
    }
}

/// The options for this file.
fn dataset(name: &str) -> [String; 2] {
    ["--dataset".to_owned(), file(name).display().to_string()]
}

fn words(line: &str, more: impl IntoIterator<Item = String>) -> Vec<String> {
    line.split(' ').map(str::to_owned).chain(more).collect()
}

#[test]
fn the_program_prints_the_scaled_features() {
    for (name, scaling, expected) in CASES {
        let scale = if scaling == Scaling::MinMax { "minmax" } else { "standard" };
        let line = format!("explain --scale {scale} --hidden none --phase Y --csv --init");
        let identity = file("identity-1x2.safetensors").display().to_string();
        let printed = Desk::new().prints(&words(&line, [identity].into_iter().chain(dataset(name)))[..]);
        let first = printed.lines().map(|line| line.split(',').next().unwrap().parse::<f64>().unwrap());
        assert_near(ends(first), expected, name);
    }
}

#[test]
fn a_tiny_feature_is_learned_from_and_its_network_predicts_the_same_of_its_rows() {
    for name in ["small-scale-1e-170.csv", "near-constant-1ulp.csv", "overflow-standard-1.7e308.csv"] {
        let desk = Desk::new();
        let said = |line: &str| desk.succeeds(&words(line, dataset(name))[..]).said;
        let accuracy = |said: &str| said.split("accuracy ").nth(1).map(|rest| rest[..6].to_owned());
        let trained = said("train --steps 200 --save network.st");
        assert!(accuracy(&trained).is_some(), "{name}: {trained}");
        if name.starts_with("small") {
            assert_eq!(accuracy(&trained).unwrap(), "1.0000", "{trained}");
        }
        let predicted = said("predict --params network.st");
        assert_eq!(accuracy(&predicted), accuracy(&trained), "{name}: {predicted}");
    }
}

#[test]
fn values_too_large_for_the_network_are_not_blamed_on_the_learning_rate() {
    let line = words("train --scale none --init normal:9", dataset("overflow-standard-1.7e308.csv"));
    let Outcome { code, said, .. } = Desk::new().run(&line[..]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("Step 0: Z") && said.contains("--scale") && !said.contains("--lr"), "{said}");
}
