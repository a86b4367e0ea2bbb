//! One step, laid open: its matrices as far as computed, shared and not copied.

use std::sync::Arc;

use super::clock::Position;
use super::conditions::Conditions;
use super::matrices::Matrices;
use super::phase::Phase;
use super::setup::Setup;
use crate::nn::{Batch, Mistake, Mlp, Optimizer, Parameters};

/// Everything that the phases of one step read and write, up to and including the current phase.
#[derive(Debug, Clone)]
pub struct OpenStep {
    /// The position in time.
    pub position: Position,
    /// What never changes in its run.
    pub setup: Arc<Setup>,
    /// The conditions of the step.
    pub conditions: Conditions,
    /// How many of its phases are computed; one fewer than the position asks for if the numbers broke.
    pub computed: usize,
    /// X and the correct classes.
    pub batch: Arc<Batch>,
    /// The indices of the batch's rows among the training examples.
    pub examples: Arc<[usize]>,
    /// From Z to ∂L/∂B¹, as far as computed: anything beyond is from an earlier step.
    pub matrices: Arc<Matrices>,
    /// θ(step).
    pub network: Mlp,
    /// What the optimizer remembers at θ(step).
    pub optimizer: Optimizer,
    /// θ(step + 1), and what the optimizer remembers there; only in the phases of the update.
    pub updated: Option<(Parameters, Optimizer)>,
}

impl OpenStep {
    /// Returns the phases of a step.
    pub fn phases(&self) -> &[Phase] {
        self.setup.phases()
    }

    /// Returns the current phase.
    pub fn phase(&self) -> Phase {
        self.phases()[self.position.phase]
    }

    /// Returns the planted mistake.
    pub fn mistake(&self) -> Option<Mistake> {
        self.conditions.mistake
    }

    /// Returns whether the result of `phase` is known.
    pub fn is_computed(&self, phase: Phase) -> bool {
        let update = self.updated.is_some() && phase.is_update();
        let index = self.phases().iter().position(|&other| other == phase);
        update || index.is_some_and(|index| index < self.computed)
    }

    /// Returns the number of hidden layers.
    pub fn hidden_layers(&self) -> usize {
        self.network.hidden_layers()
    }
}
