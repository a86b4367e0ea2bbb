//! mlp-tui.
pub mod app;
pub mod data;
pub mod error;
pub mod nn;
pub mod random;
pub mod session;
pub mod text;
