//! What a saved network says of itself beside its numbers, read or refused.

use std::collections::{BTreeSet, HashMap};

use super::{csv_of, predict, refusal, train, with_metadata};
use crate::common::program::Desk;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

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
    let mut read = BTreeSet::new();
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
