//! The drawing kit of all screens. It knows areas, buffers, styles and texts, but nothing about runs.

mod chart;
mod line;
mod numbers;
mod pane;
mod points;
mod tiles;
mod window;
mod words;

pub use chart::{Chart, Curve, Point, Scale, Steps};
pub use line::{line, line_right, lines, list_line, paragraph, with_notes, with_right, wrapped};
pub use numbers::{exact, number, percent, short, signed};
pub use pane::{overlay, pane};
pub use points::{growing, half_blocks, halves, paint, ramp, rising, set};
pub use tiles::{Tiles, without_gap};
pub use window::{below, cells, cycled, inside, moved, next_of, right_of, window, window_from, window_from_top};
pub use words::{Column, aligned_left, fit, fit_among, fit_end, row, whole_clauses, wrap};
