//! What the program prints, what it refuses, what it leaves behind.

use std::path::Path;

use crate::common::program::Desk;

#[test]
fn bad_input_gets_one_sentence_with_the_place_and_the_remedy() {
    let cases: &[(&[u8], &[&str])] = &[
        (b"", &["empty"]),
        (b"a,b\n", &["no complete row"]),
        (b"a,b\n1,x\n\xff,y\n", &["line 3", "UTF-8"]),
        (b"a,b\n1,x\n2\n", &["line 3", "expected 2 fields", "found 1"]),
        (b"a,b\n1,x\nten,y\n", &["line 3", "column a", "ten"]),
        (b"a,b\n1,x\nnan,y\n", &["line 3", "nan", "finite"]),
        (b"a,b\n1,x\ninf,y\n", &["line 3", "inf"]),
        (b"a,b\n1,x\n1e400,y\n", &["line 3", "1e400"]),
        (b"a,b\n1,x\n2,x\n", &["only the class", "x"]),
        (b"a\x1b[31m,b\nten,x\n", &["column"]),
    ];
    let desk = Desk::new();
    for (content, expected) in cases {
        desk.write("data.csv", content);
        let message = desk.refusal("train --dataset data.csv");
        for part in [&["data.csv"][..], expected].concat() {
            assert!(message.contains(part), "{message} does not say {part}");
        }
    }
    desk.write("data.csv", "a,b\n1,x\n2,y\n");
    std::fs::create_dir(desk.path("place")).unwrap();
    for (line, expected) in [
        ("train --dataset data.csv --label z", "a, b"),
        ("train --dataset /no/such.csv", "no such file"),
        ("train --dataset ./place", "is a folder"),
        ("train --dataset spirla", "did you mean spiral"),
        ("train --lr -1", "--lr"),
        ("train --lr nan", "--lr"),
        ("train --hidden 0", "--hidden"),
        ("train --hidden a", "--hidden"),
        ("train --hidden 65536,65536", "8 GiB"),
        ("train --batch 0", "--batch"),
        ("train --test-fraction 1", "--test-fraction"),
        ("train --noise -1", "--noise"),
        ("train --classes 3 --dataset moons", "--classes"),
        ("train --init /no/such.safetensors", "no such file"),
        ("train --init data.csv", "safetensors"),
        ("train --init uniform:-1", "--init"),
        ("train --init uniform:a", "uniform:R"),
        ("train --features x1,x3", "no feature “x3”"),
        ("train --features x1,x2,x1", "twice"),
        ("train --features x1 --dataset iris", "iris has 4"),
        ("train --features x1^2 --noise 1e200 --dataset moons", "x1^2 of example 1 of moons"),
        ("train --image 8", "WxH"),
        ("train --image 8x8 --dataset digits", "--image makes no sense"),
        ("train --image 4x4 --dataset data.csv", "16 pixels, but data has 1 features"),
        ("train --image 99999999999x99999999999 --dataset data.csv", "9999999999800000000001 pixels"),
        ("--dataset spiral", "mlp-tui train"),
    ] {
        let message = desk.refusal(line);
        assert!(message.contains(expected), "{line}: {message} does not say {expected}");
    }
}

#[test]
fn parameters_of_other_shapes_are_refused() {
    let init = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/iris/init.safetensors");
    let message = Desk::new().refusal(&["train", "--dataset", "spiral", "--init", init.to_str().unwrap()]);
    assert!(message.contains("W1 is 4×16") && message.contains("2×32"), "{message}");
}

#[test]
fn errors_speak_spanish_too() {
    let desk = Desk::new();
    assert!(desk.refusal("train --lr -1 --lang es").contains("se esperaba"));
    let output = desk.command("train --lr -1").env("LC_ALL", "es_AR.UTF-8").output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("se esperaba"), "the locale's language is taken");
}

#[test]
fn the_log_has_the_first_and_the_last_row_and_the_run_its_hash() {
    let desk = Desk::new();
    let run = desk.succeeds("train --steps 25 --log - --log-every 10");
    let lines: Vec<&str> = run.printed.lines().collect();
    assert_eq!(lines[0], "step,loss,accuracy,test_loss,test_accuracy,sparsity,dead_units");
    let steps: Vec<&str> = lines[1..].iter().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(steps, ["0", "10", "20", "25"]);
    let fields: Vec<&str> = lines[1].split(',').collect();
    assert_eq!((fields.len(), fields[3], fields[4]), (7, "", ""), "no test split, no test columns");
    assert!(run.said.lines().last().is_some_and(|line| line.ends_with(run.hash())), "{}", run.said);
    assert!(run.hash().len() == 64 && run.hash().bytes().all(|byte| byte.is_ascii_hexdigit()), "{}", run.said);
    let [first, second] = [(), ()].map(|()| desk.succeeds("train --steps 25"));
    assert_eq!(first.hash(), second.hash(), "the same run prints the same hash");
    let split = desk.prints("train --steps 1 --log - --test-fraction 0.2 --batch 32");
    assert!(split.lines().skip(1).all(|line| line.split(',').all(|field| field.parse::<f64>().is_ok())), "{split}");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let (first, run) = Desk::new().run_for_a_reader_of(1, "train --steps 20000 --log -");
    assert!(first[0].starts_with("step,"));
    assert_eq!((run.code, &*run.said), (Some(0), ""));
}

#[test]
fn what_cannot_be_saved_is_said_before_training_and_nothing_is_written() {
    let desk = Desk::new();
    let run = desk.run("train --steps 1000000000 --save /no/such/folder/p.safetensors");
    assert_eq!(run.code, Some(1));
    assert!(run.said.contains("/no/such/folder"));
    desk.refusal("train --lr -1 --log log.csv --save p.safetensors");
    assert_eq!(std::fs::read_dir(desk.folder()).unwrap().count(), 0, "a refused run leaves files");
}

#[test]
fn training_that_breaks_says_where_and_keeps_an_older_file() {
    let desk = Desk::new();
    desk.write("p.safetensors", "older");
    let run = desk.run("train --lr 1e200 --save p.safetensors");
    assert_eq!(run.code, Some(1));
    assert!(run.said.contains("step 1: Y") && run.said.contains("1e200"), "{}", run.said);
    assert_eq!(desk.text("p.safetensors"), "older");
}

#[test]
fn the_gradient_check_passes_and_prints_every_block() {
    let table = Desk::new().prints("gradcheck");
    assert!(["W¹", "B¹", "W²", "B²"].iter().all(|block| table.contains(block)), "{table}");
}

#[test]
fn the_data_sets_are_listed_and_printed_so_that_they_read_back() {
    let desk = Desk::new();
    let list = desk.prints("datasets");
    for entry in mlp_tui::data::entries() {
        assert!(list.lines().any(|line| line.starts_with(entry.name)), "{} is not listed", entry.name);
    }
    desk.write("data.csv", desk.prints("datasets show spiral --samples 30"));
    let [from_the_file, built_in] =
        ["train --steps 20 --dataset data.csv --scale none", "train --steps 20 --dataset spiral --samples 30"]
            .map(|line| desk.succeeds(line));
    assert_eq!(from_the_file.hash(), built_in.hash());
}

#[test]
fn the_blackboard_is_as_promised() {
    let log = Desk::new().prints("train --preset blackboard --steps 0 --log -");
    let row: Vec<f64> = log.lines().nth(1).unwrap().split(',').map(|field| field.parse().unwrap_or(f64::NAN)).collect();
    assert_eq!((row[2], row[6]), (0.75, 0.0), "one of four is misclassified, no unit is dead");
    assert!(row[5] > 0.2 && row[5] < 0.8, "some z lie below zero, some above");
}

#[test]
fn derived_features_are_printed_and_saved_with_their_names() {
    let desk = Desk::new();
    let features = "sin x1,x1*x2,x2^2";
    let run = ["train", "--preset", "playground-xor", "--steps", "1", "--features", features, "--save", "p.st"];
    desk.succeeds(&run);
    let bytes = desk.read("p.st");
    let (_, metadata) = safetensors::SafeTensors::read_metadata(&bytes).unwrap();
    let metadata = metadata.metadata().as_ref().unwrap();
    assert_eq!(metadata["derived"], r#"["sin x1","x1*x2","x2^2"]"#);
    assert_eq!(metadata["features"], r#"["sin x1","x1·x2","x2²"]"#);
    let printed = desk.prints(&["datasets", "show", "playground-xor", "--features", features]);
    assert_eq!(printed.lines().next(), Some("sin x1,x1·x2,x2²,class"));
    assert_eq!(printed.lines().count(), 501);
}
