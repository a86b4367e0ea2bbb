//! The predictions screen: the confusion matrix, and the examples behind it.

mod draw;
mod gallery;
mod list;
mod matrix;
mod view;

use crate::probe::Confusion;
use crate::session::{ExampleId, Part, Snapshot};
use crate::t;
use crate::ui::component::{Binding, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{DOWN, ENTER, ESC, LEFT, PART, RIGHT, SORT, UP, VIEW, VIEW_BACK};
use crate::ui::kit::{moved, next_of};

/// A view of the predictions screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PredictionsDisplay {
    /// The confusion matrix, with counts in large.
    #[default]
    Counts,
    /// The confusion matrix, with shares of the row in large.
    Shares,
    /// All misclassified examples.
    Gallery,
}

impl PredictionsDisplay {
    const ALL: [Self; 3] = [Self::Counts, Self::Shares, Self::Gallery];
}

/// The state of the predictions screen.
#[derive(Debug, Clone, Default)]
pub struct Predictions {
    /// The requested part of the examples; see [`Predictions::part`].
    pub part: Part,
    /// The view.
    pub display: PredictionsDisplay,
    /// The cell under the cursor: correct and predicted class.
    pub cell: (usize, usize),
    /// Whether that cell's examples are listed.
    pub opened: bool,
    /// Whether the worst examples come first.
    pub by_loss: bool,
    /// The last example under the cursor, in a cell's list and in the gallery.
    chosen: [usize; 2],
}

impl Predictions {
    /// Returns the part that is shown: the training examples if there are no test examples.
    pub fn part(&self, snapshot: &Snapshot) -> Part {
        if self.part.of(snapshot.problem()).is_some() { self.part } else { Part::Train }
    }

    /// Returns the confusion matrix; `None` before the first measurement, and if the run broke.
    pub fn confusion<'a>(&self, snapshot: &'a Snapshot) -> Option<Confusion<'a>> {
        let evaluation = snapshot.measured.evaluation.as_ref().filter(|_| snapshot.breakdown.is_none())?;
        let part = self.part(snapshot);
        let labels = &part.of(snapshot.problem())?.labels;
        let (predicted, undecided) = (evaluation.predicted(part), evaluation.undecided(part));
        Some(Confusion::of(labels, predicted, undecided, snapshot.problem().class_names.len()))
    }

    /// Returns the cell under the cursor, within a matrix of `classes` rows and columns.
    pub fn cell(&self, classes: usize) -> (usize, usize) {
        (self.cell.0.min(classes.saturating_sub(1)), self.cell.1.min(classes.saturating_sub(1)))
    }

    /// Returns whether single examples are shown instead of the matrix.
    pub fn lists_examples(&self) -> bool {
        self.opened || self.display == PredictionsDisplay::Gallery
    }

    /// Returns the indices of the listed examples.
    pub fn examples(&self, confusion: &Confusion<'_>, snapshot: &Snapshot) -> Vec<usize> {
        let is_gallery = self.display == PredictionsDisplay::Gallery;
        let examples =
            if is_gallery { confusion.wrong() } else { confusion.examples_of(self.cell(confusion.classes())) };
        let Some(evaluation) = snapshot.measured.evaluation.as_ref().filter(|_| self.by_loss) else { return examples };
        let confidence = evaluation.confidence(self.part(snapshot));
        let mut keyed: Vec<_> = examples.into_iter().map(|example| (confidence[example].loss(), example)).collect();
        keyed.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        keyed.into_iter().map(|(_, example)| example).collect()
    }

    /// Returns the cursor's index: at its example; if that is not listed, where it would be or, sorted by loss, at 0.
    pub fn cursor_among(&self, examples: &[usize]) -> usize {
        let chosen = self.chosen[self.list()];
        let place = examples.iter().position(|&example| example == chosen);
        let after = if self.by_loss { 0 } else { examples.partition_point(|&example| example < chosen) };
        place.unwrap_or(after).min(examples.len().saturating_sub(1))
    }

    fn list(&self) -> usize {
        usize::from(self.display == PredictionsDisplay::Gallery)
    }

    fn choose(&mut self, example: usize) {
        self.chosen[self.list()] = example;
    }

    /// Returns the columns of a gallery: the same on every terminal, so that keys lead to the same image everywhere.
    pub fn columns(images: usize) -> usize {
        match images {
            0..=3 => images.max(1),
            4..=8 => 4,
            _ => 6,
        }
    }
}

impl Keyed for Predictions {
    const NAME: &'static str = "predictions";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("predictions.view", VIEW, |predictions, cx| predictions.cycle_display(cx, 1)),
        binding("predictions.view_back", VIEW_BACK, |predictions, cx| predictions.cycle_display(cx, -1)),
        binding("predictions.left", LEFT, |predictions, cx| predictions.move_cursor(cx, 0, -1)),
        binding("predictions.down", DOWN, |predictions, cx| predictions.move_cursor(cx, 1, 0)),
        binding("predictions.up", UP, |predictions, cx| predictions.move_cursor(cx, -1, 0)),
        binding("predictions.right", RIGHT, |predictions, cx| predictions.move_cursor(cx, 0, 1)),
        binding("predictions.list", ENTER, Self::list_cell),
        binding("predictions.open", ENTER, Self::open_example),
        binding("predictions.back", ESC, Self::close_list),
        binding("predictions.sort", SORT, Self::toggle_order),
        binding("predictions.part", PART, Self::switch_part),
    ]];
}

/// Returns whether there is something to see; if not, keys change nothing.
fn shows_something(cx: &Context<'_>) -> bool {
    !cx.shared.look.is_hidden && cx.snapshot.measured.evaluation.is_some() && cx.snapshot.breakdown.is_none()
}

impl Predictions {
    fn cycle_display(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        if !shows_something(cx) {
            return Reaction::Ignored;
        }
        self.display = next_of(&PredictionsDisplay::ALL, self.display, by);
        self.opened = false;
        Reaction::Done
    }

    fn switch_part(&mut self, cx: &mut Context<'_>) -> Reaction {
        if Part::Test.of(cx.snapshot.problem()).is_none() {
            return cx.refuse(t!(cx.text(), "predictions.no_test"));
        }
        if !shows_something(cx) {
            return Reaction::Ignored;
        }
        self.part = if self.part(cx.snapshot) == Part::Train { Part::Test } else { Part::Train };
        Reaction::Done
    }

    fn toggle_order(&mut self, cx: &mut Context<'_>) -> Reaction {
        let applies = shows_something(cx) && self.lists_examples();
        Reaction::toggle(&mut self.by_loss, applies)
    }

    /// Moves the cursor as far as possible; ignored if it cannot move in that direction at all.
    fn move_cursor(&mut self, cx: &mut Context<'_>, down: isize, right: isize) -> Reaction {
        if !shows_something(cx) {
            return Reaction::Ignored;
        }
        if self.lists_examples() {
            return self.move_in_list(cx.snapshot, down, right).unwrap_or(Reaction::Ignored);
        }
        let classes = cx.snapshot.problem().class_names.len();
        let (row, column) = self.cell(classes);
        self.cell = (moved(row, down, classes), moved(column, right, classes));
        Reaction::Done
    }

    fn move_in_list(&mut self, snapshot: &Snapshot, down: isize, right: isize) -> Option<Reaction> {
        let confusion = self.confusion(snapshot)?;
        let examples = self.examples(&confusion, snapshot);
        let is_grid = !self.opened && snapshot.problem().image.is_some();
        let by = if is_grid { down * Self::columns(examples.len()).cast_signed() + right } else { down };
        let at = self.cursor_among(&examples);
        // There may be nothing below if the last row is not full; the cursor then stays.
        let to = at.checked_add_signed(by).filter(|to| *to < examples.len()).unwrap_or(at);
        self.choose(*examples.get(to)?);
        (by != 0 && examples.len() > 1).then_some(Reaction::Done)
    }

    /// Returns the listed examples, or those of the cell under the cursor; `None` while results are hidden.
    fn examples_shown(&self, cx: &Context<'_>) -> Option<Vec<usize>> {
        let confusion = self.confusion(cx.snapshot).filter(|_| !cx.shared.look.is_hidden)?;
        Some(self.examples(&confusion, cx.snapshot))
    }

    fn list_cell(&mut self, cx: &mut Context<'_>) -> Reaction {
        let Some(examples) = self.examples_shown(cx).filter(|_| !self.lists_examples()) else {
            return Reaction::Ignored;
        };
        let Some(&first) = examples.first() else { return cx.refuse(t!(cx.text(), "predictions.empty_cell")) };
        self.opened = true;
        self.choose(first);
        Reaction::Done
    }

    /// Shows the chosen example on the dashboard, with its probabilities.
    fn open_example(&mut self, cx: &mut Context<'_>) -> Reaction {
        let examples = self.examples_shown(cx).filter(|_| self.lists_examples()).unwrap_or_default();
        let Some(&index) = examples.get(self.cursor_among(&examples)) else { return Reaction::Ignored };
        cx.look_at(ExampleId { part: self.part(cx.snapshot), index });
        cx.show_example(Self::NAME)
    }

    fn close_list(&mut self, _: &mut Context<'_>) -> Reaction {
        Reaction::done_if(std::mem::take(&mut self.opened))
    }
}
