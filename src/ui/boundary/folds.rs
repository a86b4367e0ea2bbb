//! The lines z = 0 of the hidden units, drawn in Braille dots, with ticks on their active sides.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::probe::{Fold, Segment, folds};
use crate::ui::Canvas;
use crate::ui::boundary::BoundaryDisplay;
use crate::ui::boundary::view::PlaneView;
use crate::ui::kit::cells;
use crate::ui::pictures::backdrop::Backdrop;
use crate::ui::theme::DEAD;

/// The number of dots in a cell, across and down.
const DOTS: [f64; 2] = [2.0, 4.0];
/// The bit of each dot in the Braille glyph, by row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
/// The first of the 256 Braille glyphs: it has no dots.
const EMPTY: u32 = 0x2800;
const TICK: u32 = 3;
/// The number of cells between two ticks of a line.
const BETWEEN_TICKS: usize = 14;
/// With more units than this, only the chosen and the dead units are numbered.
const MOST_NUMBERS: usize = 12;

/// What a line says about its unit. Where lines cross, the last of these kinds wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Kind {
    #[default]
    Plain,
    Dead,
    Chosen,
}

struct Dots {
    width: usize,
    cells: Vec<(u8, Kind)>,
}

impl Dots {
    fn new(cells: Rect) -> Self {
        let (width, height) = (usize::from(cells.width), usize::from(cells.height));
        Self { width, cells: vec![(0, Kind::Plain); width * height] }
    }

    /// Sets the dot at a position given in dots; does nothing outside.
    fn set(&mut self, [x, y]: [f64; 2], kind: Kind) {
        if x < 0.0 || y < 0.0 {
            return;
        }
        let (x, y) = (x as usize, y as usize);
        if x / 2 < self.width
            && let Some((bits, seen)) = self.cells.get_mut(y / 4 * self.width + x / 2)
        {
            *bits |= BITS[y % 4][x % 2];
            *seen = (*seen).max(kind);
        }
    }

    /// Draws a piece of a line; only every third dot if `dotted`.
    fn line(&mut self, from: [f64; 2], to: [f64; 2], kind: Kind, dotted: bool) {
        let [right, down] = [to[0] - from[0], to[1] - from[1]];
        let dots = right.abs().max(down.abs()).ceil().max(1.0);
        for dot in 0..=dots as u32 {
            let share = f64::from(dot) / dots;
            let place = [from[0] + share * right, from[1] + share * down];
            let along = if right.abs() > down.abs() { place[0] } else { place[1] };
            if !dotted || (along.max(0.0) as u64).is_multiple_of(3) {
                self.set(place, kind);
            }
        }
    }

    /// Draws a short stroke from the middle of a piece to its active side, which is on its right.
    fn tick(&mut self, from: [f64; 2], to: [f64; 2], kind: Kind) {
        let [right, down] = [to[0] - from[0], to[1] - from[1]];
        let length = right.hypot(down);
        if length > 0.0 {
            let middle = [from[0] + right / 2.0, from[1] + down / 2.0];
            for dot in 1..=TICK {
                let far = f64::from(dot) / length;
                self.set([middle[0] - far * down, middle[1] + far * right], kind);
            }
        }
    }
}

fn in_dots(place: [f64; 2]) -> [f64; 2] {
    [place[0] * DOTS[0], place[1] * DOTS[1]]
}

/// Draws the lines of the current layer; in the view of one unit, only the line of that unit.
pub fn draw(view: &PlaneView<'_>, canvas: &mut Canvas, backdrop: &Backdrop<'_>) {
    let Some((layer, chosen)) = view.unit else { return };
    let size = (usize::from(backdrop.cells.width), usize::from(backdrop.cells.height));
    let mut lines = folds(&view.snapshot.network, &view.section, size, layer);
    if view.display == BoundaryDisplay::Unit {
        lines.retain(|fold| fold.unit == chosen);
    }
    let mut dots = Dots::new(backdrop.cells);
    for fold in &lines {
        draw_line(fold, view.kind(fold.unit), view.is_dead(layer, fold.unit), &mut dots);
    }
    for (place, &(bits, kind)) in dots.cells.iter().enumerate().filter(|(_, (bits, _))| *bits > 0) {
        let glyph = char::from_u32(EMPTY + u32::from(bits)).unwrap_or('·');
        let cell = (cells(place % dots.width), cells(place / dots.width));
        backdrop.put(cell, false, glyph, view.style(kind), canvas.buffer);
    }
    draw_numbers(view, canvas, &lines, backdrop);
}

impl PlaneView<'_> {
    fn kind(&self, unit: usize) -> Kind {
        match self.unit {
            Some((_, chosen)) if unit == chosen => Kind::Chosen,
            Some((layer, _)) if self.is_dead(layer, unit) => Kind::Dead,
            _ => Kind::Plain,
        }
    }

    fn style(&self, kind: Kind) -> Style {
        match kind {
            Kind::Plain => self.theme.fold,
            Kind::Dead => self.theme.wrong,
            Kind::Chosen => self.theme.focus,
        }
    }
}

fn draw_line(fold: &Fold, kind: Kind, dotted: bool, dots: &mut Dots) {
    let mut has_tick = false;
    for Segment { from, to } in &fold.segments {
        dots.line(in_dots(*from), in_dots(*to), kind, dotted);
        // The ticks of parallel lines are staggered.
        let flat = (to[0] - from[0]).abs() > 2.0 * (to[1] - from[1]).abs();
        let along = if flat { from[0].min(to[0]) } else { 2.0 * from[1].min(to[1]) };
        if (along as usize + 3 * fold.unit) % BETWEEN_TICKS < if flat { 1 } else { 2 } {
            dots.tick(in_dots(*from), in_dots(*to), kind);
            has_tick = true;
        }
    }
    if let Some(Segment { from, to }) = fold.segments.get(fold.segments.len() / 2).filter(|_| !has_tick) {
        dots.tick(in_dots(*from), in_dots(*to), kind);
    }
}

/// Draws the numbers of the units on their lines: of the chosen and the dead units, or of all units if there are few.
fn draw_numbers(view: &PlaneView<'_>, canvas: &mut Canvas, lines: &[Fold], backdrop: &Backdrop<'_>) {
    let Some((layer, chosen)) = view.unit else { return };
    let mut taken = Vec::new();
    let all = lines.len() <= MOST_NUMBERS;
    let mut lines: Vec<&Fold> = lines.iter().collect();
    lines.sort_by_key(|fold| fold.unit != chosen);
    for fold in lines {
        let is_dead = view.is_dead(layer, fold.unit);
        if fold.segments.is_empty() || !(all || is_dead || fold.unit == chosen) {
            continue;
        }
        let mark = if is_dead { DEAD.to_string() } else { String::new() };
        let name = format!("{mark}{}", fold.unit + 1);
        let width = cells(name.chars().count());
        // The number goes to the first free place, searched from the middle of the line on.
        let (before, after) = fold.segments.split_at(fold.segments.len() / 2);
        let mut places = after.iter().chain(before).map(|segment| (segment.from[0] as u16, segment.from[1] as u16));
        let is_free = |&(x, y): &(u16, u16)| {
            x + width <= backdrop.cells.width
                && y < backdrop.cells.height
                && taken
                    .iter()
                    .all(|&(other, row, wide): &(u16, u16, u16)| row != y || x + width < other || x > other + wide)
        };
        let Some((x, y)) = places.find(is_free) else { continue };
        taken.push((x, y, width));
        let style = view.style(view.kind(fold.unit)).add_modifier(Modifier::BOLD);
        for (offset, glyph) in (0..).zip(name.chars()) {
            backdrop.put((x + offset, y), false, glyph, style, canvas.buffer);
        }
    }
}
