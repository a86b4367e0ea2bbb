//! What a person sees and does: so far the kit for drawing, the theme, and the canvas that screens are drawn on.

mod canvas;
pub mod kit;
mod palette;
mod theme;

pub use canvas::{Canvas, Scene};
pub use palette::class_symbol;
pub use theme::{ColorDepth, SCALE_GLYPHS, SHADES, Theme};
