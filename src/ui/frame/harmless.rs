//! The last look at a frame: names and values from outside may be on it, and none of them may act on the terminal.

use ratatui::buffer::Buffer;

use crate::text::is_unsafe;

/// Takes out of `buffer` what a terminal might obey; all else stays in its place.
pub fn make_harmless(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if cell.symbol().contains(is_unsafe) {
            let rest: String = cell.symbol().chars().filter(|c| !is_unsafe(*c)).collect();
            cell.set_symbol(if rest.is_empty() { "\u{FFFD}" } else { &rest });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Cell;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn marks_and_escapes_go_and_all_else_stays_in_its_place() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "a\u{202e}b\u{2028}é日c", Style::new());
        buffer[(7, 0)].set_symbol("\u{1b}[31m");
        make_harmless(&mut buffer);
        let line: String = buffer.content().iter().map(Cell::symbol).collect();
        assert!(!line.contains(is_unsafe), "{line:?}");
        assert_eq!(line, "ab\u{FFFD}é日 c[31m");
    }
}
