//! What can be set in the course of a run, and at which step it was.

use crate::nn::{Mistake, OptimizerKind, ParameterId};

/// A hidden unit. Both numbers count from 0; on the screen they count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// The hidden layer.
    pub layer: usize,
    /// The unit in it.
    pub index: usize,
}

/// How many examples an update sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BatchSize {
    /// All of them.
    #[default]
    Full,
    /// This many; the last batch of an epoch may be shorter.
    Rows(usize),
}

/// What can be set during a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Setting {
    /// ε.
    LearningRate(f64),
    /// λ₁.
    L1(f64),
    /// λ.
    L2(f64),
    /// The examples of an update. A new epoch begins.
    Batch(BatchSize),
    /// The update rule, at rest: what the previous one remembers is forgotten.
    Optimizer(OptimizerKind),
    /// A mistake planted, or the one planted taken out.
    Mistake(Option<Mistake>),
    /// A parameter, by hand.
    Parameter(ParameterId, f64),
    /// Whether a parameter is frozen: updates leave it as it is.
    Freeze(ParameterId, bool),
    /// Whether a hidden unit is silenced: its outgoing weights are 0, and nothing of it learns. Let back in, it has the
    /// outgoing weights that it had before.
    Silence(Unit, bool),
}

/// Something was set during a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The first step that went by it.
    pub step: u64,
    /// What was set.
    pub setting: Setting,
}

impl Setting {
    /// Whether both set the same thing, so that of two at one step only the later counts.
    pub(super) fn replaces(self, earlier: Self) -> bool {
        match (self, earlier) {
            (Self::Parameter(id, _), Self::Parameter(other, _)) | (Self::Freeze(id, _), Self::Freeze(other, _)) => {
                id == other
            }
            (Self::Silence(..), _) => false,
            _ => std::mem::discriminant(&self) == std::mem::discriminant(&earlier),
        }
    }

    /// Whether L is another at the very step at which it is set.
    pub(super) fn changes_loss(self) -> bool {
        match self {
            Self::L1(_) | Self::L2(_) | Self::Batch(_) | Self::Parameter(..) | Self::Silence(..) => true,
            Self::LearningRate(_) | Self::Optimizer(_) | Self::Mistake(_) | Self::Freeze(..) => false,
        }
    }

    /// Whether a matrix of the very step at which it is set is another.
    pub(super) fn changes_matrices(self) -> bool {
        self.changes_loss() || matches!(self, Self::Mistake(_))
    }
}

impl Unit {
    /// All parameters that touch the unit: those into it, its bias, and those out of it.
    pub(super) fn parameters(self, sizes: &[usize]) -> Vec<ParameterId> {
        let Self { layer, index } = self;
        let into = (0..sizes[layer]).map(|row| ParameterId { layer, row: Some(row), column: index });
        let bias = ParameterId { layer, row: None, column: index };
        into.chain([bias]).chain(self.outgoing(sizes)).collect()
    }

    /// The weights out of the unit, in a network with `sizes`.
    pub(super) fn outgoing(self, sizes: &[usize]) -> impl Iterator<Item = ParameterId> {
        let Self { layer, index } = self;
        (0..sizes[layer + 2]).map(move |column| ParameterId { layer: layer + 1, row: Some(index), column })
    }
}
