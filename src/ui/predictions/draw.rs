//! The confusion matrix, and the examples behind it.

use std::ops::Deref;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::probe::Confusion;
use crate::session::{Evaluation, Part};
use crate::t;
use crate::ui::PredictionsDisplay;
use crate::ui::kit::{self, fit_among, paragraph};
use crate::ui::{Canvas, Scene};

/// What stands between two notes.
pub(super) const DOT: &str = " · ";

/// What the mouse points to on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PredictionsTarget {
    /// A cell of the confusion matrix: correct and predicted class.
    Cell((usize, usize)),
    /// An example of the list, counted from its first.
    Example(usize),
}

/// What is shown, and how.
pub(super) struct Results<'a> {
    scene: Scene<'a>,
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
    fn new(scene: Scene<'a>) -> Option<Self> {
        let Scene { app, snapshot, .. } = scene;
        let confusion = app.screens.predictions.confusion(snapshot).filter(|_| !app.look.is_hidden)?;
        let evaluation = snapshot.measured.evaluation.as_deref()?;
        Some(Self { scene, evaluation, confusion, part: app.screens.predictions.part(snapshot) })
    }

    /// The name of a class in at most so many columns.
    pub(super) fn class(&self, class: usize, width: usize) -> String {
        fit_among(&self.snapshot.problem().class_names, class, width)
    }

    pub(super) fn part_name(&self) -> &'a str {
        match self.part {
            Part::Train => t!(self.app.text, "predictions.train_examples"),
            Part::Test => t!(self.app.text, "predictions.test_examples"),
        }
    }

    /// `step 31`: when it was measured.
    pub(super) fn step(&self) -> String {
        format!("{} {}", t!(self.app.text, "header.step"), self.evaluation.step)
    }

    /// `12 of 1437 training examples`
    pub(super) fn count_of(&self, count: usize) -> String {
        let (count, total) = (count.to_string(), self.confusion.total().to_string());
        t!(self.app.text, "predictions.count_of", count = count, total = total, part = self.part_name())
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

/// The matrix, and beside it where that fits the examples of the cell under the cursor.
///
/// ```text
/// ┏ Confusion matrix: training examples ━ accuracy 0.913 ┓╭ correct 3, predicted 5 ─────────╮
/// ┃ correct ↓ │ predicted →                              ┃│ example  P correct  P predicted │
/// ┃           │   0    1    2    3    4                  ┃│ 123      0.312      0.650       │
/// ```
fn halves(area: Rect) -> [Rect; 2] {
    const LEAST: u16 = 116;
    let list = match area.width {
        width if width < LEAST => 0,
        // Ten classes need what is left.
        width => 44.max(width / 3),
    };
    Layout::horizontal([Constraint::Fill(1), Constraint::Length(list)]).areas(area)
}

/// Draws the body of the screen.
pub fn render(canvas: &mut Canvas, area: Rect) {
    let Some(shown) = Results::new(canvas.scene) else { return render_nothing(canvas, area) };
    let (view, buffer) = (&shown.app.screens.predictions, &mut *canvas.buffer);
    let examples = view.examples(&shown.confusion, shown.snapshot);
    if view.display == PredictionsDisplay::Gallery {
        return super::gallery::render(&shown, &examples, area, buffer);
    }
    if view.opened {
        return super::list::render(&shown, &examples, true, area, buffer);
    }
    let [left, right] = halves(area);
    super::matrix::render(&shown, left, buffer);
    if right.width > 0 && shown.snapshot.problem().image.is_some() && !examples.is_empty() {
        super::gallery::preview(&shown, &examples, right, buffer);
    } else if right.width > 0 {
        super::list::render(&shown, &examples, false, right, buffer);
    }
}

/// Why there is nothing to see.
fn render_nothing(canvas: &mut Canvas, area: Rect) {
    let Scene { app, snapshot, theme } = canvas.scene;
    let title = Line::styled(t!(app.text, "predictions.matrix"), theme.value);
    let inside = canvas.pane(title, Line::default(), true, area);
    let (sentence, style) = match snapshot.breakdown {
        _ if app.look.is_hidden => (canvas.hidden().to_string(), theme.dim),
        Some(breakdown) => (t!(app.text, "predictions.broke", step = breakdown.step), theme.wrong),
        None => (t!(app.text, "predictions.nothing_yet").to_owned(), theme.dim),
    };
    canvas.lines(paragraph(&sentence, style, inside.width), inside);
}

/// What lies at a place of the body.
pub fn target_at(scene: Scene<'_>, area: Rect, place: Position) -> Option<PredictionsTarget> {
    let shown = Results::new(scene)?;
    let view = &scene.app.screens.predictions;
    let examples = view.examples(&shown.confusion, scene.snapshot);
    let example = if view.display == PredictionsDisplay::Gallery {
        super::gallery::example_at(&shown, &examples, area, place)
    } else if view.opened {
        super::list::example_at(&shown, &examples, area, place)
    } else {
        return super::matrix::cell_at(&shown, halves(area)[0], place).map(PredictionsTarget::Cell);
    };
    example.map(PredictionsTarget::Example)
}
