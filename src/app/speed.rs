//! Ladders that the keys go up and down: speeds and learning rates in the series 1, 2, 5, 10, …

/// How fast training runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// So many steps a second.
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

/// The slowest and the fastest speed that can be typed.
pub(super) const SLOWEST_TYPED: f64 = 0.01;
pub(super) const FASTEST_TYPED: f64 = 1e6;

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
}

/// The next faster or slower speed of phases, so many a second: slow enough to talk over.
pub fn next_phase_speed(speed: f64, faster: bool) -> f64 {
    if faster { up(speed).min(5.0) } else { down(speed).max(0.2) }
}

/// The next larger or smaller ε; ε stays within 1e-12 … 1e12, where the series has its numbers.
pub fn next_learning_rate(learning_rate: f64, larger: bool) -> f64 {
    match larger {
        true if learning_rate < 1e12 => up(learning_rate),
        false if learning_rate > 1e12 => 1e12,
        false if learning_rate > 1e-12 => down(learning_rate),
        _ => learning_rate,
    }
}

/// The numbers 1, 2, 5 × 10ⁿ, each the double that its decimal spelling means.
fn ladder() -> impl Iterator<Item = f64> {
    (-12..=12).flat_map(|power| [1, 2, 5].map(|digit| format!("{digit}e{power}").parse().unwrap_or(1.0)))
}

/// The next larger number of the ladder.
pub(super) fn up(value: f64) -> f64 {
    ladder().find(|&rung| rung > value * (1.0 + 1e-9)).unwrap_or(value)
}

/// The next smaller number of the ladder.
pub(super) fn down(value: f64) -> f64 {
    ladder().take_while(|&rung| rung < value * (1.0 - 1e-9)).last().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_has_the_numbers_that_people_say() {
        assert_eq!([0.05, 0.1, 0.3, 1.0, 2.0].map(up), [0.1, 0.2, 0.5, 2.0, 5.0]);
        assert_eq!([0.05, 0.1, 0.3, 1.0, 2.0].map(down), [0.02, 0.05, 0.2, 0.5, 1.0]);
        assert_eq!(next_learning_rate(1e200, false), 1e12);
        assert_eq!(next_learning_rate(1e200, true), 1e200);
    }

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
