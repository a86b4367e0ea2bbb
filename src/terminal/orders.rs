//! What the draw loop asks of the trainer: it hands it over and goes on, whatever the trainer is at.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::session::Command;
use crate::ui::{Effect, Order, Pending};

/// The orders that wait, between the two threads.
#[derive(Debug, Clone, Default)]
pub struct Orders(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    pending: Pending,
    /// How many effects were taken.
    taken: u64,
    /// How much there is to do of what was taken, by the number of effects taken with it; until that is acknowledged.
    begun: Vec<(u64, u64)>,
    is_over: bool,
}

/// What there is for the trainer.
#[derive(Debug)]
pub(super) enum Next {
    /// This is to be carried out.
    Order(Order),
    /// Nothing, so far.
    Nothing,
    /// Nobody will ask for anything any more.
    Gone,
}

impl Orders {
    /// Hands over what was asked for, and does not wait; false where so much waits that it is refused.
    pub fn push(&self, effect: Effect) -> bool {
        let is_taken = self.state().pending.push(effect);
        self.0.changed.notify_one();
        is_taken
    }

    /// How much there is to do of what was asked for (steps, phases and other commands), in the eyes of who knows that
    /// `acknowledged` effects were carried out.
    pub fn to_go(&self, acknowledged: u64) -> u64 {
        let mut state = self.state();
        state.begun.retain(|(until, _)| *until > acknowledged);
        state.pending.to_go() + state.begun.iter().map(|(_, to_go)| to_go).sum::<u64>()
    }

    /// Nobody will ask for anything any more.
    pub fn close(&self) {
        self.state().is_over = true;
        self.0.changed.notify_one();
    }

    /// The next order, for which it waits until `deadline`, or for ever; see [`Pending::take`].
    pub(super) fn take(&self, may: impl Fn(&Command) -> bool, deadline: Option<Instant>) -> Next {
        let mut state = self.state();
        loop {
            if state.is_over {
                return Next::Gone;
            }
            if let Some(order) = state.pending.take(&may) {
                state.taken += order.count;
                if order.to_go() > 0 {
                    let begun = (state.taken, order.to_go());
                    state.begun.push(begun);
                }
                return Next::Order(order);
            }
            let wait = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            state = match wait {
                Some(wait) if wait.is_zero() => return Next::Nothing,
                Some(wait) => self.0.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0,
                None => self.0.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
