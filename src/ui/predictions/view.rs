//! The predictions as the screen shows them.

use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::probe::{Confusion, Image};
use crate::session::{Evaluation, ExampleId, Part};
use crate::t;
use crate::ui::Canvas;
use crate::ui::canvas::{Scene, deref_to_scene};
use crate::ui::kit::fit_among;
use crate::ui::pictures::image::Picture;
use crate::ui::predictions::Predictions;

pub(super) const DOT: &str = " · ";

pub(super) struct ResultsView<'a> {
    scene: Scene<'a>,
    pub(super) screen: &'a Predictions,
    pub(super) evaluation: &'a Evaluation,
    pub(super) confusion: Confusion<'a>,
    pub(super) part: Part,
    /// The listed examples, and the index of the one under the cursor.
    pub(super) examples: Vec<usize>,
    pub(super) cursor: usize,
}

deref_to_scene!(ResultsView);

impl<'a> ResultsView<'a> {
    /// Returns `None` while there are no predictions to show.
    pub(super) fn new(screen: &'a Predictions, scene: Scene<'a>) -> Option<Self> {
        let Scene { shared, snapshot, .. } = scene;
        let confusion = screen.confusion(snapshot).filter(|_| !shared.look.is_hidden)?;
        let evaluation = snapshot.measured.evaluation.as_deref()?;
        let examples = screen.examples(&confusion, snapshot);
        let (part, cursor) = (screen.part(snapshot), screen.cursor_among(&examples));
        Some(Self { scene, screen, evaluation, confusion, part, examples, cursor })
    }

    pub(super) fn picture(&self, example: usize) -> Option<Picture> {
        let id = ExampleId { part: self.part, index: example };
        Image::of_example(self.snapshot, id).map(Picture::of_example)
    }

    pub(super) fn class(&self, class: usize, width: usize) -> String {
        fit_among(&self.snapshot.problem().class_names, class, width)
    }

    /// Returns the correct and the predicted class, `7→1`, in at most `width` columns.
    pub(super) fn pair(&self, example: usize, width: usize) -> String {
        let Some((correct, predicted)) = self.confusion.cell_of(example) else { return String::new() };
        let each = width.saturating_sub(1) / 2;
        // Each name may use the room that the other one does not need.
        let other = self.snapshot.problem().class_names[predicted].width();
        let first = self.class(correct, each.max(width.saturating_sub(1 + other)));
        let second = self.class(predicted, width.saturating_sub(1 + first.width()));
        format!("{first}→{second}")
    }

    pub(super) fn part_name(&self) -> &'a str {
        match self.part {
            Part::Train => t!(self.shared.text, "predictions.train_examples"),
            Part::Test => t!(self.shared.text, "predictions.test_examples"),
        }
    }

    /// Returns the step at which this was measured, `step 31`.
    pub(super) fn step(&self) -> String {
        format!("{} {}", t!(self.shared.text, "header.step"), self.evaluation.step)
    }

    pub(super) fn count_of(&self, count: usize) -> String {
        let total = self.confusion.total();
        t!(self.shared.text, "predictions.count_of", count = count, total = total, part = self.part_name())
    }

    /// Draws the frame with its title and the notes at its right; if not all notes fit, the first are dropped.
    pub(super) fn frame(
        &self,
        canvas: &mut Canvas,
        title: &str,
        mut notes: &[String],
        focused: bool,
        area: Rect,
    ) -> Rect {
        let theme = self.theme;
        let room = usize::from(area.width).saturating_sub(title.width() + 7);
        while notes.len() > 1 && notes.join(DOT).width() > room {
            notes = &notes[1..];
        }
        let right = Line::styled(notes.join(DOT), theme.value);
        canvas.pane(Line::styled(title, theme.value), right, focused, area)
    }
}
