//! The program itself, in a folder of the test's own.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program that was built.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_mlp-tui");

/// Words of a command line: written as one, or apart where some have spaces.
pub trait Words {
    /// The words.
    fn words(&self) -> Vec<OsString>;
}

impl Words for str {
    fn words(&self) -> Vec<OsString> {
        self.split_whitespace().map(OsString::from).collect()
    }
}

impl Words for String {
    fn words(&self) -> Vec<OsString> {
        str::words(self)
    }
}

impl<W: AsRef<OsStr>> Words for [W] {
    fn words(&self) -> Vec<OsString> {
        self.iter().map(|word| word.as_ref().to_owned()).collect()
    }
}

impl<W: AsRef<OsStr>, const N: usize> Words for [W; N] {
    fn words(&self) -> Vec<OsString> {
        self[..].words()
    }
}

/// A folder of a test's own, in which the program runs: its files go by their names.
pub struct Desk(tempfile::TempDir);

impl Desk {
    /// With nothing on it.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder can be made"))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Where the file `name` is, or would be.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder().join(name)
    }

    /// Writes a file, and gives its name back.
    pub fn write<'a>(&self, name: &'a str, content: impl AsRef<[u8]>) -> &'a str {
        std::fs::write(self.path(name), content).unwrap_or_else(|error| panic!("{name}: {error}"));
        name
    }

    /// What stands in a file.
    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The same as text.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("the file is text")
    }

    /// The program with these words, here.
    pub fn command(&self, line: &(impl Words + ?Sized)) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(line.words()).current_dir(self.folder()).env("LC_ALL", "C").env_remove("NO_COLOR");
        command
    }

    /// What becomes of it.
    #[track_caller]
    pub fn run(&self, line: &(impl Words + ?Sized)) -> Outcome {
        Outcome::of(self.command(line).output().expect("the program starts"))
    }

    /// What it prints, where all goes well.
    #[track_caller]
    pub fn prints(&self, line: &(impl Words + ?Sized)) -> String {
        self.succeeds(line).printed
    }

    /// The same with what it says on stderr.
    #[track_caller]
    pub fn succeeds(&self, line: &(impl Words + ?Sized)) -> Outcome {
        let outcome = self.run(line);
        assert_eq!(outcome.code, Some(0), "{:?}: {}", line.words(), outcome.said);
        outcome
    }

    /// The one sentence of a refusal; nothing else happened.
    #[track_caller]
    pub fn refusal(&self, line: &(impl Words + ?Sized)) -> String {
        let Outcome { code, printed, said } = self.run(line);
        let words = line.words();
        assert_eq!(code, Some(2), "{words:?}: {said}");
        assert_eq!(printed, "", "{words:?} is refused, and prints");
        assert_eq!(said.trim_end().lines().count(), 1, "{words:?}: {said}");
        assert!(!said.contains(['\u{1b}', '\u{9b}', '\u{202E}']), "{words:?} writes an escape: {said:?}");
        said
    }

    /// What becomes of it with a reader that leaves after `lines` lines; and those.
    pub fn run_for_a_reader_of(&self, lines: usize, line: &(impl Words + ?Sized)) -> (Vec<String>, Outcome) {
        use std::io::{BufRead, BufReader};
        let mut child = self.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let reader = BufReader::new(child.stdout.take().expect("its output is a pipe"));
        let read = reader.lines().take(lines).map(|line| line.expect("it prints text")).collect();
        (read, Outcome::of(child.wait_with_output().expect("it ends")))
    }
}

/// What became of a run of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// What stands on stdout.
    pub printed: String,
    /// What stands on stderr.
    pub said: String,
}

impl Outcome {
    /// What it printed and said is text.
    pub fn of(output: Output) -> Self {
        let [printed, said] =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("the program speaks UTF-8"));
        Self { code: output.status.code(), printed, said }
    }

    /// The hash of the parameters, which `train` says last.
    pub fn hash(&self) -> &str {
        self.said.lines().find_map(|line| line.strip_prefix("parameters ")).expect("a hash is printed")
    }
}
