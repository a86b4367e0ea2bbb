//! What to say when numbers stop being finite.

use super::changes::{Change, Setting};
use super::matrices::Matrices;
use super::phase::{Phase, PhaseKind};
use super::run::Run;
use crate::error::Error;
use crate::nn::{Mistake, Parameters};

/// Numbers stopped being finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breakdown {
    /// The step at which it was found.
    pub step: u64,
    /// The first matrix, in the order of the phases, that is not finite.
    pub phase: Phase,
    /// The last step at which all was finite; none when the initial parameters are at fault.
    pub last_finite: Option<u64>,
    /// What lets them overflow.
    pub blame: Blame,
}

/// What lets numbers overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// ε: probably.
    LearningRate,
    /// The mistake that is planted.
    Mistake,
    /// A parameter that was set at this step.
    ByHand(u64),
    /// The initial parameters, or the data.
    Start,
}

/// So many updates after a parameter was set by hand, an overflow comes from that.
const AFTERMATH: u64 = 2;

impl Run {
    /// What lets the numbers of this step overflow.
    pub(super) fn blame(&self, last_finite: Option<u64>) -> Blame {
        let step = self.position.step;
        let recent = |change: &&Change| (step.saturating_sub(AFTERMATH)..=step).contains(&change.step);
        let by_hand = |change: &&Change| matches!(change.setting, Setting::Parameter(..));
        let set = self.changes.list().iter().rev().filter(recent).find(by_hand);
        match (self.conditions.mistake, set) {
            (Some(Mistake::MissingMaximum | Mistake::MissingMean), _) => Blame::Mistake,
            (_, Some(change)) => Blame::ByHand(change.step),
            _ if last_finite.is_none() => Blame::Start,
            _ => Blame::LearningRate,
        }
    }

    /// What to say of a run whose numbers broke: what is at fault, and the remedy.
    pub fn broke(&self) -> Option<Error> {
        let Breakdown { step, phase, blame, .. } = self.breakdown()?;
        let matrix = phase.symbol(self.network().hidden_layers());
        Some(match blame {
            Blame::LearningRate => {
                Error::TrainingBroke { step, matrix, learning_rate: format!("{:?}", self.learning_rate()) }
            }
            Blame::Mistake => Error::BrokeByMistake { step, matrix },
            Blame::ByHand(set_at) => Error::BrokeByHand { step, matrix, set_at },
            Blame::Start => Error::BrokeAtStart { step, matrix },
        })
    }
}

/// The first of the `phases` up to `last` whose matrix is not finite. The updates have [`broken_update`].
pub(super) fn first_broken(phases: &[Phase], last: Phase, matrices: &Matrices) -> Phase {
    let mut before = phases.iter().copied().take_while(|&phase| phase != last);
    before.find(|phase| !phase.is_finite(matrices)).unwrap_or(last)
}

/// The first of the parameters, in the order of their updates, that is not finite, if one is not.
pub(super) fn broken_update(phases: &[Phase], parameters: &Parameters) -> Option<Phase> {
    phases.iter().copied().filter(|phase| phase.is_update()).find(|phase| {
        let [weight, bias] = parameters.layers[phase.layer].slices();
        let made = if phase.kind == PhaseKind::WeightUpdate { weight } else { bias };
        made.iter().any(|value| !value.is_finite())
    })
}
