//! Lines that leave out what does not fit.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::words::wrap;

/// `line` with as many of the `notes`, in their order, as fit into `width` columns; what does not is left out whole.
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

/// `line`, and `right` at the end of `width` columns where at least `gap` columns are left between them; else `line`
/// only.
pub fn with_right<'a>(line: impl Into<Line<'a>>, right: impl Into<Line<'a>>, gap: usize, width: u16) -> Line<'a> {
    let (mut line, right) = (line.into(), right.into());
    let left = usize::from(width).checked_sub(line.width() + right.width());
    if let Some(left) = left.filter(|&left| left >= gap) {
        line.push_span(" ".repeat(left));
        line.extend(spans(right));
    }
    line
}

/// The spans of a line, each with the line's own style below its own.
fn spans(line: Line<'_>) -> impl Iterator<Item = Span<'_>> {
    line.spans.into_iter().map(move |span| Span { style: line.style.patch(span.style), ..span })
}

/// `words` in as many lines as they take in `width` columns, with a free column at either side.
pub fn paragraph<'a>(words: &str, style: Style, width: u16) -> Vec<Line<'a>> {
    let lines = wrap(words, usize::from(width).saturating_sub(2));
    lines.into_iter().map(|line| Line::styled(format!(" {line}"), style)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
