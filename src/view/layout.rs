//! Where everything stands.

use ratatui::layout::{Constraint, Layout as Split, Position, Rect};

use super::boundary::{self, BoundaryTarget};
use super::predictions::{self, PredictionsTarget};
use super::step::{self, StepTarget};
use super::{footer, header, heatmap, sparsity, units};
use crate::app::{App, Pane};
use crate::session::{ExampleId, Snapshot};
use crate::ui::{Scene, Theme};

/// The least width and height in which the dashboard can be read.
pub const MINIMUM: (u16, u16) = (64, 18);

/// The rectangles of the whole screen: where they stand follows from its size alone, so that nothing jumps.
pub struct Layout {
    pub header: Rect,
    pub body: Rect,
    pub footer: Rect,
}

impl Layout {
    pub fn new(area: Rect) -> Self {
        let header = header::height(area.width);
        let rows = [Constraint::Length(header), Constraint::Fill(1), Constraint::Length(footer::HEIGHT)];
        let [header, body, footer] = Split::vertical(rows).areas(area);
        Self { header, body, footer }
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
    let [left, right] = Split::horizontal([Constraint::Fill(1); 2]).areas(body);
    if snapshot.hidden_layers() == 0 {
        let [loss, weights] = Split::vertical([Constraint::Fill(1); 2]).areas(left);
        return vec![(Pane::Loss, loss), (Pane::Weights, weights), (Pane::Probabilities, right)];
    }
    let classes = snapshot.sizes()[snapshot.sizes().len() - 1] as u16;
    // Two lines of border, one about the example, one a class; the bars of the units need eight lines.
    let probabilities = (classes + 3).clamp(7, right.height.saturating_sub(8).max(7));
    let column = [Constraint::Fill(1), Constraint::Length(probabilities.max(right.height * 2 / 5))];
    let [sparsity, probabilities] = Split::vertical(column).areas(right);
    let [loss, weights, next] = Split::vertical([Constraint::Fill(1); 3]).areas(left);
    vec![
        (Pane::Loss, loss),
        (Pane::Weights, weights),
        (Pane::NextWeights, next),
        (Pane::Sparsity, sparsity),
        (Pane::Probabilities, probabilities),
    ]
}

/// What the mouse points to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target {
    /// A pane of the dashboard, and what of it lies there: the row and column of a W, or the unit as the column.
    Pane(Pane, Option<(usize, usize)>),
    /// Something on the Step screen.
    Step(StepTarget),
    /// Something on the predictions screen.
    Predictions(PredictionsTarget),
    /// A hidden unit, and the example that is drawn there.
    Unit(usize, Option<ExampleId>),
    /// Something on the boundary screen.
    Boundary(BoundaryTarget),
}

/// What lies at a place of the screen.
pub fn point(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, place: Position) -> Option<Target> {
    if area.width < MINIMUM.0 || area.height < MINIMUM.1 {
        return None;
    }
    let body = Layout::new(area).body;
    let scene = Scene { app, snapshot, theme };
    match app.screen_name() {
        "step" => step::target_at(scene, body, place).map(Target::Step),
        "predictions" => predictions::target_at(scene, body, place).map(Target::Predictions),
        "units" => units::unit_at(scene, body, place).map(|(unit, example)| Target::Unit(unit, example)),
        "boundary" => boundary::target_at(scene, body, place).map(Target::Boundary),
        "dashboard" => {
            let (pane, area) = panes(app, snapshot, body).into_iter().find(|(_, area)| area.contains(place))?;
            let inside = match pane {
                Pane::Weights | Pane::NextWeights => heatmap::cell_at(scene, pane, area, place),
                Pane::Sparsity => sparsity::unit_at(scene, area, place).map(|unit| (0, unit)),
                Pane::Loss | Pane::Probabilities => None,
            };
            Some(Target::Pane(pane, inside))
        }
        _ => None,
    }
}
