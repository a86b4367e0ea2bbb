//! What is shown of a plane.

use std::ops::Deref;

use ratatui::layout::Rect;

use crate::nn::LayerActivity;
use crate::probe::{Look, Probe, Section};
use crate::session::Part;
use crate::t;
use crate::ui::boundary::{Boundary, Display};
use crate::ui::canvas::Scene;

/// A plane through the examples, and what of it is looked at.
pub(super) struct PlaneView<'a> {
    scene: Scene<'a>,
    pub(super) screen: &'a Boundary,
    pub(super) section: Section,
    pub(super) display: Display,
    /// The hidden layer looked at and the chosen unit.
    pub(super) unit: Option<(usize, usize)>,
}

impl<'a> Deref for PlaneView<'a> {
    type Target = Scene<'a>;

    fn deref(&self) -> &Scene<'a> {
        &self.scene
    }
}

impl<'a> PlaneView<'a> {
    pub(super) fn new(screen: &'a Boundary, scene: Scene<'a>) -> Self {
        let Scene { shared, snapshot, .. } = scene;
        let (section, display) = (shared.look.section(snapshot), screen.display(snapshot));
        Self { scene, screen, section, display, unit: shared.look.chosen_unit(snapshot) }
    }

    pub(super) fn look(&self) -> Look {
        match (self.display, self.unit) {
            (Display::Class(class), _) => Look::Probability(class),
            (Display::Unit | Display::Units, Some((layer, unit))) => Look::Activation { layer, unit },
            _ => Look::Classes,
        }
    }

    /// How active the units of a hidden layer are, where that was measured.
    pub(super) fn activity(&self, layer: usize) -> Option<&LayerActivity> {
        self.snapshot.measured.evaluation.as_ref()?.activity.get(layer)
    }

    /// Whether a unit is dead.
    pub(super) fn is_dead(&self, layer: usize, unit: usize) -> bool {
        self.activity(layer).is_some_and(|activity| activity.is_dead(unit, self.snapshot.activation()))
    }

    /// `text` with the layer named, where there are several.
    pub(super) fn in_layer(&self, text: String) -> String {
        match self.unit {
            Some((layer, _)) if self.snapshot.hidden_layers() > 1 => {
                format!("{text} · {} {}", t!(self.shared.text, "panes.layer"), layer + 1)
            }
            _ => text,
        }
    }

    /// The number of the example that is looked at.
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

/// The cell that holds a place, given as shares of the width and the height, and the place's share of the cell's height;
/// none outside the picture.
pub(super) fn cell_of([right, down]: [f64; 2], cells: Rect) -> Option<(u16, u16, f64)> {
    let is_inside = (0.0..1.0).contains(&right) && (0.0..1.0).contains(&down);
    is_inside.then(|| {
        let (x, y) = (right * f64::from(cells.width), down * f64::from(cells.height));
        (x as u16, y as u16, y.fract())
    })
}

/// How many of a layer's units are active at a point.
pub(super) fn active(probe: &Probe, layer: usize) -> usize {
    probe.hidden[layer].pre_activations.iter().filter(|z| **z > 0.0).count()
}
