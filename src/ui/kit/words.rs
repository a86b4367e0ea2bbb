//! Words and rows of words in columns of a given width.

use unicode_width::UnicodeWidthStr;

pub use crate::text::{fit, fit_among};

/// Returns as many whole clauses of `sentence` as fit into `width` columns; clauses end at `. `, `; ` or `: `.
pub fn whole_clauses(sentence: &str, width: usize) -> &str {
    let ends =
        sentence.match_indices(['.', ';', ':']).map(|(end, _)| end).filter(|end| sentence[end + 1..].starts_with(' '));
    let fitting = ends.chain([sentence.len()]).filter(|&end| sentence[..end].width() <= width);
    fitting.max().map_or(sentence, |end| &sentence[..end])
}

/// Returns the end of `word` in `width` columns, after an ellipsis if something was cut.
pub fn fit_end(word: &str, width: usize) -> String {
    if word.width() <= width {
        return word.to_owned();
    }
    let starts = word.char_indices().map(|(start, _)| start);
    let end = starts.map(|start| &word[start..]).find(|end| end.width() < width).unwrap_or_default();
    format!("…{end}")
}

/// Aligns `word` to the left in `width` columns; a longer one is cut.
pub fn aligned_left(word: &str, width: usize) -> String {
    let cut = fit(word, width);
    let space = " ".repeat(width.saturating_sub(cut.width()));
    cut + &space
}

/// Aligns `word` to the right in `width` columns; a longer one is cut.
fn aligned_right(word: &str, width: usize) -> String {
    let cut = fit(word, width);
    " ".repeat(width.saturating_sub(cut.width())) + &cut
}

/// Wraps `text` to lines of at most `width` columns, broken at spaces; a word that is too long is cut.
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

/// A column of a table: its width, including the gap, and how its cells are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Left(usize),
    Right(usize),
}

impl Column {
    pub fn width(self) -> usize {
        match self {
            Self::Left(width) | Self::Right(width) => width,
        }
    }
}

/// Formats a row of a table; cells that are too wide are cut.
pub fn row<S: AsRef<str>>(columns: &[Column], cells: impl IntoIterator<Item = S>) -> String {
    let cell = |(column, cell): (&Column, S)| match *column {
        Column::Left(width) => aligned_left(cell.as_ref(), width),
        Column::Right(width) => aligned_right(cell.as_ref(), width),
    };
    columns.iter().zip(cells).map(cell).collect()
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

    proptest! {
        #[test]
        fn columns_stay_where_they_are_whatever_stands_in_them(
            cells in prop::collection::vec(("[a-z日¹ ]{0,12}", 1..9_usize, any::<bool>()), 1..8),
        ) {
            let column = |&(_, width, left): &(String, usize, bool)| if left { Column::Left(width) } else { Column::Right(width) };
            let columns: Vec<Column> = cells.iter().map(column).collect();
            for end in 0..=cells.len() {
                let row = row(&columns, cells[..end].iter().map(|(cell, ..)| cell));
                prop_assert_eq!(row.width(), columns[..end].iter().map(|column| column.width()).sum::<usize>());
            }
        }
    }

    #[test]
    fn words_stand_at_the_left_and_numbers_at_the_right() {
        assert_eq!(row(&[Column::Left(8), Column::Right(5)], ["iris", "150"]), "iris      150");
        assert_eq!(row(&[Column::Left(4), Column::Right(3)], ["setosa", "1234"]), "set…12…");
    }
}
