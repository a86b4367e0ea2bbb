//! The policy for files, held against the program itself: nothing is lost, and nothing is left behind.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::thread;

use crate::common::program::{Desk, Outcome, PROGRAM};
use mlp_tui::error::Error;
use mlp_tui::files::{Limit, read_within};

/// What the program does with `line` in a shell that says `before` first.
fn shell(desk: &Desk, before: &str, line: &str) -> Outcome {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{before}; exec \"$0\" {line}"), PROGRAM]);
    Outcome::of(command.current_dir(desk.folder()).env("LC_ALL", "C").output().unwrap())
}

/// What the program says to `line`, which it refuses before it does anything.
fn refusal(desk: &Desk, line: &str) -> String {
    let Outcome { code, said, .. } = desk.run(line);
    assert!(matches!(code, Some(1 | 2)), "{line} was not refused: {said}");
    assert!(!said.contains("steps/s"), "{line} was refused after training: {said}");
    said
}

fn assert_clean(desk: &Desk) {
    let names = fs::read_dir(desk.folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = names.filter(|name| name.to_string_lossy().contains(".mlp-tui-")).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

/// Every way to write a file: `FILE` stands for it.
const WRITERS: [&str; 4] = [
    "train --steps 2 --save FILE",
    "train --steps 2 --log FILE",
    "sweep --steps 2 --lr 0.1,1 --csv FILE",
    "sweep --steps 2 --lr 0.1,1 --runs FILE",
];

/// `bytes`; of parameters the numbers alone, as what stands before them has no order.
fn essence(bytes: Vec<u8>) -> Vec<u8> {
    let numbers = safetensors::SafeTensors::read_metadata(&bytes).map(|(header, _)| bytes[8 + header..].to_vec());
    numbers.unwrap_or(bytes)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn a_new_file_has_the_mode_that_the_umask_leaves_and_a_replaced_one_keeps_its_own() {
    for line in WRITERS {
        let desk = Desk::new();
        for (umask, expected) in [("022", 0o644), ("027", 0o640), ("000", 0o666)] {
            let outcome = shell(&desk, &format!("umask {umask}"), &line.replace("FILE", umask));
            assert_eq!(outcome.code, Some(0), "{line}");
            assert_eq!(mode(&desk.path(umask)), expected, "{line} with umask {umask}");
        }
        let old = desk.path(desk.write("old", "before"));
        fs::set_permissions(&old, fs::Permissions::from_mode(0o604)).unwrap();
        let inode = fs::metadata(&old).unwrap().ino();
        desk.succeeds(&line.replace("FILE", "old"));
        let now = fs::metadata(&old).unwrap();
        assert_eq!(mode(&old), 0o604, "{line}");
        assert_ne!(fs::read(&old).unwrap(), b"before", "{line}");
        assert_ne!(now.ino(), inode, "{line}: replaced as a whole, not written into");
        assert_clean(&desk);
    }
}

#[test]
fn a_symbolic_link_stays_and_what_it_points_to_is_written() {
    for line in WRITERS {
        let desk = Desk::new();
        fs::create_dir(desk.path("folder")).unwrap();
        desk.write("folder/old", "before");
        for (link, target) in
            [("to-old", "folder/old"), ("to-new", "folder/new"), ("to-link", "to-chain"), ("to-chain", "folder/end")]
        {
            symlink(target, desk.path(link)).unwrap();
        }
        for (link, target) in [("to-old", "folder/old"), ("to-new", "folder/new"), ("to-link", "folder/end")] {
            desk.succeeds(&line.replace("FILE", link));
            assert!(fs::symlink_metadata(desk.path(link)).unwrap().is_symlink(), "{line}: {link} was replaced");
            assert!(desk.read(target).len() > 10, "{line}: {target} was not written");
        }
        assert_clean(&desk);
    }
}

#[test]
fn a_fifo_a_socket_and_standard_output_are_written_to_and_never_replaced() {
    for line in WRITERS {
        let desk = Desk::new();
        desk.succeeds(&line.replace("FILE", "file"));
        let expected = essence(desk.read("file"));
        let fifo = desk.path("fifo");
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let reader = thread::spawn({
            let fifo = fifo.clone();
            move || fs::read(fifo).unwrap()
        });
        desk.succeeds(&line.replace("FILE", "fifo"));
        assert!(fs::symlink_metadata(&fifo).unwrap().file_type().is_fifo(), "{line} replaced a FIFO");
        assert_eq!(essence(reader.join().unwrap()), expected, "{line}");

        let socket = desk.path("socket");
        let listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let reader = thread::spawn(move || {
            let mut bytes = Vec::new();
            listener.accept().unwrap().0.read_to_end(&mut bytes).unwrap();
            bytes
        });
        desk.succeeds(&line.replace("FILE", "socket"));
        assert!(fs::symlink_metadata(&socket).unwrap().file_type().is_socket(), "{line} replaced a socket");
        assert_eq!(essence(reader.join().unwrap()), expected, "{line}");

        let output = desk.command(&line.replace("FILE", "/dev/stdout")).output().unwrap();
        assert_eq!(essence(output.stdout), expected, "{line}: a pipe by its name");
        let outcome = shell(&desk, "exec > by-name", &line.replace("FILE", "by-name"));
        assert_eq!(outcome.code, Some(0), "{line}");
        assert_eq!(essence(desk.read("by-name")), expected, "{line}: the file behind standard output");
        assert_clean(&desk);
    }
}

#[test]
fn a_file_with_other_names_is_refused_before_training() {
    for line in WRITERS {
        let desk = Desk::new();
        let old = desk.path(desk.write("old", "before"));
        fs::hard_link(&old, desk.path("other")).unwrap();
        let message = refusal(&desk, &line.replace("FILE", "old"));
        assert!(message.contains("2 names"), "{line}: {message}");
        assert_eq!(desk.read("other"), b"before");
    }
}

#[test]
fn what_cannot_be_written_is_refused_before_training() {
    for line in WRITERS {
        let desk = Desk::new();
        fs::create_dir(desk.path("folder")).unwrap();
        for (file, expected) in [("folder", "directory"), ("no/such", "No such"), ("new/", "No such")] {
            let message = refusal(&desk, &line.replace("FILE", file));
            assert!(message.contains(expected) && message.contains(file), "{line}: {message}");
        }
        let old = desk.path(desk.write("old", "before"));
        fs::set_permissions(&old, fs::Permissions::from_mode(0o444)).unwrap();
        // Root may write to any file.
        if fs::OpenOptions::new().write(true).open(&old).is_err() {
            refusal(&desk, &line.replace("FILE", "old"));
            assert_eq!(fs::read(&old).unwrap(), b"before", "{line}");
        }
        assert_clean(&desk);
    }
}

#[test]
fn an_input_is_never_an_output_and_no_two_outputs_are_one() {
    let desk = Desk::new();
    let data = "a,b\n1,x\n2,y\n3,x\n4,y\n";
    let data_file = desk.path(desk.write("data.csv", data));
    symlink("data.csv", desk.path("link.csv")).unwrap();
    desk.write("changes.toml", "[[change]]\nstep = 1\nl1 = 0.5\n");
    desk.succeeds("train --dataset data.csv --steps 1 --save init.st");
    let before = ["data.csv", "changes.toml", "init.st"].map(|file| desk.read(file));
    for (input, file) in [("--dataset", "data.csv"), ("--changes", "changes.toml"), ("--init", "init.st")] {
        let inputs = "--dataset data.csv --changes changes.toml --init init.st --steps 2";
        for line in ["train --log", "train --save", "sweep --csv", "sweep --runs"] {
            for same in [file.to_owned(), format!("./{file}"), desk.path(file).display().to_string()] {
                let message = refusal(&desk, &format!("{line} {same} {inputs}"));
                assert!(message.contains(input), "{line} {same}: {message}");
            }
        }
    }
    assert!(refusal(&desk, "train --steps 2 --dataset link.csv --save data.csv").contains("--dataset"));
    assert!(refusal(&desk, "train --steps 2 --dataset data.csv --save link.csv").contains("--dataset"));
    assert!(refusal(&desk, "sweep --steps 2 --dataset spiral,data.csv --csv link.csv").contains("--dataset"));
    for line in ["train --log new --save ./new", "sweep --csv new --runs ./new", "train --log link.csv --save data.csv"]
    {
        refusal(&desk, line);
    }
    assert!(!desk.path("new").exists());
    assert_eq!(["data.csv", "changes.toml", "init.st"].map(|file| desk.read(file)), before);
    assert_eq!(fs::read_to_string(data_file).unwrap(), data);
    // A built-in data set is no file.
    desk.succeeds("train --dataset spiral --steps 1 --save spiral");
}

#[test]
fn where_the_disk_is_full_the_old_file_stays_and_the_rest_is_kept() {
    let desk = Desk::new();
    let old = desk.path(desk.write("log.csv", "before"));
    // More than a block of the log, less than that of a small network's parameters.
    let line = "train --dataset blackboard --hidden 2 --steps 2000 --log log.csv --save p.st";
    let outcome = shell(&desk, "trap '' XFSZ; ulimit -f 16", line);
    let message = outcome.said;
    assert_eq!(outcome.code, Some(1), "{message}");
    assert!(message.contains("log.csv"), "{message}");
    assert_eq!(fs::read(&old).unwrap(), b"before");
    assert!(desk.path("p.st").exists(), "what can be kept is kept");
    let old = desk.path(desk.write("p.st", "before"));
    let outcome = shell(&desk, "trap '' XFSZ; ulimit -f 0", "train --steps 2 --save p.st");
    assert_eq!(outcome.code, Some(1));
    assert_eq!(fs::read(&old).unwrap(), b"before");
    assert_clean(&desk);
}

#[test]
fn a_run_that_breaks_leaves_its_log_and_the_older_parameters() {
    let desk = Desk::new();
    let old = desk.path(desk.write("p.st", "before"));
    let outcome = desk.run("train --lr 1e200 --log log.csv --save p.st");
    assert_eq!(outcome.code, Some(1));
    assert_eq!(fs::read(&old).unwrap(), b"before");
    assert!(desk.text("log.csv").lines().count() >= 2);
    assert_clean(&desk);
}

#[test]
fn a_reader_that_leaves_early_costs_nobody_the_parameters() {
    let desk = Desk::new();
    let outcome = shell(&desk, ":", "train --steps 3000 --dataset blackboard --log - --save p.st | head -1");
    assert_eq!(outcome.printed.lines().count(), 1);
    desk.succeeds("train --steps 3000 --dataset blackboard --save expected.st");
    let [kept, expected] = ["p.st", "expected.st"].map(|file| essence(desk.read(file)));
    assert_eq!(kept, expected);
}

#[test]
fn whatever_is_printed_to_a_full_disk_is_an_error() {
    let desk = Desk::new();
    desk.succeeds("train --steps 1 --save p.st");
    for line in [
        "--help",
        "--version",
        "train --help",
        "keys",
        "datasets",
        "datasets show iris",
        "explain --phase Z",
        "explain --list",
        "gradcheck",
        "predict --params p.st --dataset spiral",
        "train --steps 2 --log -",
        "train --steps 2 --save -",
        "sweep --steps 2 --lr 0.1,1",
        "sweep --steps 2 --lr 0.1,1 --csv -",
        "sweep --steps 2 --lr 0.1,1 --runs -",
    ] {
        let outcome = shell(&desk, "trap '' XFSZ; ulimit -f 0; exec > full", line);
        let message = outcome.said;
        assert_eq!(outcome.code, Some(1), "{line}: {message}");
        assert!(message.contains("cannot be written"), "{line}: {message}");
        // A closed pipe is none: its reader has seen enough.
        let outcome = shell(&desk, ":", &format!("{line} | true; exit 0"));
        let message = outcome.said;
        assert!(!message.contains("cannot be written") && !message.contains("panicked"), "{line}: {message}");
    }
}

#[test]
fn a_file_without_end_is_refused_while_it_is_read() {
    let desk = Desk::new();
    // A terabyte of NULs that takes no place on the disk.
    fs::File::create(desk.path("zeros")).unwrap().set_len(1 << 40).unwrap();
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/datasets/iris.csv"), desk.path("iris.csv")).unwrap();
    for (line, expected) in [
        ("train --steps 1 --dataset ./zeros", "NUL"),
        ("datasets show ./zeros", "NUL"),
        ("train --steps 1 --init ./zeros", "too large"),
        ("train --steps 1 --changes ./zeros", "too large"),
        ("predict --params ./zeros --dataset iris", "too large"),
    ] {
        let message = refusal(&desk, line);
        assert!(message.contains(expected) && message.contains("zeros"), "{line}: {message}");
    }
}

#[test]
fn a_pipe_without_end_is_given_up() {
    let desk = Desk::new();
    let pipe = desk.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = thread::spawn({
        let pipe = pipe.clone();
        move || {
            let mut pipe = fs::OpenOptions::new().write(true).open(pipe).unwrap();
            while pipe.write_all(&[b'a'; 1 << 12]).is_ok() {}
        }
    });
    assert!(matches!(read_within(&pipe, Limit(1 << 20)), Err(Error::FileTooLarge { .. })));
    writer.join().unwrap();
}
