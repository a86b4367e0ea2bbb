//! Text from outside reaches no terminal raw: a name, a value or a file's content may hold what a terminal would obey.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use crate::common::checked;
use crate::common::lecture::Lecture;
use clap::{Arg, CommandFactory};
use mlp_tui::app::KeyCode;
use mlp_tui::cli::Cli;
use mlp_tui::data::{Options, Scaling, load};
use mlp_tui::session::{Recipe, Session, Settings};
use mlp_tui::text::{Language, is_unsafe};
use mlp_tui::view::ColorDepth;
use safetensors::tensor::{Dtype, TensorView};

/// A title for the window, red letters in two spellings, a turn of the direction, the end of a line and a mark without
/// width.
const PROBE: &str = "\u{1b}]0;t\u{7}\u{1b}[31mr\u{9b}31m\u{202e}o\u{2028}\u{200b}\u{7f}p";

/// A folder with a file of each kind that has the probe in its name and in its content.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let rows = |labels: [&str; 2]| {
            let lines: Vec<String> =
                (0..8).map(|row| format!("{row},{},{}\n", row * row % 5, labels[row % 2])).collect();
            lines.concat()
        };
        let probed = [format!("x{PROBE}"), format!("y{PROBE}")];
        let csv = format!("\"a{PROBE}\",\"b{PROBE}\",\"c{PROBE}\"\n{}", rows([&probed[0], &probed[1]]));
        std::fs::write(desk.path("csv"), csv).unwrap();
        std::fs::write(desk.path("toml"), "[[change]]\nstep = 0\nl1 = 0.5\n").unwrap();
        desk.train(&["--steps", "1", "--save"], "safetensors");
        desk
    }

    /// The file that ends so.
    fn path(&self, ending: &str) -> PathBuf {
        self.0.path().join(format!("f{PROBE}.{ending}"))
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn train(&self, options: &[&str], ending: &str) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mlp-tui"));
        command.args(["train", "--dataset"]).arg(self.path("csv")).args(options).arg(self.path(ending));
        assert!(command.output().unwrap().status.success());
    }

    /// Runs the program and looks at all that it prints.
    fn probe<S: AsRef<OsStr> + std::fmt::Debug>(&self, arguments: &[S]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mlp-tui"));
        command.args(arguments).current_dir(self.0.path()).env("LC_ALL", "C");
        let output = command.output().unwrap();
        let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text is printed"));
        for text in &printed {
            let found = text.chars().find(|c| is_unsafe(*c) && *c != '\n');
            assert_eq!(found, None, "{arguments:?} printed {text:?}");
        }
        assert_ne!(output.status.code(), Some(101), "{arguments:?}: {printed:?}");
        printed.concat()
    }
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
    let desk = Desk::new();
    let values: Vec<OsString> = vec![
        PROBE.into(),
        format!("no{PROBE}/such.csv").into(),
        format!("he:1{PROBE},2").into(),
        desk.path("csv").into(),
        desk.path("toml").into(),
        desk.path("safetensors").into(),
        desk.path("new").into(),
    ];
    let mut count = 0;
    each_command(&Cli::command(), &[], &mut |command, path| {
        for option in command.get_arguments().filter(|option| option.get_action().takes_values()) {
            let long = option.get_long().map(|long| format!("--{long}"));
            let needed = needed(path.last().map_or("", |name| name), long.as_deref().unwrap_or_default());
            for value in &values {
                let mut words: Vec<OsString> = path.iter().map(Into::into).collect();
                words.extend(needed.iter().flat_map(|(option, value)| [(*option).into(), (*value).into()]));
                words.push(long.as_ref().map_or_else(OsString::new, |long| format!("{long}=").into()));
                words.last_mut().unwrap().push(value);
                desk.probe(&words);
                count += 1;
            }
        }
        for wrong in [format!("--no{PROBE}"), format!("no{PROBE}"), format!("--steps=1{PROBE}"), format!("-{PROBE}")] {
            desk.probe(&[path, &[wrong]].concat());
        }
    });
    assert!(count > 700, "the test found only {count} options and values: can it still read them?");
    let takes_file = |option: &Arg| option.get_value_names().is_some_and(|names| names[0].contains("FILE"));
    assert!(Cli::command().get_arguments().any(takes_file));
}

#[test]
fn what_files_hold_is_not_printed_raw() {
    let desk = Desk::new();
    let word = |path: PathBuf| path.into_os_string();
    let csv = |name: &str, content: &str| word(desk.write(name, content));
    for data in [
        csv("ragged.csv", &format!("a{PROBE},b\n1,x\n1\n")),
        csv("number.csv", &format!("a{PROBE},b\n1{PROBE},x\n")),
        csv("infinite.csv", &format!("a{PROBE},b\ninf,x{PROBE}\n")),
        csv("one.csv", &format!("a{PROBE},b\n1,x{PROBE}\n")),
        csv("twice.csv", &format!("a{PROBE},a{PROBE}\n1,x\n")),
        csv("quote.csv", &format!("a,b\n1,\"{PROBE}\n")),
        word(desk.path("csv")),
    ] {
        for command in ["train --steps 1", "gradcheck", "explain --phase Y", "datasets show"] {
            let option = if command == "datasets show" { None } else { Some("--dataset".into()) };
            let words = command.split(' ').map(OsString::from).chain(option).chain([data.clone()]);
            desk.probe(&words.collect::<Vec<_>>());
        }
        desk.probe(&["train".into(), "--label".into(), format!("z{PROBE}").into(), "--dataset".into(), data.clone()]);
        desk.probe(&["predict".into(), "--params".into(), word(desk.path("safetensors")), "--dataset".into(), data]);
    }
    for toml in [
        format!("[[change]]\nstep = 1\n\"{}\" = 1\n", PROBE.escape_unicode().to_string().replace(['{', '}'], "")),
        format!("[[change]]\nstep = 1\noptimizer = '''{PROBE}'''\n"),
        PROBE.to_owned(),
        format!("[[change]]\nstep = 1\n# {PROBE}\nparameter = \"\\u001b[31m\\u202e\"\nvalue = 1.0\n"),
    ] {
        let file = word(desk.write(&format!("c{PROBE}.toml"), &toml));
        desk.probe(&["train".into(), "--steps".into(), "1".into(), "--changes".into(), file]);
    }
    let numbers = [0; 48];
    let tensor = |shape: &[usize]| {
        TensorView::new(Dtype::F64, shape.to_vec(), &numbers[..8 * shape.iter().product::<usize>()]).unwrap()
    };
    let probe = format!("\"{}\"", PROBE.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007"));
    for (tensors, metadata) in [
        (vec![("W1".to_owned(), tensor(&[2, 2])), ("b1".to_owned(), tensor(&[2]))], ("activation", PROBE.to_owned())),
        (
            vec![("W1".to_owned(), tensor(&[2, 2])), ("b1".to_owned(), tensor(&[2]))],
            ("classes", format!("[{probe},{probe}]")),
        ),
        (
            vec![("W1".to_owned(), tensor(&[2, 2])), ("b1".to_owned(), tensor(&[2]))],
            ("features", format!("[{probe},\"b\"]")),
        ),
        (vec![("W1".to_owned(), tensor(&[2, 2])), ("b1".to_owned(), tensor(&[2]))], ("scaler", PROBE.to_owned())),
        (vec![(format!("W{PROBE}"), tensor(&[2, 2]))], ("activation", "relu".to_owned())),
    ] {
        let metadata = HashMap::from([(metadata.0.to_owned(), metadata.1)]);
        let file = desk.0.path().join(format!("p{PROBE}.safetensors"));
        std::fs::write(&file, safetensors::serialize(tensors, Some(metadata)).unwrap()).unwrap();
        for data in [OsString::from("spiral"), word(desk.path("csv"))] {
            desk.probe(&["predict".into(), "--params".into(), word(file.clone()), "--dataset".into(), data]);
        }
        desk.probe(&["train".into(), "--hidden".into(), "none".into(), "--init".into(), word(file)]);
    }
    // What the tests of processors are told.
    let mut command = Command::new(env!("CARGO_BIN_EXE_mlp-tui"));
    let output = command.arg("train").env("MLP_TUI_SIMD", PROBE).output().unwrap();
    assert!(!String::from_utf8(output.stderr).unwrap().contains(|c| is_unsafe(c) && c != '\n'));
}

#[test]
#[cfg(unix)]
fn a_terminal_gets_the_programs_own_escapes_alone() {
    use std::io::Read;
    let desk = Desk::new();
    let csv = desk.path("csv");
    for words in [
        vec![OsStr::new("train"), OsStr::new("--steps"), OsStr::new("300"), OsStr::new("--dataset"), csv.as_os_str()],
        vec![
            OsStr::new("sweep"),
            OsStr::new("--lr=0.1,1"),
            OsStr::new("--steps=9"),
            OsStr::new("--dataset"),
            csv.as_os_str(),
        ],
        vec![
            OsStr::new("sweep"),
            OsStr::new("--csv=-"),
            OsStr::new("--steps=9"),
            OsStr::new("--dataset"),
            csv.as_os_str(),
        ],
        vec![OsStr::new("datasets"), OsStr::new("show"), csv.as_os_str()],
        vec![OsStr::new("train"), OsStr::new("--save"), csv.as_os_str(), OsStr::new("--log"), csv.as_os_str()],
        vec![OsStr::new("train"), OsStr::new("--lr"), OsStr::new(PROBE)],
        vec![OsStr::new("train"), OsStr::new(PROBE)],
    ] {
        let size = portable_pty::PtySize { rows: 40, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = portable_pty::native_pty_system().openpty(size).unwrap();
        let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_mlp-tui"));
        command.args(&words);
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
    let mut dataset = load("moons", &Options::default(), 0).unwrap();
    // As if whoever reads files had let it through.
    dataset.name = format!("n{PROBE}");
    dataset.class_names.iter_mut().for_each(|name| name.push_str(PROBE));
    dataset.feature_names.iter_mut().for_each(|name| name.push_str(PROBE));
    let problem = Arc::new(dataset.prepare(Scaling::None, 0.2, 0).unwrap());
    let settings = Settings { hidden_units: vec![4], ..Settings::default() };
    let recipe = Recipe::new(&format!("n{PROBE}.csv"), settings.clone());
    let session = Session::new(problem, checked(settings)).made_of(recipe);
    let mut lecture = Lecture::new(session, Language::English);
    lecture.press(KeyCode::Right);
    let mut frames = 0;
    for screen in ['1', '2', '3', '4', '5', '6'] {
        lecture.press(KeyCode::Char(screen));
        // Every key that is a letter, a digit or a mark may open something.
        for key in ('!'..='~').filter(|key| !"qS".contains(*key)) {
            lecture.press(KeyCode::Char(key));
            for size in [(80, 24), (140, 45)] {
                let buffer = lecture.frame(ColorDepth::True, size);
                for cell in buffer.content() {
                    assert!(!cell.symbol().contains(is_unsafe), "{screen} {key}: {:?}", cell.symbol());
                }
                frames += 1;
            }
            lecture.press(KeyCode::Esc);
        }
    }
    assert!(frames > 1000);
}
