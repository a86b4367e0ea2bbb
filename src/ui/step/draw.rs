//! The Step screen: one step of training, phase by phase, every number of it.

use std::ops::Deref;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::arrange::Measure;
use super::layout::StepLayout;
use crate::explain::{Description, Place};
use crate::session::{self, OpenStep};
use crate::t;
use crate::ui::{Canvas, Scene};

/// What the mouse points to on the Step screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepTarget {
    /// A row and column of an operand, counted from the result at 0 to the left.
    Cell(usize, (usize, usize)),
    /// A place in time.
    Time(session::Position),
}

/// A step laid open, with what is said of its phase.
pub(super) struct PhaseView<'a> {
    scene: Scene<'a>,
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
    fn new(scene: Scene<'a>) -> Option<Self> {
        let open = scene.snapshot.open.as_deref()?;
        let phase = open.phase();
        let hides_result = scene.app.look.is_hidden || !open.is_computed(phase);
        let description = Description::new(open, phase);
        let place = description.clamped(scene.app.screens.step.place);
        let mut shown = Self { scene, open, description, place, hides_result, measures: vec![] };
        shown.measures = super::arrange::measures(&shown);
        Some(shown)
    }
}

/// Draws the body of the screen.
pub fn render(canvas: &mut Canvas, area: Rect) {
    let Some(shown) = PhaseView::new(canvas.scene) else { return waiting(canvas, area) };
    let layout = StepLayout::new(&shown, area);
    super::road::render(&shown, layout.road, canvas.buffer);
    super::rule::render(&shown, layout.rule, canvas.buffer);
    super::table::render(&shown, layout.matrices, canvas.buffer);
    super::cell::render(&shown, layout.cell, canvas.buffer);
    super::timeline::render(canvas, layout.timeline);
}

/// Draws something over the matrices, where a step is laid open.
fn over(canvas: &mut Canvas<'_>, area: Rect, draw: impl FnOnce(&PhaseView<'_>, Rect, &mut Buffer)) {
    if let Some(shown) = PhaseView::new(canvas.scene) {
        draw(&shown, StepLayout::new(&shown, area).overlay, canvas.buffer);
    }
}

/// The phase in plain words.
pub fn talk(canvas: &mut Canvas<'_>, area: Rect) {
    over(canvas, area, super::boxes::talk);
}

/// The gradient check.
pub fn check(canvas: &mut Canvas<'_>, area: Rect) {
    over(canvas, area, super::boxes::check);
}

/// The menu of mistakes.
pub fn mistakes(chosen: usize, canvas: &mut Canvas<'_>, area: Rect) {
    over(canvas, area, |shown, area, buffer| super::boxes::mistakes(shown, chosen, area, buffer));
}

/// Nothing is laid open: a walk is on its way, or the answer is.
fn waiting(canvas: &mut Canvas, area: Rect) {
    let Scene { app, snapshot, theme } = canvas.scene;
    let message = match (snapshot.target, snapshot.breakdown) {
        (Some(target), _) => t!(app.text, "step.walking", step = target.step),
        (None, Some(_)) => t!(app.text, "step.not_computed").to_owned(),
        (None, None) => "…".to_owned(),
    };
    canvas.line(Line::styled(format!(" {message}"), theme.value), area, 0);
    let height = super::layout::timeline_height(area).min(area.height.saturating_sub(1));
    super::timeline::render(canvas, Rect { y: area.bottom() - height, height, ..area });
}

/// What the mouse points to.
pub fn target_at(scene: Scene<'_>, area: Rect, place: Position) -> Option<StepTarget> {
    let shown = PhaseView::new(scene)?;
    let layout = StepLayout::new(&shown, area);
    let phase = || super::road::phase_at(&shown, layout.road, place);
    super::table::cell_at(&shown, layout.matrices, place)
        .map(|(operand, cell)| StepTarget::Cell(operand, cell))
        .or_else(|| phase().map(|phase| StepTarget::Time(session::Position { phase, ..scene.snapshot.position })))
        .or_else(|| super::timeline::step_at(scene.snapshot, layout.timeline, place).map(StepTarget::Time))
}
