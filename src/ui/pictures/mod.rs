//! Matrices and images as pictures, for the screens that show them.

pub mod backdrop;
pub mod grid;
pub mod heatmap;
pub mod image;
pub mod templates;
