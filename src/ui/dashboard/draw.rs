//! Where the panes of the dashboard stand, and what is in them.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::{Pane, loss, probabilities, sparsity};
use crate::session::Snapshot;
use crate::t;
use crate::ui::pictures::heatmap;
use crate::ui::{App, Canvas, Scene};

/// Draws the dashboard.
pub fn render(canvas: &mut Canvas, area: Rect) {
    for (pane, area) in panes(canvas.app, canvas.snapshot, area) {
        draw_pane(canvas, pane, area);
    }
}

/// Where the panes of the dashboard stand.
///
/// ```text
/// ├ loss ──────────────────┬ sparsity ──────────────┤
/// │                        │                        │
/// ├ W¹ ────────────────────┤                        │
/// │                        ├ probabilities ─────────┤
/// ├ W² ────────────────────┤                        │
/// │                        │                        │
/// ```
///
/// It follows from the size of the screen and the network alone: whatever is said, nothing jumps. A zoomed pane has the
/// whole body. Without a hidden layer there are the loss, W¹ and the probabilities.
pub fn panes(app: &App, snapshot: &Snapshot, body: Rect) -> Vec<(Pane, Rect)> {
    if app.screens.dashboard.zoomed {
        return vec![(app.screens.dashboard.focus, body)];
    }
    let [left, right] = Layout::horizontal([Constraint::Fill(1); 2]).areas(body);
    if snapshot.hidden_layers() == 0 {
        let [loss, weights] = Layout::vertical([Constraint::Fill(1); 2]).areas(left);
        return vec![(Pane::Loss, loss), (Pane::Weights, weights), (Pane::Probabilities, right)];
    }
    let classes = snapshot.sizes()[snapshot.sizes().len() - 1] as u16;
    // Two lines of border, one about the example, one a class; the bars of the units need eight lines.
    let probabilities = (classes + 3).clamp(7, right.height.saturating_sub(8).max(7));
    let column = [Constraint::Fill(1), Constraint::Length(probabilities.max(right.height * 2 / 5))];
    let [sparsity, probabilities] = Layout::vertical(column).areas(right);
    let [loss, weights, next] = Layout::vertical([Constraint::Fill(1); 3]).areas(left);
    vec![
        (Pane::Loss, loss),
        (Pane::Weights, weights),
        (Pane::NextWeights, next),
        (Pane::Sparsity, sparsity),
        (Pane::Probabilities, probabilities),
    ]
}

fn draw_pane(canvas: &mut Canvas, pane: Pane, area: Rect) {
    if canvas.app.look.is_hidden && !matches!(pane, Pane::Weights | Pane::NextWeights) {
        return hidden_pane(canvas, pane, area);
    }
    match pane {
        Pane::Loss => loss::render(canvas, area),
        Pane::Weights | Pane::NextWeights => heatmap::render(canvas, pane, area),
        Pane::Sparsity => sparsity::render(canvas, area),
        Pane::Probabilities => probabilities::render(canvas, area),
    }
}

/// A pane whose results are hidden until the class has predicted them.
fn hidden_pane(canvas: &mut Canvas, pane: Pane, area: Rect) {
    let Scene { app, theme, .. } = canvas.scene;
    let name = match pane {
        Pane::Loss => t!(app.text, "panes.loss"),
        Pane::Sparsity => t!(app.text, "panes.sparsity"),
        _ => "P = softmax(Y)",
    };
    let inside =
        canvas.pane(Line::styled(name, theme.value), Line::default(), app.screens.dashboard.focus == pane, area);
    canvas.line(canvas.hidden(), inside, 0);
}
