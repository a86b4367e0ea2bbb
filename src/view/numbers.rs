//! Numbers and words as the screen shows them.

use unicode_width::UnicodeWidthStr;

use crate::text::with_minus;
pub use crate::text::{exact, fit, fit_among, number};

/// Two digits after the point, for scales and narrow cells.
pub fn short(value: f64) -> String {
    // The end of a scale that is nothing but 0.
    let value = if value.abs() <= f64::MIN_POSITIVE { 0.0 } else { value };
    with_minus(&match value.abs() {
        size if size != 0.0 && !(5e-3..1e3).contains(&size) => format!("{value:.0e}"),
        size if size >= 100.0 => format!("{value:.0}"),
        _ => format!("{value:.2}"),
    })
}

/// As [`short`], with its sign also where it is positive.
pub fn signed(value: f64) -> String {
    if value > f64::MIN_POSITIVE { format!("+{}", short(value)) } else { short(value) }
}

/// A share of one as a whole percentage that is 0 or 100 only when the share is 0 or 1.
pub fn percent(share: f64) -> String {
    let rounded = (100.0 * share).round();
    let honest = if share > 0.0 && share < 1.0 { rounded.clamp(1.0, 99.0) } else { rounded };
    format!("{honest:.0}%")
}

/// As many of the clauses of `sentence` as fit into `width` columns: its end is left out whole, from a `; ` or `: ` on.
pub fn whole_clauses(sentence: &str, width: usize) -> &str {
    let ends =
        sentence.match_indices(['.', ';', ':']).map(|(end, _)| end).filter(|end| sentence[end + 1..].starts_with(' '));
    let fitting = ends.chain([sentence.len()]).filter(|&end| sentence[..end].width() <= width);
    fitting.max().map_or(sentence, |end| &sentence[..end])
}

/// The end of `word` in `width` columns, with an ellipsis before it where it was cut.
pub fn fit_end(word: &str, width: usize) -> String {
    if word.width() <= width {
        return word.to_owned();
    }
    let starts = word.char_indices().map(|(start, _)| start);
    let end = starts.map(|start| &word[start..]).find(|end| end.width() < width).unwrap_or_default();
    format!("…{end}")
}

/// `text` in lines of at most `width` columns, broken at spaces; a word that is too long is cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if lines[last].is_empty() {
            lines[last] = fit(word, width);
        } else if lines[last].width() + 1 + word.width() <= width {
            lines[last] += " ";
            lines[last] += word;
        } else {
            lines.push(fit(word, width));
        }
    }
    lines
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
        assert_eq!([fit_end("setosa", 6), fit_end("setosa", 4), fit_end("日本語", 4)], ["setosa", "…osa", "…語"]);
        assert_eq!([fit("setosa", 6), fit("setosa", 4), fit("setosa", 0)], ["setosa", "set…", ""]);
    }
}
