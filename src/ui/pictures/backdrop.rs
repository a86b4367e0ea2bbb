//! A network's output over a plane, as a picture with glyphs on top.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::nn::Mlp;
use crate::probe::{Plane, PlaneLook, Section, Spot};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::kit::{self, half_blocks, paint};

/// The share of the colour scale that h uses, so that examples on top stay visible.
const MOST_OF_SCALE: f64 = 0.7;

/// How values are shown: as colours or glyphs.
#[derive(Clone, Copy)]
pub struct Paint<'a> {
    pub theme: &'a Theme,
    pub look: PlaneLook,
    /// The probability at which no class wins.
    floor: f64,
    /// The largest |h| in the picture.
    pub largest: f64,
}

impl<'a> Paint<'a> {
    pub fn new(theme: &'a Theme, look: PlaneLook, plane: Option<&Plane>, classes: usize) -> Self {
        let largest = plane.map_or(0.0, Plane::largest).max(f64::MIN_POSITIVE);
        Self { theme, look, floor: 1.0 / classes.max(2) as f64, largest }
    }

    /// Returns how strongly a value shows: 0 … 1, or −1 … 1 for h.
    fn strength(&self, value: f64) -> f64 {
        match self.look {
            PlaneLook::Classes => (value - self.floor) / (1.0 - self.floor),
            PlaneLook::Probability(_) => value,
            PlaneLook::Activation { .. } => value / self.largest,
        }
    }

    fn color(&self, spot: Spot) -> Color {
        let strength = self.strength(spot.value);
        match self.look {
            PlaneLook::Activation { .. } => self.scale(strength),
            _ => self.theme.class(spot.class, strength),
        }
    }

    /// Returns the colour of an h that is `share` of the largest.
    pub fn scale(&self, share: f64) -> Color {
        self.theme.scale(if share.is_nan() { 0.0 } else { MOST_OF_SCALE * share })
    }

    /// Returns the glyph for terminals with few colours; `place` counts the cells.
    fn glyph(&self, spot: Spot, place: usize) -> char {
        let strength = self.strength(spot.value);
        match self.look {
            PlaneLook::Classes => Theme::pattern(spot.class, strength, place),
            PlaneLook::Probability(_) => Theme::shade(strength),
            PlaneLook::Activation { .. } => Theme::glyph(strength),
        }
    }
}

/// A picture on the screen.
pub struct Backdrop<'a> {
    /// `None` while results are hidden.
    pub plane: Option<&'a Plane>,
    pub paint: Paint<'a>,
    pub cells: Rect,
}

/// Returns the columns and rows of points of a picture in `cells`.
pub fn points(theme: &Theme, cells: Rect) -> (usize, usize) {
    let points_a_cell = if theme.has_scale() { 2 } else { 1 };
    (usize::from(cells.width), usize::from(cells.height) * points_a_cell)
}

impl Backdrop<'_> {
    /// Draws the picture: with colours two points per cell, else one.
    pub fn fill(&self, buffer: &mut Buffer) {
        let Some(plane) = self.plane else { return };
        if self.paint.theme.has_scale() {
            half_blocks(self.cells, buffer, |column, row| Some(self.paint.color(plane.spot(column, row))));
        } else {
            paint(self.cells, buffer, |column, row| {
                let spot = plane.spot(column, row);
                Some((self.paint.glyph(spot, column + row), Style::new().fg(self.paint.color(spot))))
            });
        }
    }

    /// Puts a glyph on a cell of the picture, on the colour of its upper or (if `lower`) its lower half.
    pub fn put(&self, (column, row): (u16, u16), lower: bool, glyph: char, style: Style, buffer: &mut Buffer) {
        let (x, y) = (self.cells.x + column, self.cells.y + row);
        let Some(plane) = self.plane.filter(|_| self.paint.theme.has_scale()) else {
            return kit::set(buffer, x, y, glyph, style);
        };
        let spot = plane.spot(usize::from(column), 2 * usize::from(row) + usize::from(lower));
        // If the style has a background, that replaces the picture's colour.
        kit::set(buffer, x, y, glyph, Style::new().bg(self.paint.color(spot)).patch(style));
    }
}

/// Draws the classes of a plane, without examples and axes.
pub fn picture(canvas: &mut Canvas, network: &Mlp, section: &Section, classes: usize, cells: Rect) {
    if cells.is_empty() {
        return;
    }
    let plane = Plane::new(network, section, points(canvas.theme, cells), PlaneLook::Classes);
    let paint = Paint::new(canvas.theme, PlaneLook::Classes, Some(&plane), classes);
    Backdrop { plane: Some(&plane), paint, cells }.fill(canvas.buffer);
}
