//! What is shown of a step laid open.

use std::ops::Deref;

use crate::explain::{Description, Place};
use crate::session::OpenStep;
use crate::ui::canvas::Scene;
use crate::ui::step::Step;
use crate::ui::step::arrange::Measure;

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
    pub(super) fn new(screen: &'a Step, scene: Scene<'a>) -> Option<Self> {
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
