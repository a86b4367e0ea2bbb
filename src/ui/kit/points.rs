//! Pictures of points: one a cell, or two, one above the other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};

use super::bars::set;

/// Draws every cell of `area` for which `look` of its column and row has something, counted from the upper left.
pub fn paint(area: Rect, buffer: &mut Buffer, look: impl Fn(usize, usize) -> Option<(char, Style)>) {
    for (row, y) in (area.top()..area.bottom()).enumerate() {
        for (column, x) in (area.left()..area.right()).enumerate() {
            if let Some((glyph, style)) = look(column, row) {
                set(buffer, x, y, glyph, style);
            }
        }
    }
}

/// Draws two points a cell, one above the other. `color` of a point's column and row is its colour; where the lower one
/// has none, it shows the terminal's background, and where the upper one has none, nothing is drawn.
pub fn half_blocks(area: Rect, buffer: &mut Buffer, color: impl Fn(usize, usize) -> Option<Color>) {
    paint(area, buffer, |column, row| {
        let (upper, lower) = (color(column, 2 * row)?, color(column, 2 * row + 1));
        // A cell of one colour is calmer than two halves of it.
        Some(if lower == Some(upper) { (' ', Style::new().bg(upper)) } else { halves(upper, lower) })
    });
}

/// A cell with an upper and a lower half.
pub fn halves(upper: Color, lower: Option<Color>) -> (char, Style) {
    let style = Style::new().fg(upper);
    ('▀', lower.map_or(style, |lower| style.bg(lower)))
}

/// `low ▁▃▅▇ high`: what `shares` look like, between the words at the ends.
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

    /// The colours of the upper and of the lower half of a cell.
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
