//! What every screen is drawn with. The kit knows areas, buffers, styles and texts, and nothing of a run.

mod bars;
mod chart;
mod line;
mod notes;
mod numbers;
mod pane;
mod points;
mod table;
mod tiles;
mod window;
mod words;

pub use bars::{growing, rising, set};
pub use chart::{Chart, Curve, Point, Scale, Steps};
pub use line::{line, line_right, lines, list_line};
pub use notes::{paragraph, with_notes, with_right};
pub use numbers::{exact, number, percent, short, signed};
pub use pane::{overlay, pane};
pub use points::{half_blocks, halves, paint, ramp};
pub use table::{Column, row};
pub use tiles::{Tiles, without_gap};
pub use window::{below, cells, cycled, inside, moved, next_of, right_of, window, window_from, window_from_top};
pub use words::{aligned_left, aligned_right, fit, fit_among, fit_end, whole_clauses, wrap};
