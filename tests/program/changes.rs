//! The list of changes as a file: saved on the screen, made again without a terminal, to the same bits.

use crate::common::lecture::Lecture;
use crate::common::program::Desk;
use mlp_tui::store::{changes_to_toml, hash};

#[test]
fn what_is_changed_live_gives_the_same_bits_without_a_terminal() {
    let lecture =
        Lecture::spiral().after("g20 Enter ]] Tab g35 Enter lllW-0.75 Enter K g50 Enter llz g60 Enter hF[ g120 Enter");
    let changes = lecture.snapshot.changes.list();
    assert_eq!(changes.len(), 5, "{changes:?}");
    let desk = Desk::new();
    desk.write("changes.toml", changes_to_toml(changes));
    let [again, untouched] =
        ["--changes changes.toml", ""].map(|options| desk.succeeds(&format!("train --steps 120 {options}")));
    assert_eq!(again.hash(), hash(&lecture.session.run().network().parameters));
    assert_ne!(again.hash(), untouched.hash(), "the changes change nothing");
}

#[test]
fn a_file_that_is_no_list_of_changes_is_refused_with_the_place() {
    let desk = Desk::new();
    for (content, expected) in [
        ("[[change]]\nstep = 1\nl1 = 0.5\n[[change]\n", &["c.toml, line 4"][..]),
        (
            "[[change]]\nstep = 1\nl1 = 0.5\n[[change]]\nstep = 2\nparameter = \"w1[9,1]\"\nvalue = 1.0\n",
            &["change 2", "w1[9,1]"],
        ),
        ("[[change]]\nstep = 1\nlearning_rate = inf\n", &["change 1", "ε > 0"]),
    ] {
        desk.write("c.toml", content);
        let message = desk.run("train --changes c.toml");
        assert_eq!(message.code, Some(2), "“{content}” was accepted");
        assert!(expected.iter().all(|part| message.said.contains(part)), "{}", message.said);
    }
    assert!(desk.refusal("train --changes /no/such.toml").contains("no such file"));
}

#[test]
fn options_beside_a_file_hold_and_are_said() {
    let desk = Desk::new();
    let with = |content: &str, options: &str| {
        let line = ["train", "--changes", desk.write("a b.toml", content)];
        desk.run(&line.into_iter().chain(options.split_whitespace()).collect::<Vec<_>>()[..])
    };
    let run = "[run]\nstep = 3\nsamples = 60\nlr = 0.5\n";
    let silent = with(run, "--lr 0.5").said;
    assert!(silent.starts_with("spiral: 3 steps"), "nothing is said of what is the same: {silent}");
    let other = with(run, "--lr 1 --steps 5").said;
    assert!(other.starts_with("Instead of what a b.toml says: --lr 1.\nspiral: 5 steps"), "{other}");
    for (content, options, expected) in [
        (run, "--dataset iris", "--samples makes no sense for the data set iris"),
        ("[run]\nthreads = 2\n", "", "a run has no option “threads”"),
        ("[run]\nstep = -1\n", "", "[run] step should be 0, 1, 2"),
        ("[run]\nlr = \"x\"\n", "", "the options in its table [run] cannot be used (invalid value 'x'"),
        ("[run]\nactivation = \"bend\"\n", "", "cannot be used (invalid value 'bend'"),
        ("[runs]\n", "", "line 1"),
    ] {
        let refused = with(content, options);
        assert_eq!(refused.code, Some(2), "“{content}” was accepted");
        assert!(refused.said.contains(expected), "“{content}”: {}", refused.said);
    }
}

#[test]
fn a_file_of_changes_is_an_input_on_the_screen_too() {
    let refused = Desk::new().run("--changes none.toml");
    assert_eq!(refused.code, Some(2));
    assert!(refused.said.contains("none.toml"), "{}", refused.said);
}
