//! The colours of classes on standard output.

use std::io::{self, IsTerminal};

use ratatui::style::{Color, Style};

use crate::cli::{ColorChoice, environment};
use crate::ui::ColorDepth;
use crate::ui::kit::halves;

/// The colour depth; without colours, a class is a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink(ColorDepth);

/// The hues of Okabe and Ito (2008); the last three are additions.
const COLORS: [[u8; 3]; 10] = [
    [0, 114, 178],
    [230, 159, 0],
    [0, 158, 115],
    [204, 121, 167],
    [86, 180, 233],
    [213, 94, 0],
    [240, 228, 66],
    [150, 150, 150],
    [120, 70, 160],
    [90, 60, 30],
];
/// The same hues among the 16 ANSI colours.
const ANSI: [Color; 10] = [
    Color::Blue,
    Color::Yellow,
    Color::Green,
    Color::Magenta,
    Color::LightCyan,
    Color::Red,
    Color::LightYellow,
    Color::Gray,
    Color::LightMagenta,
    Color::DarkGray,
];
/// The glyphs of classes without colours.
const GLYPHS: [char; 10] = ['.', '#', 'o', '+', 'x', '=', '%', '-', '@', '~'];

impl Ink {
    /// Returns the requested depth, or else what standard output can show.
    pub(super) fn of(choice: ColorChoice) -> Self {
        Self(match choice.resolve(io::stdout().is_terminal(), environment) {
            ColorChoice::True => ColorDepth::True,
            ColorChoice::Palette => ColorDepth::Palette,
            ColorChoice::Ansi => ColorDepth::Ansi,
            ColorChoice::Never | ColorChoice::Auto => ColorDepth::None,
        })
    }

    /// The number of points in a cell, one above the other.
    pub(super) fn points_a_cell(self) -> usize {
        if self.0 == ColorDepth::None { 1 } else { 2 }
    }

    /// The look of a cell with these classes at its upper and lower points; without colours only the upper one counts.
    pub(super) fn look(self, upper: u32, lower: u32) -> (char, Style) {
        let [upper, lower] = [upper, lower].map(|class| class as usize % COLORS.len());
        let color = |class: usize| self.0.color(COLORS[class], ANSI[class]);
        if self.0 == ColorDepth::None {
            (GLYPHS[upper], Style::new())
        } else {
            halves(color(upper), Some(color(lower)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headless::ansi::ansi_cell;
    use ratatui::buffer::Cell;

    #[test]
    fn ten_classes_are_told_apart_with_any_number_of_colours() {
        let cell = |ink: Ink, upper, lower| {
            let (glyph, style) = ink.look(upper, lower);
            ansi_cell(Cell::default().set_char(glyph).set_style(style))
        };
        for depth in [ColorDepth::True, ColorDepth::Palette, ColorDepth::Ansi, ColorDepth::None] {
            let cells: Vec<String> = (0..10).map(|class| cell(Ink(depth), class, class)).collect();
            for (class, cell) in cells.iter().enumerate() {
                assert!(!cells[..class].contains(cell), "{depth:?}: class {class} looks like another");
            }
        }
        assert_eq!(cell(Ink(ColorDepth::Ansi), 0, 1), "\u{1b}[34;43m▀\u{1b}[0m");
        assert_eq!(cell(Ink(ColorDepth::Ansi), 4, 4), "\u{1b}[96;106m▀\u{1b}[0m");
    }
}
