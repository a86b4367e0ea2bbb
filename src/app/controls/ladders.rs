//! Where the arrows lead from a value: the next choice, the next rung of a ladder.

use super::fields::{Field, digits};
use super::plan::Plan;
use crate::app::speed::{down, next_learning_rate, up};
use crate::session::BatchSize;

/// Numbers of hidden units worth trying.
const UNITS: [usize; 20] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024];
/// The least penalty above none.
const LEAST_PENALTY: f64 = 1e-5;

impl Field {
    /// The value after that of `plan`, or before it, as it is typed.
    pub(super) fn next(self, plan: &Plan, is_up: bool) -> String {
        let (value, settings) = (self.value(plan), &plan.recipe.settings);
        let number = value.parse::<f64>().unwrap_or_default();
        match self {
            Self::Samples => {
                (if is_up { up(number) } else { down(number) }.max(plan.least_samples() as f64)).to_string()
            }
            Self::Noise => digits(shifted(number, 5, is_up)),
            Self::TestFraction => digits(shifted(number, 10, is_up).min(0.9)),
            Self::Classes => {
                let classes = value.parse::<usize>().unwrap_or(2).saturating_add_signed(if is_up { 1 } else { -1 });
                classes.clamp(2, plan.most_classes()).to_string()
            }
            Self::Seed => settings.seed.saturating_add_signed(if is_up { 1 } else { -1 }).to_string(),
            Self::Hidden => next_hidden(&settings.hidden_units, is_up),
            Self::LearningRate => digits(next_learning_rate(settings.learning_rate, is_up)),
            Self::Batch => next_batch(settings.batch_size, is_up),
            Self::L1 => digits(next_penalty(settings.l1, is_up)),
            Self::L2 => digits(next_penalty(settings.l2, is_up)),
            Self::Speed => {
                let speed = if is_up { plan.speed.faster() } else { plan.speed.slower() };
                Self::Speed.value(&Plan { speed, ..plan.clone() })
            }
            _ => cycle(&self.choices(), &value, is_up),
        }
    }
}

/// The choice beside `value`, round and round; from none of them to the first or the last.
fn cycle(choices: &[&str], value: &str, is_up: bool) -> String {
    let at = choices.iter().position(|&choice| choice == value);
    let next = match (at, is_up) {
        (Some(at), true) => (at + 1) % choices.len(),
        (Some(at), false) => (at + choices.len() - 1) % choices.len(),
        (None, true) => 0,
        (None, false) => choices.len() - 1,
    };
    choices[next].to_owned()
}

/// So many hundredths more or less, from 0 on, without the dust that binary fractions leave.
fn shifted(value: f64, hundredths: i32, is_up: bool) -> f64 {
    let by = f64::from(if is_up { hundredths } else { -hundredths });
    // Where the number is too large for hundredths to count, a ladder goes on.
    match value {
        value if value < 10.0 => (((value * 100.0).round() + by) / 100.0).max(0.0),
        value if is_up => up(value),
        value => down(value),
    }
}

/// More or fewer units in the last layer; below one unit the layer goes.
fn next_hidden(units: &[usize], is_up: bool) -> String {
    let Some((last, before)) = units.split_last() else {
        return if is_up { "1" } else { "none" }.to_owned();
    };
    let next = if is_up {
        UNITS.into_iter().find(|units| units > last).or(Some(*last))
    } else {
        UNITS.into_iter().rev().find(|units| units < last)
    };
    crate::settings::spell_hidden(&before.iter().copied().chain(next).collect::<Vec<_>>())
}

/// 1, 2, 5, 10, … 1000, full.
fn next_batch(size: BatchSize, is_up: bool) -> String {
    match (size, is_up) {
        (BatchSize::Rows(rows), true) if rows < 1000 => up(rows as f64).to_string(),
        (BatchSize::Rows(rows), false) => down(rows as f64).max(1.0).to_string(),
        (_, true) => "full".to_owned(),
        (BatchSize::Full, false) => "1000".to_owned(),
    }
}

/// 0, then the ladder from 0.00001 on.
fn next_penalty(factor: f64, is_up: bool) -> f64 {
    match (factor, is_up) {
        (factor, true) if factor < LEAST_PENALTY => LEAST_PENALTY,
        (factor, true) => up(factor),
        (factor, false) if factor <= LEAST_PENALTY => 0.0,
        (factor, false) => down(factor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_through_values_that_people_say() {
        assert_eq!(cycle(&["a", "b", "c"], "c", true), "a");
        assert_eq!(cycle(&["a", "b", "c"], "mine.csv", false), "c");
        assert_eq!([0.0, 0.2, 0.07, 0.95].map(|value| shifted(value, 5, true)), [0.05, 0.25, 0.12, 1.0]);
        assert_eq!([0.0, 0.03, 1e300].map(|value| shifted(value, 5, false)), [0.0, 0.0, 5e12]);
        assert_eq!([vec![], vec![8], vec![4, 2]].map(|units| next_hidden(&units, true)), ["1", "10", "4,3"]);
        assert_eq!([vec![], vec![1], vec![4, 1]].map(|units| next_hidden(&units, false)), ["none", "none", "4"]);
        let batches = [BatchSize::Full, BatchSize::Rows(1000), BatchSize::Rows(64)];
        assert_eq!(batches.map(|size| next_batch(size, true)), ["full", "full", "100"]);
        assert_eq!(batches.map(|size| next_batch(size, false)), ["1000", "500", "50"]);
        assert_eq!([0.0, 1e-5, 0.001].map(|factor| next_penalty(factor, false)), [0.0, 0.0, 5e-4]);
        assert_eq!([0.0, 1e-5].map(|factor| next_penalty(factor, true)), [1e-5, 2e-5]);
    }
}
