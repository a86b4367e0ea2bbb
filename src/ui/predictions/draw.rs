//! How the predictions screen is drawn and clicked.

use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;

use crate::session::Snapshot;
use crate::t;
use crate::ui::component::{Component, Reaction};
use crate::ui::context::Context;
use crate::ui::predictions::view::ResultsView;
use crate::ui::predictions::{Predictions, PredictionsDisplay, gallery, list, matrix};
use crate::ui::shared::Shared;
use crate::ui::theme::Theme;
use crate::ui::{Canvas, Scene};

impl Component for Predictions {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(view) = ResultsView::new(self, canvas.scene) else { return render_nothing(canvas, area) };
        if self.display == PredictionsDisplay::Gallery {
            return gallery::render(&view, canvas, area);
        }
        if self.opened {
            return list::render(&view, canvas, true, area);
        }
        let [left, right] = halves(area);
        matrix::render(&view, canvas, left);
        if right.width > 0 && view.snapshot.problem().image.is_some() && !view.examples.is_empty() {
            gallery::preview(&view, canvas, right);
        } else if right.width > 0 {
            list::render(&view, canvas, false, right);
        }
    }

    /// Moves the cursor to the cell of the matrix or the example at `place`.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        let Some(view) = ResultsView::new(self, cx.scene(theme)) else { return Reaction::Ignored };
        if !self.lists_examples() {
            let Some(cell) = matrix::cell_at(&view, halves(area)[0], place) else { return Reaction::Ignored };
            self.cell = cell;
            return Reaction::Done;
        }
        let index = if self.display == PredictionsDisplay::Gallery {
            gallery::example_at(&view, area, place)
        } else {
            list::example_at(&view, area, place)
        };
        let Some(&example) = index.and_then(|index| view.examples.get(index)) else { return Reaction::Ignored };
        self.choose(example);
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

/// Returns the areas of the matrix and, on a wide screen, of the examples in the cell under the cursor.
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
        // Ten classes need the remaining width.
        width => 44.max(width / 3),
    };
    Layout::horizontal([Constraint::Fill(1), Constraint::Length(list)]).areas(area)
}

/// Says why there is nothing to see.
fn render_nothing(canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let title = Line::styled(t!(shared.text, "predictions.matrix"), theme.value);
    let inside = canvas.pane(title, Line::default(), true, area);
    let (sentence, style) = match snapshot.breakdown {
        _ if shared.look.is_hidden => (canvas.hidden().to_string(), theme.dim),
        Some(breakdown) => (t!(shared.text, "predictions.broke", step = breakdown.step), theme.wrong),
        None => (t!(shared.text, "predictions.nothing_yet").to_owned(), theme.dim),
    };
    canvas.paragraph(&sentence, style, inside);
}
