//! The trainer thread: a clock, a thread that builds runs, and sleep around [`Trainer`].

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::orders::Orders;
use crate::files::Disk;
use crate::session::Built;
use crate::ui::pace::{Order, Start, Status, Tick, Trainee, Trainer};

/// Trains until `orders` are closed.
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
        // One step at a time: after each, somebody may have left.
        match trainer.tick(&mut inbox, now, Duration::ZERO) {
            Tick::Show(snapshot, status) => publish(snapshot, status),
            Tick::Build(recipe) => {
                let orders = orders.clone();
                // Nobody waits for it once it is given up.
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
