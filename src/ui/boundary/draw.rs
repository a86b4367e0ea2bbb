//! How the boundary screen is drawn and clicked.

use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::probe::{HeldAt, Plane};
use crate::session::Snapshot;
use crate::t;
use crate::ui::boundary::layout::{BoundaryLayout, draw_axes};
use crate::ui::boundary::view::PlaneView;
use crate::ui::boundary::{Boundary, Display, examples, folds, legend, multiples, side};
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
        let shown = PlaneView::new(self, canvas.scene);
        if shown.display == Display::Units {
            return multiples::render(&shown, area, canvas.buffer);
        }
        let layout = BoundaryLayout::new(&shown, area);
        canvas.pane(title(&shown), notes(&shown, layout.cells), false, layout.frame);
        let buffer = &mut *canvas.buffer;
        if !layout.cells.is_empty() {
            let (look, size) = (shown.look(), points(theme, layout.cells));
            let plane = (!shared.look.is_hidden).then(|| Plane::new(&snapshot.network, &shown.section, size, look));
            let paint = Paint::new(theme, look, plane.as_ref(), snapshot.problem().class_names.len());
            let backdrop = Backdrop { plane: plane.as_ref(), paint, cells: layout.cells };
            backdrop.fill(buffer);
            if shown.has_folds() {
                folds::draw(&shown, &backdrop, buffer);
            }
            examples::draw(&shown, &backdrop, buffer);
            examples::draw_crosshair(&shown, &backdrop, buffer);
            draw_axes(&shown, &layout, buffer);
            legend::draw(&shown, &backdrop, layout.legend, buffer);
        }
        if !layout.side.is_empty() {
            side::render(&shown, &self.probe(&shared.look, snapshot, &shown.section), layout.side, buffer);
        }
    }

    /// Chooses a unit among the pictures of all, else moves the crosshair.
    fn click(&mut self, place: Position, area: Rect, theme: &Theme, cx: &mut Context<'_>) -> Reaction {
        let shown = PlaneView::new(self, cx.scene(theme));
        if shown.display == Display::Units {
            let Some(unit) = multiples::unit_at(&shown, area, place) else { return Reaction::Ignored };
            cx.shared.look.unit = unit;
            return Reaction::Done;
        }
        let cells = BoundaryLayout::new(&shown, area).cells;
        if !cells.contains(place) {
            return Reaction::Ignored;
        }
        let share = |at: u16, start: u16, length: u16| (f64::from(at - start) + 0.5) / f64::from(length);
        let share = [share(place.x, cells.x, cells.width), share(place.y, cells.y, cells.height)];
        self.crosshair = Some(shown.section.at(share));
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
            let class = fit_among(&shown.snapshot.problem().class_names, class, 16);
            t!(shown.shared.text, "boundary.class_title", class = class)
        }
        (Display::Unit, Some((_, unit))) => {
            shown.in_layer(t!(shown.shared.text, "boundary.unit_title", unit = unit + 1))
        }
        _ => t!(shown.shared.text, "boundary.title").to_owned(),
    };
    Line::styled(title, shown.theme.value)
}

/// Notes right of the title: the lines on the picture, where the other features are held, how many examples are drawn.
fn notes(shown: &PlaneView<'_>, cells: Rect) -> Line<'static> {
    let mut notes = Vec::new();
    if shown.has_folds() {
        let title = t!(shown.shared.text, "boundary.folds_title").to_owned();
        notes.push(if shown.display == Display::Unit { title } else { shown.in_layer(title) });
    }
    if shown.snapshot.sizes()[0] > 2 {
        notes.push(match shown.shared.look.plane.held {
            HeldAt::Example => t!(shown.shared.text, "boundary.held_example", example = shown.example_name()),
            HeldAt::Mean => t!(shown.shared.text, "boundary.held_mean").to_owned(),
        });
    }
    let each = examples::thinning(shown, cells);
    if each > 1 {
        notes.push(t!(shown.shared.text, "boundary.one_in", count = each));
    }
    Line::styled(notes.join(" · "), shown.theme.dim)
}
