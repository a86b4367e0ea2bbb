//! The writer thread: only it has to wait for a terminal that stops reading.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use super::latest::Event;
use super::{guard, tty};

/// Writes one frame at a time.
pub struct Writer {
    frames: Sender<Vec<u8>>,
    is_free: Arc<AtomicBool>,
}

impl Writer {
    /// Starts the thread; it tells `events` when a frame is written, and when no more can be.
    pub fn start(events: Sender<Event>) -> Self {
        let (frames, incoming) = mpsc::channel::<Vec<u8>>();
        let is_free = Arc::new(AtomicBool::new(true));
        let done = Arc::clone(&is_free);
        thread::spawn(move || {
            for frame in incoming {
                let event = write(&frame).map_or(Event::TerminalLost, |()| Event::Written);
                done.store(true, Ordering::SeqCst);
                let _ = events.send(event);
            }
        });
        Self { frames, is_free }
    }

    /// Whether the last frame is written.
    pub fn is_free(&self) -> bool {
        self.is_free.load(Ordering::SeqCst)
    }

    /// Takes a frame; no other may be in progress.
    pub fn write(&self, frame: Vec<u8>) {
        self.is_free.store(false, Ordering::SeqCst);
        // The thread lives as long as we do.
        let _ = self.frames.send(frame);
    }
}

/// If the terminal is given back in the meantime, the rest of the frame is dropped, because it is no longer needed.
fn write(mut frame: &[u8]) -> io::Result<()> {
    while !frame.is_empty() {
        tty::wait_writable(None)?;
        match guard::write_some(frame)? {
            Some(count) => frame = &frame[count..],
            None => break,
        }
    }
    Ok(())
}
