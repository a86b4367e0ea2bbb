//! What is shown of the predictions.

use std::ops::Deref;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::probe::Confusion;
use crate::session::{Evaluation, Part};
use crate::t;
use crate::ui::canvas::Scene;
use crate::ui::kit::{self, fit_among};
use crate::ui::predictions::Predictions;

/// What stands between two notes.
pub(super) const DOT: &str = " · ";

/// What is shown, and how.
pub(super) struct Results<'a> {
    scene: Scene<'a>,
    pub(super) screen: &'a Predictions,
    pub(super) evaluation: &'a Evaluation,
    pub(super) confusion: Confusion<'a>,
    pub(super) part: Part,
}

impl<'a> Deref for Results<'a> {
    type Target = Scene<'a>;

    fn deref(&self) -> &Scene<'a> {
        &self.scene
    }
}

impl<'a> Results<'a> {
    /// None while there are no predictions to show.
    pub(super) fn new(screen: &'a Predictions, scene: Scene<'a>) -> Option<Self> {
        let Scene { shared, snapshot, .. } = scene;
        let confusion = screen.confusion(snapshot).filter(|_| !shared.look.is_hidden)?;
        let evaluation = snapshot.measured.evaluation.as_deref()?;
        Some(Self { scene, screen, evaluation, confusion, part: screen.part(snapshot) })
    }

    /// The name of a class in at most so many columns.
    pub(super) fn class(&self, class: usize, width: usize) -> String {
        fit_among(&self.snapshot.problem().class_names, class, width)
    }

    pub(super) fn part_name(&self) -> &'a str {
        match self.part {
            Part::Train => t!(self.shared.text, "predictions.train_examples"),
            Part::Test => t!(self.shared.text, "predictions.test_examples"),
        }
    }

    /// `step 31`: when it was measured.
    pub(super) fn step(&self) -> String {
        format!("{} {}", t!(self.shared.text, "header.step"), self.evaluation.step)
    }

    /// `12 of 1437 training examples`
    pub(super) fn count_of(&self, count: usize) -> String {
        let (count, total) = (count.to_string(), self.confusion.total().to_string());
        t!(self.shared.text, "predictions.count_of", count = count, total = total, part = self.part_name())
    }

    /// Draws the frame with its title and the notes at its right; where not all fit, the first give way.
    pub(super) fn frame(
        &self,
        title: &str,
        mut notes: &[String],
        focused: bool,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Rect {
        let theme = self.theme;
        let room = usize::from(area.width).saturating_sub(title.width() + 7);
        while notes.len() > 1 && notes.join(DOT).width() > room {
            notes = &notes[1..];
        }
        let right = Line::styled(notes.join(DOT), theme.value);
        kit::pane(Line::styled(title, theme.value), right, focused, theme, area, buffer)
    }
}
