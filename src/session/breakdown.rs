//! Where and why numbers stopped being finite.

use super::changes::Changes;
use super::matrices::Matrices;
use super::phase::{Phase, PhaseKind};
use super::setting::{Change, Setting};
use crate::error::Error;
use crate::nn::{Mistake, Parameters};

/// A point at which numbers stopped being finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breakdown {
    /// The step at which it was found.
    pub step: u64,
    /// The first matrix, in the order of the phases, that is not finite.
    pub phase: Phase,
    /// The last step at which everything was finite; `None` if the initial parameters are at fault.
    pub last_finite: Option<u64>,
    /// What made them overflow.
    pub blame: Blame,
}

/// What made numbers overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// Probably ε.
    LearningRate,
    /// The planted mistake.
    Mistake,
    /// A parameter set at this step.
    ByHand(u64),
    /// The initial parameters, or the data.
    Start,
}

/// An overflow within this many updates after a parameter was set by hand is blamed on that.
const AFTERMATH: u64 = 2;

impl Breakdown {
    /// Describes the breakdown found as `broken` at `step`, where `mistake` is planted.
    pub(super) fn new(step: u64, broken: Broken, mistake: Option<Mistake>, changes: &Changes) -> Self {
        let Broken { phase, is_updated } = broken;
        let last_finite = if is_updated { Some(step) } else { step.checked_sub(1) };
        let recent = |change: &&Change| (step.saturating_sub(AFTERMATH)..=step).contains(&change.step);
        let by_hand = |change: &&Change| matches!(change.setting, Setting::Parameter(..));
        let set = changes.list().iter().rev().filter(recent).find(by_hand);
        let blame = match (mistake, set) {
            (Some(Mistake::MissingMaximum | Mistake::MissingMean), _) => Blame::Mistake,
            (_, Some(change)) => Blame::ByHand(change.step),
            _ if last_finite.is_none() => Blame::Start,
            _ => Blame::LearningRate,
        };
        Self { step: step + u64::from(is_updated), phase, last_finite, blame }
    }

    /// Returns the error that names the cause and the remedy, for a network with `hidden_layers` trained with ε.
    pub(super) fn error(self, hidden_layers: usize, learning_rate: f64) -> Error {
        let (step, matrix) = (self.step, self.phase.symbol(hidden_layers));
        match self.blame {
            Blame::LearningRate => Error::TrainingBroke { step, matrix, learning_rate: format!("{learning_rate:?}") },
            Blame::Mistake => Error::BrokeByMistake { step, matrix },
            Blame::ByHand(set_at) => Error::BrokeByHand { step, matrix, set_at },
            Blame::Start => Error::BrokeAtStart { step, matrix },
        }
    }
}

/// A computed phase with numbers that are not finite.
#[derive(Debug, Clone, Copy)]
pub(super) struct Broken {
    /// The first phase whose result is not finite: this one, or an earlier one that hid it.
    pub phase: Phase,
    /// Whether the update is done, so that it is the next step that cannot be computed.
    pub is_updated: bool,
}

/// Returns the first phase, up to `last`, whose matrix is not finite. For updates see [`broken_update`].
pub(super) fn first_broken(phases: &[Phase], last: Phase, matrices: &Matrices) -> Phase {
    let mut before = phases.iter().copied().take_while(|&phase| phase != last);
    before.find(|phase| !phase.is_finite(matrices)).unwrap_or(last)
}

/// Returns the first update, in order, that made a parameter that is not finite.
pub(super) fn broken_update(phases: &[Phase], parameters: &Parameters) -> Option<Phase> {
    phases.iter().copied().filter(|phase| phase.is_update()).find(|phase| {
        let [weight, bias] = parameters.layers[phase.layer].slices();
        let made = if phase.kind == PhaseKind::WeightUpdate { weight } else { bias };
        made.iter().any(|value| !value.is_finite())
    })
}
