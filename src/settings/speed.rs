//! How fast training runs: which speeds may be typed, and which ones the keys step through.

use std::fmt::{self, Display};
use std::time::Duration;

use super::ladder::{down, up};
use crate::text::exact;

/// How fast training runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// This many steps (or phases) per second.
    StepsPerSecond(f64),
    /// As fast as possible.
    Max,
}

impl Default for Speed {
    /// Slow enough for a class to watch the spiral being learnt.
    fn default() -> Self {
        Self::StepsPerSecond(20.0)
    }
}

/// The slowest and the fastest speed, short of [`Speed::Max`], that the keys reach, in steps per second.
const SLOWEST: f64 = 1.0;
const FASTEST: f64 = 1000.0;

/// The slowest and the fastest speed that may be typed, in steps per second.
const SLOWEST_TYPED: f64 = 0.01;
const FASTEST_TYPED: f64 = 1e6;

impl Speed {
    /// Returns the range of [`Speed::parse`], with `separator` between its bounds and `max`.
    pub fn range(separator: char) -> String {
        format!("{SLOWEST_TYPED} … {FASTEST_TYPED}{separator} max")
    }

    /// Reads a number of steps per second, or `max`; `None` if it is out of range.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed == "max" {
            return Some(Self::Max);
        }
        typed.parse().ok().filter(|speed| (SLOWEST_TYPED..=FASTEST_TYPED).contains(speed)).map(Self::StepsPerSecond)
    }

    /// Returns the next faster speed.
    #[must_use]
    pub fn faster(self) -> Self {
        match self {
            Self::StepsPerSecond(speed) if speed < FASTEST => Self::StepsPerSecond(up(speed)),
            _ => Self::Max,
        }
    }

    /// Returns the next slower speed.
    #[must_use]
    pub fn slower(self) -> Self {
        match self {
            Self::StepsPerSecond(speed) => Self::StepsPerSecond(if speed > SLOWEST { down(speed) } else { speed }),
            Self::Max => Self::StepsPerSecond(FASTEST),
        }
    }

    /// Returns the time between two steps.
    pub fn period(self) -> Duration {
        match self {
            Self::StepsPerSecond(speed) => Duration::from_secs_f64(1.0 / speed),
            Self::Max => Duration::ZERO,
        }
    }
}

/// Spelt as typed.
impl Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StepsPerSecond(speed) => f.write_str(&exact(*speed)),
            Self::Max => f.write_str("max"),
        }
    }
}

/// Returns the next faster or slower speed of phases, in phases per second, all slow enough to talk over.
pub fn next_phase_speed(speed: f64, faster: bool) -> f64 {
    if faster { up(speed).min(5.0) } else { down(speed).max(0.2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_goes_from_one_step_a_second_to_as_fast_as_it_can() {
        let mut speed = Speed::default();
        for _ in 0..20 {
            speed = speed.slower();
        }
        assert_eq!(speed, Speed::StepsPerSecond(1.0));
        for _ in 0..20 {
            speed = speed.faster();
        }
        assert_eq!(speed, Speed::Max);
    }
}
