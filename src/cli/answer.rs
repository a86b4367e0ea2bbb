//! What clap itself answers: the help, the version, and why arguments cannot be used.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Error as Answer;

use crate::error::Error;
use crate::text::{Text, is_unsafe, sanitize};

/// Prints the answer to `arguments` and ends the process with the code that belongs to it.
pub(super) fn leave(answer: &Answer, arguments: &[OsString], text: &Text) -> ! {
    let is_plain = |argument: &OsString| !argument.to_string_lossy().contains(is_unsafe);
    let printed = if arguments.iter().all(is_plain) {
        // In its own colours, where the terminal has some.
        answer.print()
    } else {
        // It may quote them: nobody could tell its own colours from theirs.
        let lines = harmless(&answer.render().to_string());
        if answer.use_stderr() {
            io::stderr().write_all(lines.as_bytes())
        } else {
            io::stdout().write_all(lines.as_bytes())
        }
    };
    let code = match printed.and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe && !answer.use_stderr() => {
            let error = Error::CannotWrite { file: "stdout".to_owned(), reason: error.to_string() };
            let _ = writeln!(io::stderr(), "mlp-tui: {}", error.message(text));
            error.exit_code().into()
        }
        // Nobody is told when stderr is closed; the exit code still says it.
        _ => answer.exit_code(),
    };
    std::process::exit(code)
}

/// `text` line by line without what a terminal might obey.
fn harmless(text: &str) -> String {
    text.lines().map(|line| sanitize(line) + "\n").collect()
}
