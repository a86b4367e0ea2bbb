//! `mlp-tui gradcheck`: it checks what holds at its step, accuses nobody wrongly, and says when there is nothing to check.

use std::process::Command;

fn gradcheck(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_mlp-tui"))
        .args(["gradcheck", "--lang", "en"])
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The same with a file of changes.
fn with_changes(changes: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("changes.toml");
    std::fs::write(&file, changes).unwrap();
    gradcheck(&[arguments, &["--changes", &file.display().to_string()]].concat())
}

#[test]
fn rounding_is_no_error() {
    for arguments in [
        &["--init", "zeros"][..],
        &["--init", "zeros", "--steps", "50", "--dataset", "iris", "--activation", "tanh"],
        &["--steps", "50000", "--hidden", "4", "--dataset", "blackboard"],
        &["--steps", "3000", "--dataset", "iris", "--hidden", "4", "--l1", "0.001", "--lr", "0.3"],
    ] {
        let (code, printed, said) = gradcheck(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {printed}{said}");
        assert!(printed.contains("agree within 1e-6"), "{printed}");
    }
}

#[test]
fn a_run_that_broke_says_so() {
    for (arguments, matrix) in [
        (&["--lr", "1e200", "--steps", "7"][..], "step 1: Y"),
        // Finite at step 1, and the numbers of that step break.
        (&["--lr", "1e200", "--steps", "1"], "step 1: Y"),
    ] {
        let (code, printed, said) = gradcheck(arguments);
        assert_eq!((code, printed.as_str()), (Some(1), ""), "{said}");
        assert!(said.contains(matrix) && said.contains("1e200"), "{said}");
    }
    let (code, printed, said) = gradcheck(&["--init", "normal:1e300"]);
    assert_eq!((code, printed.as_str()), (Some(1), ""), "{said}");
    assert!(said.contains("before any update") && !said.contains("--lr"), "{said}");
}

#[test]
fn a_mistake_planted_by_the_changes_is_red() {
    let iris = ["--dataset", "iris", "--hidden", "3", "--lr", "0.1"];
    for (mistake, options) in [
        ("missing_mask", &[][..]),
        ("missing_mean", &[]),
        ("missing_penalty", &["--l2", "0.01"]),
        ("missing_transpose", &[]),
        ("missing_maximum", &["--init", "normal:400"]),
    ] {
        let changes = format!("[[change]]\nstep = 2\nmistake = \"{mistake}\"\n");
        let at = |step| with_changes(&changes, &[&iris[..], options, &["--steps", step]].concat());
        let (code, printed, said) = at("1");
        assert_eq!(code, Some(0), "{mistake} is not planted yet: {printed}{said}");
        let (code, printed, said) = at("2");
        assert_eq!(code, Some(1), "{mistake} passes: {printed}{said}");
        assert!(printed.contains("A mistake is planted") && said.contains("off by a relative"), "{printed}{said}");
    }
}

#[test]
fn the_penalty_and_the_batch_are_those_of_the_step() {
    let run = ["--dataset", "iris", "--hidden", "3", "--lr", "0.1"];
    let rows = |(code, printed, said): (Option<i32>, String, String)| {
        assert_eq!(code, Some(0), "{printed}{said}");
        printed
    };
    let at = |step: &str, changes: &str| rows(with_changes(changes, &[&run[..], &["--steps", step]].concat()));
    let plain = at("4", "");
    for change in ["l2 = 0.5", "l1 = 0.5", "batch = \"7\""] {
        let changes = format!("[[change]]\nstep = 4\n{change}\n");
        assert_eq!(at("3", &changes), at("3", ""), "{change} holds before its step");
        assert_ne!(at("4", &changes), plain, "{change} does not hold at its step");
    }
}
