//! A shell that outlives the program: it gives the terminal back if we cannot, because we were killed or could not
//! allocate.
//!
//! In those cases no handler of ours runs, or it may not set a terminal. So a separate process reads a pipe: `1` when
//! we take the terminal and `0` when we give it back. If the pipe ends after a `1`, we are gone.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;

use super::tty;

/// `$1`: the earlier modes, as `stty -g` prints them; `$2`: the sequences that give the screen back. If the modes are
/// no longer ours (signal keys are on), the user's shell was faster, and its modes stay.
const SCRIPT: &str = r#"
trap '' HUP INT QUIT PIPE ALRM TERM TSTP TTIN TTOU USR1 USR2
taken=0
while read -r line; do taken=$line; done
[ "$taken" = 1 ] || exit 0
printf %s "$2"
exec 3<&1
case "$(stty -a <&3)" in *-isig*) stty "$1" <&3 ;; esac
"#;

static PIPE: OnceLock<ChildStdin> = OnceLock::new();

/// Starts the keeper; without a shell we do without it.
pub fn start(give_back: &str) {
    let Ok((input, output)) = tty::handles() else { return };
    let Ok(modes) = Command::new("stty").arg("-g").stdin(input).stderr(Stdio::null()).output() else { return };
    let Ok(before) = String::from_utf8(modes.stdout) else { return };
    if !modes.status.success() {
        return;
    }
    let mut shell = Command::new("sh");
    shell.args(["-c", SCRIPT, "mlp-tui-keeper", before.trim(), give_back]);
    // It gets its own process group, so that signals to ours do not reach it.
    shell.stdin(Stdio::piped()).stdout(output).stderr(Stdio::null()).process_group(0);
    if let Some(pipe) = shell.spawn().ok().and_then(|mut child| child.stdin.take()) {
        let _ = PIPE.set(pipe);
    }
}

/// Tells the keeper whether we have the terminal.
pub fn tell(is_ours: bool) {
    if let Some(mut pipe) = PIPE.get() {
        // If the keeper is gone, we do without it.
        let _ = pipe.write_all(if is_ours { b"1\n" } else { b"0\n" });
    }
}
