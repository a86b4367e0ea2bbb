//! The confusion matrix, and the examples behind it.

use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;

use crate::session::Snapshot;
use crate::t;
use crate::ui::component::{Component, Reaction};
use crate::ui::context::Context;
use crate::ui::kit::paragraph;
use crate::ui::predictions::results::Results;
use crate::ui::predictions::{Predictions, PredictionsDisplay};
use crate::ui::shared::Shared;
use crate::ui::theme::Theme;
use crate::ui::{Canvas, Scene};

impl Component for Predictions {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        render(self, canvas, area);
    }

    /// To a cell of the matrix, or to an example.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        if self.lists_examples() {
            let Some(example) = example_at(self, cx.scene(theme), area, place) else { return Reaction::Ignored };
            self.choose(example);
            return Reaction::Done;
        }
        let Some(cell) = cell_at(self, cx.scene(theme), area, place) else { return Reaction::Ignored };
        self.cell = cell;
        Reaction::Done
    }

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec![
            "time.play",
            "time.back time.forward",
            "predictions.back",
            "predictions.left predictions.down predictions.up predictions.right",
            "predictions.list",
            "predictions.open",
            "predictions.sort",
            "predictions.view",
            "predictions.part",
        ]
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
fn render(screen: &Predictions, canvas: &mut Canvas, area: Rect) {
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
fn cell_at(screen: &Predictions, scene: Scene<'_>, area: Rect, place: Position) -> Option<(usize, usize)> {
    super::matrix::cell_at(&Results::new(screen, scene)?, halves(area)[0], place)
}

/// The example that lies at a place of the body, where single examples are shown.
fn example_at(screen: &Predictions, scene: Scene<'_>, area: Rect, place: Position) -> Option<usize> {
    let shown = Results::new(screen, scene)?;
    let examples = screen.examples(&shown.confusion, scene.snapshot);
    let at = if screen.display == PredictionsDisplay::Gallery {
        super::gallery::example_at(&shown, &examples, area, place)
    } else {
        super::list::example_at(&shown, &examples, area, place)
    };
    at.and_then(|at| examples.get(at).copied())
}
