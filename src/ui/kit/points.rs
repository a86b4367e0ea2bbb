//! Glyphs in cells: bars in eighths of a cell, and pictures with one or two points per cell.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};

const RISING: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const GROWING: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// Draws a bar of `share` (0 … 1) of the area's height, from the bottom up. At half a percent or more, it is visible.
pub fn rising(share: f64, style: Style, area: Rect, buffer: &mut Buffer) {
    let eighths = eighths(share, area.height);
    for (row, y) in (area.top()..area.bottom()).rev().enumerate() {
        let glyph = RISING[eighths.saturating_sub(8 * row).min(8)];
        if glyph != ' ' {
            (area.left()..area.right()).for_each(|x| set(buffer, x, y, glyph, style));
        }
    }
}

/// Draws a bar of `share` (0 … 1) of the area's width, from the left. At half a percent or more, it is visible.
pub fn growing(share: f64, style: Style, area: Rect, buffer: &mut Buffer) {
    let eighths = eighths(share, area.width);
    for (column, x) in (area.left()..area.right()).enumerate() {
        let glyph = GROWING[eighths.saturating_sub(8 * column).min(8)];
        if glyph != ' ' {
            (area.top()..area.bottom()).for_each(|y| set(buffer, x, y, glyph, style));
        }
    }
}

fn eighths(share: f64, length: u16) -> usize {
    let whole = 8 * usize::from(length);
    let part = (share.clamp(0.0, 1.0) * whole as f64).round() as usize;
    if share >= 0.005 { part.max(1) } else { part }
}

/// Puts a glyph on the cell at (`x`, `y`); does nothing outside the buffer.
pub fn set(buffer: &mut Buffer, x: u16, y: u16, glyph: char, style: Style) {
    if let Some(cell) = buffer.cell_mut((x, y)) {
        cell.set_char(glyph).set_style(style);
    }
}

/// Draws every cell of `area` for which `look` returns something, given its column and row from the upper left.
pub fn paint(area: Rect, buffer: &mut Buffer, look: impl Fn(usize, usize) -> Option<(char, Style)>) {
    for (row, y) in (area.top()..area.bottom()).enumerate() {
        for (column, x) in (area.left()..area.right()).enumerate() {
            if let Some((glyph, style)) = look(column, row) {
                set(buffer, x, y, glyph, style);
            }
        }
    }
}

/// Draws two points per cell, one above the other, in the `color` of each point's column and row. A lower point without
/// a colour shows the terminal's background; a cell without an upper point is not drawn.
pub fn half_blocks(area: Rect, buffer: &mut Buffer, color: impl Fn(usize, usize) -> Option<Color>) {
    paint(area, buffer, |column, row| {
        let (upper, lower) = (color(column, 2 * row)?, color(column, 2 * row + 1));
        // A cell of one colour looks calmer than two equal halves.
        Some(if lower == Some(upper) { (' ', Style::new().bg(upper)) } else { halves(upper, lower) })
    });
}

/// Returns a cell with an upper and a lower half.
pub fn halves(upper: Color, lower: Option<Color>) -> (char, Style) {
    let style = Style::new().fg(upper);
    ('▀', lower.map_or(style, |lower| style.bg(lower)))
}

/// Returns `low ▁▃▅▇ high`: the looks of `shares` between two words.
pub fn ramp<'a>(
    [low, high]: [String; 2],
    shares: impl IntoIterator<Item = f64>,
    style: Style,
    look: impl Fn(f64) -> (char, Style),
) -> Line<'a> {
    let swatches = shares.into_iter().map(|share| {
        let (glyph, style) = look(share);
        Span::styled(glyph.to_string(), style)
    });
    [Span::styled(low, style)].into_iter().chain(swatches).chain([Span::styled(high, style)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns the colours of the upper and lower halves of a cell.
    fn seen(buffer: &Buffer, x: u16, y: u16) -> [Color; 2] {
        let cell = &buffer[(x, y)];
        if cell.symbol() == "▀" { [cell.fg, cell.bg] } else { [cell.bg, cell.bg] }
    }

    proptest! {
        #[test]
        fn every_point_has_its_half_of_a_cell(width in 1..9_u16, height in 1..6_u16, colors in prop::collection::vec(0..4_u8, 108)) {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 8));
            let color = |column: usize, row: usize| Color::Indexed(colors[row * usize::from(width) + column]);
            half_blocks(Rect::new(2, 1, width, height), &mut buffer, |column, row| Some(color(column, row)));
            for (x, y) in (0..12).flat_map(|x| (0..8).map(move |y| (x, y))) {
                let is_inside = (2..2 + width).contains(&x) && (1..=height).contains(&y);
                let expected = if is_inside {
                    let (column, row) = (usize::from(x) - 2, 2 * (usize::from(y) - 1));
                    [color(column, row), color(column, row + 1)]
                } else {
                    [Color::Reset; 2]
                };
                prop_assert_eq!(seen(&buffer, x, y), expected, "at {}, {}", x, y);
            }
        }
    }

    #[test]
    fn a_point_without_a_colour_is_left_out() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        let rows = [[Some(Color::Red), Some(Color::Red), None], [Some(Color::Blue), None, Some(Color::Red)]];
        half_blocks(buffer.area, &mut buffer, |column, row| rows[row][column]);
        let symbols: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(symbols, "▀▀ ");
        assert_eq!(buffer[(1, 0)].bg, Color::Reset);
    }
}
