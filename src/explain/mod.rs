//! What the phases of a step compute, in the symbols of the slides: equations, operands with their shapes, one entry
//! opened into its sum, the chain rule. The Step screen and `mlp-tui explain` both show what is said here.

mod chain;
mod decimal;
mod description;
mod digits;
mod opened;
mod printed;
mod quantity;
mod remarks;
mod row_digits;
mod updates;

pub use chain::{Chain, Factor, Product, chain};
pub use description::{Axis, Description, Group, Operand, Place};
pub use digits::{Digits, enclosed};
pub use opened::{Abridged, Opened, Sum, Term};
pub use printed::{Printed, PrintedTerm, equals};
pub use quantity::{Kind, Quantity};
pub use remarks::{remarks, summary};
pub use row_digits::RowDigits;
