//! Where the arrows lead from a value: to the next rung of a ladder. Values are taken and returned as typed.

use super::spelling::{parse_hidden, spell_hidden};
use crate::text::exact;

/// Numbers of hidden units worth trying.
const UNITS: [usize; 20] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024];
/// The smallest penalty other than 0.
const LEAST_PENALTY: f64 = 1e-5;

/// The numbers 1, 2, 5 × 10ⁿ from 1e-12 to 5e12, each the double nearest to its decimal spelling.
fn ladder() -> impl Iterator<Item = f64> {
    (-12..=12).flat_map(|power| [1, 2, 5].map(|digit| format!("{digit}e{power}").parse().unwrap_or(1.0)))
}

/// Returns the next larger number of the series 1, 2, 5, 10, …; `value` if there is none.
pub fn up(value: f64) -> f64 {
    ladder().find(|&rung| rung > value * (1.0 + 1e-9)).unwrap_or(value)
}

/// Returns the next smaller number of the series; `value` if there is none.
pub fn down(value: f64) -> f64 {
    ladder().take_while(|&rung| rung < value * (1.0 - 1e-9)).last().unwrap_or(value)
}

/// Returns the next larger or smaller ε. The arrows reach 1e-12 … 1e12; from a larger ε, up stays and down leads to
/// 1e12.
pub fn next_learning_rate(learning_rate: f64, is_up: bool) -> f64 {
    if is_up {
        if learning_rate < 1e12 { up(learning_rate) } else { learning_rate }
    } else if learning_rate > 1e12 {
        1e12
    } else if learning_rate > 1e-12 {
        down(learning_rate)
    } else {
        learning_rate
    }
}

fn parsed<T: std::str::FromStr + Default>(value: &str) -> T {
    value.parse().unwrap_or_default()
}

pub(super) fn rate_beside(value: &str, is_up: bool) -> String {
    exact(next_learning_rate(parsed(value), is_up))
}

/// 0, then the series from 0.00001 on.
pub(super) fn penalty_beside(value: &str, is_up: bool) -> String {
    exact(match (parsed::<f64>(value), is_up) {
        (factor, true) if factor < LEAST_PENALTY => LEAST_PENALTY,
        (factor, true) => up(factor),
        (factor, false) if factor <= LEAST_PENALTY => 0.0,
        (factor, false) => down(factor),
    })
}

/// 1, 2, 5, 10, … 1000, full.
pub(super) fn batch_beside(value: &str, is_up: bool) -> String {
    match (value.parse::<f64>(), is_up) {
        (Ok(rows), true) if rows < 1000.0 => up(rows).to_string(),
        (Ok(rows), false) => down(rows).max(1.0).to_string(),
        (_, true) => "full".to_owned(),
        (Err(_), false) => "1000".to_owned(),
    }
}

/// Adds or removes units in the last layer; going below one unit removes the layer.
pub(super) fn hidden_beside(value: &str, is_up: bool) -> String {
    let units = parse_hidden(value.as_ref()).unwrap_or_default();
    let Some((last, others)) = units.split_last() else {
        return if is_up { "1" } else { "none" }.to_owned();
    };
    let next = if is_up {
        UNITS.into_iter().find(|units| units > last).or(Some(*last))
    } else {
        UNITS.into_iter().rev().find(|units| units < last)
    };
    spell_hidden(&others.iter().copied().chain(next).collect::<Vec<_>>())
}

pub(super) fn samples_beside(value: &str, is_up: bool, least: usize) -> String {
    let samples = parsed(value);
    (if is_up { up(samples) } else { down(samples) }).max(least as f64).to_string()
}

pub(super) fn classes_beside(value: &str, is_up: bool, most: usize) -> String {
    parsed::<usize>(value).saturating_add_signed(if is_up { 1 } else { -1 }).clamp(2, most).to_string()
}

pub(super) fn whole_beside(value: &str, is_up: bool) -> String {
    parsed::<u64>(value).saturating_add_signed(if is_up { 1 } else { -1 }).to_string()
}

/// Adds or subtracts `hundredths` within 0 … `most`, free of binary rounding noise.
pub(super) fn hundredths_beside(value: &str, hundredths: i32, is_up: bool, most: f64) -> String {
    let by = f64::from(if is_up { hundredths } else { -hundredths });
    // From 10 on, follow the 1-2-5 series.
    let next = match parsed::<f64>(value) {
        value if value < 10.0 => (((value * 100.0).round() + by) / 100.0).max(0.0),
        value if is_up => up(value),
        value => down(value),
    };
    exact(next.min(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_has_the_numbers_that_people_say() {
        assert_eq!([0.05, 0.1, 0.3, 1.0, 2.0].map(up), [0.1, 0.2, 0.5, 2.0, 5.0]);
        assert_eq!([0.05, 0.1, 0.3, 1.0, 2.0].map(down), [0.02, 0.05, 0.2, 0.5, 1.0]);
        assert_eq!(next_learning_rate(1e200, false), 1e12);
        assert_eq!(next_learning_rate(1e200, true), 1e200);
    }

    #[test]
    fn arrows_go_through_values_that_people_say() {
        let shifted = |value, is_up| hundredths_beside(value, 5, is_up, f64::MAX);
        assert_eq!(["0", "0.2", "0.07", "0.95"].map(|value| shifted(value, true)), ["0.05", "0.25", "0.12", "1"]);
        assert_eq!(["0", "0.03", "1e300"].map(|value| shifted(value, false)), ["0", "0", "5000000000000"]);
        assert_eq!(["none", "8", "4,2"].map(|units| hidden_beside(units, true)), ["1", "10", "4,3"]);
        assert_eq!(["none", "1", "4,1"].map(|units| hidden_beside(units, false)), ["none", "none", "4"]);
        let batches = ["full", "1000", "64"];
        assert_eq!(batches.map(|size| batch_beside(size, true)), ["full", "full", "100"]);
        assert_eq!(batches.map(|size| batch_beside(size, false)), ["1000", "500", "50"]);
        assert_eq!(["0", "1e-5", "0.001"].map(|factor| penalty_beside(factor, false)), ["0", "0", "0.0005"]);
        assert_eq!(["0", "1e-5"].map(|factor| penalty_beside(factor, true)), ["1e-5", "2e-5"]);
    }
}
