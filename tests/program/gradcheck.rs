//! `mlp-tui gradcheck`: it checks what holds at its step, accuses nobody wrongly, and says when there is nothing to check.

use crate::common::program::{Desk, Outcome};

fn gradcheck(options: &str) -> Outcome {
    Desk::new().run(&format!("gradcheck {options}"))
}

/// The same with a file of changes.
fn with_changes(changes: &str, options: &str) -> Outcome {
    let desk = Desk::new();
    desk.write("changes.toml", changes);
    desk.run(&format!("gradcheck {options} --changes changes.toml"))
}

#[test]
fn rounding_is_no_error() {
    for options in [
        "--init zeros",
        "--init zeros --steps 50 --dataset iris --activation tanh",
        "--steps 50000 --hidden 4 --dataset blackboard",
        "--steps 3000 --dataset iris --hidden 4 --l1 0.001 --lr 0.3",
    ] {
        let Outcome { code, printed, said } = gradcheck(options);
        assert_eq!(code, Some(0), "{options}: {printed}{said}");
        assert!(printed.contains("agree within 1e-6"), "{printed}");
    }
}

#[test]
fn a_run_that_broke_says_so() {
    // Finite at step 1, and the numbers of that step break.
    for options in ["--lr 1e200 --steps 7", "--lr 1e200 --steps 1"] {
        let Outcome { code, printed, said } = gradcheck(options);
        assert_eq!((code, &*printed), (Some(1), ""), "{said}");
        assert!(said.contains("step 1: Y") && said.contains("1e200"), "{said}");
    }
    let Outcome { code, printed, said } = gradcheck("--init normal:1e300");
    assert_eq!((code, &*printed), (Some(1), ""), "{said}");
    assert!(said.contains("before any update") && !said.contains("--lr"), "{said}");
}

const IRIS: &str = "--dataset iris --hidden 3 --lr 0.1";

#[test]
fn a_mistake_planted_by_the_changes_is_red() {
    for (mistake, options) in [
        ("missing_mask", ""),
        ("missing_mean", ""),
        ("missing_penalty", "--l2 0.01"),
        ("missing_transpose", ""),
        ("missing_maximum", "--init normal:400"),
    ] {
        let changes = format!("[[change]]\nstep = 2\nmistake = \"{mistake}\"\n");
        let at = |step| with_changes(&changes, &format!("{IRIS} {options} --steps {step}"));
        let before = at(1);
        assert_eq!(before.code, Some(0), "{mistake} is not planted yet: {before:?}");
        let Outcome { code, printed, said } = at(2);
        assert_eq!(code, Some(1), "{mistake} passes: {printed}{said}");
        assert!(printed.contains("A mistake is planted") && said.contains("off by a relative"), "{printed}{said}");
    }
}

#[test]
fn the_penalty_and_the_batch_are_those_of_the_step() {
    let at = |step: u64, changes: &str| {
        let outcome = with_changes(changes, &format!("{IRIS} --steps {step}"));
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        outcome.printed
    };
    let plain = at(4, "");
    for change in ["l2 = 0.5", "l1 = 0.5", "batch = \"7\""] {
        let changes = format!("[[change]]\nstep = 4\n{change}\n");
        assert_eq!(at(3, &changes), at(3, ""), "{change} holds before its step");
        assert_ne!(at(4, &changes), plain, "{change} does not hold at its step");
    }
}
