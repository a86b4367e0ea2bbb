//! What a person sees and does: so far the kit for drawing, the theme, and the canvas that screens are drawn on.

mod canvas;
mod curves;
pub mod kit;
mod palette;
mod theme;

pub use canvas::{Canvas, Scene};
pub use curves::{curve, left_behind};
pub use palette::class_symbol;
pub use theme::{ColorDepth, DEAD, SCALE_GLYPHS, SHADES, SILENCED, Theme};
