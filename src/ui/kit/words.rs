//! Words in the columns that they have.

use unicode_width::UnicodeWidthStr;

pub use crate::text::{fit, fit_among};

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

/// `word` at the left of `width` columns; a longer one is cut.
pub fn aligned_left(word: &str, width: usize) -> String {
    let cut = fit(word, width);
    let space = " ".repeat(width.saturating_sub(cut.width()));
    cut + &space
}

/// `word` at the right of `width` columns; a longer one is cut.
pub fn aligned_right(word: &str, width: usize) -> String {
    let cut = fit(word, width);
    " ".repeat(width.saturating_sub(cut.width())) + &cut
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
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_take_the_columns_that_they_have(word in "[a-zé日¹ ]{0,12}", width in 0..20_usize) {
            prop_assert_eq!(aligned_left(&word, width).width(), width);
            prop_assert_eq!(aligned_right(&word, width).width(), width);
            prop_assert!(fit_end(&word, width).width() <= width.max(1));
            prop_assert!(wrap(&word, width).iter().all(|line| line.width() <= width));
        }
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!([fit_end("setosa", 6), fit_end("setosa", 4), fit_end("日本語", 4)], ["setosa", "…osa", "…語"]);
        assert_eq!([fit("setosa", 6), fit("setosa", 4), fit("setosa", 0)], ["setosa", "set…", ""]);
    }
}
