//! Unix signals, as events of the draw loop.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::guard;
use super::latest::Event;
use crate::error::Error;
use crate::files::remove_temporaries;

/// How long the draw loop may take to leave before the signal thread does it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Sends each signal to the draw loop. Those that end the program end it also when the loop hangs.
pub fn listen(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Resumed,
                _ => Event::Signal(signal),
            };
            let _ = events.send(event);
            if !matches!(signal, SIGTSTP | SIGCONT) {
                thread::sleep(PATIENCE);
                guard::restore();
                remove_temporaries();
                std::process::exit(128 + signal);
            }
        }
    });
    Ok(())
}

/// Stops the process until somebody continues it.
pub fn stop() -> io::Result<()> {
    emulate_default_handler(SIGTSTP)
}

/// Ends the process as the signal does by default, so that its parent sees what ended it.
pub fn die_of(signal: i32) -> Result<(), Error> {
    emulate_default_handler(signal).map_err(|error| Error::TerminalFailed { reason: error.to_string() })
}
