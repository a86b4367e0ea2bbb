//! How the dashboard is drawn and clicked.

use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;

use super::{Dashboard, Pane, loss, probabilities, sparsity};
use crate::session::Snapshot;
use crate::t;
use crate::ui::component::{Component, Reaction};
use crate::ui::context::Context;
use crate::ui::pictures::heatmap;
use crate::ui::shared::Shared;
use crate::ui::theme::Theme;
use crate::ui::{Canvas, Scene};

impl Component for Dashboard {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        for (pane, area) in panes(self, canvas.snapshot, area) {
            draw_pane(self, canvas, pane, area);
        }
    }

    /// Moves the focus to the pane at `place`, and its cursor to the weight or unit there.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        let scene = cx.scene(theme);
        let found = panes(self, scene.snapshot, area).into_iter().find(|(_, area)| area.contains(place));
        let Some((pane, area)) = found else { return Reaction::Ignored };
        match pane {
            Pane::Weights | Pane::NextWeights => {
                let cell = heatmap::cell_at(scene, weights(self, scene, pane), area, place);
                let cursor = self.cursor_mut(pane);
                *cursor = cell.unwrap_or(*cursor);
            }
            Pane::Sparsity => {
                let unit = sparsity::unit_at(scene, area, place);
                cx.shared.look.unit = unit.unwrap_or(cx.shared.look.unit);
            }
            Pane::Loss | Pane::Probabilities => {}
        }
        self.focus = pane;
        Reaction::Done
    }

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        let of_pane: &[&str] = match self.focus {
            Pane::Loss => &["dashboard.scale"],
            Pane::Weights | Pane::NextWeights => &[
                "dashboard.left dashboard.down dashboard.up dashboard.right",
                "edit.write",
                "edit.more",
                "edit.zero",
                "edit.freeze",
                "edit.silence",
                "dashboard.layer",
            ],
            Pane::Sparsity => &[
                "dashboard.sort",
                "dashboard.left dashboard.down dashboard.up dashboard.right",
                "edit.silence",
                "edit.write",
                "edit.more",
            ],
            Pane::Probabilities => &["dashboard.next_example", "dashboard.wrong"],
        };
        let first = ["dashboard.view", "time.play", "time.back time.forward", "dashboard.all", "dashboard.back"];
        let last = ["time.faster time.slower", "run.smaller_rate run.larger_rate", "dashboard.next_pane"];
        [&first[..], &["screens.step"], of_pane, &last, &["dashboard.zoom"]].concat()
    }

    fn see(&mut self, shared: &Shared, snapshot: &Snapshot) {
        self.keep_within(&shared.look, snapshot);
    }

    fn enter(&mut self, back_to: Option<&'static str>) {
        self.back_to = back_to;
        if back_to.is_some() {
            (self.focus, self.zoomed) = (Pane::Probabilities, false);
        }
    }
}

/// Returns the panes and their areas.
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
/// The layout depends only on the sizes of the screen and the network, so that nothing jumps. A zoomed pane fills the
/// whole body. Without a hidden layer, there are only the loss, W¹ and the probabilities.
fn panes(screen: &Dashboard, snapshot: &Snapshot, body: Rect) -> Vec<(Pane, Rect)> {
    if screen.zoomed {
        return vec![(screen.focus, body)];
    }
    let [left, right] = Layout::horizontal([Constraint::Fill(1); 2]).areas(body);
    if snapshot.hidden_layers() == 0 {
        let [loss, weights] = Layout::vertical([Constraint::Fill(1); 2]).areas(left);
        return vec![(Pane::Loss, loss), (Pane::Weights, weights), (Pane::Probabilities, right)];
    }
    let classes = snapshot.sizes()[snapshot.sizes().len() - 1] as u16;
    // Probabilities: two lines of border, one about the example, one per class. The bars of the units need eight lines.
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

/// Returns the W that `pane` shows, which must be one of the two with a W.
fn weights(screen: &Dashboard, Scene { shared, snapshot, .. }: Scene<'_>, pane: Pane) -> heatmap::WeightsPane {
    let layer = Dashboard::layer_of(&shared.look, pane);
    let has_images = layer == 0 && snapshot.problem().image.is_some();
    heatmap::WeightsPane {
        layer,
        cursor: screen.cursor(pane),
        is_focused: screen.focus == pane,
        as_templates: screen.zoomed && screen.templates && has_images,
    }
}

fn draw_pane(screen: &Dashboard, canvas: &mut Canvas, pane: Pane, area: Rect) {
    let is_focused = screen.focus == pane;
    if canvas.shared.look.is_hidden && !matches!(pane, Pane::Weights | Pane::NextWeights) {
        return hidden_pane(canvas, pane, is_focused, area);
    }
    match pane {
        Pane::Loss => loss::render(canvas, is_focused, area),
        Pane::Weights | Pane::NextWeights => heatmap::render(canvas, weights(screen, canvas.scene, pane), area),
        Pane::Sparsity => sparsity::render(canvas, is_focused, area),
        Pane::Probabilities => probabilities::render(canvas, is_focused, area),
    }
}

/// Draws a pane whose results are hidden until the audience has predicted them.
fn hidden_pane(canvas: &mut Canvas, pane: Pane, is_focused: bool, area: Rect) {
    let Scene { shared, theme, .. } = canvas.scene;
    let name = match pane {
        Pane::Loss => t!(shared.text, "panes.loss"),
        Pane::Sparsity => t!(shared.text, "panes.sparsity"),
        _ => "P = softmax(Y)",
    };
    let inside = canvas.pane(Line::styled(name, theme.value), Line::default(), is_focused, area);
    canvas.line(canvas.hidden(), inside, 0);
}
