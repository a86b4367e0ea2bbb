//! What clap itself answers: the help, the version, and why it refuses the arguments.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Error as Answer;

use crate::error::Error;
use crate::text::{Text, is_unsafe, sanitize};

/// Prints clap's answer to `arguments` and exits with the matching code.
pub(super) fn leave(answer: &Answer, arguments: &[OsString], text: &Text) -> ! {
    let is_plain = |argument: &OsString| !argument.to_string_lossy().contains(is_unsafe);
    let printed = if arguments.iter().all(is_plain) {
        // In colour, if the terminal has colours.
        answer.print()
    } else {
        // The answer may quote the arguments, whose escape sequences could not be told from its own colours.
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
        // If stderr is closed, only the exit code reports the error.
        _ => answer.exit_code(),
    };
    std::process::exit(code)
}

/// Returns `text` line by line, without anything that a terminal might obey.
fn harmless(text: &str) -> String {
    text.lines().map(|line| sanitize(line) + "\n").collect()
}
