//! The Step screen: one step of training, phase by phase, every number of it.

use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::layout::StepLayout;
use crate::session::{self, ExampleId, Request, Snapshot};
use crate::t;
use crate::ui::component::{Component, Reaction};
use crate::ui::context::Context;
use crate::ui::shared::Shared;
use crate::ui::step::Step;
use crate::ui::step::view::PhaseView;
use crate::ui::theme::Theme;
use crate::ui::{Canvas, Scene};

impl Component for Step {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        render(self, canvas, area);
    }

    /// To a cell of a matrix, or to a place in time.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        if let Some((operand, cell)) = cell_at(self, cx.scene(theme), area, place) {
            return self.point(cx.snapshot, operand, cell);
        }
        let target = time_at(self, cx.scene(theme), area, place);
        target.map_or(Reaction::Ignored, |target| cx.go_to(target))
    }

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec![
            "step.back step.forward",
            "step.left step.down step.up step.right",
            "step.all",
            "step.next_matrix",
            "step.talk",
            "look.hide",
            "look.show",
            "step.check",
            "step.leave",
            "time.step_back time.step",
            "step.play",
            "step.mistakes",
            "step.letters",
            "step.digits",
            "step.single",
            "time.go_to",
            "time.to_mark",
            "step.faster step.slower",
        ]
    }

    fn request(&self, example: ExampleId) -> Request {
        Request { example, open: true, ..Request::default() }
    }

    fn counts_phases(&self) -> bool {
        true
    }
}

/// Draws the body of the screen.
fn render(screen: &Step, canvas: &mut Canvas, area: Rect) {
    let Some(shown) = PhaseView::new(screen, canvas.scene) else { return waiting(canvas, area) };
    let layout = StepLayout::new(&shown, area);
    super::road::render(&shown, layout.road, canvas.buffer);
    super::rule::render(&shown, layout.rule, canvas.buffer);
    super::table::render(&shown, layout.matrices, canvas.buffer);
    super::cell::render(&shown, layout.cell, canvas.buffer);
    super::timeline::render(canvas, layout.timeline);
}

/// Nothing is laid open: a walk is on its way, or the answer is.
fn waiting(canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let message = match (snapshot.target, snapshot.breakdown) {
        (Some(target), _) => t!(shared.text, "step.walking", step = target.step),
        (None, Some(_)) => t!(shared.text, "step.not_computed").to_owned(),
        (None, None) => "…".to_owned(),
    };
    canvas.line(Line::styled(format!(" {message}"), theme.value), area, 0);
    let height = super::outer::timeline_height(area).min(area.height.saturating_sub(1));
    super::timeline::render(canvas, Rect { y: area.bottom() - height, height, ..area });
}

/// The operand at a place of the screen, counted from the result at 0 to the left, and its row and column there.
fn cell_at(screen: &Step, scene: Scene<'_>, area: Rect, place: Position) -> Option<(usize, (usize, usize))> {
    let shown = PhaseView::new(screen, scene)?;
    super::table::cell_at(&shown, StepLayout::new(&shown, area).matrices, place)
}

/// The place in time at a place of the screen: a phase of the road, or a step of the timeline.
fn time_at(screen: &Step, scene: Scene<'_>, area: Rect, place: Position) -> Option<session::Position> {
    let shown = PhaseView::new(screen, scene)?;
    let layout = StepLayout::new(&shown, area);
    let phase = super::road::phase_at(&shown, layout.road, place);
    phase
        .map(|phase| session::Position { phase, ..scene.snapshot.position })
        .or_else(|| super::timeline::step_at(scene.snapshot, layout.timeline, place))
}
