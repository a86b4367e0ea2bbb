//! What the mouse does.

use ratatui::layout::{Position, Rect};

use crate::session::Snapshot;
use crate::ui::app::App;
use crate::ui::boundary::draw::BoundaryTarget;
use crate::ui::component::Reaction;
use crate::ui::context::Context;
use crate::ui::effect::Effect;
use crate::ui::frame::{Layout, MINIMUM, Target, point};
use crate::ui::predictions::draw::PredictionsTarget;
use crate::ui::step::draw::StepTarget;
use crate::ui::theme::Theme;

impl App {
    /// What a click at `place` does, with `snapshot` on a screen of that `area`.
    pub fn click(&mut self, place: Position, area: Rect, theme: &Theme, snapshot: &Snapshot) -> Vec<Effect> {
        if area.width < MINIMUM.0 || area.height < MINIMUM.1 {
            return vec![];
        }
        let body = Layout::new(area).body;
        let (reaction, effects) = self.with_screen(snapshot, |screen, cx| screen.click(place, body, theme, cx));
        if reaction != Reaction::Ignored {
            return effects;
        }
        let Some(target) = point(self, snapshot, theme, area, place) else { return vec![] };
        self.point_at(target, snapshot)
    }

    /// The screens that do not know yet what lies where.
    fn point_at(&mut self, target: Target, snapshot: &Snapshot) -> Vec<Effect> {
        match target {
            Target::Pane(pane, inside) => self.screens.dashboard.point(&mut self.shared.look, pane, inside),
            Target::Step(StepTarget::Cell(operand, cell)) => self.screens.step.point(snapshot, operand, cell),
            Target::Step(StepTarget::Time(target)) => return self.with_screen(snapshot, |_, cx| cx.go_to(target)).1,
            Target::Predictions(PredictionsTarget::Cell(cell)) => self.screens.predictions.cell = cell,
            Target::Predictions(PredictionsTarget::Example(at)) => {
                self.screens.predictions.point_in_examples(at, snapshot);
            }
            Target::Unit(unit, example) => {
                let look = |cx: &mut Context<'_>| example.map_or(Reaction::Done, |example| cx.look_at(example));
                self.shared.look.unit = unit;
                return self.with_screen(snapshot, |_, cx| look(cx)).1;
            }
            Target::Boundary(BoundaryTarget::Point(point)) => self.screens.boundary.crosshair = Some(point),
            Target::Boundary(BoundaryTarget::Unit(unit)) => self.shared.look.unit = unit,
        }
        vec![]
    }
}
