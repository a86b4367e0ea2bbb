//! The branch that goes beside the run, step by step: A | B.

use std::sync::Arc;

use super::breakdown::Breakdown;
use super::changes::Changes;
use super::clock::Position;
use super::conditions::Conditions;
use super::history::Series;
use super::setup::Setup;
use crate::nn::{Metrics, Mlp};

/// B as a frame may show it.
#[derive(Debug, Clone)]
pub struct OtherRun {
    /// The number of its branch.
    pub number: usize,
    /// What never changes in it.
    pub setup: Arc<Setup>,
    /// Its network at θ(step).
    pub network: Arc<Mlp>,
    /// Where it stands; behind the run while it catches up.
    pub position: Position,
    /// Loss and accuracy over its training examples, and the step at which they were measured.
    pub measured: Option<(u64, Metrics)>,
    /// Its loss along the run.
    pub loss: Series,
    /// What holds in its step.
    pub conditions: Conditions,
    /// What was set in its course.
    pub changes: Changes,
    /// Where its numbers stopped being finite, if they did.
    pub breakdown: Option<Breakdown>,
}

impl OtherRun {
    /// Whether it has yet to come to `step`.
    pub fn lags_behind(&self, step: u64) -> bool {
        self.position.step < step && self.breakdown.is_none()
    }
}
