//! What the threads tell the draw loop: events, and the newest snapshot.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use ratatui::layout::Position;

use crate::session::Snapshot;
use crate::ui::{Key, Status};

/// What happens to the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The mouse was pressed or dragged there.
    Click(Position),
    /// A text was pasted.
    Paste(String),
    /// The terminal answered: it has read the last frame.
    Answer,
    /// The last frame is written.
    Written,
    /// The terminal has another size.
    Resized,
    /// There is a new snapshot.
    Published,
    /// Somebody asks the process to stop until it is continued.
    Suspend,
    /// The process was stopped, and goes on.
    Resumed,
    /// A signal asks the program to end.
    Signal(i32),
    /// No key will come any more, or no frame will go.
    TerminalLost,
}

/// The newest snapshot: a new one replaces one that was not fetched.
#[derive(Debug, Clone)]
pub struct Latest(Arc<Mutex<(Arc<Snapshot>, Status)>>);

impl Latest {
    /// With this snapshot for the first frame.
    pub fn new(snapshot: Snapshot, status: Status) -> Self {
        Self(Arc::new(Mutex::new((Arc::new(snapshot), status))))
    }

    /// The newest snapshot.
    pub fn get(&self) -> (Arc<Snapshot>, Status) {
        let newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (Arc::clone(&newest.0), newest.1)
    }

    /// What the trainer publishes through; `events` is told.
    pub fn publisher(&self, events: Sender<Event>) -> impl FnMut(Snapshot, Status) + Send + use<> {
        let latest = Arc::clone(&self.0);
        move |snapshot, status| {
            *latest.lock().unwrap_or_else(PoisonError::into_inner) = (Arc::new(snapshot), status);
            // A loop that is gone needs no news.
            let _ = events.send(Event::Published);
        }
    }
}
