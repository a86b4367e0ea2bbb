//! What is computed from a snapshot only for display: pictures of a plane through the inputs, the lines along which
//! hidden units fold it, a map of active units, the confusion matrix, distributions, images.
//!
//! The drawing thread computes them, so that training loses no time and a key takes effect at once.

mod activity_map;
mod confusion;
mod cost;
mod distribution;
mod fold;
mod image;
mod plane;
mod point;
mod section;

pub use activity_map::{ActivityMap, Sample};
pub use confusion::Confusion;
pub use distribution::Distribution;
pub use fold::{Fold, Segment, folds};
pub use image::{Image, original_features};
pub use plane::{Plane, PlaneLook, Spot};
pub use point::{HiddenLayer, Probe};
pub use section::{HeldAt, Section};
