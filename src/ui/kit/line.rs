//! One line of text in the columns that it has.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::window::{cells, right_of};
use super::words::aligned_left;
use crate::text::fit;

/// Writes a text on line `row` of `area`, from its left; what does not fit is cut, and an ellipsis says so. Below the
/// area nothing is written.
pub fn line<'a>(text: impl Into<Line<'a>>, area: Rect, row: u16, buffer: &mut Buffer) {
    if row >= area.height {
        return;
    }
    let line = text.into();
    buffer.set_line(area.x, area.y + row, &line, area.width);
    let written: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
    if written.trim_end().width() > usize::from(area.width)
        && let Some(cell) = buffer.cell_mut((area.right().saturating_sub(1), area.y + row))
        && area.width > 1
    {
        cell.set_char('…');
    }
}

/// Writes a text on line `row` of `area`, at its right end.
pub fn line_right<'a>(text: impl Into<Line<'a>>, area: Rect, row: u16, buffer: &mut Buffer) {
    let text = text.into();
    let place = right_of(area, area.width.saturating_sub(cells(text.width())));
    line(text, place, row, buffer);
}

/// Writes a line of `area` for each of `texts`, as many as it has.
pub fn lines<'a>(texts: impl IntoIterator<Item = Line<'a>>, area: Rect, buffer: &mut Buffer) {
    (0..area.height).zip(texts).for_each(|(row, text)| line(text, area, row, buffer));
}

/// A line of a list in all of `width` columns, reversed where it is the chosen one.
pub fn list_line<'a>(text: &str, is_chosen: bool, style: Style, width: u16) -> Line<'a> {
    let style = if is_chosen { style.add_modifier(Modifier::REVERSED) } else { style };
    Line::styled(aligned_left(text, width.into()), style)
}

/// The line cut to `width` columns, with an ellipsis where it was cut.
pub(super) fn shortened(line: Line, width: usize) -> Line {
    if line.width() <= width {
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

pub(super) fn padded(mut line: Line) -> Line {
    if line.width() > 0 {
        line.spans.insert(0, " ".into());
        line.spans.push(" ".into());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_says_so() {
        let shown = |words: &'static str, width: u16| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
            line(words, Rect::new(0, 0, width, 1), 0, &mut buffer);
            (0..12).map(|x| buffer[(x, 0)].symbol()).collect::<String>().trim_end().to_owned()
        };
        assert_eq!(shown("Enter lists", 9), "Enter li…");
        assert_eq!([shown("Enter lists", 11), shown("Enter    ", 5)], ["Enter lists", "Enter"], "nothing is lost");
    }
}
