//! The input thread: translates what the terminal sends into the program's own events.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use super::latest::Event;
use super::line::Line;
use super::parser::Parser;
use super::tty;

/// After such a pause an unfinished sequence is abandoned, because a terminal sends a sequence without pausing.
const PAUSE: Duration = Duration::from_millis(50);

/// Reads until the terminal or the receiver is gone.
pub fn listen(events: Sender<Event>, line: Arc<Line>) {
    thread::spawn(move || {
        let mut parser = Parser::default();
        let mut buffer = [0; 4096];
        loop {
            let patience = parser.is_waiting().then_some(PAUSE);
            let seen = match tty::read(&mut buffer, patience) {
                Ok(Some(count)) => parser.feed(&buffer[..count]),
                Ok(None) => parser.pause().into_iter().collect(),
                Err(_) => vec![Event::TerminalLost],
            };
            for event in seen {
                if event == Event::Answer {
                    line.answered(Instant::now());
                }
                let is_last = event == Event::TerminalLost;
                if events.send(event).is_err() || is_last {
                    return;
                }
            }
        }
    });
}
