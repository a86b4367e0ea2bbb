//! The confusion matrix, and the examples behind it.

use std::ops::Deref;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::probe::Confusion;
use crate::session::{Evaluation, Part};
use crate::t;
use crate::ui::kit::{self, fit_among, paragraph};
use crate::ui::predictions::{Predictions, PredictionsDisplay};
use crate::ui::{Canvas, Scene};

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
    fn new(screen: &'a Predictions, scene: Scene<'a>) -> Option<Self> {
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
pub fn render(screen: &Predictions, canvas: &mut Canvas, area: Rect) {
    let Some(shown) = Results::new(screen, canvas.scene) else { return render_nothing(canvas, area) };
    let buffer = &mut *canvas.buffer;
    let examples = screen.examples(&shown.confusion, shown.snapshot);
    if screen.display == PredictionsDisplay::Gallery {
        return super::gallery::render(&shown, &examples, area, buffer);
    }
    if screen.opened {
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
    let Scene { shared, snapshot, theme } = canvas.scene;
    let title = Line::styled(t!(shared.text, "predictions.matrix"), theme.value);
    let inside = canvas.pane(title, Line::default(), true, area);
    let (sentence, style) = match snapshot.breakdown {
        _ if shared.look.is_hidden => (canvas.hidden().to_string(), theme.dim),
        Some(breakdown) => (t!(shared.text, "predictions.broke", step = breakdown.step), theme.wrong),
        None => (t!(shared.text, "predictions.nothing_yet").to_owned(), theme.dim),
    };
    canvas.lines(paragraph(&sentence, style, inside.width), inside);
}

/// The cell of the matrix that lies at a place of the body, where the matrix is shown.
pub fn cell_at(screen: &Predictions, scene: Scene<'_>, area: Rect, place: Position) -> Option<(usize, usize)> {
    super::matrix::cell_at(&Results::new(screen, scene)?, halves(area)[0], place)
}

/// The example that lies at a place of the body, where single examples are shown.
pub fn example_at(screen: &Predictions, scene: Scene<'_>, area: Rect, place: Position) -> Option<usize> {
    let shown = Results::new(screen, scene)?;
    let examples = screen.examples(&shown.confusion, scene.snapshot);
    let at = if screen.display == PredictionsDisplay::Gallery {
        super::gallery::example_at(&shown, &examples, area, place)
    } else {
        super::list::example_at(&shown, &examples, area, place)
    };
    at.and_then(|at| examples.get(at).copied())
}
