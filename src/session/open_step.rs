//! The step at hand, laid open: every matrix of it that is computed, shared and not copied.

use std::sync::Arc;

use super::matrices::Matrices;
use super::phase::Phase;
use super::run::{Position, Run};
use crate::nn::{Batch, Held, Mistake, Mlp, Optimizer, Parameters, Penalty};

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
    pub held: Held,
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

impl Run {
    /// Computes the phase at hand, without going on to the next, and lays the step open; none where not even its first
    /// phase can be computed.
    pub(super) fn open(&mut self) -> Option<OpenStep> {
        if self.breakdown.is_none() {
            let updates = self.setup.phases().iter().filter(|phase| phase.is_update()).count();
            self.compute((self.position.phase + 1).min(self.setup.phases().len() - updates));
        }
        let step = self.position.step;
        let pass = self.passes.load(step, &self.setup.problem().train);
        let (batch, matrices) = (Arc::clone(&pass.batch), Arc::clone(pass.matrices()?));
        let mut open = OpenStep {
            position: self.position,
            phases: self.setup.phases().to_vec(),
            computed: self.computed,
            batch,
            examples: self.passes.examples(step, self.setup.examples()).into(),
            matrices,
            network: self.network.clone(),
            optimizer: self.optimizer.clone(),
            updated: None,
            learning_rate: self.conditions.learning_rate,
            penalty: self.conditions.penalty,
            mistake: self.conditions.mistake,
            updates: step - self.conditions.optimizer_since,
            held: self.conditions.held.clone(),
        };
        if open.phase().is_update() && self.breakdown.is_none() {
            let (mut parameters, mut optimizer) = (open.network.parameters.clone(), open.optimizer.clone());
            let mut gradients = open.matrices.backward.gradients.clone();
            let held = &mut self.conditions.held;
            held.update(&mut optimizer, &mut parameters, &mut gradients, open.learning_rate, open.updates);
            open.updated = Some((parameters, optimizer));
        }
        Some(open)
    }
}
