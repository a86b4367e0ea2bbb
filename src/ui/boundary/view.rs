//! The plane as the screen shows it.

use crate::probe::{PlaneLook, Section};
use crate::session::Part;
use crate::t;
use crate::ui::boundary::{Boundary, BoundaryDisplay};
use crate::ui::canvas::{Scene, deref_to_scene};

pub(super) struct PlaneView<'a> {
    scene: Scene<'a>,
    pub(super) screen: &'a Boundary,
    pub(super) section: Section,
    pub(super) display: BoundaryDisplay,
    pub(super) unit: Option<(usize, usize)>,
}

deref_to_scene!(PlaneView);

impl<'a> PlaneView<'a> {
    pub(super) fn new(screen: &'a Boundary, scene: Scene<'a>) -> Self {
        let Scene { shared, snapshot, .. } = scene;
        let (section, display) = (shared.look.section(snapshot), screen.display(snapshot));
        Self { scene, screen, section, display, unit: shared.look.chosen_unit(snapshot) }
    }

    pub(super) fn look(&self) -> PlaneLook {
        match (self.display, self.unit) {
            (BoundaryDisplay::Class(class), _) => PlaneLook::Probability(class),
            (BoundaryDisplay::Unit | BoundaryDisplay::Units, Some((layer, unit))) => {
                PlaneLook::Activation { layer, unit }
            }
            _ => PlaneLook::Classes,
        }
    }

    pub(super) fn example_name(&self) -> String {
        let number = (self.shared.look.example.index + 1).to_string();
        match self.shared.look.example.part {
            Part::Train => number,
            Part::Test => format!("{number} ({})", t!(self.shared.text, "boundary.test")),
        }
    }

    pub(super) fn has_folds(&self) -> bool {
        self.screen.folds && self.unit.is_some() && !self.shared.look.is_hidden
    }
}
