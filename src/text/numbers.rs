//! Numbers as sentences and the screen show them.

/// Formats with four digits after the point, or with an exponent if the number is too small or too large for that.
pub fn number(value: f64) -> String {
    with_minus(&match value.abs() {
        size if size != 0.0 && !(1e-3..1e5).contains(&size) => format!("{value:.2e}"),
        size if size >= 100.0 => format!("{value:.1}"),
        _ => format!("{value:.4}"),
    })
}

/// Returns the shortest digits that denote this number, such as a learning rate as typed.
pub fn exact(value: f64) -> String {
    let digits = format!("{value:?}");
    digits.strip_suffix(".0").map_or(digits.clone(), str::to_owned)
}

/// Formats like [`exact`] if that is no longer than [`number`], else like `number`, for values either typed or learnt.
pub fn brief(value: f64) -> String {
    let (exact, number) = (with_minus(&exact(value)), number(value));
    if exact.chars().count() <= number.chars().count() { exact } else { number }
}

/// Replaces a hyphen by a minus sign, which is as wide as a plus.
pub fn with_minus(digits: &str) -> String {
    digits.strip_prefix('-').map_or(digits.to_owned(), |rest| format!("−{rest}"))
}

/// Formats a number of bytes, such as 1.5 GB.
pub fn size(bytes: u64) -> String {
    let units = [(30, "GB"), (20, "MB"), (10, "kB")];
    let large = units.into_iter().find(|(shift, _)| bytes >= 1 << shift);
    large.map_or_else(
        || format!("{bytes} B"),
        |(shift, unit)| format!("{:.1} {unit}", bytes as f64 / f64::from(1 << shift)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_told_as_typed_and_what_was_learnt_in_four_digits() {
        let told = [5.0, 0.25, -1.25, 0.808_123_4, 1e-7, 123_456.7].map(brief);
        assert_eq!(told, ["5", "0.25", "−1.25", "0.8081", "1e-7", "1.23e5"]);
    }

    #[test]
    fn bytes_are_told_in_the_unit_that_fits() {
        assert_eq!([size(7), size(1536), size(3 << 29)], ["7 B", "1.5 kB", "1.5 GB"]);
    }
}
