//! When steps are due, and how many were taken per second.

use std::time::Duration;

use crate::settings::Speed;

/// The minimum time over which the steps per second are counted.
const WINDOW: Duration = Duration::from_millis(500);

/// When the next step is due, and the rate that was reached.
#[derive(Debug)]
pub(super) struct Schedule {
    speed: Speed,
    due: Duration,
    /// When counting began, and the number of steps since then.
    counted: (Duration, u64),
    rate: Option<f64>,
}

impl Schedule {
    /// Returns a schedule whose first step is due `now`.
    pub fn new(speed: Speed, now: Duration) -> Self {
        Self { speed, due: now, counted: (now, 0), rate: None }
    }

    /// Returns when the next step is due.
    pub fn due(&self) -> Duration {
        self.due
    }

    /// Returns the time from one step to the next.
    pub fn period(&self) -> Duration {
        self.speed.period()
    }

    /// Returns the steps per second in the latest complete count; `None` before there is one.
    pub fn rate(&self) -> Option<f64> {
        self.rate
    }

    /// Starts again: the next step is due `now`.
    pub fn restart(&mut self, now: Duration) {
        *self = Self::new(self.speed, now);
    }

    /// Continues at `speed`.
    pub fn set_speed(&mut self, speed: Speed, now: Duration) {
        *self = Self { due: now + speed.period(), ..Self::new(speed, now) };
    }

    /// Counts a step. The time lost by a slow step is not made up for by a burst of steps.
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
