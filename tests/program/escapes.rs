//! Text from outside reaches no terminal raw: a name, a value or a file's content may hold what a terminal would obey.

use std::collections::HashMap;
use std::sync::Arc;

use crate::common::checked;
use crate::common::lecture::Lecture;
use crate::common::program::{Desk, Outcome, PROGRAM, Words};
use clap::{Arg, CommandFactory};
use mlp_tui::cli::Cli;
use mlp_tui::data::{Options, Scaling, load};
use mlp_tui::files::Disk;
use mlp_tui::session::{Recipe, Session, Settings, Setup};
use mlp_tui::text::{Language, is_unsafe};
use mlp_tui::ui::KeyCode;
use safetensors::tensor::{Dtype, TensorView};

/// A title for the window, red letters in two spellings, a turn of the direction, the end of a line and a mark without
/// width.
const PROBE: &str = "\u{1b}]0;t\u{7}\u{1b}[31mr\u{9b}31m\u{202e}o\u{2028}\u{200b}\u{7f}p";

/// A desk with a file of each kind that has the probe in its name and in its content.
fn desk() -> Desk {
    let desk = Desk::new();
    let line = |row: usize| format!("{row},{},{}{PROBE}\n", row * row % 5, ["x", "y"][row % 2]);
    let rows: String = (0..8).map(line).collect();
    desk.write(&file("csv"), format!("\"a{PROBE}\",\"b{PROBE}\",\"c{PROBE}\"\n{rows}"));
    desk.write(&file("toml"), "[[change]]\nstep = 0\nl1 = 0.5\n");
    desk.succeeds(&["train", "--dataset", &file("csv"), "--steps", "1", "--save", &file("safetensors")]);
    desk
}

/// The name of the file that ends so.
fn file(ending: &str) -> String {
    format!("f{PROBE}.{ending}")
}

/// Runs the program and looks at all that it prints.
fn probe(desk: &Desk, line: &(impl Words + ?Sized)) {
    let Outcome { code, printed, said } = desk.run(line);
    for text in [&printed, &said] {
        let found = text.chars().find(|c| is_unsafe(*c) && *c != '\n');
        assert_eq!(found, None, "{:?} printed {text:?}", line.words());
    }
    assert_ne!(code, Some(101), "{:?}: {printed:?} {said:?}", line.words());
}

/// What a command needs besides the option that is probed.
fn needed(command: &str, option: &str) -> Vec<(&'static str, &'static str)> {
    let all: &[(&str, &str)] = match command {
        "explain" => &[("--phase", "Y"), ("--steps", "1")],
        "predict" => &[("--params", "none.safetensors"), ("--dataset", "iris")],
        "show" | "keys" | "datasets" => &[],
        _ => &[("--steps", "1")],
    };
    all.iter().copied().filter(|(needed, _)| *needed != option).collect()
}

fn each_command(command: &clap::Command, path: &[String], visit: &mut impl FnMut(&clap::Command, &[String])) {
    visit(command, path);
    for sub in command.get_subcommands() {
        each_command(sub, &[path, &[sub.get_name().to_owned()]].concat(), visit);
    }
}

#[test]
fn no_value_of_any_option_of_any_command_is_printed_raw() {
    let desk = desk();
    let files = ["csv", "toml", "safetensors", "new"].map(file);
    let values = [PROBE.to_owned(), format!("no{PROBE}/such.csv"), format!("he:1{PROBE},2")].into_iter().chain(files);
    let values: Vec<String> = values.collect();
    let mut count = 0;
    each_command(&Cli::command(), &[], &mut |command, path| {
        for option in command.get_arguments().filter(|option| option.get_action().takes_values()) {
            let long = option.get_long().map(|long| format!("--{long}"));
            let needed = needed(path.last().map_or("", |name| name), long.as_deref().unwrap_or_default());
            for value in &values {
                let mut words = path.to_vec();
                words.extend(needed.iter().flat_map(|(option, value)| [option, value].map(|word| (*word).to_owned())));
                words.push(long.as_ref().map_or_else(String::new, |long| format!("{long}=")) + value);
                probe(&desk, &words[..]);
                count += 1;
            }
        }
        for wrong in [format!("--no{PROBE}"), format!("no{PROBE}"), format!("--steps=1{PROBE}"), format!("-{PROBE}")] {
            probe(&desk, &[path, &[wrong]].concat()[..]);
        }
    });
    assert!(count > 700, "the test found only {count} options and values: can it still read them?");
    let takes_file = |option: &Arg| option.get_value_names().is_some_and(|names| names[0].contains("FILE"));
    assert!(Cli::command().get_arguments().any(takes_file));
}

#[test]
fn what_files_hold_is_not_printed_raw() {
    let desk = desk();
    for (name, content) in [
        ("ragged.csv", format!("a{PROBE},b\n1,x\n1\n")),
        ("number.csv", format!("a{PROBE},b\n1{PROBE},x\n")),
        ("infinite.csv", format!("a{PROBE},b\ninf,x{PROBE}\n")),
        ("one.csv", format!("a{PROBE},b\n1,x{PROBE}\n")),
        ("twice.csv", format!("a{PROBE},a{PROBE}\n1,x\n")),
        ("quote.csv", format!("a,b\n1,\"{PROBE}\n")),
        (&file("csv"), desk.text(&file("csv"))),
    ] {
        let data = desk.write(name, content);
        for command in
            ["train --steps 1 --dataset", "gradcheck --dataset", "explain --phase Y --dataset", "datasets show"]
        {
            probe(&desk, &command.split(' ').chain([data]).collect::<Vec<_>>()[..]);
        }
        probe(&desk, &["train", "--label", &format!("z{PROBE}"), "--dataset", data]);
        probe(&desk, &["predict", "--params", &file("safetensors"), "--dataset", data]);
    }
    for toml in [
        format!("[[change]]\nstep = 1\n\"{}\" = 1\n", PROBE.escape_unicode().to_string().replace(['{', '}'], "")),
        format!("[[change]]\nstep = 1\noptimizer = '''{PROBE}'''\n"),
        PROBE.to_owned(),
        format!("[[change]]\nstep = 1\n# {PROBE}\nparameter = \"\\u001b[31m\\u202e\"\nvalue = 1.0\n"),
    ] {
        let changes = format!("c{PROBE}.toml");
        probe(&desk, &["train", "--steps", "1", "--changes", desk.write(&changes, toml)]);
    }
    let numbers = [0; 48];
    let tensor = |shape: &[usize]| {
        TensorView::new(Dtype::F64, shape.to_vec(), &numbers[..8 * shape.iter().product::<usize>()]).unwrap()
    };
    let quoted = format!("\"{}\"", PROBE.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007"));
    for (tensors, metadata) in [
        (vec![("W1".to_owned(), tensor(&[2, 2])), ("b1".to_owned(), tensor(&[2]))], ("activation", PROBE.to_owned())),
        (
            vec![("W1".to_owned(), tensor(&[2, 2])), ("b1".to_owned(), tensor(&[2]))],
            ("classes", format!("[{quoted},{quoted}]")),
        ),
        (
            vec![("W1".to_owned(), tensor(&[2, 2])), ("b1".to_owned(), tensor(&[2]))],
            ("features", format!("[{quoted},\"b\"]")),
        ),
        (vec![("W1".to_owned(), tensor(&[2, 2])), ("b1".to_owned(), tensor(&[2]))], ("scaler", PROBE.to_owned())),
        (vec![(format!("W{PROBE}"), tensor(&[2, 2]))], ("activation", "relu".to_owned())),
    ] {
        let metadata = HashMap::from([(metadata.0.to_owned(), metadata.1)]);
        let name = format!("p{PROBE}.safetensors");
        let network = desk.write(&name, safetensors::serialize(tensors, Some(metadata)).unwrap());
        for data in ["spiral", &file("csv")] {
            probe(&desk, &["predict", "--params", network, "--dataset", data]);
        }
        probe(&desk, &["train", "--hidden", "none", "--init", network]);
    }
    // What the tests of processors are told.
    let output = desk.command("train").env("MLP_TUI_SIMD", PROBE).output().unwrap();
    assert!(!String::from_utf8(output.stderr).unwrap().contains(|c| is_unsafe(c) && c != '\n'));
}

#[test]
#[cfg(unix)]
fn a_terminal_gets_the_programs_own_escapes_alone() {
    use std::io::Read;
    let desk = desk();
    let csv = file("csv");
    for words in [
        &["train", "--steps", "300", "--dataset", &csv][..],
        &["sweep", "--lr=0.1,1", "--steps=9", "--dataset", &csv],
        &["sweep", "--csv=-", "--steps=9", "--dataset", &csv],
        &["datasets", "show", &csv],
        &["train", "--save", &csv, "--log", &csv],
        &["train", "--lr", PROBE],
        &["train", PROBE],
    ] {
        let size = portable_pty::PtySize { rows: 40, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = portable_pty::native_pty_system().openpty(size).unwrap();
        let mut command = portable_pty::CommandBuilder::new(PROGRAM);
        command.args(words);
        command.cwd(desk.folder());
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C");
        let mut child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        drop(pair.slave);
        let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            bytes.extend_from_slice(&buffer[..count]);
        }
        child.wait().unwrap();
        let printed = String::from_utf8_lossy(&bytes);
        for part in ["\u{1b}]", "\u{1b}[31mr", "\u{9b}", "\u{202e}", "\u{2028}", "\u{200b}", "\u{7f}"] {
            assert!(!printed.contains(part), "{words:?} printed {part:?} in {printed:?}");
        }
    }
}

#[test]
fn no_frame_of_the_screen_holds_what_a_terminal_would_obey() {
    let mut dataset = load("moons", &Options::default(), 0, &Disk).unwrap();
    // As if whoever reads files had let it through.
    dataset.name = format!("n{PROBE}");
    dataset.class_names.iter_mut().for_each(|name| name.push_str(PROBE));
    dataset.feature_names.iter_mut().for_each(|name| name.push_str(PROBE));
    let problem = Arc::new(dataset.prepare(Scaling::None, 0.2, 0).unwrap());
    let settings = Settings { hidden_units: vec![4], ..Settings::default() };
    let recipe = Recipe::new(&format!("n{PROBE}.csv"), settings.clone());
    let session = Session::of(Setup::of_recipe(Arc::new(recipe), problem, checked(settings)));
    let mut lecture = Lecture::new(session, Language::English);
    lecture.press(KeyCode::Right);
    let mut frames = 0;
    for screen in ['1', '2', '3', '4', '5', '6'] {
        lecture.press(KeyCode::Char(screen));
        // Every key that is a letter, a digit or a mark may open something.
        for key in ('!'..='~').filter(|key| !"qS".contains(*key)) {
            lecture.press(KeyCode::Char(key));
            for size in [(80, 24), (140, 45)] {
                for cell in lecture.at(size).buffer.content() {
                    assert!(!cell.symbol().contains(is_unsafe), "{screen} {key}: {:?}", cell.symbol());
                }
                frames += 1;
            }
            lecture.press(KeyCode::Esc);
        }
    }
    assert!(frames > 1000);
}
