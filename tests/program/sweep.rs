//! Sweeps: the table against runs made one by one, whatever finishes first; what is refused, and what opens a run again.

use std::process::Command;

use clap::Parser;
use mlp_tui::cli::{Cli, Sweep, Task};
use mlp_tui::session::{Position, Recipe, Settings};

use crate::common::program::{Desk, Words};
use crate::common::session_of;

/// What a sweep prints that goes well, and says nothing.
fn printed(desk: &Desk, line: &(impl Words + ?Sized)) -> String {
    let outcome = desk.succeeds(line);
    assert_eq!(outcome.said, "", "{:?}", line.words());
    outcome.printed
}

/// The rows of a CSV table, each by its columns' names.
fn records(csv: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("the table is CSV")
}

/// The numbers of a column.
fn column(csv: &str, name: &str) -> Vec<f64> {
    records(csv).iter().map(|row| row[name].parse().unwrap_or(f64::NAN)).collect()
}

/// Loss, accuracy, test loss and test accuracy of a run, made by itself.
fn alone(lr: f64, hidden: &[usize], seed: u64) -> [f64; 4] {
    let settings = Settings { learning_rate: lr, hidden_units: hidden.to_vec(), seed, ..Settings::default() };
    let recipe = Recipe { test_fraction: 0.25, ..Recipe::new("moons", settings) };
    let mut session = session_of(&recipe);
    session.go_to(Position { step: 40, phase: 0 });
    let evaluation = session.evaluate().expect("the run stays finite");
    let test = evaluation.test.expect("a quarter is for testing");
    [evaluation.train.loss, evaluation.train.accuracy, test.loss, test.accuracy]
}

const COLUMNS: [&str; 4] = ["loss", "accuracy", "test_loss", "test_accuracy"];

#[test]
fn the_table_holds_what_the_runs_one_by_one_come_to() {
    let desk = Desk::new();
    let line =
        "sweep --dataset moons --lr 0.1,1 --hidden 4,8x4,none --seed 5 --seeds 3 --steps 40 --test-fraction 0.25";
    let shown = printed(&desk, &format!("{line} --csv table.csv --runs runs.csv"));
    let (table, runs) = (desk.text("table.csv"), desk.text("runs.csv"));
    let combinations: [(f64, &[usize]); 6] =
        [(0.1, &[4]), (0.1, &[8, 4]), (0.1, &[]), (1.0, &[4]), (1.0, &[8, 4]), (1.0, &[])];
    assert_eq!(records(&table).len(), 6);
    for (row, (lr, hidden)) in combinations.into_iter().enumerate() {
        let of_seeds: Vec<[f64; 4]> = (5..8).map(|seed| alone(lr, hidden, seed)).collect();
        for (quantity, name) in COLUMNS.into_iter().enumerate() {
            let values: Vec<f64> = of_seeds.iter().map(|run| run[quantity]).collect();
            assert_eq!(column(&runs, name)[3 * row..3 * row + 3], values, "{name} of the runs with {lr} {hidden:?}");
            let mean = values.iter().sum::<f64>() / 3.0;
            let deviation = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 2.0).sqrt();
            assert_eq!(column(&table, &format!("{name}_mean"))[row], mean, "{name} with {lr} {hidden:?}");
            let found = column(&table, &format!("{name}_deviation"))[row];
            assert!((found - deviation).abs() <= 1e-14, "{name} with {lr} {hidden:?}: {found}, not {deviation}");
            let text = format!("{mean:.4} ± {deviation:.4}");
            assert!(shown.lines().nth(row + 1).unwrap().contains(&text), "row {row} does not say {text}:\n{shown}");
        }
    }
    let seeds: Vec<f64> = column(&runs, "seed");
    assert_eq!(seeds[..6], [5.0, 6.0, 7.0, 5.0, 6.0, 7.0]);
}

#[test]
fn the_table_is_the_same_for_any_number_of_threads() {
    let desk = Desk::new();
    let with = |threads: &str| {
        // The first combinations take longest: with several threads they finish last.
        let line = "sweep --steps 200,20,1 --hidden 32,none --lr 1,1e200 --seeds 3 --runs runs.csv --threads";
        (printed(&desk, &format!("{line} {threads}")), desk.text("runs.csv"))
    };
    let one = with("1");
    assert_eq!(records(&one.1).len(), 36);
    for threads in ["2", "3", "64"] {
        assert_eq!(with(threads), one, "{threads} threads make another table");
    }
}

/// What a sweep's arguments ask for.
fn sweep(arguments: &[&str]) -> Sweep {
    match Cli::try_parse_from(["mlp-tui", "sweep"].iter().chain(arguments)).unwrap().task() {
        Ok(Task::Sweep(sweep)) => sweep,
        other => panic!("no sweep: {other:?}"),
    }
}

/// The words that a shell makes of a command.
fn words(command: &str) -> Vec<String> {
    let script = format!("printf '%s\\n' {command}");
    let output = Command::new("sh").args(["-c", &script]).output().expect("there is a shell");
    String::from_utf8(output.stdout).expect("words").lines().map(str::to_owned).collect()
}

#[test]
#[cfg(unix)]
fn the_command_of_a_row_opens_its_first_run() {
    let desk = Desk::new();
    let name = desk.write("it's my $HOME.csv", "a,b,kind\n1,2,x\n3,4,y\n5,1,x\n2,2,y\n");
    let both = format!("{},spiral", desk.path(name).display());
    let cases: [&[&str]; 4] = [
        &["--dataset", &both, "--hidden", "none,3x2,4-3", "--seed", "7", "--seeds", "2", "--scale", "minmax"],
        &["--preset", "cs231n,cs231n-linear", "--l1", "0,1e-3", "--batch", "full,32", "--steps", "3"],
        &["--optimizer", "adam,sgd", "--init", "he,normal:0.1", "--activation", "tanh,relu", "--noise", "0,0.3"],
        &["--samples", "60,90", "--classes", "2,3", "--test-fraction", "0,0.5", "--seed", "3,1", "--l2", "0.01"],
    ];
    for arguments in cases {
        let rest = &["--csv", "-", "--steps", "2"][..if arguments.contains(&"--steps") { 2 } else { 4 }];
        let table = printed(&desk, &[&["sweep"], arguments, rest].concat()[..]);
        let sweep = sweep(arguments);
        let rows = records(&table);
        assert_eq!(rows.len() as u128, sweep.combinations.count());
        for (index, row) in rows.iter().enumerate() {
            let command = &row["command"];
            let Ok(Task::Watch { run, .. }) = Cli::try_parse_from(words(command)).unwrap().task() else {
                panic!("{command} does not open the screen");
            };
            let swept = sweep.combinations.run(index, sweep.seeds[0]).unwrap();
            assert_eq!(run.setup.recipe(), swept.setup.recipe(), "{command} opens another run");
            let seed = if arguments.contains(&"--seed") { sweep.seeds[0] } else { 0 };
            assert_eq!(run.setup.recipe().settings.seed, seed);
        }
    }
    let sweep = sweep(cases[0]);
    let settings = sweep.combinations.run(2, 8).unwrap().setup.recipe().settings.clone();
    assert_eq!((settings.hidden_units, settings.seed), (vec![4, 3], 8));
}

#[test]
fn what_cannot_be_run_is_skipped_and_its_row_says_why() {
    let desk = Desk::new();
    let table = printed(&desk, "sweep --dataset moons,spiral --classes 3 --steps 3");
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[1].starts_with("moons") && lines[1].contains("skipped: --classes makes no sense"), "{table}");
    assert!(
        lines[2].starts_with("spiral") && lines[2].ends_with("mlp-tui --dataset spiral --classes 3 --steps 3"),
        "{table}"
    );
    for (option, reason) in [
        ("--batch 0,8", "--batch: expected ≥ 1, found 0"),
        ("--test-fraction 0.999,0.5", "--test-fraction leaves 0 examples"),
        ("--test-fraction 1.5,0.5", "--test-fraction: expected"),
        ("--hidden 65536x65536,2", "8 GiB"),
        ("--hidden 0,2", "--hidden: expected 1 … 65536, found 0"),
        ("--lr -1,1", "--lr: expected ε > 0, found -1"),
        ("--lr nan,1", "--lr: expected ε > 0, found NaN"),
        ("--dataset spirla,spiral", "did you mean spiral"),
        ("--dataset /no/such.csv,spiral", "no such file"),
        ("--init /no/such.safetensors,he", "no such file"),
    ] {
        let table = printed(&desk, &format!("sweep {option} --steps 2 --csv - --seeds 2"));
        let rows = records(&table);
        assert!(rows[0]["error"].contains(reason), "{option}: {table}");
        assert!(rows[0]["loss_mean"].is_empty() && rows[0]["command"].is_empty(), "{table}");
        assert!(rows[1]["error"].is_empty() && !rows[1]["loss_mean"].is_empty(), "{option}: {table}");
    }
}

#[test]
fn a_run_that_diverges_is_counted_and_left_out_of_the_mean() {
    let (desk, line) = (Desk::new(), "sweep --lr 1,1e200 --steps 5 --seeds 2");
    let table = printed(&desk, line);
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].contains("diverged") && lines[1].contains(" 0/2 ") && lines[2].contains(" 2/2 "), "{table}");
    assert!(lines[2].contains('–') && !table.contains("inf") && !table.to_lowercase().contains("nan"), "{table}");
    let csv = printed(&desk, &format!("{line} --csv -"));
    assert_eq!(column(&csv, "diverged"), [0.0, 2.0]);
    assert!(records(&csv)[1]["loss_mean"].is_empty());
    let runs = printed(&desk, &format!("{line} --runs -"));
    let outcomes: Vec<String> =
        records(&runs).iter().map(|row| format!("{} {}", row["outcome"], row["step"])).collect();
    assert_eq!(outcomes, ["finished 5", "finished 5", "diverged 1", "diverged 1"]);
}

#[test]
fn where_nothing_can_be_run_the_sweep_fails() {
    let outcome = Desk::new().run("sweep --hidden 0,70000 --steps 2");
    assert_eq!(outcome.code, Some(2));
    assert_eq!(outcome.printed.matches("skipped").count(), 2, "the rows say why");
    assert!(outcome.said.contains("--hidden"));
}

#[test]
fn bad_input_is_refused_at_once_naming_the_option() {
    let desk = Desk::new();
    for (options, expected) in [
        ("--lr 0.1,abc", "--lr"),
        ("--lr 0.1,,1", "--lr"),
        ("--hidden 4,8x", "--hidden: expected 32 | 16x16 | none, found 8x"),
        ("--batch full,few", "--batch: expected full | N, found few"),
        ("--init he,normal:x", "--init"),
        ("--optimizer sgd,adm", "--optimizer"),
        ("--dataset spiral,", "--dataset"),
        ("--seeds 0", "--seeds"),
        ("--seed 1,2 --seeds 3", "--seed: expected N (--seeds N), found 1,2"),
        ("--threads 1,2", "--threads"),
        ("--seeds 100001", "100000 at most"),
        ("--seeds 18446744073709551615 --lr 1,2", "36893488147419103230 runs"),
        ("--csv - --runs -", "--runs"),
    ] {
        let outcome = desk.run(&format!("sweep {options} --steps 1000000000"));
        assert_eq!((outcome.code, &*outcome.printed), (Some(2), ""), "{options}: {}", outcome.said);
        assert!(outcome.said.contains(expected), "{options}: {}", outcome.said);
    }
    let outcome = desk.run("sweep --csv /no/such/folder/t.csv --steps 1000000000");
    assert_eq!(outcome.code, Some(1), "what cannot be written is said before the runs");
    assert!(outcome.said.contains("/no/such/folder"));
}

#[test]
fn the_table_speaks_spanish() {
    let desk = Desk::new();
    let table = printed(&desk, "sweep --lang es --batch 0,8 --steps 2 --seeds 2");
    for word in ["exac", "muertas", "omitida: --batch: se esperaba", "Media ± desviación estándar sobre 2 semillas"]
    {
        assert!(table.contains(word), "{word} is missing:\n{table}");
    }
    assert!(printed(&desk, "sweep --help --lang es").contains("separados por comas"));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let (_, outcome) = Desk::new().run_for_a_reader_of(0, "sweep --seeds 300 --steps 1 --runs -");
    assert_eq!((outcome.code, &*outcome.said), (Some(0), ""));
}

/// What a terminal of so many columns shows at the end of a sweep.
#[cfg(unix)]
fn on_terminal(columns: u16, arguments: &[&str]) -> vt100::Parser {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use std::io::Read;
    let rows = 80;
    let pair = native_pty_system().openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mlp-tui"));
    command.arg("sweep");
    command.args(arguments);
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C");
    command.env_remove("NO_COLOR");
    let mut child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    drop(pair.slave);
    let side = |length: u16| std::num::NonZeroU16::new(length).unwrap();
    let mut parser = vt100::Parser::new(side(rows), side(columns), 0);
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        parser.process(&buffer[..count]);
    }
    assert_eq!(child.wait().unwrap().exit_code(), 0);
    parser
}

#[test]
#[cfg(unix)]
fn a_terminal_shows_the_boundaries_side_by_side() {
    let arguments = ["--lr", "0.1,1", "--hidden", "4,8x8", "--steps", "60", "--seeds", "2"];
    let parser = on_terminal(80, &[&arguments[..], &["--color", "256"]].concat());
    let contents = parser.screen().contents();
    let lines: Vec<&str> = contents.lines().collect();
    let find = |text: &str| {
        lines.iter().position(|line| line.contains(text)).unwrap_or_else(|| panic!("no {text} in\n{contents}"))
    };
    assert!(
        lines[2].starts_with("    mlp-tui --lr 0.1 --hidden 4"),
        "in 80 columns a command has its own line:\n{contents}"
    );
    let first = find("lr 0.1 hidden 4   ");
    assert!(
        lines[first].contains("lr 0.1 hidden 8x8") && lines[first].contains("lr 1 hidden 4"),
        "three a line:\n{contents}"
    );
    assert_eq!(lines[first + 1].matches("acc 0.").count(), 3);
    for (row, column) in (0..12).flat_map(|row| (0..24).map(move |column| (row, column))) {
        let cell = parser.screen().cell((first + 2 + row) as u16, column).unwrap();
        let is_colored = |color| matches!(color, vt100::Color::Idx(_));
        assert!(cell.contents() == "▀" && is_colored(cell.fgcolor()) && is_colored(cell.bgcolor()), "{row}, {column}");
    }
    assert!(find("lr 1 hidden 8x8") > first + 12, "the fourth stands below");
    find("class  ▀ 1  ▀ 2  ▀ 3");
    assert!(!contents.contains('█'), "the progress bar is gone");

    let parser = on_terminal(120, &[&arguments[..], &["--color", "never"]].concat());
    let contents = parser.screen().contents();
    assert!(contents.contains("open it") && contents.contains("class  . 1  # 2  o 3"), "{contents}");
    assert!(contents.lines().any(|line| line.contains("..##") || line.contains("##..")), "{contents}");
    assert!(!contents.contains('▀'), "without colours classes are glyphs:\n{contents}");

    let contents = on_terminal(80, &["--dataset", "iris", "--lr", "0.1,1", "--steps", "5"]).screen().contents();
    assert!(!contents.contains("class"), "four features have no plane:\n{contents}");
}
