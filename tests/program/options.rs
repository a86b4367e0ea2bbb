//! Every option that is accepted has an effect. The options are those that the parser knows: a new one without a row here
//! fails.

use std::collections::BTreeSet;

use crate::common::lecture::{Lecture, WIDE};
use crate::common::program::{Desk, Outcome};
use clap::{CommandFactory, Parser};
use mlp_tui::cli::{Cli, Run, Task};
use mlp_tui::text::Language;

/// The option, what is asked for with it and without it, and it itself.
type Row = (&'static str, &'static str, &'static str);

/// The options of every run. `{csv}` has four columns of numbers and one of classes, `{changes}` a change at step 1.
const RUN: &[Row] = &[
    ("dataset", "", "--dataset moons"),
    ("label", "--dataset {csv}", "--label a"),
    ("samples", "", "--samples 30"),
    ("noise", "", "--noise 0.5"),
    ("classes", "", "--classes 2"),
    ("features", "--dataset moons", "--features x1^2,x2"),
    ("image", "--dataset {csv}", "--image 2x2"),
    ("scale", "--dataset iris", "--scale minmax"),
    ("test-fraction", "--dataset iris", "--test-fraction 0.3"),
    ("preset", "", "--preset blackboard"),
    ("hidden", "", "--hidden 5"),
    ("activation", "", "--activation tanh"),
    ("init", "", "--init xavier"),
    ("seed", "", "--seed 3"),
    ("data-seed", "", "--data-seed 3"),
    ("lr", "", "--lr 0.25"),
    ("optimizer", "", "--optimizer momentum"),
    ("l1", "", "--l1 0.01"),
    ("l2", "", "--l2 0.01"),
    ("batch", "", "--batch 50"),
    ("changes", "", "--changes {changes}"),
    ("steps", "", "--steps 9"),
    // The results are the same for any number.
    ("threads", "--threads 1", "--threads 3"),
];
/// Those of them that no number can show: how an image is drawn, and who computes.
const NOT_IN_NUMBERS: [&str; 2] = ["image", "threads"];

/// A command, its options besides those of a run, and whether it takes those.
struct Subcommand {
    /// What is typed before all options.
    words: &'static str,
    rows: &'static [Row],
    has_run: bool,
}

const SUBCOMMANDS: &[Subcommand] = &[
    Subcommand {
        words: "train",
        rows: &[
            ("log", "--steps 3", "--log -"),
            ("log-every", "--steps 3 --log -", "--log-every 2"),
            ("save", "--steps 3", "--save {new}"),
        ],
        has_run: true,
    },
    Subcommand { words: "gradcheck", rows: &[], has_run: true },
    Subcommand {
        words: "explain",
        rows: &[
            ("at", "--phase L --csv", "--at 2"),
            ("phase", "--csv --phase L", "--phase Y"),
            ("cell", "--phase Y", "--cell 1,1"),
            ("full", "--phase Y", "--full"),
            ("csv", "--phase Y", "--csv"),
            ("list", "", "--list"),
        ],
        has_run: true,
    },
    Subcommand {
        words: "predict",
        rows: &[
            ("params", "--dataset moons --params {network}", "--params {other}"),
            ("dataset", "--params {network} --dataset moons", "--dataset circles"),
            ("label", "--params {network} --dataset {plane}", "--label a"),
            ("samples", "--params {network} --dataset moons", "--samples 9"),
            ("noise", "--params {network} --dataset moons", "--noise 1"),
            ("classes", "--params {network} --dataset blobs", "--classes 2"),
            ("features", "--params {network} --dataset moons", "--features x1^2"),
            ("activation", "--params {network} --dataset moons", "--activation tanh"),
            ("seed", "--params {network} --dataset moons", "--seed 4"),
            ("image", "--params {network} --dataset {plane}", "--image 1x2"),
        ],
        has_run: false,
    },
    Subcommand {
        words: "sweep",
        rows: &[
            ("seeds", "--steps 3", "--seeds 2"),
            ("csv", "--steps 3", "--csv -"),
            ("runs", "--steps 3", "--runs -"),
            ("color", "--steps 3", "--color true"),
        ],
        has_run: true,
    },
    Subcommand { words: "keys", rows: &[], has_run: false },
    Subcommand { words: "datasets", rows: &[], has_run: false },
    Subcommand {
        words: "datasets show",
        rows: &[
            ("name", "moons", "circles"),
            ("label", "{csv}", "--label a"),
            ("samples", "moons", "--samples 9"),
            ("noise", "moons", "--noise 1"),
            ("classes", "blobs", "--classes 2"),
            ("features", "moons", "--features x1^2"),
            ("image", "{csv}", "--image 2x2"),
            ("seed", "moons", "--seed 4"),
        ],
        has_run: false,
    },
];

/// The options of the screen alone.
const SCREEN: &[Row] =
    &[("speed", "", "--speed 5"), ("paused", "", "--paused"), ("color", "", "--color 16"), ("ascii", "", "--ascii")];

/// The files that the rows name.
struct Files(Desk);

impl Files {
    fn new() -> Self {
        let desk = Desk::new();
        let row = |row: i32| format!("{},{},{},{},{}\n", row % 2, row % 5, row * row % 7, row, row % 2 + 1);
        desk.write("data.csv", "a,b,c,d,k\n".to_owned() + &(0..20).map(row).collect::<String>());
        let point = |row: i32| format!("{},{}.5,{},{}\n", row % 3, row % 5, row - 4, row % 2 + 1);
        desk.write("plane.csv", "a,x1,x2,k\n".to_owned() + &(0..20).map(point).collect::<String>());
        desk.write("changes.toml", "[[change]]\nstep = 1\nlearning_rate = 0.125\n");
        for (name, seed) in [("network", "1"), ("other", "2")] {
            desk.succeeds(&format!("train --dataset moons --steps 2 --seed {seed} --save {name}.safetensors"));
        }
        Self(desk)
    }

    fn words(&self, line: &str) -> Vec<String> {
        let files = [
            ("{csv}", "data.csv"),
            ("{plane}", "plane.csv"),
            ("{changes}", "changes.toml"),
            ("{network}", "network.safetensors"),
            ("{other}", "other.safetensors"),
            ("{new}", "new.safetensors"),
        ];
        let path = |file: &str| self.0.path(file).display().to_string();
        let replaced =
            |word: &str| files.iter().fold(word.to_owned(), |word, (name, file)| word.replace(name, &path(file)));
        line.split_whitespace().map(replaced).collect()
    }

    /// All that the program prints, says and writes, but for the time it took.
    fn run(&self, line: &str) -> String {
        let new = self.0.path("new.safetensors");
        let _ = std::fs::remove_file(&new);
        let Outcome { code, printed, said } = self.0.run(&self.words(line)[..]);
        let said: String =
            said.split_whitespace().filter(|word| !word.contains("/s") && word.parse::<f64>().is_err()).collect();
        format!("{code:?} {printed} {said} {}", new.exists())
    }

    fn task(&self, line: &str) -> Task {
        let words = ["mlp-tui".to_owned()].into_iter().chain(self.words(line));
        Cli::try_parse_from(words)
            .unwrap_or_else(|error| panic!("{error}"))
            .task()
            .unwrap_or_else(|error| panic!("{error}"))
    }
}

/// The run of a task that has one.
fn run_of(task: &Task) -> &Run {
    match task {
        Task::Watch { run, .. } | Task::Train { run, .. } | Task::GradientCheck(run) | Task::Explain { run, .. } => run,
        other => panic!("{other:?} has no run"),
    }
}

/// The line with the option `name` and without it. A positional or required one is replaced.
fn lines(words: &str, (name, base, with): Row) -> (String, String) {
    let without = format!("{words} {base}");
    let replaced = match name {
        "name" => format!("{words} {with}"),
        _ => match base.find(&format!("--{name} ")) {
            Some(start) => {
                let rest = base[start..].splitn(3, ' ').nth(2).unwrap_or_default();
                format!("{words} {} {rest} {with}", &base[..start])
            }
            None => format!("{words} {base} {with}"),
        },
    };
    (without, replaced)
}

/// The names of the options of a command, but for those that print and leave.
fn options(command: &clap::Command) -> BTreeSet<String> {
    let name = |argument: &clap::Arg| argument.get_long().unwrap_or(argument.get_id().as_str()).to_owned();
    command.get_arguments().map(name).filter(|name| !["help", "version", "lang"].contains(&name.as_str())).collect()
}

fn names(rows: &[Row]) -> impl Iterator<Item = String> {
    rows.iter().map(|row| row.0.to_owned())
}

#[test]
fn every_option_has_a_row() {
    let root = Cli::command();
    assert_eq!(options(&root), names(RUN).chain(names(SCREEN)).collect(), "the screen");
    let mut left: BTreeSet<String> = root.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for Subcommand { words, rows, has_run } in SUBCOMMANDS {
        let find = |command: &clap::Command, word: &str| command.find_subcommand(word).cloned().unwrap();
        let command = words.split(' ').fold(root.clone(), |command, word| find(&command, word));
        left.remove(*words);
        left.extend(command.get_subcommands().map(|inner| format!("{words} {}", inner.get_name())));
        let expected = names(rows).chain(names(RUN).filter(|_| *has_run)).collect();
        assert_eq!(options(&command), expected, "{words}");
    }
    assert!(left.is_empty(), "no rows for {left:?}");
}

#[test]
fn every_option_of_a_run_changes_its_problem_or_how_it_is_trained() {
    let files = Files::new();
    for row in RUN {
        for words in ["", "train", "gradcheck", "explain --phase P", "sweep"] {
            let (without, with) = lines(words, *row);
            if words.starts_with("explain") && row.0 == "steps" {
                assert!(files.run(&with).contains("--at"), "{with} is refused");
                continue;
            }
            let made = |line: &str| match files.task(line) {
                Task::Sweep(sweep) => {
                    let run = sweep.combinations.run(0, sweep.seeds[0]).unwrap();
                    // Its runs use a thread each.
                    format!("{run:?} {:?} {:?}", sweep.seeds, sweep.workers)
                }
                task => {
                    let run = run_of(&task);
                    let (recipe, problem) = (run.setup.recipe(), run.setup.problem());
                    format!("{problem:?} {:?} {:?} {:?} {:?}", recipe.settings, run.steps, run.threads, run.changes)
                }
            };
            assert_ne!(made(&without), made(&with), "{with} does what {without} does");
        }
    }
}

#[test]
fn every_option_of_a_run_changes_what_comes_out() {
    let files = Files::new();
    for row in RUN.iter().filter(|row| !NOT_IN_NUMBERS.contains(&row.0)) {
        for words in ["train --log - --steps 4", "gradcheck --steps 4", "explain --at 4 --phase P --csv"] {
            if words.starts_with("explain") && row.0 == "steps" {
                continue;
            }
            let (without, with) = lines(words, *row);
            let with = if row.0 == "steps" { with.replace("--steps 4", "") } else { with };
            let (without, with) = (files.run(&without), files.run(&with));
            assert_ne!(without, with, "{row:?} changes nothing that {words} prints");
            assert!(
                [&without, &with].iter().all(|printed| printed.starts_with("Some(0)")),
                "{row:?}: {without}, {with}"
            );
        }
    }
}

#[test]
fn every_option_of_a_command_changes_what_it_prints_or_is_refused() {
    let files = Files::new();
    for Subcommand { words, rows, .. } in SUBCOMMANDS {
        // Colours are for terminals: sweep.rs has one.
        for row in rows.iter().filter(|row| row.0 != "color") {
            let (without, with) = lines(words, *row);
            assert_ne!(files.run(&without), files.run(&with), "{with} prints what {without} prints");
        }
        let help = |language| files.run(&format!("{words} --help --lang {language}"));
        assert_ne!(help("en"), help("es"), "{words} speaks one language");
    }
    for (line, sentence) in [
        ("train --log-every 2", "--log"),
        ("explain --list --full", "cannot be used with"),
        ("predict --params {network} --dataset {plane} --seed 3", "--seedmakesnosense"),
        ("predict --params {network} --dataset {plane} --image 1x2", "--imagehasnoeffect"),
        ("datasets show iris --seed 3", "--seedmakesnosense"),
        ("datasets show {csv} --image 2x2", "--imagehasnoeffect"),
    ] {
        let found = files.run(line);
        let sentence = sentence.replace(' ', "");
        assert!(found.starts_with("Some(2)") && found.contains(&sentence), "{line}: {found}");
    }
}

#[test]
fn every_option_of_the_screen_changes_how_it_starts() {
    let files = Files::new();
    let start = |line: &str| match files.task(line) {
        Task::Watch { speed, paused, color, ascii, .. } => format!("{speed:?} {paused} {color:?} {ascii}"),
        Task::Sweep(sweep) => format!("{:?}", sweep.color),
        other => panic!("{other:?} is not the screen"),
    };
    for row in SCREEN {
        let (without, with) = lines("", *row);
        assert_ne!(start(&without), start(&with), "{with} does nothing");
    }
    assert_ne!(start("sweep"), start("sweep --color never"));
}

#[test]
fn features_are_drawn_as_an_image_where_the_data_say_so_whatever_their_name() {
    let files = Files::new();
    let zoomed = |line: &str| {
        let mut lecture = Lecture::new(run_of(&files.task(line)).session(), Language::English);
        lecture.type_keys("\t\n");
        lecture.type_keys("i");
        (lecture.snapshot.problem().image, lecture.at(WIDE))
    };
    let (size, plain) = zoomed("--dataset {csv} --hidden 4");
    let (image_size, drawn) = zoomed("--dataset {csv} --hidden 4 --image 2x2");
    assert_eq!((size, image_size), (None, Some((2, 2))));
    assert_ne!(plain, drawn, "--image changes nothing on the screen");
    let joined = |fields: Vec<String>| fields.join(",") + "\n";
    let row =
        |row: usize| (0..64).map(|column| (column * row % 17).to_string()).chain([(row % 2).to_string()]).collect();
    let header = (0..64).map(|column| format!("f{column}")).chain(["k".to_owned()]).collect();
    let digits = joined(header) + &(0..6).map(|index| joined(row(index))).collect::<String>();
    let file = files.0.path(files.0.write("digits.csv", digits));
    let named = format!("--dataset {} --hidden 4", file.display());
    assert_eq!(zoomed(&named).0, None, "a name says nothing of the features");
    assert_eq!(zoomed(&(named + " --image 16x4")).0, Some((16, 4)));
    assert_eq!(zoomed("--dataset digits --hidden 4").0, Some((8, 8)));
}
