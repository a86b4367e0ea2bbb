//! A run is saved, nothing else is touched, and the terminal ends with the command that brings the run back.

use std::path::Path;
use std::process::Command;

use mlp_tui::files::{self, Limit};
use mlp_tui::store::{hash, parse_parameters};

use super::pty::Terminal;

/// What the program said at its end.
fn command(terminal: &Terminal) -> String {
    let last = |terminal: &Terminal| {
        let all = String::from_utf8_lossy(&terminal.bytes.lock().unwrap()).into_owned();
        let (_, after) = all.rsplit_once("This run again: ")?;
        after.split_once('\n').map(|(command, _)| command.trim_end().to_owned())
    };
    terminal.wait("the command stands at the end", |terminal| last(terminal).is_some());
    last(terminal).unwrap()
}

/// The hash that `mlp-tui train` prints for the run that a shell makes of `command`.
fn trained_hash(folder: &Path, command: &str) -> String {
    let train = command.replacen("mlp-tui", "\"$MLP_TUI\" train", 1);
    let mut shell = Command::new("sh");
    shell.args(["-c", &train]).env("MLP_TUI", env!("CARGO_BIN_EXE_mlp-tui")).env("LC_ALL", "C").current_dir(folder);
    let output = shell.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{train}: {said}");
    said.split_whitespace().last().unwrap().to_owned()
}

#[test]
fn a_run_is_saved_and_the_command_brings_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let rows = (0..12).map(|i| format!("{},{},{}\n", i % 5, (i * i) % 7, ["a", "b"][i % 2]));
    let data = rows.collect::<Vec<_>>().concat();
    std::fs::write(folder.path().join("my data's ñ.csv"), format!("p,q,kind\n{data}")).unwrap();
    let arguments = ["--dataset", "my data's ñ.csv", "--hidden", "4", "--seed", "7", "--paused"];
    let mut terminal = Terminal::start_in(Some(folder.path()), &arguments, &[]);
    terminal.sees("paused");
    terminal.press("g30\r");
    terminal.sees("step 30 ");
    terminal.press("[\tW-0.25\r");
    terminal.sees("−0.25");
    terminal.press("}S");
    terminal.sees("my-data-s-ñ-step-40");
    terminal.press("\r");
    terminal.sees("Saved: ");
    terminal.press("q");
    assert!(terminal.exit().success(), "what is saved is not asked about");
    terminal.assert_given_back();
    let again = command(&terminal);
    assert_eq!(again, "mlp-tui --changes my-data-s-ñ-step-40.toml");
    let bytes = files::read(&folder.path().join("my-data-s-ñ-step-40.safetensors")).unwrap();
    let parameters = parse_parameters("f", &bytes, Limit::of_memory().0, &[2, 4, 2]).unwrap();
    assert_eq!(trained_hash(folder.path(), &again), hash(&parameters));

    let mut reopened = Terminal::start_in(Some(folder.path()), &["--changes", "my-data-s-ñ-step-40.toml"], &[]);
    reopened.sees("step 40 ");
    reopened.sees("‖ paused");
    reopened.sees("ε 0.5");
    reopened.press("q");
    assert!(reopened.exit().success(), "nothing new is nothing to lose");
    assert_eq!(command(&reopened), again);
}

#[test]
fn without_saving_the_command_makes_the_same_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start_in(Some(folder.path()), &["--preset", "blackboard", "--paused"], &[]);
    terminal.sees("paused");
    terminal.press("}");
    terminal.sees("step 10 ");
    terminal.press("\x03");
    assert!(terminal.exit().success());
    assert_eq!(command(&terminal), "mlp-tui --preset blackboard --steps 10");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nobody asked for a file");
}

#[test]
fn leaving_asks_and_a_foreign_file_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let content = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    for name in ["changes.toml", "spiral-step-0.toml", "notes.toml"] {
        std::fs::write(path(name), "foreign").unwrap();
    }
    std::os::unix::fs::symlink(path("nowhere"), path("spiral-step-0-2.safetensors")).unwrap();
    let mut terminal = Terminal::start_in(Some(folder.path()), &["--paused"], &[]);
    terminal.sees("paused");
    terminal.press("]");
    terminal.sees("ε 2");
    terminal.press("q");
    terminal.sees("Not saved: changes 1");
    terminal.press("S");
    terminal.sees("spiral-step-0-3");
    terminal.press(&"\x7f".repeat("spiral-step-0-3".len()));
    terminal.press("notes\r");
    terminal.sees("notes.toml is there already");
    assert_eq!(content("notes.toml"), "foreign");
    terminal.press("\x7f\x7f\x7f\x7f\x7fno folder/x\r");
    terminal.sees("cannot be written");
    terminal.press("\x1b");
    terminal.wait("the prompt is closed", |terminal| !terminal.contents().contains("Save this run as"));
    terminal.press("q");
    terminal.sees("Not saved: changes 1");
    terminal.press("q");
    assert!(terminal.exit().success());
    assert_eq!(command(&terminal), "mlp-tui --steps 0");
    for name in ["changes.toml", "spiral-step-0.toml", "notes.toml"] {
        assert_eq!(content(name), "foreign", "{name} is somebody else's");
    }
    assert!(!path("nowhere").exists() && !path("notes.safetensors").exists());
}
