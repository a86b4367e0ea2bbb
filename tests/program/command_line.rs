//! The program itself, without a terminal: what it prints, what it refuses, what it leaves behind.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mlp-tui"));
    command.args(arguments).env("LC_ALL", "C").env_remove("NO_COLOR");
    command
}

fn run(arguments: &[&str]) -> Output {
    program(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program speaks UTF-8")
}

/// The one sentence on stderr of a refusal; nothing else happened.
fn refusal(arguments: &[&str]) -> String {
    let output = run(arguments);
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
    assert!(output.stdout.is_empty(), "{arguments:?} printed {}", text(&output.stdout));
    assert_eq!(message.trim_end().lines().count(), 1, "{arguments:?}: {message}");
    assert!(!message.contains(['\u{1b}', '\u{9b}']), "{arguments:?} wrote an escape");
    message
}

fn file_with(content: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.csv");
    std::fs::write(&path, content).unwrap();
    let path = path.display().to_string();
    (folder, path)
}

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
    for (content, expected) in cases {
        let (_folder, path) = file_with(content);
        let message = refusal(&["train", "--dataset", &path]);
        assert!(message.contains("data.csv"), "{message}");
        for part in *expected {
            assert!(message.contains(part), "{message} does not say {part}");
        }
    }
    let (_folder, path) = file_with(b"a,b\n1,x\n2,y\n");
    for (arguments, expected) in [
        (&["train", "--dataset", &path, "--label", "z"][..], "a, b"),
        (&["train", "--dataset", "/no/such.csv"], "no such file"),
        (&["train", "--dataset", env!("CARGO_MANIFEST_DIR")], "folder"),
        (&["train", "--dataset", "spirla"], "did you mean spiral"),
        (&["train", "--lr", "-1"], "--lr"),
        (&["train", "--lr", "nan"], "--lr"),
        (&["train", "--hidden", "0"], "--hidden"),
        (&["train", "--hidden", "a"], "--hidden"),
        (&["train", "--hidden", "65536,65536"], "8 GiB"),
        (&["train", "--batch", "0"], "--batch"),
        (&["train", "--test-fraction", "1"], "--test-fraction"),
        (&["train", "--noise", "-1"], "--noise"),
        (&["train", "--classes", "3", "--dataset", "moons"], "--classes"),
        (&["train", "--init", "/no/such.safetensors"], "no such file"),
        (&["train", "--init", &path], "safetensors"),
        (&["train", "--init", "uniform:-1"], "--init"),
        (&["train", "--init", "uniform:a"], "uniform:R"),
        (&["train", "--features", "x1,x3"], "no feature “x3”"),
        (&["train", "--features", "x1,x2,x1"], "twice"),
        (&["train", "--features", "x1", "--dataset", "iris"], "iris has 4"),
        (&["train", "--features", "x1^2", "--noise", "1e200", "--dataset", "moons"], "x1^2 of example 1 of moons"),
        (&["train", "--image", "8"], "WxH"),
        (&["train", "--image", "8x8", "--dataset", "digits"], "--image makes no sense"),
        (&["train", "--image", "4x4", "--dataset", &path], "16 pixels, but data has 1 features"),
        (&["train", "--image", "99999999999x99999999999", "--dataset", &path], "9999999999800000000001 pixels"),
        (&["--dataset", "spiral"], "mlp-tui train"),
    ] {
        let message = refusal(arguments);
        assert!(message.contains(expected), "{arguments:?}: {message} does not say {expected}");
    }
}

#[test]
fn parameters_of_other_shapes_are_refused() {
    let init = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/iris/init.safetensors");
    let message = refusal(&["train", "--dataset", "spiral", "--init", &init.display().to_string()]);
    assert!(message.contains("W1 is 4×16") && message.contains("2×32"), "{message}");
}

#[test]
fn errors_speak_spanish_too() {
    assert!(refusal(&["train", "--lr", "-1", "--lang", "es"]).contains("se esperaba"));
    let output = program(&["train", "--lr", "-1"]).env("LC_ALL", "es_AR.UTF-8").output().unwrap();
    assert!(text(&output.stderr).contains("se esperaba"), "the locale's language is taken");
}

#[test]
fn the_log_has_the_first_and_the_last_row_and_the_run_its_hash() {
    let output = run(&["train", "--steps", "25", "--log", "-", "--log-every", "10"]);
    assert_eq!(output.status.code(), Some(0));
    let log = text(&output.stdout);
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines[0], "step,loss,accuracy,test_loss,test_accuracy,sparsity,dead_units");
    let steps: Vec<&str> = lines[1..].iter().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(steps, ["0", "10", "20", "25"]);
    let fields: Vec<&str> = lines[1].split(',').collect();
    assert_eq!((fields.len(), fields[3], fields[4]), (7, "", ""), "no test split, no test columns");
    let message = text(&output.stderr);
    let hash = message.lines().last().and_then(|line| line.split(' ').nth(1)).unwrap();
    assert!(hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{message}");
    let printed = |output: Output| text(&output.stderr).lines().last().map(str::to_owned);
    let [first, second] = [(), ()].map(|()| printed(run(&["train", "--steps", "25"])));
    assert_eq!(first, second, "the same run prints the same hash");
    let split = text(&run(&["train", "--steps", "1", "--log", "-", "--test-fraction", "0.2", "--batch", "32"]).stdout);
    assert!(split.lines().skip(1).all(|line| line.split(',').all(|field| field.parse::<f64>().is_ok())), "{split}");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut child = program(&["train", "--steps", "20000", "--log", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(first.starts_with("step,"));
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn what_cannot_be_saved_is_said_before_training_and_nothing_is_written() {
    let output = run(&["train", "--steps", "1000000000", "--save", "/no/such/folder/p.safetensors"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("/no/such/folder"));
    let folder = tempfile::tempdir().unwrap();
    let (log, save) = (folder.path().join("log.csv"), folder.path().join("p.safetensors"));
    let (log, save) = (log.display().to_string(), save.display().to_string());
    refusal(&["train", "--lr", "-1", "--log", &log, "--save", &save]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a refused run leaves files");
}

#[test]
fn training_that_breaks_says_where_and_keeps_an_older_file() {
    let folder = tempfile::tempdir().unwrap();
    let save = folder.path().join("p.safetensors");
    std::fs::write(&save, "older").unwrap();
    let output = run(&["train", "--lr", "1e200", "--save", &save.display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(message.contains("step 1: Y") && message.contains("1e200"), "{message}");
    assert_eq!(std::fs::read_to_string(&save).unwrap(), "older");
}

#[test]
fn the_gradient_check_passes_and_prints_every_block() {
    let output = run(&["gradcheck"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let table = text(&output.stdout);
    assert!(["W¹", "B¹", "W²", "B²"].iter().all(|block| table.contains(block)), "{table}");
}

#[test]
fn the_data_sets_are_listed_and_printed_so_that_they_read_back() {
    let list = text(&run(&["datasets"]).stdout);
    for entry in mlp_tui::data::entries() {
        assert!(list.lines().any(|line| line.starts_with(entry.name)), "{} is not listed", entry.name);
    }
    let printed = run(&["datasets", "show", "spiral", "--samples", "30"]).stdout;
    let (_folder, path) = file_with(&printed);
    let hash = |arguments: &[&str]| text(&run(arguments).stderr).lines().last().unwrap().to_owned();
    assert_eq!(
        hash(&["train", "--steps", "20", "--dataset", &path, "--scale", "none"]),
        hash(&["train", "--steps", "20", "--dataset", "spiral", "--samples", "30"]),
    );
}

#[test]
fn the_blackboard_is_as_promised() {
    let log = text(&run(&["train", "--preset", "blackboard", "--steps", "0", "--log", "-"]).stdout);
    let row: Vec<f64> = log.lines().nth(1).unwrap().split(',').map(|field| field.parse().unwrap_or(f64::NAN)).collect();
    assert_eq!((row[2], row[6]), (0.75, 0.0), "one of four is misclassified, no unit is dead");
    assert!(row[5] > 0.2 && row[5] < 0.8, "some z lie below zero, some above");
}

#[test]
fn derived_features_are_printed_and_saved_with_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let save = folder.path().join("p.safetensors");
    let features = "sin x1,x1*x2,x2^2";
    let arguments = ["train", "--preset", "playground-xor", "--steps", "1", "--features", features];
    assert_eq!(run(&[&arguments[..], &["--save", &save.display().to_string()]].concat()).status.code(), Some(0));
    let bytes = std::fs::read(save).unwrap();
    let (_, metadata) = safetensors::SafeTensors::read_metadata(&bytes).unwrap();
    let metadata = metadata.metadata().as_ref().unwrap();
    assert_eq!(metadata["derived"], r#"["sin x1","x1*x2","x2^2"]"#);
    assert_eq!(metadata["features"], r#"["sin x1","x1·x2","x2²"]"#);
    let printed = text(&run(&["datasets", "show", "playground-xor", "--features", features]).stdout);
    assert_eq!(printed.lines().next(), Some("sin x1,x1·x2,x2²,class"));
    assert_eq!(printed.lines().count(), 501);
}
