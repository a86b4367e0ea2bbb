//! Images in half blocks: examples from dark to light, weights from blue through dark to orange.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::probe::Image;
use crate::ui::kit::{cells, half_blocks, paint};
use crate::ui::{ColorDepth, Theme};

/// An image with fewer pixels across is hard to recognize.
const FEWEST_PIXELS: usize = 14;

/// Half blocks, by whether the upper and the lower half are light.
const HALVES: [[char; 2]; 2] = [[' ', '▄'], ['▀', '█']];

/// The meaning of a pixel's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// 0 … 1: from dark to light.
    Brightness,
    /// −1 … 1: a weight.
    Signed,
}

/// An image ready to be drawn.
#[derive(Debug, Clone)]
pub struct Picture {
    image: Image,
    scale: Scale,
}

/// How large pixels are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dots {
    /// The number of pixels, across and down, drawn as one dot: more than 1 if the image is larger than its place.
    merged: usize,
    /// The width of a dot in columns, and its height in half lines.
    side: usize,
}

impl Dots {
    /// Returns the largest dots for `pixels` in `room` columns and half lines; the smallest are `unit` wide and high.
    fn new(pixels: (usize, usize), room: (usize, usize), unit: usize) -> Self {
        let zoom = (room.0 / (pixels.0 * unit)).min(room.1 / (pixels.1 * unit));
        let merged = (pixels.0 * unit).div_ceil(room.0).max((pixels.1 * unit).div_ceil(room.1));
        Self { merged: if zoom > 0 { 1 } else { merged }, side: zoom.max(1) * unit }
    }
}

/// Returns whether glyphs must show brightness: without colours, or without half blocks.
fn needs_glyphs(theme: &Theme) -> bool {
    theme.depth == ColorDepth::None || theme.is_ascii
}

impl Picture {
    /// Makes the picture of an example, scaled from the least to the largest of its pixels.
    pub fn of_example(mut image: Image) -> Self {
        let least = image.pixels.iter().copied().fold(f64::INFINITY, f64::min);
        let range = image.pixels.iter().fold(f64::NEG_INFINITY, |most, &pixel| most.max(pixel)) - least;
        let share = |pixel: f64| if range > 0.0 { (pixel - least) / range } else { 0.0 };
        image.pixels.iter_mut().for_each(|pixel| *pixel = share(*pixel));
        Self { image, scale: Scale::Brightness }
    }

    /// Makes a picture of weights; a weight of `largest` has the full colour.
    pub fn of_weights(mut image: Image, largest: f64) -> Self {
        image.pixels.iter_mut().for_each(|pixel| *pixel /= largest);
        Self { image, scale: Scale::Signed }
    }

    fn dots(&self, theme: &Theme, (width, height): (u16, u16)) -> Dots {
        let pixels = (self.image.width, self.image.height);
        let room = (usize::from(width).max(1), 2 * usize::from(height).max(1));
        if !needs_glyphs(theme) {
            return Dots::new(pixels, room, 1);
        }
        // A shade fills a whole line, so it takes two columns to look square.
        let shades = Dots::new(pixels, room, 2);
        // If that is too large, half blocks can still show black or white; but weights need their sign.
        if shades.merged > 1 && self.scale == Scale::Brightness { Dots::new(pixels, room, 1) } else { shades }
    }

    /// Returns the minimum width at which the image is recognizable.
    pub fn least_width(&self, theme: &Theme) -> u16 {
        let unit = if needs_glyphs(theme) && self.scale == Scale::Signed { 2 } else { 1 };
        cells(self.image.width.min(FEWEST_PIXELS) * unit)
    }

    /// Returns the columns and lines that the picture takes in `room`.
    pub fn size(&self, theme: &Theme, room: (u16, u16)) -> (u16, u16) {
        let dots = self.dots(theme, room);
        let columns = self.image.width.div_ceil(dots.merged) * dots.side;
        let halves = self.image.height.div_ceil(dots.merged) * dots.side;
        (cells(columns), cells(halves.div_ceil(2)))
    }

    /// Returns the mean of the pixels of a dot; `None` outside the image.
    fn share(&self, dots: Dots, column: usize, half: usize) -> Option<f64> {
        let (left, top) = (column / dots.side * dots.merged, half / dots.side * dots.merged);
        let Image { width, height, ref pixels } = self.image;
        let (right, bottom) = ((left + dots.merged).min(width), (top + dots.merged).min(height));
        let count = bottom.checked_sub(top)? * right.checked_sub(left)?;
        let sum: f64 = (top..bottom).flat_map(|row| &pixels[row * width + left..row * width + right]).sum();
        (count > 0).then(|| sum / count as f64)
    }

    fn color(&self, theme: &Theme, share: f64) -> Color {
        match self.scale {
            Scale::Brightness => theme.light(share),
            Scale::Signed => theme.tint(share),
        }
    }

    /// Draws the picture in the upper left of `area`, as large as fits; returns the columns and lines that it takes.
    pub fn render(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> (u16, u16) {
        let room = (area.width, area.height);
        let (dots, (width, height)) = (self.dots(theme, room), self.size(theme, room));
        let place = Rect { width, height, ..area }.intersection(area);
        if needs_glyphs(theme) {
            paint(place, buffer, |column, line| self.glyph(theme, dots, column, line));
        } else {
            half_blocks(place, buffer, |column, half| Some(self.color(theme, self.share(dots, column, half)?)));
        }
        (width, height)
    }

    fn glyph(&self, theme: &Theme, dots: Dots, column: usize, line: usize) -> Option<(char, Style)> {
        let share = |half: usize| self.share(dots, column, 2 * line + half);
        let upper = share(0)?;
        let is_light = |half: usize| share(half).is_some_and(|share| share >= 0.5);
        let style = Style::new();
        Some(match (self.scale, dots.side) {
            (Scale::Signed, _) => (Theme::glyph(upper), style.fg(self.color(theme, upper))),
            (Scale::Brightness, 1) => (HALVES[usize::from(is_light(0))][usize::from(is_light(1))], style),
            (Scale::Brightness, _) => (Theme::shade(upper), style),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: usize, height: usize) -> Picture {
        let pixels = (0..width * height).map(|pixel| pixel as f64).collect();
        Picture::of_example(Image { width, height, pixels })
    }

    #[test]
    fn an_image_takes_no_more_than_its_room_and_keeps_its_sides() {
        let (color, none) = (Theme::new(ColorDepth::True), Theme::new(ColorDepth::None));
        assert_eq!(picture(8, 8).size(&color, (20, 9)), (16, 8), "twice as large");
        assert_eq!(picture(8, 8).size(&color, (12, 9)), (8, 4));
        assert_eq!(picture(28, 28).size(&color, (16, 30)), (14, 7), "four pixels are one");
        assert_eq!(picture(8, 8).size(&none, (20, 9)), (16, 8), "a shade is two columns and a line");
        assert_eq!(picture(8, 8).size(&none, (12, 9)), (8, 4), "too narrow for shades");
        for pixels in [(8, 8), (28, 28), (5, 3), (1, 1), (300, 2)] {
            for room in [(1, 1), (7, 3), (40, 2), (90, 40)] {
                for theme in [&color, &none] {
                    let size = picture(pixels.0, pixels.1).size(theme, room);
                    assert!(size.0 <= room.0 && size.1 <= room.1, "{pixels:?} in {room:?} takes {size:?}");
                }
            }
        }
    }

    #[test]
    fn the_darkest_pixel_is_dark_and_the_lightest_light() {
        let theme = Theme::new(ColorDepth::True);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
        picture(2, 2).render(&theme, buffer.area, &mut buffer);
        assert_eq!((buffer[(0, 0)].fg, buffer[(1, 0)].bg), (theme.light(0.0), theme.light(1.0)));
    }
}
