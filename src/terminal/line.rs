//! How much is under way to the terminal. A pseudo-terminal, a modem and a network each take kilobytes before they make
//! a writer wait; behind them, a key would show its effect late. So each frame ends with a question that every terminal
//! answers (`ESC [ 5 n`, are you well?), and the next one is only drawn when the answer is there: a slow line gets fewer
//! frames. A terminal that never answers is not waited for.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The question; the answer is `ESC [ 0 n`.
pub const QUESTION: &[u8] = b"\x1b[5n";
/// How long the answer to a small frame may take before it is taken for lost.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many times as long as the last bytes took the next may take.
const LENIENCE: f64 = 4.0;

/// A line to the terminal.
#[derive(Debug, Default)]
pub struct Line {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The questions without an answer: when each was sent, and behind how many bytes.
    open: VecDeque<(Instant, usize)>,
    /// Whether the terminal has answered, and the seconds that a byte took then.
    seconds_a_byte: Option<f64>,
}

impl Line {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// So many bytes were sent, and a question behind them.
    pub fn sent(&self, bytes: usize, now: Instant) {
        self.lock().open.push_back((now, bytes));
    }

    /// The oldest question was answered.
    pub fn answered(&self, now: Instant) {
        let mut state = self.lock();
        if let Some((sent, bytes)) = state.open.pop_front() {
            state.seconds_a_byte = Some((now - sent).as_secs_f64() / bytes.max(1) as f64);
        }
        self.changed.notify_all();
    }

    /// When the next frame may go: at once when nothing is open, else when the answer must be taken for lost.
    pub fn free_at(&self, now: Instant) -> Instant {
        let mut state = self.lock();
        let (Some(pace), Some(&(sent, _))) = (state.seconds_a_byte, state.open.back()) else { return now };
        let bytes: usize = state.open.iter().map(|(_, bytes)| bytes).sum();
        let end = sent + PATIENCE.max(Duration::from_secs_f64((LENIENCE * pace * bytes as f64).min(600.0)));
        if now >= end {
            *state = State::default();
        }
        end
    }

    /// What was sent is lost: somebody else had the terminal.
    pub fn forget(&self) {
        self.lock().open.clear();
    }

    /// Waits for the answers, so that they do not go to the shell; no longer than `patience`.
    pub fn settle(&self, patience: Duration) {
        let is_open = |state: &mut State| state.seconds_a_byte.is_some() && !state.open.is_empty();
        let _ = self.changed.wait_timeout_while(self.lock(), patience, is_open);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_never_answers_is_not_waited_for() {
        let (line, now) = (Line::default(), Instant::now());
        line.sent(10_000, now);
        line.sent(10_000, now);
        assert_eq!(line.free_at(now), now);
    }

    #[test]
    fn one_that_answers_is_waited_for_until_it_has() {
        let (line, now) = (Line::default(), Instant::now());
        line.sent(1000, now);
        line.answered(now + Duration::from_secs(1));
        assert_eq!(line.free_at(now), now);
        line.sent(5000, now);
        // A thousand bytes took a second.
        assert_eq!(line.free_at(now), now + Duration::from_secs(20));
        line.answered(now + Duration::from_secs(5));
        assert_eq!(line.free_at(now), now);
    }

    #[test]
    fn an_answer_that_is_lost_does_not_stop_it_for_ever() {
        let (line, now) = (Line::default(), Instant::now());
        line.sent(1, now);
        line.answered(now);
        line.sent(1, now);
        let late = now + PATIENCE;
        assert_eq!(line.free_at(late), late);
        line.sent(1, late);
        assert_eq!(line.free_at(late), late, "it does not seem to answer any more");
    }
}
