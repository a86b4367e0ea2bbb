//! Rows in, probabilities out: columns, labels, features.

use super::{csv_of, predict, refusal, train, words};
use crate::common::program::{Desk, Words};
use crate::common::{checked, problem};
use mlp_tui::nn::Activation;
use mlp_tui::session::{PhaseKind, Position, Session, Settings};

const STEPS: u64 = 30;

/// A run of so many steps, at its probabilities.
fn trained(dataset: &str, settings: Settings) -> Session {
    let mut session = Session::new(problem(dataset), checked(settings));
    let phase = session.run().setup().phases().iter().position(|phase| phase.kind == PhaseKind::Probabilities).unwrap();
    session.go_to(Position { step: STEPS, phase: phase + 1 });
    session
}

/// The rows of a printed table, without its header.
fn rows(printed: &str) -> Vec<Vec<&str>> {
    printed.lines().skip(1).map(|line| line.split(',').collect()).collect()
}

/// Holds a printed table against the run's own P.
fn assert_same(printed: &str, said: &str, session: &Session) {
    let (problem, matrices) = (session.run().setup().problem(), session.run().matrices().unwrap());
    let (p, y) = (&matrices.forward.probabilities, &matrices.forward.logits);
    let names: Vec<String> = problem.class_names.iter().map(|name| format!("p_{name}")).collect();
    assert_eq!(printed.lines().next().unwrap(), format!("class,predicted,{}", names.join(",")));
    let (rows, mut correct) = (rows(printed), 0);
    assert_eq!(rows.len(), problem.train.labels.len(), "every complete row is predicted");
    for (row, fields) in rows.iter().enumerate() {
        let class = problem.train.labels[row];
        assert_eq!(fields[0], problem.class_names[class], "row {row} keeps its label");
        let bits: Vec<u64> = fields[2..].iter().map(|field| field.parse::<f64>().unwrap().to_bits()).collect();
        let own: Vec<u64> = (0..names.len()).map(|class| p.get(row, class).to_bits()).collect();
        assert_eq!(bits, own, "row {row} has the bits of the run's own P: {fields:?}");
        let largest = (0..names.len()).max_by(|&a, &b| y.get(row, a).total_cmp(&y.get(row, b))).unwrap();
        assert_eq!(fields[1], problem.class_names[largest], "row {row} is predicted as its largest logit says");
        correct += usize::from(largest == class);
    }
    let accuracy = format!("accuracy {:.4}, {correct} of {} right", correct as f64 / rows.len() as f64, rows.len());
    assert!(said.contains(&accuracy), "{said} does not say {accuracy}");
}

#[test]
fn the_probabilities_are_the_bits_of_the_runs_own_forward_pass() {
    let desk = Desk::new();
    let spiral = desk.prints("datasets show spiral").into_bytes();
    for (dataset, file, hidden, units, activation) in [
        ("iris", csv_of("iris"), "32", vec![32], Activation::Relu),
        ("penguins", csv_of("penguins"), "16,5", vec![16, 5], Activation::Tanh),
        ("digits", csv_of("digits"), "24", vec![24], Activation::LeakyRelu),
        ("spiral", spiral, "32", vec![32], Activation::Sigmoid),
        ("wine", csv_of("wine"), "none", vec![], Activation::Relu),
    ] {
        let options = format!("--dataset {dataset} --hidden {hidden} --activation {}", activation.name());
        let network = train(&desk, &format!("{options} --lr 0.3 --steps {STEPS}"));
        let settings = Settings { hidden_units: units, activation, learning_rate: 0.3, ..Settings::default() };
        let session = trained(dataset, settings);
        let (printed, said) = predict(&desk, network, desk.write("rows.csv", file), "");
        assert_same(&printed, &said, &session);
        assert_eq!(said.contains("2 rows with missing values"), dataset == "penguins", "{said}");
        let (by_name, _) = predict(&desk, network, dataset, "");
        assert_eq!(by_name, printed, "{dataset}: the built-in data set and its file are the same rows");
    }
}

#[test]
fn columns_are_found_by_their_names_and_others_are_ignored() {
    let desk = Desk::new();
    let network = train(&desk, "--dataset iris --steps 20");
    let file = String::from_utf8(csv_of("iris")).unwrap();
    let shuffled: Vec<String> = file
        .lines()
        .enumerate()
        .map(|(row, line)| {
            let fields: Vec<&str> = line.split(',').collect();
            let [a, b, c, d, species] = fields[..] else { panic!("iris has five columns") };
            let note = if row == 0 { "note" } else { ["", "NA", "seen by R. A."][row % 3] };
            format!("{species};{d};{note};{b};{a};{c}")
        })
        .collect();
    let shuffled = desk.write("shuffled.csv", shuffled.join("\n"));
    let (plain, said) = predict(&desk, network, desk.write("iris.csv", &file), "");
    let (other, other_said) = predict(&desk, network, shuffled, "--label species");
    assert_eq!(other, plain, "the order of the columns does not matter, nor does a column that nobody asked for");
    assert_eq!(other_said.replace("shuffled", "iris"), said);
    let message = refusal(&desk, network, desk.write("short.csv", "sepal_length_cm,petal_length_cm,k\n1,2,x\n"), "");
    assert!(message.contains("short.csv has no column “sepal_width_cm”") && message.contains("k."), "{message}");
    assert!(refusal(&desk, network, shuffled, "--label kind").contains("no column “kind” for --label"));
    let message = refusal(&desk, network, desk.write("bad.csv", file.replace("4.9,3,", "4.9,three,")), "");
    assert!(message.contains("line 3, column sepal_width_cm") && message.contains("three"), "{message}");
}

#[test]
fn labels_may_be_absent_missing_or_unknown() {
    let desk = Desk::new();
    let network = train(&desk, "--dataset spiral --steps 5");
    let columns = |content: &str, options: &[&str]| {
        let (printed, said) = predict(&desk, network, desk.write("rows.csv", content), options);
        let first = |line: &str| line.split(',').next().unwrap().to_owned();
        (printed.lines().map(first).collect::<Vec<_>>(), said)
    };
    let (first, said) = columns("x2,x1\n0.5,1\n-0.5,2\n", &[]);
    assert_eq!((&*first[0], first.len()), ("predicted", 3), "without labels there is no column for them");
    assert_eq!(said.trim_end(), "rows: rows predicted 2");
    let (first, said) = columns("x1,x2,class\n0.5,1,\n-0.5,2,NA\n,2,1\n1,1,7\n0,1,a\u{1b}[31m\n", &[]);
    assert_eq!(first, ["class", "", "", "7", "a\u{FFFD}[31m"], "a row is predicted whatever its label");
    assert!(said.contains("1 rows with missing values") && said.contains("does not know: 2"), "{said}");
    assert!(!said.contains("accuracy"), "nothing was compared: {said}");
    let (first, said) = columns("k,x1,x2\n1,0.5,1\n2,1,1\n9,1,1\n", &["--label", "k"]);
    assert_eq!(first, ["class", "1", "2", "9"]);
    assert!(said.contains("of 2 right; labels that the network does not know: 1"), "{said}");
    let one_class = columns("x1,x2,class\n0.5,1,2\n1,1,2\n", &[]).0;
    assert_eq!(one_class, ["class", "2", "2"], "one class is enough where nothing is learned");
}

#[test]
fn a_generated_data_set_may_be_drawn_anew() {
    let desk = Desk::new();
    let network = train(&desk, "--dataset spiral --steps 50");
    let rows = desk.write("rows.csv", desk.prints("datasets show spiral --seed 9 --samples 60"));
    let (printed, said) = predict(&desk, network, "spiral", "--seed 9 --samples 60");
    assert_eq!(printed, predict(&desk, network, rows, "").0);
    assert!(said.starts_with("spiral: rows predicted 60; accuracy"), "{said}");
    assert!(refusal(&desk, network, "iris", "").contains("iris has no column “x1”"));
    assert!(refusal(&desk, network, "spirla", "").contains("did you mean spiral"));
    assert!(refusal(&desk, network, "spiral", "--label x1").contains("--label"));
}

#[test]
fn features_derived_for_training_are_derived_again() {
    let desk = Desk::new();
    let features = ["--features", "x1^2,sin x2"];
    let network = train(&desk, &[words("--dataset moons --steps 20"), features.words()].concat()[..]);
    let by_name = predict(&desk, network, "moons", "");
    assert_eq!(predict(&desk, network, "moons", &features).0, by_name.0, "asked for again, they are the same");
    let shown = desk.prints("datasets show moons");
    let file = desk.write("moons.csv", &shown);
    assert_eq!(predict(&desk, network, file, "").0, by_name.0, "the same points from a file");
    let plain: Vec<String> = shown
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            format!("note,{},{}", fields[1], fields[0])
        })
        .collect();
    let (printed, _) = predict(&desk, network, desk.write("plain.csv", plain.join("\n")), "");
    let without_labels = |printed: &str| -> Vec<String> {
        printed.lines().map(|line| line.split_once(',').unwrap().1.to_owned()).collect()
    };
    let printed: Vec<&str> = printed.lines().collect();
    assert_eq!(printed, without_labels(&by_name.0), "by their names, in any order, with others, without labels");
    let message = refusal(&desk, network, file, &["--features", "sin x2,x1^2"]);
    assert!(message.contains("x1^2,sin x2") && message.contains("Leave --features out"), "{message}");
    assert!(refusal(&desk, network, "iris", "").contains("“x1”"), "the feature that is missing is named");
    let huge = desk.write("huge.csv", "x1,x2\n0.5,1\n1e200,1\n");
    assert!(refusal(&desk, network, huge, "").contains("x1^2 of example 2"));
}

#[test]
fn many_rows_are_answered_as_few_are() {
    let desk = Desk::new();
    let network = train(&desk, "--dataset spiral --steps 20");
    // More than are computed together.
    let many = "--samples 130000";
    let shown = desk.prints(&format!("datasets show spiral {many}"));
    let last = |table: &str| {
        let lines: Vec<&str> = table.lines().collect();
        [&lines[..1], &lines[lines.len() - 50..]].concat().join("\n")
    };
    let few = desk.write("few.csv", last(&shown));
    let (printed, _) = predict(&desk, network, "spiral", many);
    assert_eq!(printed.lines().count(), 130_001);
    assert_eq!(last(&printed), predict(&desk, network, few, "").0.trim_end(), "a row's bits are its own");
}

#[test]
fn numbers_that_overflow_are_refused_before_anything_is_printed() {
    let desk = Desk::new();
    let network = train(&desk, "--dataset spiral --steps 50 --lr 5");
    // −∞ in Z: the ReLU would make 0 of it.
    let rows = desk.write("rows.csv", "x1,x2\n1,1\n1.7e308,-1.7e308\n-1.7e308,1.7e308\n");
    let message = refusal(&desk, network, rows, "");
    assert!(message.contains("rows: in row 2"), "{message}");
    let spanish = refusal(&desk, network, rows, "--lang es");
    assert!(spanish.contains("en la fila 2"), "{spanish}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    train(&desk, "--dataset spiral --steps 1");
    for line in ["predict --params network.st --dataset spiral", "datasets show spiral"] {
        let (_, outcome) = desk.run_for_a_reader_of(0, &format!("{line} --samples 20000"));
        assert_eq!((outcome.code, &*outcome.said), (Some(0), ""), "{line}: the reader has seen enough");
    }
}
