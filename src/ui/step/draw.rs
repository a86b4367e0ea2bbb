//! How the Step screen is drawn and clicked.

use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;

use super::outer::{WIDE, outer, timeline_height};
use super::{Step, arrange, cell, road, rule, table, timeline};
use crate::session::{self, ExampleId, Request, Snapshot};
use crate::t;
use crate::ui::component::{Component, Reaction};
use crate::ui::context::Context;
use crate::ui::shared::Shared;
use crate::ui::step::view::PhaseView;
use crate::ui::theme::Theme;
use crate::ui::{Canvas, Scene};

/// The rectangles of the Step screen's body.
///
/// ```text
/// narrow                                    wide
/// ┌ road, a ribbon ──────────────┐          ┌ road ─────┬ rule: equation, chain ───────────┐
/// ├ rule: equation, chain ───────┤          │ Forward   ├ matrices ────────────────────────┤
/// ├ matrices ────────────────────┤          │  Z = …    │  X          W¹          Z         │
/// │  X        W¹        Z        │          │ Backward  ├ cell opened ─────────────────────┤
/// ├ cell opened ─────────────────┤          │  ∂L/∂Y …  │                                  │
/// ├ timeline ────────────────────┤          ├ timeline ─┴──────────────────────────────────┤
/// ```
struct StepLayout {
    road: Rect,
    rule: Rect,
    matrices: Rect,
    cell: Rect,
    timeline: Rect,
}

impl StepLayout {
    fn new(view: &PhaseView<'_>, area: Rect) -> Self {
        let [road, right, timeline] = outer(area);
        let rule_height = rule::height(view, right);
        let [rule, rest] = Layout::vertical([Constraint::Length(rule_height), Constraint::Fill(1)]).areas(right);
        // The parts are separated by a blank line, if there is room.
        let gap = u16::from(area.height >= WIDE.1);
        let wanted = arrange::wanted_height(view, rest.width);
        let room = rest.height.saturating_sub(2 * gap);
        // The opened cell gets all its lines if the matrices leave room for them; they keep at least half of it.
        let room_for_cell = room.saturating_sub(wanted.min(room / 2));
        let cell = cell::wanted_height(view, rest.width, room_for_cell).min(room_for_cell);
        let matrices = room.saturating_sub(cell).min(wanted);
        let parts = [gap, matrices, gap, cell].map(Constraint::Length);
        let [_, matrices, _, _] = Layout::vertical(parts).areas(rest);
        // The cell gets the lines that the matrices do not need.
        let top = matrices.bottom() + gap;
        let cell = Rect { y: top, height: rest.bottom().saturating_sub(top), ..rest };
        Self { road, rule, matrices, cell, timeline }
    }
}

impl Component for Step {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(view) = PhaseView::new(self, canvas.scene) else { return waiting(canvas, area) };
        let layout = StepLayout::new(&view, area);
        road::render(&view, canvas, layout.road);
        rule::render(&view, canvas, layout.rule);
        table::render(&view, canvas, layout.matrices);
        cell::render(&view, canvas, layout.cell);
        timeline::render(canvas, layout.timeline);
    }

    /// Moves to the cell of a matrix, the phase of the road, or the step of the timeline at `place`.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        let Some(view) = PhaseView::new(self, cx.scene(theme)) else { return Reaction::Ignored };
        let layout = StepLayout::new(&view, area);
        if let Some((operand, cell)) = table::cell_at(&view, layout.matrices, place) {
            return self.point(cx.snapshot, operand, cell);
        }
        let phase = road::phase_at(&view, layout.road, place);
        let target = phase
            .map(|phase| session::Position { phase, ..cx.snapshot.position })
            .or_else(|| timeline::step_at(cx.snapshot, layout.timeline, place));
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

/// Says that no step is open yet, because a walk is under way or the snapshot has yet to arrive.
fn waiting(canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let message = match (snapshot.target, snapshot.breakdown) {
        (Some(target), _) => t!(shared.text, "step.walking", step = target.step),
        (None, Some(_)) => t!(shared.text, "step.not_computed").to_owned(),
        (None, None) => "…".to_owned(),
    };
    canvas.line(Line::styled(format!(" {message}"), theme.value), area, 0);
    let height = timeline_height(area).min(area.height.saturating_sub(1));
    timeline::render(canvas, Rect { y: area.bottom() - height, height, ..area });
}
