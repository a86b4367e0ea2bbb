//! What other threads tell the draw loop: events, and the newest snapshot.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use ratatui::layout::Position;

use crate::session::Snapshot;
use crate::ui::{Key, Status};

/// An event for the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The mouse was pressed or dragged at this position.
    Click(Position),
    /// A text was pasted.
    Paste(String),
    /// The terminal answered, so it has read the last frame.
    Answer,
    /// The last frame was written.
    Written,
    /// The terminal's size changed.
    Resized,
    /// There is a new snapshot.
    Published,
    /// The process was asked to stop until it is continued.
    Suspend,
    /// The process was stopped and has been continued.
    Resumed,
    /// A signal asks the program to end.
    Signal(i32),
    /// No more keys will come, or no more frames can go.
    TerminalLost,
}

/// The newest snapshot; a new one replaces one that was never fetched.
#[derive(Debug, Clone)]
pub struct Latest(Arc<Mutex<(Arc<Snapshot>, Status)>>);

impl Latest {
    /// Starts with the snapshot for the first frame.
    pub fn new(snapshot: Snapshot, status: Status) -> Self {
        Self(Arc::new(Mutex::new((Arc::new(snapshot), status))))
    }

    /// Returns the newest snapshot.
    pub fn get(&self) -> (Arc<Snapshot>, Status) {
        let newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (Arc::clone(&newest.0), newest.1)
    }

    /// Returns the function through which the trainer publishes; it also notifies `events`.
    pub fn publisher(&self, events: Sender<Event>) -> impl FnMut(Snapshot, Status) + Send + use<> {
        let latest = Arc::clone(&self.0);
        move |snapshot, status| {
            *latest.lock().unwrap_or_else(PoisonError::into_inner) = (Arc::new(snapshot), status);
            // If the loop is gone, no one needs the event.
            let _ = events.send(Event::Published);
        }
    }
}
