//! Names that are no text: files may have any, and so may arguments.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// `before`, bytes that are no UTF-8, and `after`.
fn odd(before: &str, after: &str) -> OsString {
    OsString::from_vec([before.as_bytes(), b"\xff\xfe\xc3", after.as_bytes()].concat())
}

fn run(folder: &Path, arguments: &[&OsStr]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mlp-tui"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "C").output().unwrap()
}

/// Runs it with the words of `line`, of which those in capitals stand for a file with an odd name.
fn run_with(folder: &Path, line: &str) -> (Output, Vec<OsString>) {
    let word = |word: &str| {
        let (option, value) = word.split_once('=').map_or(("", word), |(option, value)| (option, value));
        let is_odd = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_uppercase());
        let value = if is_odd { odd(value, ".x") } else { value.into() };
        if option.is_empty() { value } else { [OsStr::new(option), OsStr::new("="), &value].into_iter().collect() }
    };
    let words: Vec<OsString> = line.split_whitespace().map(word).collect();
    (run(folder, &words.iter().map(OsString::as_os_str).collect::<Vec<_>>()), words)
}

fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join(odd(name, ".x"))
}

#[test]
fn every_file_is_opened_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/datasets/iris.csv"), file(folder, "DATA")).unwrap();
    fs::write(file(folder, "CHANGES"), "[[change]]\nstep = 1\nl1 = 0.5\n").unwrap();
    for (line, written) in [
        ("train --dataset DATA --steps 2 --log LOG --save SAVE", &["LOG", "SAVE"][..]),
        ("train --dataset=DATA --steps 2 --init SAVE --changes CHANGES", &[]),
        ("gradcheck --dataset DATA --init SAVE", &[]),
        ("explain --dataset DATA --phase dY", &[]),
        ("predict --params SAVE --dataset DATA", &[]),
        ("datasets show DATA", &[]),
        ("sweep --dataset DATA --init SAVE,he --changes CHANGES --steps 2 --csv CSV --runs RUNS", &["CSV", "RUNS"]),
    ] {
        let (output, _) = run_with(folder, line);
        let said = String::from_utf8(output.stderr).unwrap_or_else(|_| panic!("{line} wrote bytes that are no text"));
        assert_eq!(output.status.code(), Some(0), "{line}: {said}");
        assert!(String::from_utf8(output.stdout).is_ok(), "{line} printed bytes that are no text");
        for written in written {
            assert!(file(folder, written).exists(), "{line} did not write {written}");
        }
    }
}

#[test]
fn what_is_not_there_or_no_option_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for line in [
        "train --dataset DATA",
        "train --init INIT",
        "train --changes CHANGES",
        "predict --params PARAMS --dataset iris",
        "datasets show DATA",
        "datasets show iris --label LABEL",
        "sweep --dataset DATA,SPIRAL --steps 1",
        "sweep --lr LR",
        "sweep --seed SEED",
        "sweep --hidden HIDDEN",
        "train --lr LR",
        "train --label LABEL",
        "--lang LANG",
        "COMMAND",
        "--lang=es TRAIN",
        "--changes CHANGES",
    ] {
        let (output, words) = run_with(folder.path(), line);
        let said = String::from_utf8(output.stderr).unwrap_or_else(|_| panic!("{line} wrote bytes that are no text"));
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(!said.contains("panicked"), "{words:?}: {said}");
    }
    let bytes = OsStr::from_bytes(b"--\xff");
    assert_eq!(run(folder.path(), &[bytes]).status.code(), Some(2));
}
