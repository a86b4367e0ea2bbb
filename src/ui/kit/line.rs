//! Lines of text within a given width.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::window::{cells, right_of};
use super::words::{aligned_left, wrap};
use crate::text::fit;

/// Writes a text on line `row` of `area`, if there is one, left-aligned; it is cut with an ellipsis if too long.
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

/// Writes a text on line `row` of `area`, right-aligned.
pub fn line_right<'a>(text: impl Into<Line<'a>>, area: Rect, row: u16, buffer: &mut Buffer) {
    let text = text.into();
    let place = right_of(area, area.width.saturating_sub(cells(text.width())));
    line(text, place, row, buffer);
}

/// Writes `texts` on the lines of `area`, as many as fit.
pub fn lines<'a>(texts: impl IntoIterator<Item = Line<'a>>, area: Rect, buffer: &mut Buffer) {
    (0..area.height).zip(texts).for_each(|(row, text)| line(text, area, row, buffer));
}

/// Returns a line of a list, `width` columns wide, reversed if it is chosen.
pub fn list_line<'a>(text: &str, is_chosen: bool, style: Style, width: u16) -> Line<'a> {
    let style = if is_chosen { style.add_modifier(Modifier::REVERSED) } else { style };
    Line::styled(aligned_left(text, width.into()), style)
}

/// Cuts the line to `width` columns, with an ellipsis if something was cut.
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

/// Appends to `line` those `notes` that fit into `width` columns; notes are never cut.
pub fn with_notes<'a, N: Into<Line<'a>>>(
    line: impl Into<Line<'a>>,
    notes: impl IntoIterator<Item = N>,
    width: u16,
) -> Line<'a> {
    let mut line = line.into();
    for note in notes {
        let note = note.into();
        if line.width() + note.width() <= usize::from(width) {
            line.extend(spans(note));
        }
    }
    line
}

/// Returns `line`, with `right` at the end of `width` columns if at least `gap` columns remain between them.
pub fn with_right<'a>(line: impl Into<Line<'a>>, right: impl Into<Line<'a>>, gap: usize, width: u16) -> Line<'a> {
    let (mut line, right) = (line.into(), right.into());
    let left = usize::from(width).checked_sub(line.width() + right.width());
    if let Some(left) = left.filter(|&left| left >= gap) {
        line.push_span(" ".repeat(left));
        line.extend(spans(right));
    }
    line
}

/// Returns the spans of a line, each with the line's style below its own.
fn spans(line: Line<'_>) -> impl Iterator<Item = Span<'_>> {
    line.spans.into_iter().map(move |span| Span { style: line.style.patch(span.style), ..span })
}

/// Wraps `words` to `width` columns.
pub fn wrapped<'a>(words: &str, style: Style, width: u16) -> Vec<Line<'a>> {
    wrap(words, width.into()).into_iter().map(|line| Line::styled(line, style)).collect()
}

/// Wraps `words` to `width` columns, of which the first and the last stay empty.
pub fn paragraph<'a>(words: &str, style: Style, width: u16) -> Vec<Line<'a>> {
    let lines = wrap(words, usize::from(width).saturating_sub(2));
    lines.into_iter().map(|line| Line::styled(format!(" {line}"), style)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(
            words in prop::collection::vec("[a-zé日¹]{1,9}", 1..9),
            width in 0..60_u16,
            gap in 0..4_usize,
        ) {
            let room = usize::from(width);
            let line = with_notes("", words.clone(), width);
            prop_assert!(line.width() <= room);
            let left_out = words.iter().filter(|word| !line.spans.iter().any(|span| span.content == **word));
            prop_assert!(left_out.into_iter().all(|word| Line::raw(word).width() > room - line.width()), "it would fit");
            let both = with_right(words[0].clone(), words[words.len() - 1].clone(), gap, width);
            prop_assert!(both.width() == room || both == Line::raw(words[0].clone()));
            prop_assert!(paragraph(&words.join(" "), Style::new(), width).iter().all(|line| line.width() <= room.max(3)));
        }
    }

    #[test]
    fn what_does_not_fit_is_left_out_whole() {
        let notes = [" · step 31", " · a long note", " · short"].map(Line::raw);
        assert_eq!(with_notes("W¹", notes, 21).to_string(), "W¹ · step 31 · short");
        assert_eq!(with_right("left", "right", 1, 12).to_string(), "left   right");
        assert_eq!(with_right("left", "right", 2, 10).to_string(), "left");
    }
}
