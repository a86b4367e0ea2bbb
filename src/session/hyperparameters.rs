//! The numbers that a run is started with, checked once.

use std::mem::replace;
use std::ops::Deref;

use super::setting::{BatchSize, Setting};
use crate::error::Error;
use crate::nn::{Activation, Init, OptimizerKind, Penalty};

/// Hyperparameters as requested, before [`Settings::check`].
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The units of each hidden layer; empty for a linear softmax classifier.
    pub hidden_units: Vec<usize>,
    /// f.
    pub activation: Activation,
    /// How the parameters are initialized.
    pub init: Init,
    /// The update rule.
    pub optimizer: OptimizerKind,
    /// ε at the start.
    pub learning_rate: f64,
    /// λ₁.
    pub l1: f64,
    /// λ.
    pub l2: f64,
    /// Full batch or mini-batches.
    pub batch_size: BatchSize,
    /// The seed of the initial parameters and of the order of the batches.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            hidden_units: vec![32],
            activation: Activation::default(),
            init: Init::default(),
            optimizer: OptimizerKind::default(),
            learning_rate: 1.0,
            l1: 0.0,
            l2: 0.0,
            batch_size: BatchSize::default(),
            seed: 0,
        }
    }
}

/// Settings that have passed the check.
#[derive(Debug, Clone, PartialEq)]
pub struct Hyperparameters(Settings);

impl Deref for Hyperparameters {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.0
    }
}

impl Settings {
    /// The range of ε, for the help and for the error.
    pub const LEARNING_RATE_RANGE: &str = "ε > 0";

    /// Applies `setting` and returns the previous one; `None` if it is not one of these.
    pub fn replace(&mut self, setting: Setting) -> Option<Setting> {
        Some(match setting {
            Setting::LearningRate(rate) => Setting::LearningRate(replace(&mut self.learning_rate, rate)),
            Setting::L1(factor) => Setting::L1(replace(&mut self.l1, factor)),
            Setting::L2(factor) => Setting::L2(replace(&mut self.l2, factor)),
            Setting::Batch(size) => Setting::Batch(replace(&mut self.batch_size, size)),
            Setting::Optimizer(kind) => Setting::Optimizer(replace(&mut self.optimizer, kind)),
            Setting::Mistake(_) | Setting::Parameter(..) | Setting::Freeze(..) | Setting::Silence(..) => return None,
        })
    }

    /// Returns λ₁ and λ.
    pub fn penalty(&self) -> Penalty {
        Penalty { l1: self.l1, l2: self.l2 }
    }

    /// Checks every number.
    ///
    /// # Errors
    /// [`Error::OptionOutOfRange`] names the first option outside its range.
    pub fn check(self) -> Result<Hyperparameters, Error> {
        let refuse = |option: &str, found: String, expected: &str| {
            Err(Error::OptionOutOfRange { option: option.to_owned(), found, expected: expected.to_owned() })
        };
        if let Some(units) = self.hidden_units.iter().find(|&&units| !(1..=65_536).contains(&units)) {
            return refuse("--hidden", units.to_string(), "1 … 65536");
        }
        if !(self.learning_rate > 0.0 && self.learning_rate.is_finite()) {
            return refuse("--lr", self.learning_rate.to_string(), Self::LEARNING_RATE_RANGE);
        }
        for (option, value) in [("--l1", self.l1), ("--l2", self.l2)] {
            if !(value >= 0.0 && value.is_finite()) {
                return refuse(option, value.to_string(), "λ ≥ 0");
            }
        }
        if self.batch_size == BatchSize::Rows(0) {
            return refuse("--batch", "0".to_owned(), "≥ 1");
        }
        if let Init::Normal(deviation) = self.init
            && !(deviation >= 0.0 && deviation.is_finite())
        {
            return refuse("--init", format!("normal:{deviation}"), "σ ≥ 0");
        }
        if let Init::Uniform(reach) = self.init
            && !(reach >= 0.0 && reach.is_finite())
        {
            return refuse("--init", format!("uniform:{reach}"), "R ≥ 0");
        }
        Ok(Hyperparameters(self))
    }
}

impl Hyperparameters {
    /// Returns the same with another seed.
    #[must_use]
    pub fn with_seed(&self, seed: u64) -> Self {
        Self(Settings { seed, ..self.0.clone() })
    }

    /// Returns the same with other initial parameters.
    #[must_use]
    pub fn with_init(self, init: Init) -> Self {
        Self(Settings { init, ..self.0 })
    }
}
