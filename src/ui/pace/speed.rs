//! The speeds that the keys go up and down.

use std::time::Duration;

use crate::settings::{down, up};

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

/// The slowest and the fastest speed before [`Speed::Max`] that the keys reach, in steps a second.
const SLOWEST: f64 = 1.0;
const FASTEST: f64 = 1000.0;

/// The slowest speed that can be typed, in steps a second.
pub const SLOWEST_TYPED: f64 = 0.01;
/// The fastest speed that can be typed, in steps a second.
pub const FASTEST_TYPED: f64 = 1e6;

impl Speed {
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
