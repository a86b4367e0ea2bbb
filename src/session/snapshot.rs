//! Everything that a frame may show: a copy, so that drawing and training never wait for each other.

use std::sync::Arc;

use super::branches::{Branch, OtherRun};
use super::breakdown::Breakdown;
use super::changes::Changes;
use super::check::Check;
use super::clock::Position;
use super::conditions::Conditions;
use super::deeds::LastDeeds;
use super::diagnosis::Diagnosis;
use super::evaluation::Evaluation;
use super::example::{Example, ExampleId};
use super::gradients::Gradients;
use super::history::History;
use super::open_step::OpenStep;
use super::phase::Phase;
use super::setup::Setup;
use crate::data::Problem;
use crate::error::Error;
use crate::nn::{Activation, Mistake, Mlp};

/// What a snapshot should show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request {
    /// The example whose probabilities are shown.
    pub example: ExampleId,
    /// Whether the step is laid open.
    pub open: bool,
    /// Whether the gradients of the step are shown.
    pub gradients: bool,
}

/// When a snapshot measures the network over all examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Never: the snapshot is ready at once, with the latest measurement.
    Never,
    /// If the latest measurement is too old.
    WhenDue,
    /// Always: while nothing moves, everything shown should be of this very step.
    Always,
}

/// What was measured of a run.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// L of this step's batch at θ(step), if it is known.
    pub loss: Option<f64>,
    /// What was measured along the run.
    pub history: History,
    /// The latest measurement over all examples: during training its step may lie behind.
    pub evaluation: Option<Arc<Evaluation>>,
    /// The gradients of the step that was evaluated last, if they were requested and there are any.
    pub gradients: Option<Arc<Gradients>>,
}

/// Everything that a frame may show of a session.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// What never changes in the run.
    pub setup: Arc<Setup>,
    /// The position of the run.
    pub position: Position,
    /// The position that it is on its way to.
    pub target: Option<Position>,
    /// The furthest step that this run has reached.
    pub furthest: u64,
    /// The network at θ(step).
    pub network: Arc<Mlp>,
    /// The conditions of this step.
    pub conditions: Conditions,
    /// The changes made along the run.
    pub changes: Changes,
    /// Where the numbers stopped being finite, if they did.
    pub breakdown: Option<Breakdown>,
    /// What was measured.
    pub measured: Measured,
    /// The example looked at.
    pub example: Example,
    /// The step laid open, if that was requested and is possible.
    pub open: Option<Arc<OpenStep>>,
    /// The curves of the futures left behind, oldest first.
    pub branches: Vec<Arc<Branch>>,
    /// The branch that goes beside the run.
    pub other_run: Option<Arc<OtherRun>>,
    /// What can be undone and redone.
    pub deeds: LastDeeds,
    /// The check of the gradients.
    pub check: Check,
    /// Why the last command was refused.
    pub refused: Option<Arc<Error>>,
}

impl Snapshot {
    /// Returns the data.
    pub fn problem(&self) -> &Arc<Problem> {
        self.setup.problem()
    }

    /// Returns the sizes: inputs, hidden units …, classes.
    pub fn sizes(&self) -> &[usize] {
        self.setup.sizes()
    }

    /// Returns the phases of a step.
    pub fn phases(&self) -> &[Phase] {
        self.setup.phases()
    }

    /// Returns f.
    pub fn activation(&self) -> Activation {
        self.setup.hyperparameters().activation
    }

    /// Returns the seed of this run.
    pub fn seed(&self) -> u64 {
        self.setup.hyperparameters().seed
    }

    /// Returns ε of the next update.
    pub fn learning_rate(&self) -> f64 {
        self.conditions.learning_rate
    }

    /// Returns the planted mistake.
    pub fn mistake(&self) -> Option<Mistake> {
        self.conditions.mistake
    }

    /// Returns the mistakes that are possible in this network.
    pub fn possible_mistakes(&self) -> Vec<Mistake> {
        let (sizes, penalty) = (self.sizes(), self.conditions.penalty());
        Mistake::ALL.into_iter().filter(|mistake| mistake.is_possible(sizes, self.activation(), penalty)).collect()
    }

    /// Returns the updates per epoch; 1 means full batch.
    pub fn steps_per_epoch(&self) -> u64 {
        self.conditions.regime.steps_per_epoch
    }

    /// Returns the number of finished epochs.
    pub fn epoch(&self) -> u64 {
        self.conditions.regime.epoch(self.position.step)
    }

    /// Returns whether another seed makes another run.
    pub fn is_random(&self) -> bool {
        self.setup.hyperparameters().init.is_random() || self.steps_per_epoch() > 1
    }

    /// Returns the problems found by the latest measurement, the most telling first; none if the run broke.
    pub fn diagnoses(&self) -> &[Diagnosis] {
        let measured = self.measured.evaluation.as_ref().filter(|_| self.breakdown.is_none());
        measured.map_or(&[], |evaluation| &evaluation.diagnoses)
    }

    /// Returns L at θ(step) or, if it is not known yet, the latest one measured; `None` if the run broke.
    pub fn latest_loss(&self) -> Option<f64> {
        if self.breakdown.is_some() {
            return None;
        }
        let measured = || self.measured.history.loss.buckets().last().map(|bucket| bucket.value);
        self.measured.loss.or_else(measured)
    }

    /// Returns the number of hidden layers.
    pub fn hidden_layers(&self) -> usize {
        self.sizes().len() - 2
    }
}
