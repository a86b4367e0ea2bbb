//! The conditions of one step: the hyperparameters as the changes left them.

use std::mem::replace;
use std::ops::Deref;

use super::hyperparameters::{Hyperparameters, Settings};
use super::setting::{BatchSize, Change, Setting, Unit};
use crate::nn::{FixedParameters, Mistake, Optimizer, ParameterId, Parameters};

/// A stretch of the run with batches of one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regime {
    /// Its first step.
    pub first_step: u64,
    /// The epoch that begins there.
    pub first_epoch: u64,
    /// The examples per batch; the last batch of an epoch may have fewer.
    pub rows: usize,
    /// The updates per epoch.
    pub steps_per_epoch: u64,
}

impl Regime {
    fn new(first_step: u64, first_epoch: u64, size: BatchSize, examples: usize) -> Self {
        let rows = if let BatchSize::Rows(rows) = size { rows } else { examples };
        Self { first_step, first_epoch, rows, steps_per_epoch: examples.div_ceil(rows) as u64 }
    }

    /// Returns the epoch of a step of this stretch.
    pub fn epoch(self, step: u64) -> u64 {
        self.first_epoch + (step - self.first_step) / self.steps_per_epoch
    }

    /// Returns the first step of an epoch of this stretch.
    pub fn step_of(self, epoch: u64) -> u64 {
        self.first_step + (epoch - self.first_epoch) * self.steps_per_epoch
    }

    /// Returns whether every step sees all training examples.
    pub fn is_full_batch(self) -> bool {
        self.steps_per_epoch == 1
    }

    /// Returns the place of a step in the order of the batches, as if all epochs had had batches of this size.
    pub fn batch(self, step: u64) -> u64 {
        self.first_epoch * self.steps_per_epoch + (step - self.first_step)
    }
}

/// The conditions of one step: its [`Settings`], and what can be set only in the course of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Conditions {
    /// The initial ones, as the changes left them. A batch of all examples is always [`BatchSize::Full`].
    settings: Settings,
    /// The stretch that the step is in.
    pub regime: Regime,
    /// The step at which the optimizer began, with a memory of zeros.
    optimizer_since: u64,
    /// The planted mistake.
    pub mistake: Option<Mistake>,
    /// The parameters frozen one by one.
    pub frozen: Vec<ParameterId>,
    /// The silenced units.
    pub silenced: Vec<Unit>,
    /// Everything that updates leave unchanged: what is frozen, and all that touches a silenced unit.
    pub fixed: FixedParameters,
}

impl Deref for Conditions {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.settings
    }
}

impl Conditions {
    /// Returns the conditions at the start of a run on `examples` examples.
    pub(super) fn new(initial: &Hyperparameters, examples: usize) -> Self {
        let batch_size = initial.batch_size.among(examples);
        Self {
            settings: Settings { batch_size, ..(**initial).clone() },
            regime: Regime::new(0, 0, batch_size, examples),
            optimizer_since: 0,
            mistake: None,
            frozen: Vec::new(),
            silenced: Vec::new(),
            fixed: FixedParameters::default(),
        }
    }

    pub(super) fn apply(&mut self, Change { step, setting }: Change, examples: usize) {
        let setting = setting.among(examples);
        self.replace(setting);
        if let Setting::Batch(size) = setting {
            let begun = step - self.regime.first_step;
            let epoch = self.regime.first_epoch + begun.div_ceil(self.regime.steps_per_epoch);
            self.regime = Regime::new(step, epoch, size, examples);
        }
        if let Setting::Optimizer(_) = setting {
            self.optimizer_since = step;
        }
    }

    /// Applies `setting` and returns the previous one. The values of parameters are not kept here.
    fn replace(&mut self, setting: Setting) -> Setting {
        match setting {
            Setting::Mistake(mistake) => Setting::Mistake(replace(&mut self.mistake, mistake)),
            Setting::Freeze(id, is_frozen) => Setting::Freeze(id, switch(&mut self.frozen, id, is_frozen)),
            Setting::Silence(unit, is_silenced) => {
                Setting::Silence(unit, switch(&mut self.silenced, unit, is_silenced))
            }
            _ => self.settings.replace(setting).unwrap_or(setting),
        }
    }

    /// Returns the current value of what `setting` sets.
    pub(super) fn current(&self, setting: Setting) -> Setting {
        self.clone().replace(setting)
    }

    /// Makes the update of `step` to `parameters`. Allocates nothing.
    pub(super) fn update(
        &mut self,
        step: u64,
        optimizer: &mut Optimizer,
        parameters: &mut Parameters,
        gradients: &mut Parameters,
    ) {
        let updates = self.updates(step);
        self.fixed.update(optimizer, parameters, gradients, self.settings.learning_rate, updates);
    }

    /// Returns how many updates the optimizer has made by `step` since it began.
    pub fn updates(&self, step: u64) -> u64 {
        step - self.optimizer_since
    }

    pub(super) fn work_out_fixed(&mut self, sizes: &[usize]) {
        let of_units = self.silenced.iter().flat_map(|unit| unit.parameters(sizes));
        self.fixed = FixedParameters::new(of_units.chain(self.frozen.iter().copied()).collect());
    }
}

/// Adds `item` to the list or removes it, and returns whether it was there.
fn switch<T: PartialEq>(list: &mut Vec<T>, item: T, is_on: bool) -> bool {
    let was_on = list.contains(&item);
    list.retain(|other| *other != item);
    if is_on {
        list.push(item);
    }
    was_on
}
