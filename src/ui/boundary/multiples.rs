//! H of every unit of a layer over the plane: one small picture per unit.

use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::probe::{Plane, PlaneLook};
use crate::t;
use crate::ui::Canvas;
use crate::ui::boundary::units_across;
use crate::ui::boundary::view::PlaneView;
use crate::ui::kit::{Tiles, below, cells, inside};
use crate::ui::pictures::backdrop::{Backdrop, Paint, points};
use crate::ui::theme::DEAD;

const LEAST_HEIGHT: u16 = 3;

/// Returns the layer, the chosen unit, and the tiles of the units: all of them, or the rows around the chosen one.
fn tiles(view: &PlaneView<'_>, inside: Rect) -> Option<(usize, usize, Tiles)> {
    let (layer, chosen) = view.unit?;
    let units = view.snapshot.sizes()[layer + 1];
    let across = units_across(units);
    let down = usize::from(inside.height / LEAST_HEIGHT).clamp(1, units.div_ceil(across));
    // Pictures are separated by an empty column, rows by their titles.
    let size = ((inside.width / cells(across)).saturating_sub(1), inside.height / cells(down));
    Some((layer, chosen, Tiles::new(inside, (across, down), size, (1, 0)).around(chosen, units)))
}

pub fn render(view: &PlaneView<'_>, canvas: &mut Canvas, area: Rect) {
    let Some((layer, chosen, tiles)) = tiles(view, inside(area)) else { return };
    let (text, theme) = (view.shared.text, view.theme);
    let count = view.snapshot.sizes()[layer + 1];
    let title = view.in_layer(layer, t!(text, "boundary.units_title", count = count));
    let mut notes = vec![t!(text, "boundary.most").to_owned()];
    if tiles.shown().len() < count {
        let (from, to) = (tiles.shown().start + 1, tiles.shown().end);
        notes.insert(0, t!(text, "boundary.units_shown", from = from, to = to, count = count));
    }
    let right = Line::styled(notes.join(" · "), theme.dim);
    let inside = canvas.pane(Line::styled(title, theme.value), right, false, area);
    if view.shared.look.is_hidden {
        return canvas.line(view.hidden(), inside, 0);
    }
    let picture = below(tiles.place(tiles.shown().start), 1);
    let size = points(theme, picture);
    let planes = (!picture.is_empty()).then(|| Plane::of_units(&view.snapshot.network, &view.section, size, layer));
    for (unit, tile) in tiles.places() {
        let is_dead = view.is_dead(layer, unit);
        let name = if is_dead { format!("{}{DEAD}", unit + 1) } else { (unit + 1).to_string() };
        let style = match (unit == chosen, is_dead) {
            (true, _) => theme.cursor,
            (false, true) => theme.wrong,
            (false, false) => theme.label,
        };
        canvas.line(Line::styled(name, style), tile, 0);
        if let Some(plane) = planes.as_ref().and_then(|planes| planes.get(unit)) {
            let paint = Paint::new(theme, PlaneLook::Activation { layer, unit }, Some(plane), 0);
            Backdrop { plane: Some(plane), paint, cells: below(tile, 1) }.fill(canvas.buffer);
        }
    }
}

pub fn unit_at(view: &PlaneView<'_>, area: Rect, place: Position) -> Option<usize> {
    tiles(view, inside(area))?.2.at(place)
}
