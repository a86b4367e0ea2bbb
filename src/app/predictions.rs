//! What is looked at on the predictions screen, and what the keys do there.

use super::action::Action;
use super::model::{App, Pane};
use super::screen::Screen;
use super::update::Effect;
use crate::probe::Confusion;
use crate::session::{ExampleId, Part, Snapshot};
use crate::t;

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
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PredictionsView {
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

impl PredictionsView {
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

impl App {
    /// Keys that mean something else, or something at all, on the predictions screen; none for the others.
    pub(super) fn update_predictions(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        // Where nothing shows nothing changes.
        let shows_something = !self.predict && snapshot.measured.evaluation.is_some() && snapshot.breakdown.is_none();
        match action {
            Action::Display
            | Action::DisplayBack
            | Action::SortUnits
            | Action::CursorLeft
            | Action::CursorRight
            | Action::CursorUp
            | Action::CursorDown
                if !shows_something =>
            {
                None
            }
            Action::Display => Some(self.turn_predictions(1)),
            Action::DisplayBack => Some(self.turn_predictions(-1)),
            Action::OtherPart if Part::Test.of(snapshot.problem()).is_none() => {
                Some(self.refuse(t!(self.text, "predictions.no_test")))
            }
            Action::OtherPart if shows_something => {
                let is_train = self.predictions.part(snapshot) == Part::Train;
                self.predictions.part = if is_train { Part::Test } else { Part::Train };
                Some(vec![])
            }
            Action::SortUnits if self.predictions.lists_examples() => {
                self.predictions.by_loss = !self.predictions.by_loss;
                Some(vec![])
            }
            Action::CursorLeft => self.move_in_predictions(snapshot, 0, -1),
            Action::CursorRight => self.move_in_predictions(snapshot, 0, 1),
            Action::CursorUp => self.move_in_predictions(snapshot, -1, 0),
            Action::CursorDown => self.move_in_predictions(snapshot, 1, 0),
            Action::Zoom => self.open_in_predictions(snapshot),
            _ => None,
        }
    }

    fn turn_predictions(&mut self, by: isize) -> Vec<Effect> {
        let all = PredictionsDisplay::ALL;
        let view = &mut self.predictions;
        let at = all.iter().position(|&display| display == view.display).unwrap_or_default();
        view.display = all[(at + all.len()).saturating_add_signed(by) % all.len()];
        view.opened = false;
        vec![]
    }

    /// The cursor moves as far as it can; none where there is nothing to move in, or not that way.
    fn move_in_predictions(&mut self, snapshot: &Snapshot, down: isize, right: isize) -> Option<Vec<Effect>> {
        let view = &mut self.predictions;
        if !view.lists_examples() {
            let classes = snapshot.problem().class_names.len();
            let (row, column) = view.cell(classes);
            let moved = |at: usize, by: isize| at.saturating_add_signed(by).min(classes - 1);
            view.cell = (moved(row, down), moved(column, right));
            return Some(vec![]);
        }
        let confusion = view.confusion(snapshot)?;
        let examples = view.examples(&confusion, snapshot);
        let is_grid = !view.opened && snapshot.problem().image.is_some();
        let by = if is_grid { down * PredictionsView::columns(examples.len()).cast_signed() + right } else { down };
        let at = view.at(&examples);
        // A line down from above an unfinished last line there is nothing: the cursor stays.
        let to = at.checked_add_signed(by).filter(|to| *to < examples.len()).unwrap_or(at);
        view.choose(*examples.get(to)?);
        (by != 0 && examples.len() > 1).then_some(vec![])
    }

    /// Enter: from the matrix into a cell, from a list to the probabilities of an example.
    fn open_in_predictions(&mut self, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let confusion = self.predictions.confusion(snapshot).filter(|_| !self.predict)?;
        let examples = self.predictions.examples(&confusion, snapshot);
        if self.predictions.lists_examples() {
            let index = *examples.get(self.predictions.at(&examples))?;
            return Some(self.open_example(ExampleId { part: self.predictions.part(snapshot), index }, snapshot));
        }
        let Some(&first) = examples.first() else { return Some(self.refuse(t!(self.text, "predictions.empty_cell"))) };
        self.predictions.opened = true;
        self.predictions.choose(first);
        Some(vec![])
    }

    /// Shows the probabilities of an example on the dashboard.
    fn open_example(&mut self, example: ExampleId, snapshot: &Snapshot) -> Vec<Effect> {
        (self.focus, self.zoomed) = (Pane::Probabilities, false);
        let mut effects = self.look_at_example(example);
        effects.extend(self.open_screen(Screen::Dashboard, snapshot));
        self.from_list = true;
        effects
    }

    /// The cursor goes to a cell of the confusion matrix.
    pub fn point_in_confusion(&mut self, cell: (usize, usize)) {
        self.predictions.cell = cell;
    }

    /// The cursor goes to an example of the list, counted from its first.
    pub fn point_in_examples(&mut self, at: usize, snapshot: &Snapshot) {
        let Some(confusion) = self.predictions.confusion(snapshot) else { return };
        if let Some(&example) = self.predictions.examples(&confusion, snapshot).get(at) {
            self.predictions.choose(example);
        }
    }
}
