//! When steps are due, and how many a second there were.

use std::time::Duration;

use crate::settings::Speed;

/// The time over which the steps a second are counted.
const WINDOW: Duration = Duration::from_millis(500);

/// When the next step is due, and the rate that was reached.
#[derive(Debug)]
pub(super) struct Schedule {
    speed: Speed,
    due: Duration,
    /// The steps counted, and since when.
    counted: (Duration, u64),
    rate: Option<f64>,
}

impl Schedule {
    /// The first step is due `now`.
    pub fn new(speed: Speed, now: Duration) -> Self {
        Self { speed, due: now, counted: (now, 0), rate: None }
    }

    /// When the next step is due.
    pub fn due(&self) -> Duration {
        self.due
    }

    /// The time from one step to the next.
    pub fn period(&self) -> Duration {
        self.speed.period()
    }

    /// The steps of the last second, once there were enough to tell.
    pub fn rate(&self) -> Option<f64> {
        self.rate
    }

    /// Starts again: the next step is due `now`.
    pub fn restart(&mut self, now: Duration) {
        *self = Self::new(self.speed, now);
    }

    /// Goes on at this speed.
    pub fn set_speed(&mut self, speed: Speed, now: Duration) {
        *self = Self { due: now + speed.period(), ..Self::new(speed, now) };
    }

    /// Counts a step that was taken. Time that a slow one took is not made up for by a burst.
    pub fn count(&mut self, now: Duration) {
        self.due = (self.due + self.period()).max(now);
        self.counted.1 += 1;
        let elapsed = now.saturating_sub(self.counted.0);
        if elapsed >= WINDOW && self.counted.1 > 1 {
            self.rate = Some(self.counted.1 as f64 / elapsed.as_secs_f64());
            self.counted = (now, 0);
        }
    }
}
