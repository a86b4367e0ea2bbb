//! Names that are no text: files may have any, and so may arguments.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

use crate::common::program::{Desk, Outcome};

/// `before`, bytes that are no UTF-8, and `after`.
fn odd(before: &str, after: &str) -> OsString {
    OsString::from_vec([before.as_bytes(), b"\xff\xfe\xc3", after.as_bytes()].concat())
}

/// The words of `line`, of which those in capitals stand for a file with an odd name.
fn with_odd_names(line: &str) -> Vec<OsString> {
    let word = |word: &str| {
        let (option, value) = word.split_once('=').map_or(("", word), |(option, value)| (option, value));
        let is_odd = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_uppercase());
        let value = if is_odd { odd(value, ".x") } else { value.into() };
        if option.is_empty() { value } else { [OsStr::new(option), OsStr::new("="), &value].into_iter().collect() }
    };
    line.split_whitespace().map(word).collect()
}

fn file(desk: &Desk, name: &str) -> PathBuf {
    desk.path(odd(name, ".x"))
}

#[test]
fn every_file_is_opened_whatever_its_name() {
    let desk = Desk::new();
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/datasets/iris.csv"), file(&desk, "DATA")).unwrap();
    fs::write(file(&desk, "CHANGES"), "[[change]]\nstep = 1\nl1 = 0.5\n").unwrap();
    for (line, written) in [
        ("train --dataset DATA --steps 2 --log LOG --save SAVE", &["LOG", "SAVE"][..]),
        ("train --dataset=DATA --steps 2 --init SAVE --changes CHANGES", &[]),
        ("gradcheck --dataset DATA --init SAVE", &[]),
        ("explain --dataset DATA --phase dY", &[]),
        ("predict --params SAVE --dataset DATA", &[]),
        ("datasets show DATA", &[]),
        ("sweep --dataset DATA --init SAVE,he --changes CHANGES --steps 2 --csv CSV --runs RUNS", &["CSV", "RUNS"]),
    ] {
        // What it prints and says is text, whatever the names.
        desk.succeeds(&with_odd_names(line)[..]);
        for written in written {
            assert!(file(&desk, written).exists(), "{line} did not write {written}");
        }
    }
}

#[test]
fn what_is_not_there_or_no_option_is_refused_in_a_sentence() {
    let desk = Desk::new();
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
        let Outcome { code, said, .. } = desk.run(&with_odd_names(line)[..]);
        assert_eq!(code, Some(2), "{line}: {said}");
        assert!(!said.contains("panicked"), "{line}: {said}");
    }
    assert_eq!(desk.run(&[OsStr::from_bytes(b"--\xff")]).code, Some(2));
}
