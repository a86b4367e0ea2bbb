//! The colours and the glyphs of classes.

use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::theme::{ColorDepth, SHADES, Theme, ZERO, ZERO_STEP, between};

/// The hues of Okabe and Ito (2008), distinguishable with all common kinds of colour blindness; the last two are added.
const HUES: [[u8; 3]; 10] = [
    [86, 180, 233],
    [230, 159, 0],
    [0, 158, 115],
    [204, 121, 167],
    [240, 228, 66],
    [0, 114, 178],
    [213, 94, 0],
    [170, 170, 170],
    [130, 110, 250],
    [200, 175, 140],
];
/// The hues from weak to strong in the palette of 256 colours: the nearest matches of dark colours lose their hue.
const STEPS: [[u8; 3]; 10] = [
    [24, 24, 31],
    [58, 94, 136],
    [22, 22, 29],
    [53, 89, 132],
    [58, 100, 142],
    [17, 18, 25],
    [52, 88, 130],
    [237, 240, 243],
    [54, 55, 61],
    [238, 95, 138],
];
/// Lighter hues for the examples, in the palette of 256 colours.
const LIGHT: [u8; 10] = [153, 222, 121, 218, 229, 75, 216, 255, 147, 223];
/// The nearest of the 16 ANSI colours.
const ANSI: [Color; 10] = [
    Color::LightCyan,
    Color::Yellow,
    Color::LightGreen,
    Color::LightMagenta,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightRed,
    Color::Gray,
    Color::Blue,
    Color::White,
];
/// The maximum share of its hue in a region, so that examples on it stay visible.
const MOST_HUE: f64 = 0.6;
/// How much lighter examples are than their hue.
const LIGHTER: f64 = 0.35;

/// The glyphs of regions if there are few colours.
const PATTERNS: [char; 10] = ['·', '+', '/', '=', '\\', '%', '-', '~', '#', '"'];
/// The glyph of a class whose name does not fit into a cell.
const SYMBOLS: &str = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

impl Theme {
    /// Returns the colour of a region of `class`: dark if `strength` is 0, full if it is 1.
    pub fn class(&self, class: usize, strength: f64) -> Color {
        // NaN counts as no strength.
        let strength = if strength > 0.0 { strength.min(1.0) } else { 0.0 };
        let index = class % HUES.len();
        if self.depth == ColorDepth::Palette {
            let steps = STEPS[index];
            let step = (strength * steps.len() as f64).round() as usize;
            return Color::Indexed(step.checked_sub(1).map_or(ZERO_STEP, |step| steps[step]));
        }
        self.depth.color(between(ZERO, HUES[index], MOST_HUE * strength), ANSI[index])
    }

    /// Returns the style of an example of `class`, on a region of any class.
    pub fn example(&self, class: usize) -> Style {
        let index = class % HUES.len();
        if self.depth == ColorDepth::Palette {
            return Style::new().fg(Color::Indexed(LIGHT[index])).add_modifier(Modifier::BOLD);
        }
        let light = between(HUES[index], [255; 3], LIGHTER);
        Style::new().fg(self.depth.color(light, ANSI[index])).add_modifier(Modifier::BOLD)
    }

    /// Returns the glyph of a region of `class` if there are few colours: a blank if `strength` is small; if it is
    /// medium, a glyph only on every second cell, counted by `place`.
    pub fn pattern(class: usize, strength: f64, place: usize) -> char {
        match strength {
            s if s >= 0.6 => PATTERNS[class % PATTERNS.len()],
            s if s >= 0.25 && place.is_multiple_of(2) => PATTERNS[class % PATTERNS.len()],
            _ => ' ',
        }
    }

    /// Returns the glyph of a share, 0 … 1, if there are few colours.
    pub fn shade(share: f64) -> char {
        SHADES[(share.clamp(0.0, 1.0) * (SHADES.len() - 1) as f64).round() as usize]
    }
}

/// Returns a class as one character: its name if all names are one letter, else its number.
pub fn class_symbol(names: &[String], class: usize) -> char {
    let is_short = names.iter().all(|name| name.width() == 1 && name.chars().count() == 1);
    let short = names.get(class).and_then(|name| name.chars().next()).filter(|_| is_short);
    short.or(SYMBOLS.chars().nth(class)).unwrap_or('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_called_by_its_name_where_that_is_one_letter_and_else_by_its_number() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(class_symbol(&names(&["0", "1"]), 0), '0');
        assert_eq!(class_symbol(&names(&["setosa", "b"]), 1), '2');
        assert_eq!(class_symbol(&vec!["10".to_owned(); 100], 99), '?');
    }

    #[test]
    fn what_is_no_number_has_no_strength() {
        let theme = Theme::new(ColorDepth::True);
        assert_eq!(theme.class(0, f64::NAN), theme.class(1, 0.0));
        assert_eq!(Theme::pattern(0, f64::NAN, 0), ' ');
        assert_eq!(Theme::shade(f64::NAN), ' ');
    }
}
