//! What can be asked of a session.

use std::sync::Arc;

use super::changes::Setting;
use super::recipe::Recipe;
use super::run::Position;
use super::snapshot::Request;

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
    /// So many steps back or forth, to the start of one.
    Steps(i64),
    /// So many epochs back or forth, to the start of one.
    Epochs(i64),
    /// Back or forth to a place in time.
    GoTo(Position),
    /// Give up going to a place, and stay.
    Stay,
    /// The same configuration from step 0.
    Reset,
    /// The same configuration with the next seed from step 0, on the same data.
    Reseed,
    /// Swap with the run that the last reset, reseed or rebuilding left.
    Undo,
    /// Another run from step 0, made of this.
    Rebuild(Arc<Recipe>),
    /// Takes back the change made last, and goes to where it was made.
    TakeBack,
    /// Lets the branch of this number go beside the run, or none.
    Compare(Option<usize>),
    /// The run and the branch beside it change places.
    SwapBranches,
    /// Sets something from this step on.
    Set(Setting),
    /// Compares the gradients here, by the chain rule, with differences of the loss.
    CheckGradients,
    /// What the snapshots shall show from now on.
    Look(Request),
}
