//! Colours of classes on standard output, as escape sequences.

use std::io::{self, IsTerminal};

use crate::cli::{ColorChoice, environment};

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// 24 bits.
    True,
    /// The palette of 256.
    Palette,
    /// The 16 of old.
    Ansi,
    /// None: a class is a glyph.
    Glyphs,
}

/// Of Okabe and Ito (2008), and some more that lie between.
const COLORS: [(u8, u8, u8); 10] = [
    (0, 114, 178),
    (230, 159, 0),
    (0, 158, 115),
    (204, 121, 167),
    (86, 180, 233),
    (213, 94, 0),
    (240, 228, 66),
    (150, 150, 150),
    (120, 70, 160),
    (90, 60, 30),
];
/// The same in the 16 of old, by their numbers as a foreground.
const ANSI: [u8; 10] = [34, 33, 32, 35, 96, 31, 93, 37, 95, 90];
/// The same without colours.
const GLYPHS: [char; 10] = ['.', '#', 'o', '+', 'x', '=', '%', '-', '@', '~'];

impl Ink {
    /// What was asked for, else what standard output says it can.
    pub(super) fn of(choice: ColorChoice) -> Self {
        match choice.resolve(io::stdout().is_terminal(), environment) {
            ColorChoice::True => Self::True,
            ColorChoice::Palette => Self::Palette,
            ColorChoice::Ansi => Self::Ansi,
            ColorChoice::Never | ColorChoice::Auto => Self::Glyphs,
        }
    }

    /// How many points stand in a cell, one above the other.
    pub(super) fn points_a_cell(self) -> usize {
        if self == Self::Glyphs { 1 } else { 2 }
    }

    /// A cell whose points, one or two of them, have these classes.
    pub(super) fn cell(self, points: &[u32]) -> String {
        let upper = points.first().copied().unwrap_or_default() as usize % COLORS.len();
        let lower = points.last().copied().unwrap_or_default() as usize % COLORS.len();
        if self == Self::Glyphs {
            return GLYPHS[upper].to_string();
        }
        format!("\u{1b}[{};{}m▀\u{1b}[0m", self.code(upper, 0), self.code(lower, 10))
    }

    /// The code of a colour: as foreground, or 10 higher as background.
    fn code(self, class: usize, ground: u8) -> String {
        let (red, green, blue) = COLORS[class];
        match self {
            Self::True => format!("{};2;{red};{green};{blue}", 38 + ground),
            Self::Palette => format!("{};5;{}", 38 + ground, ansi_colours::ansi256_from_rgb((red, green, blue))),
            Self::Ansi | Self::Glyphs => (ANSI[class] + ground).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_classes_are_told_apart_with_any_number_of_colours() {
        for ink in [Ink::True, Ink::Palette, Ink::Ansi, Ink::Glyphs] {
            let cells: Vec<String> = (0..10).map(|class| ink.cell(&[class])).collect();
            for (class, cell) in cells.iter().enumerate() {
                assert!(!cells[..class].contains(cell), "{ink:?}: class {class} looks like another");
            }
        }
        assert_eq!(Ink::Ansi.cell(&[0, 1]), "\u{1b}[34;43m▀\u{1b}[0m");
        assert_eq!(Ink::Ansi.cell(&[4, 4]), "\u{1b}[96;106m▀\u{1b}[0m");
    }
}
