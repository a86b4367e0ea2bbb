//! The trainer thread, which gives [`Trainer`] a clock, sleep, and threads that build runs; and its orders, which the
//! draw loop hands over without waiting, however busy the trainer is.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::files::Disk;
use crate::session::{Built, Command};
use crate::ui::pace::{Inbox, Order, Queue, Start, Status, Taken, Tick, Trainee, Trainer};

/// Trains until `orders` is closed.
pub fn run_trainer<T: Trainee>(
    trainee: T,
    orders: &Orders,
    start: Start,
    mut publish: impl FnMut(T::Snapshot, Status),
) {
    let beginning = Instant::now();
    let now = || beginning.elapsed();
    let mut trainer = Trainer::new(trainee, start, now());
    let mut inbox = orders.clone();
    loop {
        // One step at a time, because the user may leave after each.
        match trainer.tick(&mut inbox, now, Duration::ZERO) {
            Tick::Show(snapshot, status) => publish(snapshot, status),
            Tick::Build(recipe) => {
                let orders = orders.clone();
                // An abandoned build has no one waiting for it.
                thread::spawn(move || {
                    let built = Arc::new(Built::of(Arc::clone(&recipe), &Disk));
                    orders.push(Order::Begin(recipe, built));
                });
            }
            Tick::Wait(until) => {
                if !orders.wait(until.map(|until| beginning + until)) {
                    return;
                }
            }
        }
    }
}

/// The orders passed between the two threads.
#[derive(Debug, Clone, Default)]
pub struct Orders(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    queue: Queue,
    /// Whether something arrived since the trainer last looked.
    has_news: bool,
    is_over: bool,
}

impl Orders {
    /// Hands over an order without waiting; returns false if the queue is full.
    pub fn push(&self, order: Order) -> bool {
        let mut state = self.state();
        state.has_news = true;
        self.0.changed.notify_one();
        state.queue.push(order)
    }

    /// Returns how much there is to do (steps, phases and other commands), given that `acknowledged` orders were
    /// carried out.
    pub fn to_go(&self, acknowledged: u64) -> u64 {
        self.state().queue.to_go(acknowledged)
    }

    /// Announces that there will be no more orders.
    pub fn close(&self) {
        self.state().is_over = true;
        self.0.changed.notify_one();
    }

    /// Waits for orders until this time, or indefinitely; returns false once there will be no more.
    fn wait(&self, until: Option<Instant>) -> bool {
        let mut state = self.state();
        while !state.has_news && !state.is_over {
            let wait = until.map(|until| until.saturating_duration_since(Instant::now()));
            state = match wait {
                Some(wait) if wait.is_zero() => break,
                Some(wait) => self.0.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0,
                None => self.0.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
        !state.is_over
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inbox for Orders {
    fn take(&mut self, may: impl Fn(&Command) -> bool) -> Option<Taken> {
        let mut state = self.state();
        state.has_news = false;
        state.queue.take(may)
    }
}
