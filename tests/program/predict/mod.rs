//! `mlp-tui predict`: a saved network says the same of the same rows, bit for bit, and refuses what it cannot read.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::common::program::{Desk, Words};
use crate::common::{checked, load_network, problem, save_parameters};
use mlp_tui::data::{ColumnScaler, Options, Scaler, Wanted, load_rows};
use mlp_tui::files::Disk;
use mlp_tui::nn::Activation;
use mlp_tui::session::{PhaseKind, Position, Session, Settings};
use proptest::prelude::*;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

/// Trains as `options` say, and the name of the saved network.
fn train(desk: &Desk, options: &(impl Words + ?Sized)) -> &'static str {
    desk.succeeds(&[words("train --save network.st"), options.words()].concat()[..]);
    "network.st"
}

fn words(line: &str) -> Vec<OsString> {
    line.words()
}

/// The saved network with other metadata.
fn with_metadata(desk: &Desk, network: &str, change: impl FnOnce(&mut HashMap<String, String>)) -> &'static str {
    let bytes = desk.read(network);
    let mut metadata = SafeTensors::read_metadata(&bytes).unwrap().1.metadata().clone().unwrap();
    change(&mut metadata);
    let tensors = SafeTensors::deserialize(&bytes).unwrap().tensors();
    let metadata = (!metadata.is_empty()).then_some(metadata);
    desk.write("other.st", safetensors::serialize(tensors, metadata).unwrap())
}

/// What is printed, and what is said on stderr.
fn predict(desk: &Desk, network: &str, rows: &str, options: &(impl Words + ?Sized)) -> (String, String) {
    let line = words(&format!("predict --params {network} --dataset {rows}"));
    let outcome = desk.succeeds(&[line, options.words()].concat()[..]);
    (outcome.printed, outcome.said)
}

/// The one sentence of a refusal; nothing was printed.
fn refusal(desk: &Desk, network: &str, rows: &str, options: &(impl Words + ?Sized)) -> String {
    let line = words(&format!("predict --params {network} --dataset {rows}"));
    desk.refusal(&[line, options.words()].concat()[..])
}

/// The file of a built-in data set.
fn csv_of(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("datasets/{name}.csv"))).unwrap()
}

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
fn without_metadata_an_option_is_named_and_columns_go_by_position() {
    let desk = Desk::new();
    let network = train(&desk, "--dataset spiral --activation tanh --steps 50");
    let rows = desk.write("rows.csv", desk.prints("datasets show spiral --seed 4"));
    let (plain, _) = predict(&desk, network, rows, "");
    let bare = with_metadata(&desk, network, HashMap::clear);
    let message = refusal(&desk, bare, rows, "");
    assert!(message.contains("--activation NAME") && message.contains("leaky-relu"), "{message}");
    assert_eq!(predict(&desk, bare, rows, "--activation tanh").0, plain, "spiral's classes are 1, 2, 3 anyway");
    let (relu, _) = predict(&desk, bare, rows, "--activation relu");
    assert_ne!(relu, plain, "the activation given is the one that computes");
    let message = refusal(&desk, network, rows, "--activation relu");
    assert!(message.contains("tanh") && message.contains("relu"), "{message}");
    let unnamed = plain.replace("class,", "").lines().next().unwrap().to_owned();
    let no_label = desk.write("plain.csv", "a,b\n0.1,0.2\n");
    assert!(predict(&desk, bare, no_label, "--activation tanh").0.starts_with(&unnamed));
    let first = desk.write("first.csv", "k,a,b\nx,0.1,0.2\n");
    assert!(predict(&desk, bare, first, "--activation tanh --label k").0.contains("\nx,"));
    let many = desk.write("many.csv", "a,b,c,k\n0.1,0.2,0.3,x\n");
    let message = refusal(&desk, bare, many, "--activation tanh");
    assert!(message.contains("expected 2 columns of features") && message.contains("found 3"), "{message}");
    let linear = train(&desk, "--hidden none --steps 5");
    let bare = with_metadata(&desk, linear, HashMap::clear);
    predict(&desk, bare, rows, ""); // a network of one layer has no activation to ask for
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

/// The rows that the networks of the next test classify: the columns are not in the networks' order.
const ROWS: &str = "b,a,k\n0.5,1.25,x\n-2,3.5,y\n4,-0.5,y\n";

#[test]
fn every_metadata_key_that_is_written_is_read() {
    let desk = Desk::new();
    // Values that need each field of the scaler: huge ones a unit, near ones a rest.
    let point = |row: u64| {
        let near = f64::from_bits(3.5_f64.to_bits() + row * row % 3);
        format!("{near:?},{:?},{}\n", 1e-170 * (row * row % 11) as f64, ["x", "y"][(row / 2 % 2) as usize])
    };
    let rows = "a,b,k\n".to_owned() + &(0..12).map(point).collect::<String>();
    let edges = desk.write("edges.csv", &rows);
    let swapped = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        format!("{},{},{}\n", fields[1], fields[0], fields[2])
    };
    let swapped: String = rows.lines().map(swapped).collect();
    let plane = desk.write("plane.csv", rows.replace("e-170", ""));
    let mut read = std::collections::BTreeSet::new();
    for (options, rows) in [
        (format!("--dataset {plane} --features a^2,a*b,b --scale standard"), ROWS),
        (format!("--dataset {edges} --scale standard"), &swapped),
    ] {
        let network = train(&desk, &format!("{options} --activation tanh --steps 30 --lr 0.1"));
        let rows = desk.write("rows.csv", rows);
        let outcome = |file: &str| desk.run(&format!("predict --params {file} --dataset {rows}")).printed;
        let plain = outcome(network);
        assert!(!plain.is_empty(), "{options:?}");
        let bytes = desk.read(network);
        let metadata = SafeTensors::read_metadata(&bytes).unwrap().1.metadata().clone().unwrap();
        for (key, value) in &metadata {
            let with = |value: Option<String>| {
                with_metadata(&desk, network, |metadata| {
                    metadata.remove(key);
                    metadata.extend(value.map(|value| (key.clone(), value)));
                })
            };
            assert_ne!(outcome(with(Some("?".to_owned()))), plain, "nobody reads {key}");
            if outcome(with(None)) != plain {
                read.insert(key.clone());
            }
            let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(value) else { continue };
            for field in fields.keys() {
                let mut rest = fields.clone();
                rest.remove(field);
                let without = with(Some(serde_json::Value::from(rest).to_string()));
                assert_ne!(outcome(without), plain, "{key}: nobody reads {field}");
                read.insert(format!("{key}.{field}"));
            }
        }
    }
    let all = ["activation", "axes", "classes", "derived", "features", "scaler"];
    let fields = ["factor", "offset", "rest", "unit"].map(|field| format!("scaler.{field}"));
    let all = all.map(str::to_owned).into_iter().chain(fields).collect();
    assert_eq!(read, all, "without the key another thing comes out, and no key is missing here");
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
fn metadata_that_do_not_fit_are_refused_in_one_sentence() {
    let desk = Desk::new();
    let network = train(&desk, "--dataset iris --steps 2");
    let long = format!("[{}", "\"\u{1b}\u{202E}\",".repeat(1000));
    for (key, value, expected) in [
        ("activation", "swish", "“activation” is “swish”, expected relu | leaky-relu"),
        ("activation", "\u{1b}[2J", "expected relu"),
        ("features", "sepals", "expected [\"…\", …]"),
        ("features", "[1, 2, 3, 4]", "expected [\"…\", …]"),
        ("features", &long, "expected [\"…\", …]"),
        ("features", r#"["a", "b"]"#, "“features” has 2 entries, but the tensors need 4"),
        ("features", r#"["a", "b", "c", "a"]"#, "“features” has “a” twice"),
        ("classes", r#"["a", "b"]"#, "“classes” has 2 entries, but the tensors need 3"),
        ("classes", r#"["a", "b\u001b", "b\u202E"]"#, "“classes” has “b\u{FFFD}” twice"),
        ("scaler", "{}", "“scaler” is “{}”, expected {\"offset\""),
        ("scaler", r#"{"offset": [0, 0, 0, 0], "factor": [1, 1, 1, null]}"#, "expected {\"offset\""),
        ("scaler", r#"{"offset": [0, 0, 0, 0], "factor": [1, 1, 1, 1e400]}"#, "expected {\"offset\""),
        ("scaler", r#"{"offset": [0, 0, 0, 0], "factor": [1, 1, 1]}"#, "“scaler” has 3 entries"),
    ] {
        let other = with_metadata(&desk, network, |metadata| {
            metadata.insert(key.to_owned(), value.to_owned());
        });
        let message = refusal(&desk, other, "iris", "");
        assert!(message.contains("other.st") && message.contains(expected), "{key} {value}: {message}");
    }
    let other = with_metadata(&desk, network, |metadata| {
        metadata.insert("classes".to_owned(), r#"["a;b", "\u001b[31mb", "x,\"y\""]"#.to_owned());
    });
    let header = predict(&desk, other, "iris", "").0.lines().next().unwrap().to_owned();
    assert_eq!(header, "\"class\",\"predicted\",\"p_a;b\",\"p_\u{FFFD}[31mb\",\"p_x,\"\"y\"\"\"");
}

/// A file of zeros with tensors of these shapes.
fn zeros(desk: &Desk, tensors: &[(&str, &[usize], Dtype)]) -> &'static str {
    let bytes = vec![0; 1 << 12];
    let views: Vec<(&str, TensorView)> = tensors
        .iter()
        .map(|&(name, shape, dtype)| {
            let size = shape.iter().product::<usize>() * dtype.bitsize() / 8;
            (name, TensorView::new(dtype, shape.to_vec(), &bytes[..size]).unwrap())
        })
        .collect();
    desk.write("zeros.safetensors", safetensors::serialize(views, None).unwrap())
}

#[test]
fn tensors_that_are_no_network_are_refused_in_one_sentence() {
    use Dtype::{F32, F64};
    let desk = Desk::new();
    for (tensors, expected) in [
        (&[][..], "no tensor W1"),
        (&[("fc1.weight", &[2, 3][..], F64)][..], "no tensor W1"),
        (&[("W1", &[2, 3], F64)], "no tensor b1"),
        (&[("W1", &[2, 3], F64), ("b1", &[3], F64), ("W3", &[3, 2], F64), ("b3", &[2], F64)], "no tensor W2"),
        (&[("W1", &[2], F64), ("b1", &[2], F64)], "W1 is 2, but"),
        (&[("W1", &[2, 1], F64), ("b1", &[1], F64)], "needs n×q, q ≥ 2"),
        (&[("W1", &[0, 2], F64), ("b1", &[2], F64)], "W1 is 0×2"),
        (&[("W1", &[2, 3], F64), ("b1", &[2], F64)], "b1 is 2, but with the tensors before it a network needs 3"),
        (
            &[("W1", &[2, 3], F64), ("b1", &[3], F64), ("W2", &[4, 2], F64), ("b2", &[2], F64)],
            "W2 is 4×2, but with the tensors before it a network needs 3×q",
        ),
        (&[("W1", &[2, 3], F32), ("b1", &[3], F64)], "W1 holds F32, expected float64"),
    ] {
        let message = refusal(&desk, zeros(&desk, tensors), "spiral", "--activation relu");
        assert!(message.contains("zeros.safetensors") && message.contains(expected), "{tensors:?}: {message}");
    }
    let large = zeros(&desk, &[("W1", &[2, 3], F64), ("b1", &[3], F64), ("W18446744073709551615", &[1], F64)]);
    assert!(refusal(&desk, large, "spiral", "--activation relu").contains("no tensor W2"));
    assert!(refusal(&desk, desk.write("iris.csv", csv_of("iris")), "iris", "").contains("not a safetensors file"));
    assert!(refusal(&desk, "/no/such.safetensors", "iris", "").contains("no such file"));
    assert!(refusal(&desk, "..", "iris", "").contains("is a folder"));
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

fn scaler(offset: [f64; 2], factor: [f64; 2]) -> Scaler {
    let column = |index: usize| ColumnScaler { unit: 1.0, offset: offset[index], rest: 0.0, factor: factor[index] };
    Scaler { columns: vec![column(0), column(1)] }
}

/// A small network's file with this scaler.
fn file_with_scaler(desk: &Desk, scaler: Scaler) -> PathBuf {
    let mut problem = (*problem("blackboard")).clone();
    problem.scaler = Some(scaler);
    let session = Session::new(problem.into(), checked(Settings { hidden_units: vec![2], ..Settings::default() }));
    let file = desk.path("scaled.safetensors");
    save_parameters(session.run(), &file);
    file
}

proptest! {
    #[test]
    fn a_saved_network_is_read_with_the_same_bits(bits in prop::array::uniform4(any::<u64>())) {
        let values = bits.map(f64::from_bits);
        prop_assume!(values.iter().all(|value| value.is_finite()));
        let scaler = scaler([values[0], values[1]], [values[2], values[3]]);
        let desk = Desk::new();
        let saved = load_network(&file_with_scaler(&desk, scaler), None).unwrap();
        let read = saved.scaler.unwrap().columns;
        let back = [read[0].offset, read[1].offset, read[0].factor, read[1].factor].map(f64::to_bits);
        prop_assert_eq!(back, bits);
        prop_assert_eq!(saved.features.unwrap(), ["x1", "x2"]);
    }

    #[test]
    fn any_bytes_are_a_network_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let desk = Desk::new();
        let _ = load_network(&desk.path(desk.write("bytes", bytes)), Some(Activation::Relu));
    }

    #[test]
    fn a_network_with_any_bytes_changed_is_one_or_refused(changes in prop::collection::vec(any::<(u16, u8)>(), 1..4)) {
        let desk = Desk::new();
        let file = file_with_scaler(&desk, scaler([0.5, -1.25], [2.0, 0.1]));
        let mut bytes = std::fs::read(&file).unwrap();
        for (place, byte) in changes {
            let place = place as usize % bytes.len();
            bytes[place] = byte;
        }
        if let Ok(saved) = load_network(&desk.path(desk.write("bytes", bytes)), None) {
            let sizes = saved.network.parameters.sizes();
            prop_assert!(saved.network.parameters.is_finite());
            prop_assert!(saved.features.is_none_or(|names| names.len() == sizes[0]));
            prop_assert!(saved.classes.is_none_or(|names| names.len() == *sizes.last().unwrap()));
        }
    }

    #[test]
    fn any_text_is_rows_or_refused(content in "(a,b,c\n)?([0-9.eE+-]{0,5}[,;\t\n\"]{1,2}[a-z]{0,2}\n?){0,12}") {
        let desk = Desk::new();
        let file = desk.path(desk.write("rows.csv", content));
        let names = ["b".to_owned(), "a".to_owned()];
        for wanted in [Wanted::Named(&names), Wanted::Count(2)] {
            if let Ok(rows) = load_rows(file.as_os_str(), &Options::default(), 0, wanted, &Disk) {
                prop_assert_eq!(rows.features.ncols(), 2);
                prop_assert!(rows.labels.is_none_or(|labels| labels.rows.len() == rows.features.nrows()));
            }
        }
    }
}
