//! The Step screen: one step of training, phase by phase, every number of it.

use std::ops::Deref;

use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::arrange::Measure;
use super::layout::StepLayout;
use crate::explain::{Description, Place};
use crate::session::{self, OpenStep};
use crate::t;
use crate::ui::step::Step;
use crate::ui::{Canvas, Scene};

/// A step laid open, with what is said of its phase.
pub(super) struct PhaseView<'a> {
    scene: Scene<'a>,
    pub(super) screen: &'a Step,
    pub(super) open: &'a OpenStep,
    pub(super) description: Description<'a>,
    /// The entry that is opened, within the matrices.
    pub(super) place: Place,
    /// Whether the phase's result is hidden, or was never computed.
    pub(super) hides_result: bool,
    /// What the numbers of each operand take, from the result on.
    pub(super) measures: Vec<Measure>,
}

impl<'a> Deref for PhaseView<'a> {
    type Target = Scene<'a>;

    fn deref(&self) -> &Scene<'a> {
        &self.scene
    }
}

impl<'a> PhaseView<'a> {
    fn new(screen: &'a Step, scene: Scene<'a>) -> Option<Self> {
        let open = scene.snapshot.open.as_deref()?;
        let phase = open.phase();
        let hides_result = scene.shared.look.is_hidden || !open.is_computed(phase);
        let description = Description::new(open, phase);
        let place = description.clamped(screen.place);
        let mut shown = Self { scene, screen, open, description, place, hides_result, measures: vec![] };
        shown.measures = super::arrange::measures(&shown);
        Some(shown)
    }
}

/// Draws the body of the screen.
pub fn render(screen: &Step, canvas: &mut Canvas, area: Rect) {
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
    let height = super::layout::timeline_height(area).min(area.height.saturating_sub(1));
    super::timeline::render(canvas, Rect { y: area.bottom() - height, height, ..area });
}

/// The operand at a place of the screen, counted from the result at 0 to the left, and its row and column there.
pub fn cell_at(screen: &Step, scene: Scene<'_>, area: Rect, place: Position) -> Option<(usize, (usize, usize))> {
    let shown = PhaseView::new(screen, scene)?;
    super::table::cell_at(&shown, StepLayout::new(&shown, area).matrices, place)
}

/// The place in time at a place of the screen: a phase of the road, or a step of the timeline.
pub fn time_at(screen: &Step, scene: Scene<'_>, area: Rect, place: Position) -> Option<session::Position> {
    let shown = PhaseView::new(screen, scene)?;
    let layout = StepLayout::new(&shown, area);
    let phase = super::road::phase_at(&shown, layout.road, place);
    phase
        .map(|phase| session::Position { phase, ..scene.snapshot.position })
        .or_else(|| super::timeline::step_at(scene.snapshot, layout.timeline, place))
}
