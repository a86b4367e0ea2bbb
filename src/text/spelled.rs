//! Numbers and names as they stand in a sentence.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Four digits after the point, or an exponent where those would show nothing or too much.
pub fn number(value: f64) -> String {
    with_minus(&match value.abs() {
        size if size != 0.0 && !(1e-3..1e5).contains(&size) => format!("{value:.2e}"),
        size if size >= 100.0 => format!("{value:.1}"),
        _ => format!("{value:.4}"),
    })
}

/// The shortest digits that mean this number: a learning rate as it was typed.
pub fn exact(value: f64) -> String {
    let digits = format!("{value:?}");
    digits.strip_suffix(".0").map_or(digits.clone(), str::to_owned)
}

/// With a minus that is as wide as a plus.
pub fn with_minus(digits: &str) -> String {
    digits.strip_prefix('-').map_or(digits.to_owned(), |rest| format!("−{rest}"))
}

/// `word` cut to `width` columns, with an ellipsis where it was cut.
pub fn fit(word: &str, width: usize) -> String {
    if word.width() <= width {
        return word.to_owned();
    }
    let mut used = 1;
    let kept = word.chars().take_while(|c| {
        used += c.width().unwrap_or(0);
        used <= width
    });
    kept.collect::<String>() + if width > 0 { "…" } else { "" }
}
