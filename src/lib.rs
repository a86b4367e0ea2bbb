//! mlp-tui.
pub mod data;
pub mod error;
pub mod random;
pub mod text;
