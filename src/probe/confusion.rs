//! The confusion matrix: which class the network takes for which.

/// Counts of examples by correct class (row) and predicted class (column).
#[derive(Debug, Clone, PartialEq)]
pub struct Confusion<'a> {
    labels: &'a [usize],
    predicted: &'a [u32],
    /// The examples that are predicted as no class, in order.
    undecided: Vec<usize>,
    classes: usize,
    /// classes × classes, row by row.
    counts: Vec<usize>,
    row_totals: Vec<usize>,
    column_totals: Vec<usize>,
}

impl<'a> Confusion<'a> {
    /// Counts the examples with these correct and `predicted` classes, all from 0 and below `classes`. The `undecided`
    /// examples, in order, are predicted as no class, whatever `predicted` says: they count in their rows only.
    pub fn of(labels: &'a [usize], predicted: &'a [u32], undecided: Vec<usize>, classes: usize) -> Self {
        let mut counts = vec![0; classes * classes];
        let (mut row_totals, mut column_totals) = (vec![0; classes], vec![0; classes]);
        for (&correct, &predicted) in labels.iter().zip(predicted) {
            counts[correct * classes + predicted as usize] += 1;
            row_totals[correct] += 1;
            column_totals[predicted as usize] += 1;
        }
        for &example in &undecided {
            let (correct, predicted) = (labels[example], predicted[example] as usize);
            counts[correct * classes + predicted] -= 1;
            column_totals[predicted] -= 1;
        }
        Self { labels, predicted, undecided, classes, counts, row_totals, column_totals }
    }

    /// Returns the number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Returns the number of examples of class `correct` that are taken for class `predicted`.
    pub fn count(&self, (correct, predicted): (usize, usize)) -> usize {
        self.counts[correct * self.classes + predicted]
    }

    /// Returns the number of examples of a class: its support.
    pub fn row_total(&self, correct: usize) -> usize {
        self.row_totals[correct]
    }

    /// Returns the number of examples taken for a class.
    pub fn column_total(&self, predicted: usize) -> usize {
        self.column_totals[predicted]
    }

    /// Returns the number of all examples.
    pub fn total(&self) -> usize {
        self.labels.len()
    }

    /// Returns the number of examples that are classified correctly.
    pub fn right(&self) -> usize {
        (0..self.classes).map(|class| self.count((class, class))).sum()
    }

    /// Returns the count of a cell as a share of its row; `None` if the class has no examples.
    pub fn row_share(&self, cell: (usize, usize)) -> Option<f64> {
        share(self.count(cell), self.row_total(cell.0))
    }

    /// Returns the share of the examples taken for `class` that belong to it; `None` if none are taken for it.
    pub fn precision(&self, class: usize) -> Option<f64> {
        share(self.count((class, class)), self.column_total(class))
    }

    /// Returns the share of the examples of `class` that are taken for it; `None` if it has no examples.
    pub fn recall(&self, class: usize) -> Option<f64> {
        self.row_share((class, class))
    }

    /// Returns the share of all examples that are classified correctly; `None` if there are none.
    pub fn accuracy(&self) -> Option<f64> {
        share(self.right(), self.total())
    }

    /// Returns the largest share of any class that is taken for one particular other class.
    pub fn largest_error(&self) -> f64 {
        let cells = (0..self.classes).flat_map(|row| (0..self.classes).map(move |column| (row, column)));
        let errors = cells.filter(|(row, column)| row != column).filter_map(|cell| self.row_share(cell));
        errors.fold(0.0, f64::max)
    }

    /// Returns the indices of the examples in a cell, in order.
    pub fn examples_of(&self, (correct, predicted): (usize, usize)) -> Vec<usize> {
        self.examples(|label, taken_for| label == correct && taken_for == Some(predicted))
    }

    /// Returns the indices of all misclassified examples, in order.
    pub fn wrong(&self) -> Vec<usize> {
        self.examples(|label, taken_for| taken_for != Some(label))
    }

    /// Returns the correct and the predicted class of an example; `None` if no class is predicted.
    pub fn cell_of(&self, example: usize) -> Option<(usize, usize)> {
        Some((*self.labels.get(example)?, self.class_of(example)?))
    }

    fn class_of(&self, example: usize) -> Option<usize> {
        let is_decided = self.undecided.binary_search(&example).is_err();
        self.predicted.get(example).filter(|_| is_decided).map(|&class| class as usize)
    }

    fn examples(&self, is_wanted: impl Fn(usize, Option<usize>) -> bool) -> Vec<usize> {
        let all = self.labels.iter().enumerate();
        all.filter(|(example, label)| is_wanted(**label, self.class_of(*example))).map(|(example, _)| example).collect()
    }
}

fn share(part: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_shares_precision_and_recall_are_those_made_by_hand() {
        // Class 0: two are right, one is taken for class 1; class 1: one is right; class 2 has no examples.
        let (labels, predicted) = ([0, 0, 1, 0], [0, 1, 1, 0]);
        let confusion = Confusion::of(&labels, &predicted, vec![], 3);
        assert_eq!([(0, 0), (0, 1), (1, 1), (1, 0), (2, 2)].map(|cell| confusion.count(cell)), [2, 1, 1, 0, 0]);
        assert_eq!([0, 1, 2].map(|class| confusion.row_total(class)), [3, 1, 0]);
        assert_eq!([0, 1, 2].map(|class| confusion.column_total(class)), [2, 2, 0]);
        assert_eq!([0, 1, 2].map(|class| confusion.precision(class)), [Some(1.0), Some(0.5), None]);
        assert_eq!([0, 1, 2].map(|class| confusion.recall(class)), [Some(2.0 / 3.0), Some(1.0), None]);
        assert_eq!(confusion.row_share((0, 1)), Some(1.0 / 3.0));
        assert_eq!((confusion.right(), confusion.accuracy()), (3, Some(0.75)));
        assert_eq!(confusion.largest_error(), 1.0 / 3.0);
        assert_eq!((confusion.examples_of((0, 0)), confusion.wrong()), (vec![0, 3], vec![1]));
        assert_eq!((confusion.cell_of(1), confusion.cell_of(4)), (Some((0, 1)), None));
    }

    #[test]
    fn what_is_predicted_from_nan_is_in_no_column_and_never_right() {
        let (labels, predicted) = ([0, 0, 1], [0, 0, 0]);
        let confusion = Confusion::of(&labels, &predicted, vec![1, 2], 2);
        assert_eq!([0, 1].map(|class| confusion.row_total(class)), [2, 1]);
        assert_eq!([0, 1].map(|class| confusion.column_total(class)), [1, 0]);
        assert_eq!((confusion.accuracy(), confusion.recall(0)), (Some(1.0 / 3.0), Some(0.5)));
        assert_eq!((confusion.wrong(), confusion.examples_of((1, 0))), (vec![1, 2], vec![]));
        assert_eq!((confusion.cell_of(0), confusion.cell_of(1)), (Some((0, 0)), None));
    }

    #[test]
    fn of_no_examples_nothing_is_defined() {
        let confusion = Confusion::of(&[], &[], vec![], 2);
        assert_eq!((confusion.accuracy(), confusion.precision(0), confusion.recall(1)), (None, None, None));
    }
}
