//! What the network says of every point of a plane, with the examples on it.

use std::ops::Deref;

use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;

use super::backdrop::{Backdrop, Paint, points};
use crate::nn::{LayerActivity, Mlp};
use crate::probe::{HeldAt, Look, Plane, Probe, Section};
use crate::session::Part;
use crate::t;
use crate::ui::boundary::{Boundary, Display};
use crate::ui::kit::{fit_among, inside};
use crate::ui::{Canvas, Scene};

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
    fn new(screen: &'a Boundary, scene: Scene<'a>) -> Self {
        let Scene { shared, snapshot, .. } = scene;
        let (section, display) = (shared.look.section(snapshot), screen.display(snapshot));
        Self { scene, screen, section, display, unit: shared.look.chosen_unit(snapshot) }
    }

    fn look(&self) -> Look {
        match (self.display, self.unit) {
            (Display::Class(class), _) => Look::Probability(class),
            (Display::Unit | Display::Units, Some((layer, unit))) => Look::Activation { layer, unit },
            _ => Look::Classes,
        }
    }

    /// How active the units of a hidden layer are, where that was measured.
    fn activity(&self, layer: usize) -> Option<&LayerActivity> {
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

    fn title(&self) -> Line<'static> {
        let title = match (self.display, self.unit) {
            (Display::Class(class), _) => {
                t!(
                    self.shared.text,
                    "boundary.class_title",
                    class = fit_among(&self.snapshot.problem().class_names, class, 16)
                )
            }
            (Display::Unit, Some((_, unit))) => {
                self.in_layer(t!(self.shared.text, "boundary.unit_title", unit = unit + 1))
            }
            _ => t!(self.shared.text, "boundary.title").to_owned(),
        };
        Line::styled(title, self.theme.value)
    }

    /// What else is to be known of the picture: the lines on it, where the other features are held, and how many of the
    /// examples are drawn.
    fn notes(&self, cells: Rect) -> Line<'static> {
        let mut notes = Vec::new();
        if self.has_folds() {
            let title = if self.display == Display::Unit {
                t!(self.shared.text, "boundary.folds_title").to_owned()
            } else {
                self.in_layer(t!(self.shared.text, "boundary.folds_title").to_owned())
            };
            notes.push(title);
        }
        if self.snapshot.sizes()[0] > 2 {
            notes.push(match self.shared.look.plane.held {
                HeldAt::Example => t!(self.shared.text, "boundary.held_example", example = self.example_name()),
                HeldAt::Mean => t!(self.shared.text, "boundary.held_mean").to_owned(),
            });
        }
        let each = super::examples::thinning(self, cells);
        if each > 1 {
            notes.push(t!(self.shared.text, "boundary.one_in", count = each));
        }
        Line::styled(notes.join(" · "), self.theme.dim)
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

/// The rectangles of the screen.
///
/// ```text
/// ┌ frame ────────────────────────┬ side ──────────┐
/// │ gutter │ cells                │                │
/// │        │                      │                │
/// │        ├ axis ────────────────┤                │
/// ├ legend ┴──────────────────────┤                │
/// └───────────────────────────────┴────────────────┘
/// ```
pub(super) struct Parts {
    frame: Rect,
    pub(super) gutter: Rect,
    pub(super) cells: Rect,
    pub(super) axis: Rect,
    legend: Rect,
    side: Rect,
}

impl Parts {
    fn new(shown: &PlaneView<'_>, area: Rect) -> Self {
        let side = if shown.screen.alone { 0 } else { (area.width * 3 / 8).clamp(26, 46) };
        let [frame, side] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(side)]).areas(area);
        let rows = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(1)];
        let [body, axis, legend] = Layout::vertical(rows).areas(inside(frame));
        let columns = [Constraint::Length(super::axes::gutter_width(shown)), Constraint::Fill(1)];
        let [gutter, cells] = Layout::horizontal(columns).areas(body);
        Self { frame, gutter, cells, axis: Rect { x: cells.x, width: cells.width, ..axis }, legend, side }
    }
}

/// Draws the body of the screen.
pub fn render(screen: &Boundary, canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let shown = PlaneView::new(screen, canvas.scene);
    if shown.display == Display::Units {
        return super::multiples::render(&shown, area, canvas.buffer);
    }
    let parts = Parts::new(&shown, area);
    canvas.pane(shown.title(), shown.notes(parts.cells), false, parts.frame);
    let buffer = &mut *canvas.buffer;
    if !parts.cells.is_empty() {
        let size = points(theme, parts.cells);
        let plane = (!shared.look.is_hidden).then(|| Plane::new(&snapshot.network, &shown.section, size, shown.look()));
        let paint = Paint::new(theme, shown.look(), plane.as_ref(), snapshot.problem().class_names.len());
        let backdrop = Backdrop { plane: plane.as_ref(), paint, cells: parts.cells };
        backdrop.fill(buffer);
        if shown.has_folds() {
            super::folds::draw(&shown, &backdrop, buffer);
        }
        super::examples::draw(&shown, &backdrop, buffer);
        super::crosshair::draw(&shown, &backdrop, buffer);
        super::axes::draw(&shown, &parts, buffer);
        super::legend::draw(&shown, &backdrop, parts.legend, buffer);
    }
    if !parts.side.is_empty() {
        let probe = screen.probe(&shared.look, snapshot, &shown.section);
        super::side::render(&shown, &probe, parts.side, buffer);
    }
}

/// Draws the classes of a plane alone, without examples and axes.
pub fn picture(canvas: &mut Canvas, network: &Mlp, section: &Section, classes: usize, cells: Rect) {
    if cells.is_empty() {
        return;
    }
    let plane = Plane::new(network, section, points(canvas.theme, cells), Look::Classes);
    let paint = Paint::new(canvas.theme, Look::Classes, Some(&plane), classes);
    Backdrop { plane: Some(&plane), paint, cells }.fill(canvas.buffer);
}

/// The unit whose picture lies at a place of the screen, where those of all are shown.
pub fn unit_at(screen: &Boundary, scene: Scene<'_>, area: Rect, place: Position) -> Option<usize> {
    super::multiples::unit_at(&PlaneView::new(screen, scene), area, place)
}

/// The point of the plane that lies at a place of the picture.
pub fn point_at(screen: &Boundary, scene: Scene<'_>, area: Rect, place: Position) -> Option<[f64; 2]> {
    let shown = PlaneView::new(screen, scene);
    let cells = Parts::new(&shown, area).cells;
    let share = |at: u16, start: u16, length: u16| (f64::from(at - start) + 0.5) / f64::from(length);
    cells.contains(place).then(|| {
        let share = [share(place.x, cells.x, cells.width), share(place.y, cells.y, cells.height)];
        shown.section.at(share)
    })
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
