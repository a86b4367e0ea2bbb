//! The predictions screen: the confusion matrix, and the examples behind it.

mod draw;
mod gallery;
mod list;
mod matrix;
mod results;

use crate::probe::Confusion;
use crate::session::{ExampleId, Part, Snapshot};
use crate::t;
use crate::ui::component::{Binding, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{DOWN, ENTER, ESC, LEFT, PART, RIGHT, SORT, UP, VIEW, VIEW_BACK};
use crate::ui::kit::turned;

/// A view of the predictions screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PredictionsDisplay {
    /// The confusion matrix, counts first.
    #[default]
    Counts,
    /// The confusion matrix, each count's share of its row first.
    Shares,
    /// All examples that are classified wrong.
    Gallery,
}

impl PredictionsDisplay {
    const ALL: [Self; 3] = [Self::Counts, Self::Shares, Self::Gallery];
}

/// What is looked at on the predictions screen.
#[derive(Debug, Clone, Default)]
pub struct Predictions {
    /// Training or test examples: what was asked for.
    pub part: Part,
    /// The view.
    pub display: PredictionsDisplay,
    /// The cell of the confusion matrix that the cursor is on: correct and predicted class.
    pub cell: (usize, usize),
    /// Whether the examples of that cell are listed.
    pub opened: bool,
    /// Whether the worst examples stand first.
    pub by_loss: bool,
    /// The example that the cursor was on last: in a cell's list, and among all that are wrong.
    chosen: [usize; 2],
}

impl Predictions {
    /// The part of the examples that is shown: the training examples where there are no test examples.
    pub fn part(&self, snapshot: &Snapshot) -> Part {
        if self.part.of(snapshot.problem()).is_some() { self.part } else { Part::Train }
    }

    /// The confusion matrix; none while nothing is measured, and where the run broke.
    pub fn confusion<'a>(&self, snapshot: &'a Snapshot) -> Option<Confusion<'a>> {
        let evaluation = snapshot.measured.evaluation.as_ref().filter(|_| snapshot.breakdown.is_none())?;
        let part = self.part(snapshot);
        let labels = &part.of(snapshot.problem())?.labels;
        Some(Confusion::of(labels, evaluation.predicted(part), snapshot.problem().class_names.len()))
    }

    /// The cell that the cursor is on, of a matrix of so many `classes`.
    pub fn cell(&self, classes: usize) -> (usize, usize) {
        (self.cell.0.min(classes.saturating_sub(1)), self.cell.1.min(classes.saturating_sub(1)))
    }

    /// Whether single examples are shown, not the matrix.
    pub fn lists_examples(&self) -> bool {
        self.opened || self.display == PredictionsDisplay::Gallery
    }

    /// The examples that are listed, from 0.
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

    /// The place of the cursor in the list: on its example, or where that would stand.
    pub fn at(&self, examples: &[usize]) -> usize {
        let chosen = self.chosen[self.list()];
        let place = examples.iter().position(|&example| example == chosen);
        let after = if self.by_loss { 0 } else { examples.partition_point(|&example| example < chosen) };
        place.unwrap_or(after).min(examples.len().saturating_sub(1))
    }

    /// The list at hand: 0 for a cell's, 1 for the gallery.
    fn list(&self) -> usize {
        usize::from(self.display == PredictionsDisplay::Gallery)
    }

    fn choose(&mut self, example: usize) {
        self.chosen[self.list()] = example;
    }

    /// The columns of a gallery of so many images, the same on every terminal, so that the keys for up and down lead to
    /// the same image everywhere.
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
        binding("predictions.view", VIEW, |predictions, cx| predictions.turn_display(cx, 1)),
        binding("predictions.view_back", VIEW_BACK, |predictions, cx| predictions.turn_display(cx, -1)),
        binding("predictions.left", LEFT, |predictions, cx| predictions.move_cursor(cx, 0, -1)),
        binding("predictions.down", DOWN, |predictions, cx| predictions.move_cursor(cx, 1, 0)),
        binding("predictions.up", UP, |predictions, cx| predictions.move_cursor(cx, -1, 0)),
        binding("predictions.right", RIGHT, |predictions, cx| predictions.move_cursor(cx, 0, 1)),
        binding("predictions.list", ENTER, Self::list_cell),
        binding("predictions.open", ENTER, Self::open_example),
        binding("predictions.back", ESC, Self::close_list),
        binding("predictions.sort", SORT, Self::sort),
        binding("predictions.part", PART, Self::turn_part),
    ]];
}

/// Whether anything shows: where nothing does, nothing changes.
fn shows_something(cx: &Context<'_>) -> bool {
    !cx.shared.look.is_hidden && cx.snapshot.measured.evaluation.is_some() && cx.snapshot.breakdown.is_none()
}

impl Predictions {
    fn turn_display(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        if !shows_something(cx) {
            return Reaction::Ignored;
        }
        let all = PredictionsDisplay::ALL;
        let at = all.iter().position(|&display| display == self.display).unwrap_or_default();
        self.display = all[turned(at, by, all.len())];
        self.opened = false;
        Reaction::Done
    }

    fn turn_part(&mut self, cx: &mut Context<'_>) -> Reaction {
        if Part::Test.of(cx.snapshot.problem()).is_none() {
            return cx.refuse(t!(cx.text(), "predictions.no_test"));
        }
        if !shows_something(cx) {
            return Reaction::Ignored;
        }
        self.part = if self.part(cx.snapshot) == Part::Train { Part::Test } else { Part::Train };
        Reaction::Done
    }

    fn sort(&mut self, cx: &mut Context<'_>) -> Reaction {
        if !shows_something(cx) || !self.lists_examples() {
            return Reaction::Ignored;
        }
        self.by_loss = !self.by_loss;
        Reaction::Done
    }

    /// The cursor moves as far as it can, where there is something to move in that way.
    fn move_cursor(&mut self, cx: &mut Context<'_>, down: isize, right: isize) -> Reaction {
        if !shows_something(cx) {
            return Reaction::Ignored;
        }
        if self.lists_examples() {
            return self.move_in_list(cx.snapshot, down, right).unwrap_or(Reaction::Ignored);
        }
        let classes = cx.snapshot.problem().class_names.len();
        let (row, column) = self.cell(classes);
        let moved = |at: usize, by: isize| at.saturating_add_signed(by).min(classes - 1);
        self.cell = (moved(row, down), moved(column, right));
        Reaction::Done
    }

    fn move_in_list(&mut self, snapshot: &Snapshot, down: isize, right: isize) -> Option<Reaction> {
        let confusion = self.confusion(snapshot)?;
        let examples = self.examples(&confusion, snapshot);
        let is_grid = !self.opened && snapshot.problem().image.is_some();
        let by = if is_grid { down * Self::columns(examples.len()).cast_signed() + right } else { down };
        let at = self.at(&examples);
        // A line down from above an unfinished last line there is nothing: the cursor stays.
        let to = at.checked_add_signed(by).filter(|to| *to < examples.len()).unwrap_or(at);
        self.choose(*examples.get(to)?);
        (by != 0 && examples.len() > 1).then_some(Reaction::Done)
    }

    /// The examples that are listed, or would be, where results are shown.
    fn examples_shown(&self, cx: &Context<'_>) -> Option<Vec<usize>> {
        let confusion = self.confusion(cx.snapshot).filter(|_| !cx.shared.look.is_hidden)?;
        Some(self.examples(&confusion, cx.snapshot))
    }

    /// From the matrix into a cell.
    fn list_cell(&mut self, cx: &mut Context<'_>) -> Reaction {
        let Some(examples) = self.examples_shown(cx).filter(|_| !self.lists_examples()) else {
            return Reaction::Ignored;
        };
        let Some(&first) = examples.first() else { return cx.refuse(t!(cx.text(), "predictions.empty_cell")) };
        self.opened = true;
        self.choose(first);
        Reaction::Done
    }

    /// From a list to the probabilities of an example, on the dashboard.
    fn open_example(&mut self, cx: &mut Context<'_>) -> Reaction {
        let examples = self.examples_shown(cx).filter(|_| self.lists_examples()).unwrap_or_default();
        let Some(&index) = examples.get(self.at(&examples)) else { return Reaction::Ignored };
        cx.look_at(ExampleId { part: self.part(cx.snapshot), index });
        cx.show_example(Self::NAME)
    }

    fn close_list(&mut self, _: &mut Context<'_>) -> Reaction {
        if std::mem::take(&mut self.opened) { Reaction::Done } else { Reaction::Ignored }
    }
}
