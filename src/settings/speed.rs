//! How fast training runs: what may be typed, and the speeds that the keys go up and down.

use std::fmt::{self, Display};
use std::time::Duration;

use super::ladder::{down, up};
use crate::text::exact;

/// How fast training runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// This many steps (or phases) a second.
    StepsPerSecond(f64),
    /// As fast as it can.
    Max,
}

impl Default for Speed {
    /// A class sees the spiral being learnt.
    fn default() -> Self {
        Self::StepsPerSecond(20.0)
    }
}

/// The slowest speed and the fastest before [`Speed::Max`] that the keys reach, in steps a second.
const SLOWEST: f64 = 1.0;
const FASTEST: f64 = 1000.0;

/// The slowest and the fastest speed that can be typed, in steps a second.
const SLOWEST_TYPED: f64 = 0.01;
const FASTEST_TYPED: f64 = 1e6;

impl Speed {
    /// What [`Speed::parse`] takes, its bounds parted from `max` by `separator`.
    pub fn range(separator: char) -> String {
        format!("{SLOWEST_TYPED} … {FASTEST_TYPED}{separator} max")
    }

    /// Reads a number of steps a second, or `max`; `None` if it is out of range.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed == "max" {
            return Some(Self::Max);
        }
        typed.parse().ok().filter(|speed| (SLOWEST_TYPED..=FASTEST_TYPED).contains(speed)).map(Self::StepsPerSecond)
    }

    /// The next faster one.
    #[must_use]
    pub fn faster(self) -> Self {
        match self {
            Self::StepsPerSecond(speed) if speed < FASTEST => Self::StepsPerSecond(up(speed)),
            _ => Self::Max,
        }
    }

    /// The next slower one.
    #[must_use]
    pub fn slower(self) -> Self {
        match self {
            Self::StepsPerSecond(speed) => Self::StepsPerSecond(if speed > SLOWEST { down(speed) } else { speed }),
            Self::Max => Self::StepsPerSecond(FASTEST),
        }
    }

    /// The time from one step to the next.
    pub fn period(self) -> Duration {
        match self {
            Self::StepsPerSecond(speed) => Duration::from_secs_f64(1.0 / speed),
            Self::Max => Duration::ZERO,
        }
    }
}

/// Spelt as it is typed.
impl Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StepsPerSecond(speed) => f.write_str(&exact(*speed)),
            Self::Max => f.write_str("max"),
        }
    }
}

/// The next faster or slower speed of phases, so many a second: slow enough to talk over.
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
