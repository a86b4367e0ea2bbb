//! Where everything stands.

use ratatui::layout::{Constraint, Layout as Split, Position, Rect};

use super::boundary::{self, BoundaryTarget};
use super::predictions::{self, PredictionsTarget};
use super::step::{self, StepTarget};
use super::{footer, header, heatmap, sparsity, units};
use crate::app::{App, Pane, Screen};
use crate::session::{ExampleId, Snapshot};
use crate::ui::{Scene, Theme};

/// The least width and height in which the dashboard can be read.
pub const MINIMUM: (u16, u16) = (64, 18);

/// The rectangles of a screen.
///
/// ```text
/// ┌ header ─────────────────────────────────────────┐
/// ├ loss ──────────────────┬ sparsity ──────────────┤
/// │                        │                        │
/// ├ W¹ ────────────────────┤                        │
/// │                        ├ probabilities ─────────┤
/// ├ W² ────────────────────┤                        │
/// │                        │                        │
/// ├ footer ────────────────┴────────────────────────┤
/// ```
///
/// Where they stand follows from the size of the screen and the network alone: whatever is said, nothing jumps. A zoomed pane has the whole body. Without a hidden layer there are
/// the loss, W¹ and the probabilities.
pub struct Layout {
    pub header: Rect,
    pub body: Rect,
    pub footer: Rect,
    pub panes: Vec<(Pane, Rect)>,
}

impl Layout {
    pub fn new(app: &App, snapshot: &Snapshot, area: Rect) -> Self {
        let header = header::height(area.width);
        let rows = [Constraint::Length(header), Constraint::Fill(1), Constraint::Length(footer::HEIGHT)];
        let [header, body, footer] = Split::vertical(rows).areas(area);
        let panes = if app.zoomed { vec![(app.focus, body)] } else { Self::panes(snapshot, body) };
        Self { header, body, footer, panes }
    }

    fn panes(snapshot: &Snapshot, body: Rect) -> Vec<(Pane, Rect)> {
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
    let layout = Layout::new(app, snapshot, area);
    let scene = Scene { app, snapshot, theme };
    match app.screen {
        Screen::Dashboard => {}
        Screen::Step => return step::target_at(scene, layout.body, place).map(Target::Step),
        Screen::Predictions => return predictions::target_at(scene, layout.body, place).map(Target::Predictions),
        Screen::Units => {
            let at = units::unit_at(scene, layout.body, place);
            return at.map(|(unit, example)| Target::Unit(unit, example));
        }
        Screen::Boundary => return boundary::target_at(scene, layout.body, place).map(Target::Boundary),
        Screen::Compare => return None,
    }
    let (pane, area) = layout.panes.into_iter().find(|(_, area)| area.contains(place))?;
    let inside = match pane {
        Pane::Weights | Pane::NextWeights => heatmap::cell_at(scene, pane, area, place),
        Pane::Sparsity => sparsity::unit_at(scene, area, place).map(|unit| (0, unit)),
        Pane::Loss | Pane::Probabilities => None,
    };
    Some(Target::Pane(pane, inside))
}
