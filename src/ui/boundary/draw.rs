//! How the boundary screen is drawn and clicked.

use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::probe::{HeldAt, Plane};
use crate::session::Snapshot;
use crate::t;
use crate::ui::boundary::layout::{BoundaryLayout, draw_axes};
use crate::ui::boundary::view::PlaneView;
use crate::ui::boundary::{Boundary, BoundaryDisplay, examples, folds, legend, multiples, side};
use crate::ui::component::{Component, Reaction};
use crate::ui::context::Context;
use crate::ui::kit::fit_among;
use crate::ui::pictures::backdrop::{Backdrop, Paint, points};
use crate::ui::shared::Shared;
use crate::ui::theme::Theme;
use crate::ui::{Canvas, Scene};

impl Component for Boundary {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let Scene { shared, snapshot, theme } = canvas.scene;
        let view = PlaneView::new(self, canvas.scene);
        if view.display == BoundaryDisplay::Units {
            return multiples::render(&view, canvas, area);
        }
        let layout = BoundaryLayout::new(&view, area);
        canvas.pane(title(&view), notes(&view, layout.cells), false, layout.frame);
        if !layout.cells.is_empty() {
            let (look, size) = (view.look(), points(theme, layout.cells));
            let plane = (!shared.look.is_hidden).then(|| Plane::new(&snapshot.network, &view.section, size, look));
            let paint = Paint::new(theme, look, plane.as_ref(), snapshot.problem().class_names.len());
            let backdrop = Backdrop { plane: plane.as_ref(), paint, cells: layout.cells };
            backdrop.fill(canvas.buffer);
            if view.has_folds() {
                folds::draw(&view, canvas, &backdrop);
            }
            examples::draw(&view, canvas, &backdrop);
            examples::draw_crosshair(&view, canvas, &backdrop);
            draw_axes(&view, canvas, &layout);
            legend::draw(&view, canvas, &backdrop, layout.legend);
        }
        if !layout.side.is_empty() {
            side::render(&view, canvas, &self.probe(&shared.look, snapshot, &view.section), layout.side);
        }
    }

    /// Chooses a unit if the pictures of all units are shown, else moves the crosshair.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        let view = PlaneView::new(self, cx.scene(theme));
        if view.display == BoundaryDisplay::Units {
            let Some(unit) = multiples::unit_at(&view, area, place) else { return Reaction::Ignored };
            cx.shared.look.unit = unit;
            return Reaction::Done;
        }
        let cells = BoundaryLayout::new(&view, area).cells;
        if !cells.contains(place) {
            return Reaction::Ignored;
        }
        let share = |at: u16, start: u16, length: u16| (f64::from(at - start) + 0.5) / f64::from(length);
        let share = [share(place.x, cells.x, cells.width), share(place.y, cells.y, cells.height)];
        self.crosshair = Some(view.section.at(share));
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

fn title(view: &PlaneView<'_>) -> Line<'static> {
    let title = match (view.display, view.unit) {
        (BoundaryDisplay::Class(class), _) => {
            let class = fit_among(&view.snapshot.problem().class_names, class, 16);
            t!(view.shared.text, "boundary.class_title", class = class)
        }
        (BoundaryDisplay::Unit, Some((layer, unit))) => {
            view.in_layer(layer, t!(view.shared.text, "boundary.unit_title", unit = unit + 1))
        }
        _ => t!(view.shared.text, "boundary.title").to_owned(),
    };
    Line::styled(title, view.theme.value)
}

/// Returns the notes in the title: lines on the picture, where other features are held, how many examples are drawn.
fn notes(view: &PlaneView<'_>, cells: Rect) -> Line<'static> {
    let mut notes = Vec::new();
    if let Some((layer, _)) = view.unit.filter(|_| view.has_folds()) {
        let title = t!(view.shared.text, "boundary.folds_title").to_owned();
        notes.push(if view.display == BoundaryDisplay::Unit { title } else { view.in_layer(layer, title) });
    }
    if view.snapshot.sizes()[0] > 2 {
        notes.push(match view.shared.look.plane.held {
            HeldAt::Example => t!(view.shared.text, "boundary.held_example", example = view.example_name()),
            HeldAt::Mean => t!(view.shared.text, "boundary.held_mean").to_owned(),
        });
    }
    let each = examples::thinning(view, cells);
    if each > 1 {
        notes.push(t!(view.shared.text, "boundary.one_in", count = each));
    }
    Line::styled(notes.join(" · "), view.theme.dim)
}
