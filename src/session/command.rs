//! What can be asked of a session.

use std::sync::Arc;

use super::built::Built;
use super::clock::Position;
use super::recipe::Recipe;
use super::run::Run;
use super::setting::{Setting, Unit};
use super::snapshot::Request;
use crate::nn::ParameterId;

/// One request. Commands take effect in the order in which they are given.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// One step forward: the phases that are left of it.
    Step,
    /// One phase forward.
    Phase,
    /// Back to the start of this step, or one step; from a breakdown, to the last finite step.
    StepBack,
    /// One phase back.
    PhaseBack,
    /// This many phases forward, or back.
    Phases(i64),
    /// This many steps forward, or back, to the start of one.
    Steps(i64),
    /// This many epochs forward, or back, to the start of one.
    Epochs(i64),
    /// To a place in time.
    GoTo(Position),
    /// Give up going to a place, and stay.
    Stay,
    /// The same configuration from step 0.
    Reset,
    /// The same configuration with the next seed from step 0, on the same data.
    Reseed,
    /// Takes back what was done to the run last, and goes to where it was done.
    Undo,
    /// Does again what was undone last, and goes to where the run stood then.
    Redo,
    /// Another run from step 0, made of this. A host builds it beside the session and gives it [`Command::Begin`]:
    /// alone, the session knows only the data that are built in.
    Rebuild(Arc<Recipe>),
    /// The same, built already.
    Begin(Arc<Built>),
    /// Lets the branch of this number go beside the run, or none.
    Compare(Option<usize>),
    /// The run and the branch beside it change places.
    SwapBranches,
    /// Sets something from this step on.
    Set(Setting),
    /// Changes something from this step on, relative to its value then.
    Edit(Edit),
    /// Compares the gradients here, by the chain rule, with differences of the loss.
    CheckGradients,
    /// What snapshots show from now on.
    Look(Request),
}

impl Command {
    /// Whether it is about the place where the run stands, so that it has to wait until the run arrives.
    pub fn is_of_the_place(&self) -> bool {
        matches!(self, Self::Set(_) | Self::Edit(_) | Self::CheckGradients | Self::SwapBranches)
    }

    /// Whether it changes what the run is, and not only where it stands.
    pub fn changes_the_run(&self) -> bool {
        matches!(self, Self::Set(_) | Self::Edit(_))
    }
}

/// A change of what holds when it is carried out: two in a row count twice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Edit {
    /// Adds this to a parameter.
    Nudge(ParameterId, f64),
    /// Freezes a parameter, or frees it.
    Freeze(ParameterId),
    /// Silences a hidden unit, or lets it speak again.
    Silence(Unit),
}

impl Edit {
    /// What it sets in `run` as that stands; `None` where there is no such parameter.
    pub(super) fn setting(self, run: &Run) -> Option<Setting> {
        let conditions = run.conditions();
        Some(match self {
            Self::Nudge(id, by) => Setting::Parameter(id, nudged(run.network().parameters.get(id)?, by)),
            Self::Freeze(id) => Setting::Freeze(id, !conditions.frozen.contains(&id)),
            Self::Silence(unit) => Setting::Silence(unit, !conditions.silenced.contains(&unit)),
        })
    }
}

/// `value` and a nudge, without the dust that binary fractions leave: at most twelve decimals.
fn nudged(value: f64, by: f64) -> f64 {
    let sum = value + by;
    // Exact where the number is too large to have decimals.
    if sum.abs() < 1e3 { libm::round(sum * 1e12) / 1e12 } else { sum }
}
