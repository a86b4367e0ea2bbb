//! The Step screen: one step of training, phase by phase, every number of it.

mod arrange;
mod cell;
mod layout;
mod overlays;
mod road;
mod row;
mod rule;
mod table;
mod timeline;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use self::arrange::Measure;
use self::layout::StepLayout;
use super::bars;
use super::theme::Theme;
use crate::app::{App, Overlay, Screen};
use crate::explain::Description;
use crate::session::{self, OpenStep, Snapshot};
use crate::t;

/// What the mouse points to on the Step screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepTarget {
    /// A row and column of an operand, counted from the result at 0 to the left.
    Cell(usize, (usize, usize)),
    /// A place in time.
    Time(session::Position),
}

/// A step laid open, with what is said of its phase.
struct Shown<'a> {
    app: &'a App,
    snapshot: &'a Snapshot,
    open: &'a OpenStep,
    description: Description<'a>,
    theme: &'a Theme,
    /// Whether the phase's result is hidden, or was never computed.
    hides_result: bool,
    /// What the numbers of each operand take, from the result on.
    measures: Vec<Measure>,
}

impl<'a> Shown<'a> {
    fn new(app: &'a App, snapshot: &'a Snapshot, theme: &'a Theme) -> Option<Self> {
        let open = snapshot.open.as_deref()?;
        let phase = open.phase();
        let hides_result = app.predict || !open.is_computed(phase);
        let description = Description::new(open, phase);
        let mut shown = Self { app, snapshot, open, description, theme, hides_result, measures: vec![] };
        shown.measures = arrange::measures(&shown);
        Some(shown)
    }
}

/// Draws the body of the screen.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Some(shown) = Shown::new(app, snapshot, theme) else {
        return waiting(app, snapshot, theme, area, buffer);
    };
    let layout = StepLayout::new(&shown, area);
    road::render(&shown, layout.road, buffer);
    rule::render(&shown, layout.rule, buffer);
    table::render(&shown, layout.matrices, buffer);
    cell::render(&shown, layout.cell, buffer);
    timeline::render(app, snapshot, theme, layout.timeline, buffer);
    match app.overlay {
        Overlay::Talk => overlays::talk(&shown, layout.overlay, buffer),
        Overlay::Check => overlays::check(&shown, layout.overlay, buffer),
        Overlay::Mistakes(chosen) => overlays::mistakes(&shown, chosen, layout.overlay, buffer),
        _ => {}
    }
}

/// Nothing is laid open: a walk is on its way, or the answer is.
fn waiting(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let message = match (snapshot.target, snapshot.breakdown) {
        (Some(target), _) => t!(app.text, "step.walking", step = target.step),
        (None, Some(_)) => t!(app.text, "step.not_computed").to_owned(),
        (None, None) => "…".to_owned(),
    };
    bars::text(Line::from(Span::styled(format!(" {message}"), theme.value)), area, 0, buffer);
    let height = layout::timeline_height(area).min(area.height.saturating_sub(1));
    let below = Rect { y: area.bottom() - height, height, ..area };
    timeline::render(app, snapshot, theme, below, buffer);
}

/// What the mouse points to.
pub fn target_at(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, place: Position) -> Option<StepTarget> {
    debug_assert!(app.screen == Screen::Step, "the dashboard has targets of its own");
    let shown = Shown::new(app, snapshot, theme)?;
    let layout = StepLayout::new(&shown, area);
    let phase = || road::phase_at(&shown, layout.road, place);
    table::cell_at(&shown, layout.matrices, place)
        .map(|(operand, cell)| StepTarget::Cell(operand, cell))
        .or_else(|| phase().map(|phase| StepTarget::Time(session::Position { phase, ..snapshot.position })))
        .or_else(|| timeline::step_at(snapshot, layout.timeline, place).map(StepTarget::Time))
}
