//! How much output is on its way to the terminal. A pseudo-terminal, a modem and a network each accept kilobytes before
//! they make a writer wait, and a key would take effect only after all of them. So each frame ends with a question that
//! every terminal answers (`ESC [ 5 n`, "are you well?"), and the next frame is drawn only once the answer is there: a
//! slow line gets fewer frames. The first question goes ahead of all frames; it is short, and shows early whether the
//! terminal answers at all. A terminal that never answers is not waited for.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The question; the answer is `ESC [ 0 n`.
pub const QUESTION: &[u8] = b"\x1b[5n";
/// A terminal whose first answer takes longer is assumed never to answer.
const FIRST_PATIENCE: Duration = Duration::from_secs(1);
/// The answer to a small frame is assumed lost after this time.
const PATIENCE: Duration = Duration::from_secs(2);
/// The next bytes may take this many times as long as the previous ones did.
const LENIENCE: f64 = 4.0;
/// Fewer bytes measure latency rather than the time per byte, so they count as this many.
const FEW_BYTES: usize = 256;
/// The most unanswered questions that are remembered.
const MOST_OPEN: usize = 1000;

/// A line to the terminal.
#[derive(Debug, Default)]
pub struct Line {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    voice: Voice,
    /// The unanswered questions: when each was sent, and after how many bytes.
    open: VecDeque<(Instant, usize)>,
    /// The seconds per byte when the terminal last answered.
    seconds_a_byte: f64,
}

/// What is known about the terminal's answers.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// No answer is due yet.
    #[default]
    Unknown,
    /// The last answer came.
    Answers,
    /// The last answer was lost, the one before it had come.
    Missed,
    /// No answer ever came, or two in a row were lost. The terminal is not waited for until it answers.
    Silent,
}

impl Line {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts over after the terminal was taken, with one question and no frame. Earlier questions are lost, because
    /// another process had the terminal.
    pub fn begin(&self, now: Instant) {
        *self.lock() = State { open: VecDeque::from([(now, QUESTION.len())]), ..State::default() };
    }

    /// Stops waiting: on this system the answers cannot be heard.
    #[cfg(not(unix))]
    pub fn wait_for_none(&self) {
        self.lock().voice = Voice::Silent;
    }

    /// Notes that `bytes` were sent, followed by a question.
    pub fn sent(&self, bytes: usize, now: Instant) {
        let mut state = self.lock();
        if state.open.len() == MOST_OPEN {
            state.open.pop_front();
        }
        state.open.push_back((now, bytes));
    }

    /// Notes that the oldest question was answered.
    pub fn answered(&self, now: Instant) {
        let mut state = self.lock();
        if let Some((sent, bytes)) = state.open.pop_front() {
            state.seconds_a_byte = now.saturating_duration_since(sent).as_secs_f64() / bytes.max(FEW_BYTES) as f64;
        }
        state.voice = Voice::Answers;
        self.changed.notify_all();
    }

    /// Returns when the next frame may go: at once if no question is open, else when its answer must be assumed lost.
    pub fn free_at(&self, now: Instant) -> Instant {
        let mut state = self.lock();
        let (Some(&(first, _)), Some(&(last, _))) = (state.open.front(), state.open.back()) else { return now };
        let end = match state.voice {
            Voice::Silent => return now,
            // Behind just a question, nothing can pile up.
            Voice::Unknown if state.open.len() == 1 => return now,
            Voice::Unknown => first + FIRST_PATIENCE,
            Voice::Answers | Voice::Missed => last + state.patience(),
        };
        if now >= end {
            if state.voice == Voice::Answers {
                // The next answer will be that of the next frame.
                state.open.clear();
                state.voice = Voice::Missed;
            } else {
                // The open questions stay open: if the answers are only late, they are matched from the first one on.
                state.voice = Voice::Silent;
            }
        }
        end
    }

    /// Waits for the answers, at most `patience`, so that they do not end up in the shell.
    pub fn settle(&self, patience: Duration) {
        let is_open = |state: &mut State| state.voice != Voice::Silent && !state.open.is_empty();
        let _ = self.changed.wait_timeout_while(self.lock(), patience, is_open);
    }
}

impl State {
    /// Returns how long the answer to everything open may take.
    fn patience(&self) -> Duration {
        let bytes: usize = self.open.iter().map(|(_, bytes)| bytes).sum();
        PATIENCE.max(Duration::from_secs_f64((LENIENCE * self.seconds_a_byte * bytes as f64).min(600.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// A terminal that answered the first question at once.
    fn answering() -> (Line, Instant) {
        let (line, now) = (Line::default(), Instant::now());
        line.begin(now);
        line.answered(now);
        (line, now)
    }

    #[test]
    fn the_second_frame_waits_for_the_first_answer_and_then_for_its_own() {
        let (line, now) = (Line::default(), Instant::now());
        line.begin(now);
        assert_eq!(line.free_at(now), now, "the first frame goes at once");
        line.sent(10_000, now);
        assert_eq!(line.free_at(now), now + FIRST_PATIENCE);
        line.answered(now);
        assert_eq!(line.free_at(now), now + PATIENCE, "the first frame is still under way");
        line.answered(now);
        assert_eq!(line.free_at(now), now);
    }

    #[test]
    fn a_terminal_that_never_answers_is_not_waited_for() {
        let (line, now) = (Line::default(), Instant::now());
        line.begin(now);
        line.sent(10_000, now);
        let late = now + FIRST_PATIENCE;
        for _ in 0..2 * MOST_OPEN {
            assert_eq!(line.free_at(late), late);
            line.sent(10_000, late);
        }
        assert_eq!(line.lock().open.len(), MOST_OPEN, "what it never answers is not kept for ever");
    }

    #[test]
    fn one_that_answers_late_is_waited_for_until_it_has_answered_all() {
        let (line, now) = (Line::default(), Instant::now());
        line.begin(now);
        let late = now + FIRST_PATIENCE;
        for _ in 0..3 {
            line.sent(1000, now);
            assert_eq!(line.free_at(late), late);
        }
        for _ in 0..3 {
            line.answered(late);
            assert!(line.free_at(late) > late, "frames are still under way");
        }
        line.answered(late);
        assert_eq!(line.free_at(late), late);
    }

    #[test]
    fn one_that_answers_is_waited_for_until_it_has() {
        let (line, now) = answering();
        line.sent(1000, now);
        line.answered(now + SECOND);
        assert_eq!(line.free_at(now), now);
        line.sent(5000, now);
        // A thousand bytes took a second.
        assert_eq!(line.free_at(now), now + 20 * SECOND);
        line.answered(now + 5 * SECOND);
        assert_eq!(line.free_at(now), now);
    }

    #[test]
    fn an_answer_that_is_lost_lets_one_frame_go_and_two_in_a_row_all() {
        let (line, now) = answering();
        line.sent(1, now);
        let late = now + PATIENCE;
        assert_eq!(line.free_at(late), late);
        assert_eq!(line.free_at(late), late, "asking twice loses one answer, not two");
        line.sent(1, late);
        let later = late + PATIENCE;
        assert_eq!(line.free_at(late), later, "one was lost: the next frame is waited for");
        assert_eq!(line.free_at(later), later);
        line.sent(1, later);
        assert_eq!(line.free_at(later), later, "it does not seem to answer any more");
    }

    #[test]
    fn an_answer_makes_up_for_one_that_was_lost() {
        let (line, mut now) = answering();
        for _ in 0..3 {
            line.sent(1, now);
            now += PATIENCE;
            assert_eq!(line.free_at(now), now);
            line.sent(1, now);
            assert_eq!(line.free_at(now), now + PATIENCE);
            line.answered(now);
        }
    }
}
