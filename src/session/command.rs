//! The commands of a session.

use std::sync::Arc;

use super::built::Built;
use super::clock::Position;
use super::recipe::Recipe;
use super::run::Run;
use super::setting::{Setting, Unit};
use super::snapshot::Request;
use crate::nn::ParameterId;

/// One command to a session. Commands take effect in the order in which they are given.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// One step forward: the remaining phases of this one.
    Step,
    /// One phase forward.
    Phase,
    /// Back to the start of this step or, if already there, of the previous one; from a breakdown, to the last finite
    /// step.
    StepBack,
    /// One phase back.
    PhaseBack,
    /// This many phases forward, or back.
    Phases(i64),
    /// This many steps forward, or back, to the start of one.
    Steps(i64),
    /// This many epochs forward, or back, to the start of one.
    Epochs(i64),
    /// To a position in time.
    GoTo(Position),
    /// Give up going to a position, and stay.
    Stay,
    /// The same configuration from step 0.
    Reset,
    /// The same configuration with the next seed from step 0, on the same data.
    Reseed,
    /// Undoes the last deed, and goes to where it was done.
    Undo,
    /// Redoes the deed that was undone last, and goes to where the run was then.
    Redo,
    /// Another run from step 0, made from this recipe. A host builds it beside the session and sends [`Command::Begin`]
    /// instead: the session itself knows only the built-in data.
    Rebuild(Arc<Recipe>),
    /// The same, already built.
    Begin(Arc<Built>),
    /// Puts the branch with this number beside the run, or none.
    Compare(Option<usize>),
    /// Swaps the run and the branch beside it.
    SwapBranches,
    /// Sets something from this step on.
    Set(Setting),
    /// Changes something from this step on, relative to its value then.
    Edit(Edit),
    /// Compares the gradients by the chain rule here with differences of the loss.
    CheckGradients,
    /// What snapshots show from now on.
    Look(Request),
}

impl Command {
    /// Returns whether it concerns the position of the run, so that it has to wait until the run arrives.
    pub fn depends_on_position(&self) -> bool {
        matches!(self, Self::Set(_) | Self::Edit(_) | Self::CheckGradients | Self::SwapBranches)
    }

    /// Returns whether it changes what the run is, and not only its position.
    pub fn changes_the_run(&self) -> bool {
        matches!(self, Self::Set(_) | Self::Edit(_))
    }
}

/// A change relative to the value at the time it is carried out: two in a row count twice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Edit {
    /// Adds this to a parameter.
    Nudge(ParameterId, f64),
    /// Freezes a parameter, or frees it.
    Freeze(ParameterId),
    /// Silences a hidden unit, or restores it.
    Silence(Unit),
}

impl Edit {
    /// Returns what it sets in `run` as it is now; `None` if there is no such parameter.
    pub(super) fn setting(self, run: &Run) -> Option<Setting> {
        let conditions = run.conditions();
        Some(match self {
            Self::Nudge(id, by) => Setting::Parameter(id, nudged(run.network().parameters.get(id)?, by)),
            Self::Freeze(id) => Setting::Freeze(id, !conditions.frozen.contains(&id)),
            Self::Silence(unit) => Setting::Silence(unit, !conditions.silenced.contains(&unit)),
        })
    }
}

/// Returns `value` plus a nudge, rounded to twelve decimals to remove the dust of binary fractions.
fn nudged(value: f64, by: f64) -> f64 {
    let sum = value + by;
    // A larger sum is left as it is: times 10¹² it might not be an exact integer.
    if sum.abs() < 1e3 { libm::round(sum * 1e12) / 1e12 } else { sum }
}
