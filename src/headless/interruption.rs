//! Termination signals while the program has results to keep: the first one takes effect at the end of a step, the
//! second ends the program at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::error::Error;

/// How long a blocked reader may delay the end of the program after a signal.
const PATIENCE: Duration = Duration::from_millis(250);

/// Whether a signal arrived.
#[derive(Debug, Clone, Default)]
pub(super) struct Interruption {
    /// The number of the signal, or 0.
    signal: Arc<AtomicI32>,
    /// Set once there is nothing left to keep: from then on a signal ends the program at once.
    is_over: Arc<AtomicBool>,
}

impl Interruption {
    /// Defers signals from now on.
    ///
    /// # Errors
    /// The system refuses to report signals.
    pub(super) fn listen() -> Result<Self, Error> {
        let interruption = Self::default();
        #[cfg(unix)]
        unix::listen(interruption.clone()).map_err(|error| Error::NoThreads { reason: error.to_string() })?;
        Ok(interruption)
    }

    pub(super) fn signal(&self) -> Option<i32> {
        Some(self.signal.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
    }

    /// Stops deferring signals. If one arrived, ends the program by its default action, so that the parent sees what
    /// ended it.
    pub(super) fn give_way(&self) {
        self.is_over.store(true, Ordering::SeqCst);
        #[cfg(unix)]
        if let Some(signal) = self.signal() {
            unix::die_of(signal);
        }
    }

    /// Returns the result of `work`, which may block on a reader; `None` if a signal arrives while it is blocked.
    pub(super) fn unless_it_waits<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let (done, result) = mpsc::channel();
        thread::spawn(move || done.send(work()));
        let mut was_interrupted = false;
        loop {
            match result.recv_timeout(PATIENCE) {
                Ok(value) => return Some(value),
                Err(RecvTimeoutError::Timeout) if was_interrupted => return None,
                Err(RecvTimeoutError::Timeout) => was_interrupted = self.signal().is_some(),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::Ordering;
    use std::thread;
    use std::time::{Duration, Instant};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::Interruption;
    use crate::files::remove_temporaries;

    /// Closing a terminal may send its signal twice; within this time both count as one.
    const ONE_EVENT: Duration = Duration::from_millis(500);

    pub(super) fn listen(interruption: Interruption) -> io::Result<()> {
        let ignored = ignored();
        let heeded = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
        let mut signals = Signals::new(heeded)?;
        thread::spawn(move || {
            let mut first: Option<Instant> = None;
            for signal in signals.forever() {
                let is_again = first.is_some_and(|first| first.elapsed() > ONE_EVENT);
                if is_again || interruption.is_over.load(Ordering::SeqCst) {
                    die_of(signal);
                }
                if first.is_none() {
                    first = Some(Instant::now());
                    interruption.signal.store(signal, Ordering::SeqCst);
                }
            }
        });
        Ok(())
    }

    /// Ends the process by the signal's default action.
    pub(super) fn die_of(signal: i32) {
        remove_temporaries();
        if emulate_default_handler(signal).is_err() {
            std::process::exit(128 + signal);
        }
    }

    /// Returns the signals that the parent process wants ignored (as `nohup` does), one bit each; only Linux tells.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }
}
