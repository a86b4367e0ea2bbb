//! The columns of W¹ as images: what each hidden unit looks for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::bars;
use super::image::{Picture, template};
use super::numbers::number;
use super::theme::Theme;
use crate::app::App;
use crate::probe::Image;
use crate::session::Snapshot;
use crate::t;

/// How the templates stand: columns and lines of one, gap included, and how many stand side by side and below each other.
struct Tiles {
    pitch: (u16, u16),
    across: usize,
    down: usize,
}

impl Tiles {
    /// The largest tiles that show all `units`; where even the smallest do not, those.
    fn new(units: usize, picture: &Picture, theme: &Theme, area: Rect) -> Self {
        let tiles = |width: u16| {
            let (columns, lines) = picture.size(theme, (width, area.height.saturating_sub(1)));
            let pitch = (columns.max(4) + 1, lines + 1);
            let fit = |room: u16, pitch: u16| usize::from(room / pitch).max(1);
            Self { pitch, across: fit(area.width + 1, pitch.0), down: fit(area.height, pitch.1) }
        };
        let smallest = picture.least_width(theme);
        let widths = (smallest..=area.width.max(smallest)).rev();
        widths.map(tiles).find(|tiles| tiles.across * tiles.down >= units).unwrap_or_else(|| tiles(smallest))
    }
}

/// The units that fit around the one that the `cursor` is on, each with its place.
fn places(cursor: usize, snapshot: &Snapshot, theme: &Theme, area: Rect) -> Vec<(usize, Rect)> {
    let units = snapshot.sizes()[1];
    let Some(image) = Image::of_weights(snapshot, 0).filter(|_| !area.is_empty()) else { return vec![] };
    let tiles = Tiles::new(units, &Picture::of_weights(image, 1.0), theme, area);
    let (rows, row) = (units.div_ceil(tiles.across), cursor / tiles.across);
    let first = row.saturating_sub(tiles.down / 2).min(rows.saturating_sub(tiles.down)) * tiles.across;
    let place = |unit: usize| {
        let (down, across) = ((unit - first) / tiles.across, (unit - first) % tiles.across);
        let (x, y) = (area.x + across as u16 * tiles.pitch.0, area.y + down as u16 * tiles.pitch.1);
        (unit, Rect::new(x, y, tiles.pitch.0 - 1, tiles.pitch.1).intersection(area))
    };
    (first..units.min(first + tiles.across * tiles.down)).map(place).collect()
}

/// The unit at a place of the screen, where `area` holds the templates.
pub fn unit_at(cursor: usize, snapshot: &Snapshot, theme: &Theme, area: Rect, at: Position) -> Option<usize> {
    places(cursor, snapshot, theme, area).into_iter().find(|(_, place)| place.contains(at)).map(|(unit, _)| unit)
}

/// Draws a template a unit, as many as fit around the one that the `cursor` is on.
pub fn render(cursor: usize, largest: f64, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    for (unit, place) in places(cursor, snapshot, theme, area) {
        template(unit, largest, unit == cursor, snapshot, theme, place, buffer);
    }
}

/// `w¹[20,4] = −0.0213   pixel 3,4 → unit 4`, and what the pictures are.
pub fn caption(
    (row, column): (usize, usize),
    app: &App,
    snapshot: &Snapshot,
    theme: &Theme,
    inside: Rect,
    buffer: &mut Buffer,
) {
    let Some((width, _)) = snapshot.problem().image else { return };
    let weights = &snapshot.parameters.layers[0].weight;
    let (row, column) = (row.min(weights.nrows() - 1), column.min(weights.ncols() - 1));
    let place = [row / width + 1, row % width + 1].map(|number| number.to_string());
    let pixel = t!(app.text, "predictions.pixel", row = place[0], column = place[1]);
    let value = format!("w¹[{},{}] = {}", row + 1, column + 1, number(weights[[row, column]]));
    let to = if snapshot.hidden_layers() > 0 { t!(app.text, "panes.unit") } else { t!(app.text, "panes.class") };
    let line = Line::from(vec![
        Span::styled(value, theme.value),
        Span::styled(format!("  {pixel} → {to} {}  {}", column + 1, t!(app.text, "predictions.templates")), theme.dim),
    ]);
    bars::text(line, inside, inside.height - 1, buffer);
}
