//! Bars of eighths, and the frame around a pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Widget};
use unicode_width::UnicodeWidthStr;

use super::numbers::fit;
use super::theme::Theme;

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

/// A bar of `share` (0 … 1) of the area's width, from its left on.
pub fn growing(share: f64, style: Style, area: Rect, buffer: &mut Buffer) {
    let eighths = eighths(share, area.width);
    for (column, x) in (area.left()..area.right()).enumerate() {
        let glyph = GROWING[eighths.saturating_sub(8 * column).min(8)];
        if glyph != ' ' {
            set(buffer, x, area.y, glyph, style);
        }
    }
}

fn eighths(share: f64, length: u16) -> usize {
    let whole = 8 * usize::from(length);
    let part = (share.clamp(0.0, 1.0) * whole as f64).round() as usize;
    if share >= 0.005 { part.max(1) } else { part }
}

/// The glyph at one place.
pub fn set(buffer: &mut Buffer, x: u16, y: u16, glyph: char, style: Style) {
    if let Some(cell) = buffer.cell_mut((x, y)) {
        cell.set_char(glyph).set_style(style);
    }
}

/// A text on one line of `area`, from its left; what does not fit is cut, and an ellipsis says so.
pub fn text<'a>(line: impl Into<Line<'a>>, area: Rect, row: u16, buffer: &mut Buffer) {
    if row >= area.height {
        return;
    }
    let line = line.into();
    buffer.set_line(area.x, area.y + row, &line, area.width);
    let written: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
    if written.trim_end().width() > usize::from(area.width)
        && let Some(cell) = buffer.cell_mut((area.right().saturating_sub(1), area.y + row))
        && area.width > 1
    {
        cell.set_char('…');
    }
}

/// Draws the frame of a pane and returns the area inside. `right` gives way where both titles do not fit.
pub fn frame(title: Line, right: Line, focused: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let (kind, style) = if focused { (BorderType::Thick, theme.focus) } else { (BorderType::Rounded, theme.border) };
    let block = Block::bordered().border_type(kind).border_style(style);
    let inside = block.inner(area);
    let room = usize::from(area.width.saturating_sub(2));
    let both = line_width(&title) + line_width(&right) + 3 <= room;
    let block = block.title_top(padded(shortened(title, room.saturating_sub(2))));
    let block = if both { block.title_top(padded(right).right_aligned()) } else { block };
    block.render(area, buffer);
    inside
}

/// The line cut to `width` columns, with an ellipsis where it was cut.
fn shortened(line: Line, width: usize) -> Line {
    if line_width(&line) <= width {
        return line;
    }
    let mut room = width;
    let mut spans = Vec::new();
    for span in line.spans {
        let cut = fit(&span.content, room);
        room = room.saturating_sub(cut.width());
        spans.push(Span::styled(cut, span.style));
    }
    Line { spans, ..line }
}

fn padded(mut line: Line) -> Line {
    if line_width(&line) > 0 {
        line.spans.insert(0, " ".into());
        line.spans.push(" ".into());
    }
    line
}

fn line_width(line: &Line) -> usize {
    line.spans.iter().map(|span| span.content.width()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_says_so() {
        let shown = |words: &'static str, width: u16| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
            text(words, Rect::new(0, 0, width, 1), 0, &mut buffer);
            (0..12).map(|x| buffer[(x, 0)].symbol()).collect::<String>().trim_end().to_owned()
        };
        assert_eq!(shown("Enter lists", 9), "Enter li…");
        assert_eq!([shown("Enter lists", 11), shown("Enter    ", 5)], ["Enter lists", "Enter"], "nothing is lost");
    }
}
