//! Every matrix of one step that is computed phase by phase.

use crate::nn::{Backward, Batch, Forward, Mistake, Mlp, Partition, Penalty};

/// Every matrix of a step.
#[derive(Debug, Clone)]
pub struct Matrices {
    /// From Z to L.
    pub forward: Forward,
    /// From ∂L/∂Y to ∂L/∂B¹.
    pub backward: Backward,
}

/// What the phases read besides the matrices that they compute.
pub(super) struct Given<'a> {
    pub network: &'a Mlp,
    pub batch: &'a Batch,
    pub penalty: Penalty,
}

impl Matrices {
    /// Allocates the matrices of a step of a network with `sizes` = inputs, hidden units …, classes.
    pub(super) fn new(partition: Partition, sizes: &[usize]) -> Self {
        Self { forward: Forward::new(partition, sizes), backward: Backward::new(partition, sizes) }
    }

    /// Plants this mistake in all that is computed from now on.
    pub(super) fn plant(&mut self, mistake: Option<Mistake>) {
        self.forward.mistake = mistake;
        self.backward.mistake = mistake;
    }
}
