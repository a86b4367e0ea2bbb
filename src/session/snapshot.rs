//! All that a frame may show: a copy, so that drawing and training never wait for each other.

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
    /// Never: the snapshot is there at once, with the latest measurement.
    Never,
    /// If the latest measurement has become old.
    WhenDue,
    /// Always: nothing moves, so everything shown should be of this very step.
    Always,
}

/// What was measured of a run.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// L of this step's batch at θ(step), when it is known.
    pub loss: Option<f64>,
    /// What was measured along the run.
    pub history: History,
    /// The latest measurement over all examples: its step may lie behind while training runs.
    pub evaluation: Option<Arc<Evaluation>>,
    /// The gradients of the step that was evaluated last, where they were asked for and there are any.
    pub gradients: Option<Arc<Gradients>>,
}

/// All that a frame may show of a session.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// What never changes in the run.
    pub setup: Arc<Setup>,
    /// Where the run stands.
    pub position: Position,
    /// The place that it is on its way to.
    pub target: Option<Position>,
    /// The furthest step that this run has reached.
    pub furthest: u64,
    /// The network at θ(step).
    pub network: Arc<Mlp>,
    /// All that holds in this step.
    pub conditions: Conditions,
    /// What was set along the run.
    pub changes: Changes,
    /// Where the numbers stopped being finite, if they did.
    pub breakdown: Option<Breakdown>,
    /// What was measured.
    pub measured: Measured,
    /// The example looked at.
    pub example: Example,
    /// The step laid open, where that was asked for and it can be.
    pub open: Option<Arc<OpenStep>>,
    /// The curves of the futures left behind, oldest first.
    pub branches: Vec<Arc<Branch>>,
    /// The branch that goes beside the run.
    pub other_run: Option<Arc<OtherRun>>,
    /// What can be undone and done again.
    pub deeds: LastDeeds,
    /// The check of the gradients.
    pub check: Check,
    /// Why the last thing asked for was refused.
    pub refused: Option<Arc<Error>>,
}

impl Snapshot {
    /// The data.
    pub fn problem(&self) -> &Arc<Problem> {
        self.setup.problem()
    }

    /// Inputs, hidden units …, classes.
    pub fn sizes(&self) -> &[usize] {
        self.setup.sizes()
    }

    /// The phases of a step.
    pub fn phases(&self) -> &[Phase] {
        self.setup.phases()
    }

    /// f.
    pub fn activation(&self) -> Activation {
        self.setup.hyperparameters().activation
    }

    /// The seed of this run.
    pub fn seed(&self) -> u64 {
        self.setup.hyperparameters().seed
    }

    /// ε of the next update.
    pub fn learning_rate(&self) -> f64 {
        self.conditions.learning_rate
    }

    /// The mistake that is planted.
    pub fn mistake(&self) -> Option<Mistake> {
        self.conditions.mistake
    }

    /// The mistakes that this network leaves room for.
    pub fn possible_mistakes(&self) -> Vec<Mistake> {
        let (sizes, penalty) = (self.sizes(), self.conditions.penalty());
        Mistake::ALL.into_iter().filter(|mistake| mistake.is_possible(sizes, self.activation(), penalty)).collect()
    }

    /// The updates of an epoch; 1 means full batch.
    pub fn steps_per_epoch(&self) -> u64 {
        self.conditions.regime.steps_per_epoch
    }

    /// The epochs finished.
    pub fn epoch(&self) -> u64 {
        self.conditions.regime.epoch(self.position.step)
    }

    /// Whether another seed makes another run.
    pub fn is_random(&self) -> bool {
        self.setup.hyperparameters().init.is_random() || self.steps_per_epoch() > 1
    }

    /// What went wrong in the training, when it was measured last: the most telling first; nothing where the run broke.
    pub fn diagnoses(&self) -> &[Diagnosis] {
        let measured = self.measured.evaluation.as_ref().filter(|_| self.breakdown.is_none());
        measured.map_or(&[], |evaluation| &evaluation.diagnoses)
    }

    /// L at θ(step), or where that is not known yet, the one measured last; `None` where the run broke.
    pub fn latest_loss(&self) -> Option<f64> {
        if self.breakdown.is_some() {
            return None;
        }
        let measured = || self.measured.history.loss.buckets().last().map(|bucket| bucket.value);
        self.measured.loss.or_else(measured)
    }

    /// The number of hidden layers.
    pub fn hidden_layers(&self) -> usize {
        self.sizes().len() - 2
    }
}
