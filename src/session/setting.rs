//! What can be set during a run, and what was set at which step.

use std::mem::discriminant;

use crate::nn::{Mistake, OptimizerKind, ParameterId};

/// A hidden unit, numbered from 0 here and from 1 on the screen.
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

impl BatchSize {
    /// Returns the same among `examples`: a batch of all of them is full.
    pub(super) fn among(self, examples: usize) -> Self {
        match self {
            Self::Rows(rows) if rows < examples => self,
            _ => Self::Full,
        }
    }
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
    /// The examples per update. A new epoch begins.
    Batch(BatchSize),
    /// The update rule, with a memory of zeros: what the previous one remembers is forgotten.
    Optimizer(OptimizerKind),
    /// The planted mistake; `None` takes it out.
    Mistake(Option<Mistake>),
    /// A parameter, by hand.
    Parameter(ParameterId, f64),
    /// Whether a parameter is frozen: updates leave it as it is.
    Freeze(ParameterId, bool),
    /// Whether a hidden unit is silenced: its outgoing weights are 0, and none of its parameters learn. Once restored,
    /// it has its previous outgoing weights again.
    Silence(Unit, bool),
}

/// Something that was set during a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The first step that it applies to.
    pub step: u64,
    /// What was set.
    pub setting: Setting,
}

/// What a setting is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Subject {
    Run,
    Parameter(ParameterId),
    Unit(Unit),
}

/// What changes at the very step at which something is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// Neither L nor a matrix of the forward or backward pass.
    Update,
    /// A matrix, but not L.
    Matrices,
    /// L, and matrices with it.
    Loss,
}

impl Setting {
    fn row(self) -> (Subject, Effect) {
        match self {
            Self::LearningRate(_) | Self::Optimizer(_) => (Subject::Run, Effect::Update),
            Self::L1(_) | Self::L2(_) | Self::Batch(_) => (Subject::Run, Effect::Loss),
            Self::Mistake(_) => (Subject::Run, Effect::Matrices),
            Self::Parameter(id, _) => (Subject::Parameter(id), Effect::Loss),
            Self::Freeze(id, _) => (Subject::Parameter(id), Effect::Update),
            Self::Silence(unit, _) => (Subject::Unit(unit), Effect::Loss),
        }
    }

    pub(super) fn subject(self) -> Subject {
        self.row().0
    }

    /// Returns whether L changes at the very step at which it is set.
    pub(super) fn changes_loss(self) -> bool {
        self.row().1 == Effect::Loss
    }

    /// Returns whether a matrix changes at the very step at which it is set.
    pub(super) fn changes_matrices(self) -> bool {
        self.row().1 >= Effect::Matrices
    }

    /// Returns whether both set the same thing, so that of two at one step only the later counts. For a unit both
    /// count: restoring it brings back the weights that silencing it noted.
    pub(super) fn replaces(self, earlier: Self) -> bool {
        let is_unit = matches!(self.subject(), Subject::Unit(_));
        !is_unit && discriminant(&self) == discriminant(&earlier) && self.subject() == earlier.subject()
    }

    /// Returns the same in a run of `examples` examples.
    pub(super) fn among(self, examples: usize) -> Self {
        if let Self::Batch(size) = self { Self::Batch(size.among(examples)) } else { self }
    }

    /// Returns whether both set the same thing to the same bits.
    pub(super) fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::LearningRate(one), Self::LearningRate(other))
            | (Self::L1(one), Self::L1(other))
            | (Self::L2(one), Self::L2(other)) => one.to_bits() == other.to_bits(),
            (Self::Parameter(id, one), Self::Parameter(of, other)) => id == of && one.to_bits() == other.to_bits(),
            _ => self == other,
        }
    }
}

impl Unit {
    /// Returns whether a network with `sizes` has the unit.
    pub fn is_in(self, sizes: &[usize]) -> bool {
        sizes[1..sizes.len() - 1].get(self.layer).is_some_and(|units| self.index < *units)
    }

    /// Returns all parameters that touch the unit: those into it, its bias, and those out of it.
    pub(super) fn parameters(self, sizes: &[usize]) -> Vec<ParameterId> {
        let Self { layer, index } = self;
        let into = (0..sizes[layer]).map(|row| ParameterId { layer, row: Some(row), column: index });
        let bias = ParameterId { layer, row: None, column: index };
        into.chain([bias]).chain(self.outgoing(sizes)).collect()
    }

    /// Returns the weights out of the unit, in a network with `sizes`.
    pub(super) fn outgoing(self, sizes: &[usize]) -> impl Iterator<Item = ParameterId> {
        let Self { layer, index } = self;
        (0..sizes[layer + 2]).map(move |column| ParameterId { layer: layer + 1, row: Some(index), column })
    }
}
