//! What the network says of every point of a plane, with the examples on it.

use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::probe::{HeldAt, Plane};
use crate::session::Snapshot;
use crate::t;
use crate::ui::boundary::parts::Parts;
use crate::ui::boundary::view::PlaneView;
use crate::ui::boundary::{Boundary, Display};
use crate::ui::component::{Component, Reaction};
use crate::ui::context::Context;
use crate::ui::kit::fit_among;
use crate::ui::pictures::backdrop::{Backdrop, Paint, points};
use crate::ui::shared::Shared;
use crate::ui::theme::Theme;
use crate::ui::{Canvas, Scene};

impl Component for Boundary {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        render(self, canvas, area);
    }

    /// To the picture of a unit, or with the crosshair to a point.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        if self.is_among_units(cx) {
            let Some(unit) = unit_at(self, cx.scene(theme), area, place) else { return Reaction::Ignored };
            cx.shared.look.unit = unit;
            return Reaction::Done;
        }
        let Some(point) = point_at(self, cx.scene(theme), area, place) else { return Reaction::Ignored };
        self.crosshair = Some(point);
        Reaction::Done
    }

    fn footer(&self, _shared: &Shared, _snapshot: &Snapshot) -> Vec<&'static str> {
        vec![
            "time.play",
            "time.back time.forward",
            "boundary.all",
            "boundary.back",
            "boundary.view",
            "boundary.choose_left boundary.choose_down boundary.choose_up boundary.choose_right",
            "boundary.left boundary.down boundary.up boundary.right",
            "boundary.folds",
            "boundary.next_unit",
            "boundary.open_unit",
            "boundary.across",
            "boundary.upwards",
            "boundary.held",
            "boundary.next_example",
            "boundary.wrong",
            "boundary.examples",
            "boundary.layer",
            "boundary.alone",
            "time.faster time.slower",
            "run.smaller_rate run.larger_rate",
        ]
    }
}

fn title(shown: &PlaneView<'_>) -> Line<'static> {
    let title = match (shown.display, shown.unit) {
        (Display::Class(class), _) => {
            t!(
                shown.shared.text,
                "boundary.class_title",
                class = fit_among(&shown.snapshot.problem().class_names, class, 16)
            )
        }
        (Display::Unit, Some((_, unit))) => {
            shown.in_layer(t!(shown.shared.text, "boundary.unit_title", unit = unit + 1))
        }
        _ => t!(shown.shared.text, "boundary.title").to_owned(),
    };
    Line::styled(title, shown.theme.value)
}

/// What else is to be known of the picture: the lines on it, where the other features are held, and how many of the
/// examples are drawn.
fn notes(shown: &PlaneView<'_>, cells: Rect) -> Line<'static> {
    let mut notes = Vec::new();
    if shown.has_folds() {
        let title = if shown.display == Display::Unit {
            t!(shown.shared.text, "boundary.folds_title").to_owned()
        } else {
            shown.in_layer(t!(shown.shared.text, "boundary.folds_title").to_owned())
        };
        notes.push(title);
    }
    if shown.snapshot.sizes()[0] > 2 {
        notes.push(match shown.shared.look.plane.held {
            HeldAt::Example => t!(shown.shared.text, "boundary.held_example", example = shown.example_name()),
            HeldAt::Mean => t!(shown.shared.text, "boundary.held_mean").to_owned(),
        });
    }
    let each = super::examples::thinning(shown, cells);
    if each > 1 {
        notes.push(t!(shown.shared.text, "boundary.one_in", count = each));
    }
    Line::styled(notes.join(" · "), shown.theme.dim)
}

/// Draws the body of the screen.
fn render(screen: &Boundary, canvas: &mut Canvas, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let shown = PlaneView::new(screen, canvas.scene);
    if shown.display == Display::Units {
        return super::multiples::render(&shown, area, canvas.buffer);
    }
    let parts = Parts::new(&shown, area);
    canvas.pane(title(&shown), notes(&shown, parts.cells), false, parts.frame);
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

/// The unit whose picture lies at a place of the screen, where those of all are shown.
fn unit_at(screen: &Boundary, scene: Scene<'_>, area: Rect, place: Position) -> Option<usize> {
    super::multiples::unit_at(&PlaneView::new(screen, scene), area, place)
}

/// The point of the plane that lies at a place of the picture.
fn point_at(screen: &Boundary, scene: Scene<'_>, area: Rect, place: Position) -> Option<[f64; 2]> {
    let shown = PlaneView::new(screen, scene);
    let cells = Parts::new(&shown, area).cells;
    let share = |at: u16, start: u16, length: u16| (f64::from(at - start) + 0.5) / f64::from(length);
    cells.contains(place).then(|| {
        let share = [share(place.x, cells.x, cells.width), share(place.y, cells.y, cells.height)];
        shown.section.at(share)
    })
}
