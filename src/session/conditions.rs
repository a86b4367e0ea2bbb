//! What holds in one step: the hyperparameters as the changes left them.

use super::hyperparameters::Hyperparameters;
use super::setting::{BatchSize, Change, Setting, Unit};
use crate::nn::{FixedParameters, Mistake, OptimizerKind, ParameterId, Penalty};

/// A stretch of the run with batches of one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regime {
    /// Its first step.
    pub first_step: u64,
    /// The epoch that begins there.
    pub first_epoch: u64,
    /// The examples of a batch; the last of an epoch may have fewer.
    pub rows: usize,
    /// The updates of an epoch.
    pub steps_per_epoch: u64,
}

impl Regime {
    fn new(first_step: u64, first_epoch: u64, size: BatchSize, examples: usize) -> Self {
        let rows = match size {
            BatchSize::Rows(rows) => rows.min(examples),
            BatchSize::Full => examples,
        };
        Self { first_step, first_epoch, rows, steps_per_epoch: examples.div_ceil(rows) as u64 }
    }

    /// The epoch of a step of this stretch.
    pub fn epoch(self, step: u64) -> u64 {
        self.first_epoch + (step - self.first_step) / self.steps_per_epoch
    }

    /// The first step of an epoch of this stretch.
    pub fn step_of(self, epoch: u64) -> u64 {
        self.first_step + (epoch - self.first_epoch) * self.steps_per_epoch
    }

    /// Whether every step sees all training examples.
    pub fn is_full_batch(self) -> bool {
        self.steps_per_epoch == 1
    }

    /// The place of a step in the order of the batches: as if all epochs had had this size.
    pub fn batch(self, step: u64) -> u64 {
        self.first_epoch * self.steps_per_epoch + (step - self.first_step)
    }
}

/// What holds in one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Conditions {
    /// ε.
    pub learning_rate: f64,
    /// λ₁ and λ.
    pub penalty: Penalty,
    /// The batches.
    pub regime: Regime,
    /// The update rule.
    pub optimizer: OptimizerKind,
    /// The step at which the rule began, at rest.
    pub optimizer_since: u64,
    /// The mistake that is planted.
    pub mistake: Option<Mistake>,
    /// The parameters frozen one by one.
    pub frozen: Vec<ParameterId>,
    /// The units that are silenced.
    pub silenced: Vec<Unit>,
    /// All that updates leave as it is: what is frozen, and all that touches a silenced unit.
    pub fixed: FixedParameters,
}

impl Conditions {
    /// What holds at the start of a run of `examples` examples.
    pub(super) fn new(launch: &Hyperparameters, examples: usize) -> Self {
        Self {
            learning_rate: launch.learning_rate,
            penalty: launch.penalty(),
            regime: Regime::new(0, 0, launch.batch_size, examples),
            optimizer: launch.optimizer,
            optimizer_since: 0,
            mistake: None,
            frozen: Vec::new(),
            silenced: Vec::new(),
            fixed: FixedParameters::default(),
        }
    }

    /// Takes one change more into account.
    pub(super) fn take(&mut self, Change { step, setting }: Change, examples: usize) {
        match setting {
            Setting::LearningRate(learning_rate) => self.learning_rate = learning_rate,
            Setting::L1(l1) => self.penalty.l1 = l1,
            Setting::L2(l2) => self.penalty.l2 = l2,
            Setting::Batch(size) => {
                let begun = step - self.regime.first_step;
                let epoch = self.regime.first_epoch + begun.div_ceil(self.regime.steps_per_epoch);
                self.regime = Regime::new(step, epoch, size, examples);
            }
            Setting::Optimizer(kind) => (self.optimizer, self.optimizer_since) = (kind, step),
            Setting::Mistake(mistake) => self.mistake = mistake,
            Setting::Parameter(..) => {}
            Setting::Freeze(id, is_frozen) => turn(&mut self.frozen, id, is_frozen),
            Setting::Silence(unit, is_silenced) => turn(&mut self.silenced, unit, is_silenced),
        }
    }

    /// Finds out what is fixed, in a network with `sizes`.
    pub(super) fn hold(&mut self, sizes: &[usize]) {
        let of_units = self.silenced.iter().flat_map(|unit| unit.parameters(sizes));
        self.fixed = FixedParameters::new(of_units.chain(self.frozen.iter().copied()).collect());
    }

    /// Whether `setting` holds already; whether a parameter has a value only the parameters know.
    pub(super) fn has(&self, setting: Setting, examples: usize) -> bool {
        match setting {
            Setting::LearningRate(value) => value.to_bits() == self.learning_rate.to_bits(),
            Setting::L1(value) => value.to_bits() == self.penalty.l1.to_bits(),
            Setting::L2(value) => value.to_bits() == self.penalty.l2.to_bits(),
            Setting::Batch(size) => Regime::new(0, 0, size, examples).rows == self.regime.rows,
            Setting::Optimizer(kind) => kind == self.optimizer,
            Setting::Mistake(mistake) => mistake == self.mistake,
            Setting::Parameter(..) => false,
            Setting::Freeze(id, is_frozen) => self.frozen.contains(&id) == is_frozen,
            Setting::Silence(unit, is_silenced) => self.silenced.contains(&unit) == is_silenced,
        }
    }
}

/// Puts `item` on the list, or takes it off.
fn turn<T: PartialEq>(list: &mut Vec<T>, item: T, is_on: bool) {
    list.retain(|other| *other != item);
    if is_on {
        list.push(item);
    }
}
