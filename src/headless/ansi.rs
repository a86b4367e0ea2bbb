//! A drawn buffer as text with escape sequences.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;
use unicode_width::UnicodeWidthStr;

/// The 16 ANSI colours, in the order of their codes.
const ANSI: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Formats the rows of `buffer`, each ended by a line feed. Only the colours of its styles are written, and blanks at
/// the end of a row are omitted.
pub(super) fn ansi(buffer: &Buffer) -> String {
    let row = |row: &[Cell]| {
        let is_blank = |cell: &&Cell| cell.symbol() == " " && cell.bg == Color::Reset;
        let end = row.len() - row.iter().rev().take_while(is_blank).count();
        let (mut line, mut column) = (String::new(), 0);
        while column < end {
            line += &ansi_cell(&row[column]);
            // A wide glyph also covers the next cell.
            column += row[column].symbol().width().max(1);
        }
        line + "\n"
    };
    buffer.content.chunks(usize::from(buffer.area.width).max(1)).map(row).collect()
}

/// Formats one cell in its colours.
pub(super) fn ansi_cell(cell: &Cell) -> String {
    match (cell.fg, cell.bg) {
        (Color::Reset, Color::Reset) => cell.symbol().to_owned(),
        (fg, bg) => format!("\u{1b}[{};{}m{}\u{1b}[0m", code(fg, 0), code(bg, 10), cell.symbol()),
    }
}

/// Returns the code of a foreground colour; for a background, `ground` is 10.
fn code(color: Color, ground: u8) -> String {
    match color {
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", 38 + ground),
        Color::Indexed(index) => format!("{};5;{index}", 38 + ground),
        color => match ANSI.iter().position(|&other| other == color) {
            Some(index @ ..8) => (30 + index + usize::from(ground)).to_string(),
            Some(index) => (90 - 8 + index + usize::from(ground)).to_string(),
            None => (39 + ground).to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn a_row_ends_with_its_last_glyph_or_colour() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 3));
        buffer.set_string(0, 0, "日 a", Style::new());
        buffer.set_string(0, 1, "▀", Style::new().fg(Color::LightCyan).bg(Color::Indexed(7)));
        buffer.set_style(Rect::new(1, 2, 1, 1), Style::new().bg(Color::Rgb(1, 2, 3)));
        assert_eq!(ansi(&buffer), "日 a\n\u{1b}[96;48;5;7m▀\u{1b}[0m\n \u{1b}[39;48;2;1;2;3m \u{1b}[0m\n");
    }
}
