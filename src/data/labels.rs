//! The classes of a data file: found row by row, then numbered in natural order.

use std::cmp::Ordering;
use std::collections::HashMap;

/// The classes as they come; they are put in natural order at the end.
#[derive(Default)]
pub struct Labels {
    classes: HashMap<String, usize>,
    rows: Vec<usize>,
}

impl Labels {
    /// Adds the class of the next row.
    pub fn push(&mut self, label: &str) {
        // Looked up without allocating: a column has many rows and few classes.
        let class = self.classes.get(label).copied().unwrap_or_else(|| {
            self.classes.insert(label.to_owned(), self.classes.len());
            self.classes.len() - 1
        });
        self.rows.push(class);
    }

    /// Returns the class of each row, numbered in natural order, and the names of the classes.
    pub fn finish(self) -> (Vec<usize>, Vec<String>) {
        let mut classes: Vec<(String, usize)> = self.classes.into_iter().collect();
        classes.sort_by(|(a, _), (b, _)| natural(a, b));
        let mut places = vec![0; classes.len()];
        classes.iter().enumerate().for_each(|(place, (_, class))| places[*class] = place);
        let rows = self.rows.into_iter().map(|class| places[class]).collect();
        (rows, classes.into_iter().map(|(name, _)| name).collect())
    }
}

/// Compares numbers by value, before words; in words, runs of digits by value ("b2" before "b10").
fn natural(a: &str, b: &str) -> Ordering {
    // Rust reads "inf" and "nan" as numbers; as names of classes they are words.
    let number = |name: &str| name.parse::<f64>().ok().filter(|value| value.is_finite());
    match (number(a), number(b)) {
        (Some(x), Some(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => chunks(a).cmp(chunks(b)).then_with(|| a.cmp(b)),
    }
}

/// Splits a word into runs of digits and single other characters; a run sorts by its length without leading zeros, then
/// by its digits.
fn chunks(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (chunk, after) = rest.split_at(digits.max(first.len_utf8()));
        rest = after;
        let chunk = if digits > 0 { chunk.trim_start_matches('0') } else { chunk };
        Some((if digits > 0 { chunk.len() } else { usize::MAX }, chunk))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(names: &[&str]) -> Vec<String> {
        let mut labels = Labels::default();
        for name in names {
            labels.push(name);
        }
        labels.finish().1
    }

    #[test]
    fn numbers_stand_by_value_before_words_and_runs_of_digits_in_words_by_value() {
        assert_eq!(ordered(&["10", "-1", "2", "1.5"]), ["-1", "1.5", "2", "10"]);
        assert_eq!(ordered(&["b10", "3", "a", "b2"]), ["3", "a", "b2", "b10"]);
        assert_eq!(ordered(&["nan", "alpha", "inf"]), ["alpha", "inf", "nan"], "these are words here");
    }

    #[test]
    fn rows_follow_their_classes_to_the_new_places() {
        let mut labels = Labels::default();
        for name in ["10", "2", "10", "9"] {
            labels.push(name);
        }
        assert_eq!(labels.finish().0, [2, 0, 2, 1]);
    }
}
