//! What each phase of a step computes, in the symbols of the slides: equations, operands with their shapes, single
//! entries opened into their sums, the chain rule. Both the Step screen and `mlp-tui explain` show it.
//!
//! Each kind of phase has one `impl` of `Explanation`: Z, H and Y in `forward`, P and L in `loss`, the gradients in
//! `backward`, the new parameters in `update`. A [`Description`] applies it to one step.

mod backward;
mod chain;
mod decimal;
mod description;
mod digits;
mod explanation;
mod forward;
mod loss;
mod opened;
mod operand;
mod printed;
mod quantity;
mod row;
mod update;

pub use chain::{Chain, Factor, Product};
pub use description::Description;
pub use digits::{Digits, enclosed};
pub use opened::{Abridged, Opened, Sum, Term};
pub use operand::{Axis, Group, Operand, Place};
pub use printed::{Printed, PrintedTerm, equals};
pub use quantity::{Block, Quantity};
pub use row::RowLine;
