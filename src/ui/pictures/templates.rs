//! The columns of W¹ as images: what each hidden unit looks for.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::probe::Image;
use crate::session::Unit;
use crate::t;
use crate::ui::kit::{Tiles, number};
use crate::ui::pictures::image::Picture;
use crate::ui::{Canvas, DEAD, SILENCED, Scene};

/// The units that fit around the one that the `cursor` is on: the largest templates that show all units; where even the
/// smallest do not, those.
fn tiles(Scene { snapshot, theme, .. }: Scene<'_>, cursor: usize, area: Rect) -> Option<Tiles> {
    let units = snapshot.sizes()[1];
    let image = Image::of_weights(snapshot, 0).filter(|_| !area.is_empty())?;
    let picture = Picture::of_weights(image, 1.0);
    let tiles = |width: u16| {
        let (columns, lines) = picture.size(theme, (width, area.height.saturating_sub(1)));
        Tiles::fitting(area, (columns.max(4), lines + 1), (1, 0))
    };
    let smallest = picture.least_width(theme);
    let mut all = (smallest..=area.width.max(smallest)).rev().map(tiles);
    Some(all.find(|tiles| tiles.room() >= units).unwrap_or_else(|| tiles(smallest)).around(cursor, units))
}

/// The unit at a place of the screen, where `area` holds the templates.
pub fn unit_at(scene: Scene<'_>, cursor: usize, area: Rect, at: Position) -> Option<usize> {
    tiles(scene, cursor, area)?.at(at)
}

/// Draws a template a unit, as many as fit around the one that the `cursor` is on.
pub fn render(canvas: &mut Canvas, cursor: usize, largest: f64, area: Rect) {
    let Some(tiles) = tiles(canvas.scene, cursor, area) else { return };
    for (unit, place) in tiles.places() {
        template(canvas, unit, largest, unit == cursor, place);
    }
}

/// The weights from each pixel to a unit of the first layer as an image, and under it the number of the unit, marked when
/// the unit is dead or the cursor is on it. `largest` is the weight of full colour.
fn template(canvas: &mut Canvas, unit: usize, largest: f64, is_cursor: bool, area: Rect) {
    let Scene { snapshot, theme, .. } = canvas.scene;
    let Some(image) = Image::of_weights(snapshot, unit).filter(|_| area.height > 1) else { return };
    let place = Rect { height: area.height - 1, ..area };
    let (width, height) = Picture::of_weights(image, largest).render(theme, place, canvas.buffer);
    let (mark, style) = mark(canvas.scene, unit);
    let name = mark.map_or((unit + 1).to_string(), |mark| format!("{} {mark}", unit + 1));
    let line = if is_cursor {
        Line::styled(format!("►{name:<rest$}", rest = usize::from(width).saturating_sub(1)), theme.cursor)
    } else {
        Line::styled(name, style)
    };
    canvas.line(line, area, height);
}

/// What is said of a unit of the first layer beside its number.
fn mark(Scene { snapshot, theme, .. }: Scene<'_>, unit: usize) -> (Option<char>, Style) {
    let layer = snapshot.measured.evaluation.as_ref().and_then(|evaluation| evaluation.activity.first());
    let is_dead = layer.is_some_and(|layer| layer.is_dead(unit, snapshot.activation()));
    let is_silenced = snapshot.conditions.silenced.contains(&Unit { layer: 0, index: unit });
    match (is_dead, is_silenced) {
        (true, _) => (Some(DEAD), theme.wrong),
        (false, true) => (Some(SILENCED), theme.value),
        (false, false) => (None, theme.value),
    }
}

/// `w¹[20,4] = −0.0213   pixel 3,4 → unit 4`, and what the pictures are.
pub fn caption(canvas: &mut Canvas, (row, column): (usize, usize), inside: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let Some((width, _)) = snapshot.problem().image else { return };
    let weights = snapshot.network.parameters.layers[0].weight();
    let (row, column) = (row.min(weights.nrows() - 1), column.min(weights.ncols() - 1));
    let place = [row / width + 1, row % width + 1].map(|number| number.to_string());
    let pixel = t!(shared.text, "predictions.pixel", row = place[0], column = place[1]);
    let value = format!("w¹[{},{}] = {}", row + 1, column + 1, number(weights[[row, column]]));
    let to = if snapshot.hidden_layers() > 0 { t!(shared.text, "panes.unit") } else { t!(shared.text, "panes.class") };
    let line = Line::from(vec![
        Span::styled(value, theme.value),
        Span::styled(
            format!("  {pixel} → {to} {}  {}", column + 1, t!(shared.text, "predictions.templates")),
            theme.dim,
        ),
    ]);
    canvas.line(line, inside, inside.height - 1);
}
