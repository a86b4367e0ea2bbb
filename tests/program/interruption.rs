//! Signals while the program trains: what there is then is kept, and the parent sees what ended it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::program::{Desk, PROGRAM};

/// Long enough for any machine: a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

fn start(desk: &Desk, line: &str) -> Child {
    desk.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn send(signal: &str, child: &Child) {
    let status = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
    assert!(status.unwrap().success(), "{signal} is sent");
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "waited too long until {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// The signal that ended `child`, and what it said.
fn end(mut child: Child) -> (Option<i32>, String) {
    let mut status = None;
    wait_until("it ends", || {
        status = child.try_wait().unwrap();
        status.is_some()
    });
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (status.and_then(|status| status.signal()), said)
}

fn temporaries(folder: &Path) -> Vec<u64> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let temporary = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(".mlp-tui-");
    entries.filter(temporary).filter_map(|entry| Some(entry.metadata().ok()?.len())).collect()
}

/// The signals of those that this process was not told to ignore, as a shell tells what it starts in the background.
fn heeded<'a>(all: &[(&'a str, i32)]) -> Vec<(&'a str, i32)> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    all.iter().copied().filter(|(_, number)| ignored >> (number - 1) & 1 == 0).collect()
}

const SMALL: &str = "train --dataset blackboard --hidden 2 --threads 1";
const FOR_EVER: u64 = 1 << 60;

fn numbers(file: &Path) -> Vec<u8> {
    let bytes = fs::read(file).unwrap();
    let (header, _) = safetensors::SafeTensors::read_metadata(&bytes).unwrap();
    bytes[8 + header..].to_vec()
}

#[test]
fn the_log_and_the_parameters_of_the_step_that_was_reached_are_kept() {
    for (name, number) in heeded(&[("INT", 2), ("TERM", 15), ("HUP", 1)]) {
        let desk = Desk::new();
        let path = |name: &str| desk.path(name);
        fs::write(path("log.csv"), "before").unwrap();
        let child = start(&desk, &format!("{SMALL} --steps {FOR_EVER} --log log.csv --save p.st"));
        wait_until("the log has rows", || temporaries(desk.folder()).iter().any(|length| *length > 0));
        assert_eq!(fs::read(path("log.csv")).unwrap(), b"before", "replaced as a whole, at the end");
        send(name, &child);
        let (signal, said) = end(child);
        assert_eq!(signal, Some(number), "{name} ended it: {said}");
        assert_eq!(temporaries(desk.folder()).len(), 0, "{name} left temporary files");
        let log = fs::read_to_string(path("log.csv")).unwrap();
        let steps: Vec<u64> =
            log.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect();
        assert!(steps.iter().copied().eq(0..steps.len() as u64), "every step has its row");
        assert!(log.ends_with('\n') && log.lines().all(|line| line.split(',').count() == 7), "every row is whole");
        let last = steps.last().unwrap();
        assert!(said.contains(&format!("Interrupted at step {last}")) && said.contains("log.csv, p.st"), "{said}");
        let again = desk.command(&format!("{SMALL} --steps {last} --save again.st")).output().unwrap();
        assert!(again.status.success());
        assert_eq!(numbers(&path("p.st")), numbers(&path("again.st")), "the parameters are those of step {last}");
    }
}

#[test]
fn without_files_it_ends_as_well() {
    let desk = Desk::new();
    let mut child = start(&desk, &format!("{SMALL} --steps {FOR_EVER} --log -"));
    let mut rows = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(rows.next().unwrap().unwrap().starts_with("step,"));
    send("TERM", &child);
    let rest = rows.map(Result::unwrap).last().unwrap();
    let (signal, said) = end(child);
    assert_eq!(signal, Some(15), "{said}");
    let step = rest.split(',').next().unwrap();
    assert!(said.contains(&format!("Interrupted at step {step}.")), "{said}: the last row is {rest}");
}

#[test]
fn a_reader_that_stopped_reading_keeps_no_signal_waiting() {
    let desk = Desk::new();
    let mut child = start(&desk, &format!("{SMALL} --steps {FOR_EVER} --log - --save p.st"));
    let stdout = child.stdout.take().unwrap();
    let mut rows = BufReader::new(stdout);
    rows.read_line(&mut String::new()).unwrap();
    // By now, or soon, the pipe is full: whichever it is, the end is the same.
    thread::sleep(Duration::from_millis(300));
    send("TERM", &child);
    let (signal, said) = end(child);
    assert_eq!(signal, Some(15), "{said}");
    assert!(desk.path("p.st").exists(), "the parameters are kept: {said}");
    drop(rows);
}

#[test]
fn a_pipe_without_a_reader_keeps_no_signal_waiting() {
    let desk = Desk::new();
    assert!(Command::new("mkfifo").arg(desk.path("fifo")).status().unwrap().success());
    let child = start(&desk, &format!("{SMALL} --steps {FOR_EVER} --log fifo"));
    // The handler of a signal is set before the pipe is opened, and the pipe is opened by another thread.
    wait_until("it waits for a reader", || is_handled(child.id(), 15));
    send("TERM", &child);
    assert_eq!(end(child).0, Some(15));

    let child = start(&desk, &format!("{SMALL} --steps 10 --save fifo"));
    wait_until("it waits for a reader", || is_handled(child.id(), 15));
    send("TERM", &child);
    assert_eq!(end(child).0, Some(15));
}

/// Whether the process has set a handler for the signal; where nobody says, some time has to do.
fn is_handled(process: u32, signal: u32) -> bool {
    let Ok(status) = fs::read_to_string(format!("/proc/{process}/status")) else {
        thread::sleep(Duration::from_secs(1));
        return true;
    };
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    caught.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_that_the_parent_wants_ignored_is_ignored() {
    let desk = Desk::new();
    let mut shell = Command::new("sh");
    let line = format!("trap '' HUP; exec \"$0\" {SMALL} --steps {FOR_EVER} --log log.csv");
    shell.args(["-c", &line, PROGRAM]).current_dir(desk.folder()).env("LC_ALL", "C");
    let mut child = shell.stderr(Stdio::piped()).spawn().unwrap();
    let length = || temporaries(desk.folder()).iter().sum::<u64>();
    wait_until("the log has rows", || length() > 0);
    send("HUP", &child);
    let before = length();
    wait_until("it goes on", || length() > before + (1 << 14));
    assert!(child.try_wait().unwrap().is_none(), "nohup is heeded");
    send("TERM", &child);
    assert_eq!(end(child).0, Some(15));
}
