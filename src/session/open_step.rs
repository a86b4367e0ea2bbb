//! The step at hand, laid open: every matrix of it that is computed, shared and not copied.

use std::sync::Arc;

use super::clock::Position;
use super::matrices::Matrices;
use super::phase::Phase;
use crate::nn::{Batch, FixedParameters, Mistake, Mlp, Optimizer, Parameters, Penalty};

/// All that the phases of one step read and write, up to and with the phase at hand.
#[derive(Debug, Clone)]
pub struct OpenStep {
    /// The place in time.
    pub position: Position,
    /// The phases of a step.
    pub phases: Vec<Phase>,
    /// How many of them are computed; one less than the place asks for where the numbers broke.
    pub computed: usize,
    /// X and the correct classes.
    pub batch: Arc<Batch>,
    /// The numbers of the batch's rows among the training examples, from 0.
    pub examples: Arc<[usize]>,
    /// From Z to ∂L/∂B¹, as far as computed: what lies beyond is of an earlier step.
    pub matrices: Arc<Matrices>,
    /// θ(step).
    pub network: Mlp,
    /// What the optimizer remembers at θ(step).
    pub optimizer: Optimizer,
    /// θ(step + 1), and what the optimizer remembers there; only in the phases of the update.
    pub updated: Option<(Parameters, Optimizer)>,
    /// ε.
    pub learning_rate: f64,
    /// The factors of the weights' penalty.
    pub penalty: Penalty,
    /// The mistake that is planted.
    pub mistake: Option<Mistake>,
    /// The updates that the optimizer has made since it was at rest.
    pub updates: u64,
    /// What the update leaves as it is.
    pub fixed: FixedParameters,
}

impl OpenStep {
    /// The phase at hand.
    pub fn phase(&self) -> Phase {
        self.phases[self.position.phase]
    }

    /// Whether the result of `phase` is known.
    pub fn is_computed(&self, phase: Phase) -> bool {
        let update = self.updated.is_some() && phase.is_update();
        let index = self.phases.iter().position(|&other| other == phase);
        update || index.is_some_and(|index| index < self.computed)
    }

    /// The number of hidden layers.
    pub fn hidden_layers(&self) -> usize {
        self.network.hidden_layers()
    }
}
