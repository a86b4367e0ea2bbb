//! How the screen shows numbers.

use crate::text::with_minus;
pub use crate::text::{exact, number};

/// Formats a number with two digits after the point, for scales and narrow cells.
pub fn short(value: f64) -> String {
    // Scales of zeros end at the least positive number, which is shown as 0.
    let value = if value.abs() <= f64::MIN_POSITIVE { 0.0 } else { value };
    with_minus(&match value.abs() {
        size if size != 0.0 && !(5e-3..1e3).contains(&size) => format!("{value:.0e}"),
        size if size >= 100.0 => format!("{value:.0}"),
        _ => format!("{value:.2}"),
    })
}

/// Like [`short`], but positive numbers have a sign, too.
pub fn signed(value: f64) -> String {
    if value > f64::MIN_POSITIVE { format!("+{}", short(value)) } else { short(value) }
}

/// Formats a share as a whole percentage, which is 0 or 100 only for exactly 0 or 1.
pub fn percent(share: f64) -> String {
    let rounded = (100.0 * share).round();
    let honest = if share > 0.0 && share < 1.0 { rounded.clamp(1.0, 99.0) } else { rounded };
    format!("{honest:.0}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_what_they_hold() {
        let shown = [0.31274, 1234.56, 1e-5, 0.0, -2.0, 2e7].map(number);
        assert_eq!(shown, ["0.3127", "1234.6", "1.00e-5", "0.0000", "−2.0000", "2.00e7"]);
        assert_eq!([0.5, 1.0, 1e200, 1e-7].map(exact), ["0.5", "1", "1e200", "1e-7"]);
        assert_eq!([0.0, 0.001, 0.42, 0.9999, 1.0].map(percent), ["0%", "1%", "42%", "99%", "100%"]);
    }
}
