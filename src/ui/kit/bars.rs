//! Bars of eighths of a cell.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

const RISING: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const GROWING: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// A bar of `share` (0 … 1) of the area's height, from its bottom up. A share of half a percent or more always shows.
pub fn rising(share: f64, style: Style, area: Rect, buffer: &mut Buffer) {
    let eighths = eighths(share, area.height);
    for (row, y) in (area.top()..area.bottom()).rev().enumerate() {
        let glyph = RISING[eighths.saturating_sub(8 * row).min(8)];
        if glyph != ' ' {
            (area.left()..area.right()).for_each(|x| set(buffer, x, y, glyph, style));
        }
    }
}

/// A bar of `share` (0 … 1) of the area's width, from its left on. A share of half a percent or more always shows.
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

/// Puts a glyph on the cell at (`x`, `y`); outside the buffer nothing happens.
pub fn set(buffer: &mut Buffer, x: u16, y: u16, glyph: char, style: Style) {
    if let Some(cell) = buffer.cell_mut((x, y)) {
        cell.set_char(glyph).set_style(style);
    }
}
