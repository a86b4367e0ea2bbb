//! What every screen is drawn with. The kit knows areas, buffers, styles and texts, and nothing of a run.

mod bars;
mod line;
mod numbers;
mod pane;
mod words;

pub use bars::{growing, rising, set};
pub use line::line;
pub use numbers::{exact, number, percent, short, signed};
pub use pane::pane;
pub use words::{fit, fit_among, fit_end, whole_clauses, wrap};
