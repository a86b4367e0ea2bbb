//! Where everything stands.

use ratatui::layout::{Constraint, Layout as Split, Position, Rect};

use crate::session::{ExampleId, Snapshot};
use crate::ui::boundary::draw as boundary;
use crate::ui::boundary::draw::BoundaryTarget;
use crate::ui::dashboard::draw as dashboard;
use crate::ui::dashboard::sparsity;
use crate::ui::frame::{footer, header};
use crate::ui::pictures::heatmap;
use crate::ui::predictions::draw as predictions;
use crate::ui::predictions::draw::PredictionsTarget;
use crate::ui::step::draw as step;
use crate::ui::step::draw::StepTarget;
use crate::ui::units::draw as units;
use crate::ui::{App, Pane};
use crate::ui::{Scene, Theme};

/// The least width and height in which the dashboard can be read.
pub const MINIMUM: (u16, u16) = (64, 18);

/// The rectangles of the whole screen: where they stand follows from its size alone, so that nothing jumps.
pub struct Layout {
    /// One or two lines about the run.
    pub header: Rect,
    /// The screen, or what lies over it.
    pub body: Rect,
    /// Keys, messages, what is typed.
    pub footer: Rect,
}

impl Layout {
    /// The rectangles within `area`.
    pub fn new(area: Rect) -> Self {
        let header = header::height(area.width);
        let rows = [Constraint::Length(header), Constraint::Fill(1), Constraint::Length(footer::HEIGHT)];
        let [header, body, footer] = Split::vertical(rows).areas(area);
        Self { header, body, footer }
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
    let body = Layout::new(area).body;
    let scene = Scene { app, snapshot, theme };
    match app.screen_name() {
        "step" => step::target_at(scene, body, place).map(Target::Step),
        "predictions" => predictions::target_at(scene, body, place).map(Target::Predictions),
        "units" => units::unit_at(scene, body, place).map(|(unit, example)| Target::Unit(unit, example)),
        "boundary" => boundary::target_at(scene, body, place).map(Target::Boundary),
        "dashboard" => {
            let (pane, area) =
                dashboard::panes(app, snapshot, body).into_iter().find(|(_, area)| area.contains(place))?;
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
