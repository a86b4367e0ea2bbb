//! Every setting: what it is called, what it takes, and what was changed but needs a new run.

mod fields;
mod plan;
mod state;

pub use fields::Field;
pub use plan::Plan;
pub use state::{Controls, Line};
