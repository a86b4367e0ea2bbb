//! H of every unit of a layer over the plane, in small: a picture a unit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::canvas::{Canvas, Paint};
use super::folds::DEAD;
use super::{Shown, points_in_a_cell};
use crate::app::{Action, key_of, units_across};
use crate::probe::{Look, Plane};
use crate::t;
use crate::view::bars;

/// The least height of a picture with its title.
const LEAST_HEIGHT: u16 = 3;

/// Where the pictures stand.
struct Tiles {
    inside: Rect,
    across: usize,
    /// The width and the height of one, its title and its gap included.
    size: (u16, u16),
    /// The units that are shown.
    units: std::ops::Range<usize>,
}

impl Tiles {
    /// The pictures of `units` units; where not all fit, the rows around the chosen one.
    fn new(units: usize, chosen: usize, inside: Rect) -> Self {
        let across = units_across(units);
        let rows = units.div_ceil(across);
        let fitting = usize::from(inside.height / LEAST_HEIGHT).clamp(1, rows);
        let size = (inside.width / across as u16, inside.height / fitting as u16);
        let first = (chosen / across).saturating_sub(fitting / 2).min(rows - fitting);
        Self { inside, across, size, units: first * across..((first + fitting) * across).min(units) }
    }

    /// The title and the picture of a unit.
    fn place(&self, unit: usize) -> (Rect, Rect) {
        let index = unit - self.units.start;
        let (width, height) = self.size;
        let x = self.inside.x + (index % self.across) as u16 * width;
        let y = self.inside.y + (index / self.across) as u16 * height;
        // Between two pictures runs an empty column; the title parts the rows.
        let tile = Rect::new(x, y, width.saturating_sub(1), height).intersection(self.inside);
        let title = Rect { height: tile.height.min(1), ..tile };
        (title, Rect { y: title.bottom(), height: tile.height - title.height, ..tile })
    }
}

fn tiles(shown: &Shown<'_>, area: Rect) -> Option<(usize, usize, Tiles)> {
    let (layer, chosen) = shown.unit?;
    let inside = Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(2));
    let tiles = Tiles::new(shown.snapshot.sizes()[layer + 1], chosen, inside);
    Some((layer, chosen, tiles))
}

/// Draws the view.
pub fn render(shown: &Shown<'_>, area: Rect, buffer: &mut Buffer) {
    let Some((layer, chosen, tiles)) = tiles(shown, area) else { return };
    let theme = shown.theme;
    let count = shown.snapshot.sizes()[layer + 1];
    let title = shown.in_layer(t!(shown.app.text, "boundary.units_title", count = count));
    let mut notes = vec![t!(shown.app.text, "boundary.most").to_owned()];
    if tiles.units.len() < count {
        let (from, to) = ((tiles.units.start + 1).to_string(), tiles.units.end.to_string());
        notes.insert(0, t!(shown.app.text, "boundary.units_shown", from = from, to = to, count = count));
    }
    let right = Line::styled(notes.join(" · "), theme.dim);
    bars::frame(Line::styled(title, theme.value), right, false, theme, area, buffer);
    if shown.app.predict {
        let words = t!(shown.app.text, "step.hidden", key = key_of(Action::Predict));
        return bars::text(Line::styled(words, theme.dim), tiles.inside, 0, buffer);
    }
    let (_, picture) = tiles.place(tiles.units.start);
    let size = (usize::from(picture.width), usize::from(picture.height) * points_in_a_cell(theme));
    let planes = if picture.is_empty() {
        vec![]
    } else {
        Plane::of_units(shown.snapshot.network(), &shown.section, size, layer)
    };
    for unit in tiles.units.clone() {
        let (title, cells) = tiles.place(unit);
        let is_dead = shown.is_dead(layer, unit);
        let name = if is_dead { format!("{}{DEAD}", unit + 1) } else { (unit + 1).to_string() };
        let style = match (unit == chosen, is_dead) {
            (true, _) => theme.cursor,
            (false, true) => theme.wrong,
            (false, false) => theme.label,
        };
        bars::text(Line::styled(name, style), title, 0, buffer);
        if let Some(plane) = planes.get(unit) {
            let paint = Paint::new(theme, Look::Activation { layer, unit }, Some(plane), 0);
            Canvas { plane: Some(plane), paint, cells }.fill(buffer);
        }
    }
}

/// The unit whose picture lies at a place of the screen.
pub fn unit_at(shown: &Shown<'_>, area: Rect, place: Position) -> Option<usize> {
    let (_, _, tiles) = tiles(shown, area)?;
    let is_there = |unit: &usize| {
        let (title, picture) = tiles.place(*unit);
        title.contains(place) || picture.contains(place)
    };
    tiles.units.clone().find(is_there)
}
