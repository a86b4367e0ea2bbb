//! Unix signals as events of the draw loop.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
    SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::latest::Event;
use super::{guard, tty};
use crate::error::Error;
use crate::files::remove_temporaries;

/// If the draw loop takes longer to leave, the signal thread ends the process.
const PATIENCE: Duration = Duration::from_millis(500);
/// The signals that end a process and can be handled. After the others (KILL, SEGV, an abort), the keeper gives the
/// terminal back.
const ENDING: [i32; 12] =
    [SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ];

/// Whether the process was continued since [`stop`] last stopped it. Set by the signal handler, which runs before a
/// continued process does anything else; the counting thread may lag behind.
static IS_CONTINUED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
/// How often the process was continued.
static CONTINUED: AtomicUsize = AtomicUsize::new(0);
/// Whether [`stop`] waits to be continued; it then needs no event.
static IS_STOPPING: AtomicBool = AtomicBool::new(false);
/// Whether a thread waits for the foreground already.
static IS_WATCHED: AtomicBool = AtomicBool::new(false);

/// Sends each signal to the draw loop. A signal that ends the program does so even if the loop hangs.
pub fn listen(events: Sender<Event>) -> io::Result<()> {
    flag::register(SIGCONT, Arc::clone(&IS_CONTINUED))?;
    let mut signals = Signals::new(ENDING.iter().chain(&[SIGTSTP, SIGCONT, SIGWINCH]))?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => Some(Event::Resized),
                SIGTSTP => Some(Event::Suspend),
                SIGCONT => {
                    let is_awaited = IS_STOPPING.load(Ordering::SeqCst);
                    CONTINUED.fetch_add(1, Ordering::SeqCst);
                    (!is_awaited).then_some(Event::Resumed)
                }
                _ => Some(Event::Signal(signal)),
            };
            let _ = event.map(|event| events.send(event));
            if ENDING.contains(&signal) {
                thread::sleep(PATIENCE);
                guard::restore();
                remove_temporaries();
                let _ = die_of(signal);
                std::process::exit(128 + signal);
            }
        }
    });
    Ok(())
}

/// Stops the process and its group until they are continued; returns whether it was stopped. If no one could continue
/// it (the group's parents are in another session: `ssh -t host mlp-tui`), the kernel ignores the signal. The signal is
/// TTIN: TSTP has a handler here, and STOP would stop us forever.
pub fn stop() -> io::Result<bool> {
    let before = CONTINUED.load(Ordering::SeqCst);
    IS_CONTINUED.store(false, Ordering::SeqCst);
    IS_STOPPING.store(true, Ordering::SeqCst);
    kill_current_process_group(Signal::TTIN)?;
    let is_counted = || CONTINUED.load(Ordering::SeqCst) != before;
    // The signal may take a moment, and so may the counting thread once we are continued.
    for _ in 0..40 {
        if is_counted() {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    IS_STOPPING.store(false, Ordering::SeqCst);
    Ok(IS_CONTINUED.load(Ordering::SeqCst))
}

/// Sends [`Event::Resumed`] once the shell gives us the terminal, since nothing else reports that.
pub fn tell_when_in_foreground(events: Sender<Event>) {
    if IS_WATCHED.swap(true, Ordering::SeqCst) {
        return;
    }
    thread::spawn(move || {
        while !tty::is_foreground() {
            thread::sleep(Duration::from_millis(100));
        }
        IS_WATCHED.store(false, Ordering::SeqCst);
        let _ = events.send(Event::Resumed);
    });
}

/// Ends the process by the signal's default action, so that its parent sees what ended it.
pub fn die_of(signal: i32) -> Result<(), Error> {
    emulate_default_handler(signal).map_err(|error| Error::TerminalFailed { reason: error.to_string() })
}
