//! The columns of the bitmap: sorted by class, with several examples per column if there are many.

use std::ops::Range;

/// The maximum number of columns for one example.
const WIDEST: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleColumns {
    /// The places in the sample that each column of the screen covers; `None` for a line between classes.
    pub places: Vec<Option<Range<usize>>>,
    /// The maximum number of examples in a column.
    pub merged: usize,
}

impl ExampleColumns {
    /// Lays out `classes`, given as ranges of places in the sample, in `width` columns. If there is not even room for
    /// the lines between classes, a column may hold examples of several classes.
    pub fn new(classes: &[Range<usize>], width: usize) -> Self {
        let present: Vec<Range<usize>> = classes.iter().filter(|class| !class.is_empty()).cloned().collect();
        let total: usize = present.iter().map(Range::len).sum();
        let room = (width + 1).saturating_sub(present.len());
        if room < present.len() || present.is_empty() {
            let merged = total.div_ceil(width.max(1)).max(1);
            return Self { places: shared(0..total, merged).map(Some).collect(), merged };
        }
        let needed = |merged: usize| present.iter().map(|class| class.len().div_ceil(merged)).sum::<usize>();
        let merged = (total.div_ceil(room)..total).find(|&merged| needed(merged) <= room).unwrap_or(total);
        let stretch = if merged == 1 { (room / total).clamp(1, WIDEST) } else { 1 };
        let mut places = Vec::new();
        for class in present {
            if !places.is_empty() {
                places.push(None);
            }
            places.extend(shared(class, merged).flat_map(|places| std::iter::repeat_n(Some(places), stretch)));
        }
        Self { places, merged }
    }

    /// Returns the columns of the examples of `class`.
    pub fn of_class(&self, class: &Range<usize>) -> Range<usize> {
        let stands_for = |places: &Option<Range<usize>>| {
            places.as_ref().is_some_and(|places| class.start <= places.start && places.start < class.end)
        };
        let first = self.places.iter().position(stands_for).unwrap_or(0);
        first..self.places.iter().rposition(stands_for).map_or(first, |last| last + 1)
    }

    /// Returns the first column of a place in the sample.
    pub fn column_of(&self, place: usize) -> Option<usize> {
        self.places.iter().position(|places| places.as_ref().is_some_and(|places| places.contains(&place)))
    }
}

/// Splits `places` into runs of `merged`.
fn shared(places: Range<usize>, merged: usize) -> impl Iterator<Item = Range<usize>> {
    let end = places.end;
    places.step_by(merged).map(move |first| first..(first + merged).min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_has_a_column_of_its_class() {
        for sizes in [vec![100, 100, 100], vec![50, 0, 3], vec![1, 1], vec![1_000, 1, 7, 60], vec![2; 40], vec![5; 90]]
        {
            let mut start = 0;
            let mut class = |size: &usize| {
                start += size;
                start - size..start
            };
            let classes: Vec<Range<usize>> = sizes.iter().map(&mut class).collect();
            for width in [1, 2, 20, 74, 194] {
                let columns = ExampleColumns::new(&classes, width);
                assert!(columns.places.len() <= width, "{sizes:?} in {width} columns take {}", columns.places.len());
                for place in 0..start {
                    let column = columns.column_of(place).expect("every example stands somewhere");
                    let places = columns.places[column].clone().unwrap();
                    assert!(places.len() <= columns.merged);
                    let one_class = classes.iter().any(|class| class.start <= places.start && places.end <= class.end);
                    assert!(one_class || width < 2 * sizes.len(), "{sizes:?} in {width}: a column of two classes");
                }
            }
        }
    }

    #[test]
    fn few_examples_are_stretched_and_many_share_columns() {
        let few = ExampleColumns::new(&[0..1, 1..3], 10);
        let column = |place: usize| Some(place..place + 1);
        let expected = vec![
            column(0),
            column(0),
            column(0),
            None,
            column(1),
            column(1),
            column(1),
            column(2),
            column(2),
            column(2),
        ];
        assert_eq!((few.places.clone(), few.merged), (expected, 1));
        assert_eq!((few.of_class(&(0..1)), few.of_class(&(1..3)), few.column_of(2)), (0..3, 4..10, Some(7)));
        let many = ExampleColumns::new(&[0..5, 5..10], 5);
        assert_eq!((many.merged, many.places), (3, vec![Some(0..3), Some(3..5), None, Some(5..8), Some(8..10)]));
    }
}
