//! The styles, by role: panes name roles, never colours. The colour depth is decided once, at the start.

use ratatui::style::{Color, Modifier, Style};

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorDepth {
    /// 24 bits.
    True,
    /// The palette of 256 colours.
    Palette,
    /// The 16 ANSI colours.
    Ansi,
    /// None: glyphs and reverse must say what colours would.
    None,
}

/// The styles, by role.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The number of colours.
    pub depth: ColorDepth,
    /// Whether only ASCII characters are used.
    pub is_ascii: bool,
    /// Less important text.
    pub dim: Style,
    /// The border of a pane.
    pub border: Style,
    /// The border of the pane that gets the keys.
    pub focus: Style,
    /// Names of quantities.
    pub label: Style,
    /// Numbers, the first thing to read.
    pub value: Style,
    /// The key caps of the footer and the help.
    pub key: Style,
    /// The training curve, and bars.
    pub train: Style,
    /// The test curve.
    pub test: Style,
    /// Correct results.
    pub correct: Style,
    /// Errors: misclassified examples, dead units and so on.
    pub wrong: Style,
    /// The lines where hidden units fold the plane; visible on the colours of all regions.
    pub fold: Style,
    /// The word for running training.
    pub running: Style,
    /// The word for paused training.
    pub paused: Style,
    /// The entries that feed the opened entry: patched over the style of a number.
    pub lit: Style,
    /// The opened entry.
    pub cursor: Style,
}

/// The ends of the diverging scale, blue and orange: distinguishable with every common kind of colour blindness.
const NEGATIVE: [u8; 3] = [64, 148, 255];
const POSITIVE: [u8; 3] = [255, 166, 40];
/// The middle of the scale: zero is dark, whatever the terminal's background.
pub(super) const ZERO: [u8; 3] = [34, 34, 38];
/// The same scale in the palette of 256 colours, where the nearest colours to a dark orange would be reds and greys.
const NEGATIVE_STEPS: [u8; 5] = [18, 25, 26, 33, 75];
const POSITIVE_STEPS: [u8; 5] = [94, 130, 172, 208, 214];
pub(super) const ZERO_STEP: u8 = 235;
/// The ends of the brightness of pixels, and the same in the palettes of 256 and 16 colours.
const DARK: [u8; 3] = [24, 24, 28];
const LIGHT: [u8; 3] = [250, 248, 235];
const GREYS: (u8, u8) = (233, 255);
const ANSI_GREYS: [Color; 4] = [Color::Black, Color::DarkGray, Color::Gray, Color::White];
/// The glyphs for shares on terminals with few colours: from nothing, or dark, to everything, or light.
pub const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
/// The glyphs of the scale on terminals with few colours, from the most negative to the most positive.
pub const SCALE_GLYPHS: [char; 7] = ['≡', '=', '-', '·', '+', '*', '#'];

/// The mark of a dead unit.
pub const DEAD: char = '✕';
/// The mark of a silenced unit.
pub const SILENCED: char = '○';

impl Theme {
    /// Returns the theme for `depth`. Hues are those of Okabe and Ito (2008).
    pub fn new(depth: ColorDepth) -> Self {
        let color = |rgb, ansi| depth.color(rgb, ansi);
        let fg = |rgb, ansi| Style::new().fg(color(rgb, ansi));
        let bold = Modifier::BOLD;
        Self {
            depth,
            is_ascii: false,
            dim: fg([138, 138, 138], Color::Gray),
            border: fg([108, 108, 108], Color::DarkGray),
            focus: fg([240, 200, 60], Color::Yellow).add_modifier(bold),
            label: fg([170, 170, 170], Color::Gray),
            // An explicit foreground, or a title would take the border's.
            value: Style::new().fg(Color::Reset).add_modifier(bold),
            key: fg([240, 200, 60], Color::Yellow).add_modifier(bold),
            train: fg([86, 180, 233], Color::Cyan),
            test: fg([240, 160, 20], Color::Yellow).add_modifier(bold),
            correct: fg([30, 190, 130], Color::Green).add_modifier(bold),
            wrong: fg([240, 100, 70], Color::LightRed).add_modifier(bold),
            fold: fg([235, 235, 235], Color::White),
            running: fg([30, 190, 130], Color::Green).add_modifier(bold),
            paused: fg([240, 200, 60], Color::Yellow).add_modifier(bold),
            lit: match depth {
                ColorDepth::True | ColorDepth::Palette => Style::new().bg(color([58, 58, 58], Color::Reset)),
                // Terminals with few colours rarely have a quiet one for backgrounds.
                ColorDepth::Ansi | ColorDepth::None => Style::new(),
            }
            .add_modifier(bold | Modifier::UNDERLINED),
            cursor: fg([240, 200, 60], Color::Yellow).add_modifier(bold | Modifier::REVERSED),
        }
    }

    /// Returns the theme, restricted to ASCII if `is_ascii`.
    #[must_use]
    pub fn with_ascii(self, is_ascii: bool) -> Self {
        Self { is_ascii, ..self }
    }

    /// Returns whether colours can show the size of weights (in half blocks, which are not ASCII); if not, glyphs must.
    pub fn has_scale(&self) -> bool {
        !self.is_ascii && matches!(self.depth, ColorDepth::True | ColorDepth::Palette)
    }

    /// Returns the colour of `share` = weight / largest, −1 … 1.
    pub fn scale(&self, share: f64) -> Color {
        if self.depth == ColorDepth::Palette {
            return Color::Indexed(palette_step(share));
        }
        self.depth.color(mix(share), if share < 0.0 { Color::LightBlue } else { Color::LightYellow })
    }

    /// Returns the style of a number that is `share` of the largest, −1 … 1. As on the scale, the hue shows the sign
    /// and the strength the size, but even a small number is readable.
    pub fn signed(&self, share: f64) -> Style {
        const GREY: [u8; 3] = [150, 150, 150];
        let (end, ansi) = match share {
            share if share < 0.0 => ([110, 175, 255], Color::LightBlue),
            share if share > 0.0 => ([255, 180, 80], Color::LightYellow),
            _ => (GREY, Color::Gray),
        };
        // At least a third of the hue, so that it stays visible.
        Style::new().fg(self.depth.color(between(GREY, end, 0.35 + 0.65 * lifted(share)), ansi))
    }

    /// Returns the colour of a pixel of brightness `share`, 0 … 1, from dark to light.
    pub fn light(&self, share: f64) -> Color {
        let share = share.clamp(0.0, 1.0);
        match self.depth {
            ColorDepth::True => {
                let [red, green, blue] = between(DARK, LIGHT, share);
                Color::Rgb(red, green, blue)
            }
            ColorDepth::Palette => Color::Indexed(GREYS.0 + (share * f64::from(GREYS.1 - GREYS.0)).round() as u8),
            ColorDepth::Ansi => ANSI_GREYS[(share * 3.0).round() as usize],
            ColorDepth::None => Color::Reset,
        }
    }

    /// Returns the colour of a pixel of weight `share`, −1 … 1: as [`Theme::scale`], but with 16 colours, one of five.
    pub fn tint(&self, share: f64) -> Color {
        match (self.depth, share) {
            (ColorDepth::Ansi, share) if share.abs() < 0.15 => Color::Black,
            (ColorDepth::Ansi, share) if share.abs() < 0.5 && share < 0.0 => Color::Blue,
            (ColorDepth::Ansi, share) if share.abs() < 0.5 => Color::Yellow,
            _ => self.scale(share),
        }
    }

    /// Returns a readable style for text on the colour of `share`.
    pub fn on_scale(&self, share: f64) -> Style {
        let light = mix(share).into_iter().map(u32::from).sum::<u32>() > 330;
        let text = self.depth.color(if light { [0; 3] } else { [255; 3] }, Color::Reset);
        Style::new().fg(text).bg(self.scale(share))
    }

    /// Returns the glyph of `share`, −1 … 1, for terminals with few colours.
    pub fn glyph(share: f64) -> char {
        let strength = match share.abs() {
            size if size < 0.05 => 0,
            size if size < 0.33 => 1,
            size if size < 0.67 => 2,
            _ => 3,
        };
        SCALE_GLYPHS[if share < 0.0 { 3 - strength } else { 3 + strength }]
    }
}

/// Lifts small weights with an exponent below 1; they would be invisible in the dark.
fn lifted(share: f64) -> f64 {
    share.abs().min(1.0).powf(0.75)
}

fn palette_step(share: f64) -> u8 {
    let steps = if share < 0.0 { NEGATIVE_STEPS } else { POSITIVE_STEPS };
    match (lifted(share) * steps.len() as f64).round() as usize {
        0 => ZERO_STEP,
        step => steps[step - 1],
    }
}

fn mix(share: f64) -> [u8; 3] {
    let end = if share < 0.0 { NEGATIVE } else { POSITIVE };
    let part = lifted(share);
    between(ZERO, end, part)
}

/// Returns the colour at `part` (0 … 1) of the way from one colour to another.
pub(super) fn between(from: [u8; 3], to: [u8; 3], part: f64) -> [u8; 3] {
    let blend = |from: u8, to: u8| (f64::from(from) + part * (f64::from(to) - f64::from(from))).round() as u8;
    std::array::from_fn(|channel| blend(from[channel], to[channel]))
}

impl ColorDepth {
    /// Returns the 24-bit colour, or the nearest at this depth; `ansi` is its nearest among the 16 colours.
    pub fn color(self, [red, green, blue]: [u8; 3], ansi: Color) -> Color {
        match self {
            Self::True => Color::Rgb(red, green, blue),
            Self::Palette => Color::Indexed(ansi_colours::ansi256_from_rgb((red, green, blue))),
            Self::Ansi => ansi,
            Self::None => Color::Reset,
        }
    }
}
