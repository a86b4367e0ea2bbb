//! What can go wrong in a run whose numbers are still finite.

/// A problem of a run. The most telling ones come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Diagnosis {
    /// The loss is far above its initial value.
    Diverging(Cause),
    /// H of the last hidden layer and the W after it are 0: every gradient of a weight is exactly 0.
    NothingLearns,
    /// All units of this hidden layer, from 0, are dead.
    AllUnitsDead(usize),
    /// All units of this hidden layer, from 0, are the same but not all 0, and stay so.
    Symmetric(usize),
    /// Most units of this hidden layer, from 0, are where f is flat for nearly all examples.
    Saturated(usize),
    /// The test loss is not finite.
    TestNotFinite,
    /// The test loss was least at this step and has risen since, while the training loss falls.
    Overfits(u64),
    /// This class, from 0, has test examples but no training examples.
    Untrained(usize),
    /// This class, from 0, is never predicted, and the loss hardly falls any more.
    ClassNeverPredicted(usize),
}

/// Why a loss is far above its initial value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// ε is too large: the loss grew under it.
    LearningRate,
    /// It grew while a mistake is planted.
    Mistake,
    /// It has been there since parameters were set, or units silenced, at this step.
    ByHand(u64),
    /// It was there before something else was set at this step.
    Earlier(u64),
}

impl Diagnosis {
    /// Returns the name in the text tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Diverging(Cause::LearningRate) => "diverging",
            Self::Diverging(Cause::Mistake) => "diverging_by_mistake",
            Self::Diverging(Cause::ByHand(_)) => "diverging_by_hand",
            Self::Diverging(Cause::Earlier(_)) => "diverging_earlier",
            Self::NothingLearns => "nothing_learns",
            Self::AllUnitsDead(_) => "all_units_dead",
            Self::Symmetric(_) => "symmetric",
            Self::Saturated(_) => "saturated",
            Self::TestNotFinite => "test_not_finite",
            Self::Overfits(_) => "overfits",
            Self::Untrained(_) => "untrained",
            Self::ClassNeverPredicted(_) => "class_never_predicted",
        }
    }
}

/// A class that is not predicted at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// The class, from 0.
    pub class: usize,
    /// The step since which it has not been predicted.
    pub since: u64,
}
