//! The columns of W¹ as images: what each hidden unit responds to.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::probe::Image;
use crate::t;
use crate::ui::kit::{Tiles, number};
use crate::ui::pictures::image::Picture;
use crate::ui::{Canvas, Scene};

/// Lays out the largest templates that show all units; if even the smallest do not fit, only those around the `cursor`.
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

/// Returns the unit drawn at `at`, if any.
pub fn unit_at(scene: Scene<'_>, cursor: usize, area: Rect, at: Position) -> Option<usize> {
    tiles(scene, cursor, area)?.at(at)
}

/// Draws one template per unit, as many as fit around the `cursor`.
pub fn render(canvas: &mut Canvas, cursor: usize, largest: f64, area: Rect) {
    let Some(tiles) = tiles(canvas.scene, cursor, area) else { return };
    for (unit, place) in tiles.places() {
        template(canvas, unit, largest, unit == cursor, place);
    }
}

/// Draws the weights from each pixel to a unit as an image and, below it, the unit's number with marks if it is dead,
/// silenced or under the cursor. A weight of `largest` has the full colour.
fn template(canvas: &mut Canvas, unit: usize, largest: f64, is_cursor: bool, area: Rect) {
    let Scene { snapshot, theme, .. } = canvas.scene;
    let Some(image) = Image::of_weights(snapshot, unit).filter(|_| area.height > 1) else { return };
    let place = Rect { height: area.height - 1, ..area };
    let (width, height) = Picture::of_weights(image, largest).render(theme, place, canvas.buffer);
    let (name, style) = match canvas.scene.unit_mark(0, &[unit]) {
        Some((mark, style)) => (format!("{} {mark}", unit + 1), style),
        None => ((unit + 1).to_string(), theme.value),
    };
    let line = if is_cursor {
        Line::styled(format!("►{name:<rest$}", rest = usize::from(width).saturating_sub(1)), theme.cursor)
    } else {
        Line::styled(name, style)
    };
    canvas.line(line, area, height);
}

/// Draws `w¹[20,4] = −0.0213   pixel 3,4 → unit 4`, and what the images show.
pub fn caption(canvas: &mut Canvas, (row, column): (usize, usize), inside: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let Some((width, _)) = snapshot.problem().image else { return };
    let weights = snapshot.network.parameters.layers[0].weight();
    let (row, column) = (row.min(weights.nrows() - 1), column.min(weights.ncols() - 1));
    let pixel = t!(shared.text, "predictions.pixel", row = row / width + 1, column = row % width + 1);
    let value = format!("w¹[{},{}] = {}", row + 1, column + 1, number(weights[[row, column]]));
    let to = if snapshot.hidden_layers() > 0 { t!(shared.text, "panes.unit") } else { t!(shared.text, "panes.class") };
    let about = format!("  {pixel} → {to} {}  {}", column + 1, t!(shared.text, "predictions.templates"));
    let line = Line::from_iter([Span::styled(value, theme.value), Span::styled(about, theme.dim)]);
    canvas.line(line, inside, inside.height - 1);
}
