//! Everything that a run is made of, as requested: its data and its hyperparameters.

use std::ffi::OsString;
use std::path::PathBuf;

use super::hyperparameters::Settings;
use crate::data::{self, Scaling};

/// What a run is made of. The same recipe makes the same run, bit for bit.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// The name of a data set, or the path of a CSV file.
    pub dataset: OsString,
    /// The options of the data set.
    pub options: data::Options,
    /// How the features are scaled; `None` for the default of the data set.
    pub scaling: Option<Scaling>,
    /// The share of the examples kept for testing.
    pub test_fraction: f64,
    /// The hyperparameters.
    pub settings: Settings,
    /// The file with the initial parameters; `None` draws them as the settings say.
    pub init_file: Option<PathBuf>,
    /// The seed of the data and of the choice of the test examples; `None` for the seed of the settings.
    pub data_seed: Option<u64>,
}

impl Default for Recipe {
    fn default() -> Self {
        Self::new("spiral", Settings::default())
    }
}

impl Recipe {
    /// Creates a recipe for the data set called `dataset` with these settings, and nothing else requested.
    pub fn new(dataset: &str, settings: Settings) -> Self {
        let (options, init_file, data_seed) = (data::Options::default(), None, None);
        Self { dataset: dataset.into(), options, scaling: None, test_fraction: 0.0, settings, init_file, data_seed }
    }

    /// Returns the same with another seed for the initial parameters and the batches, on the same data.
    #[must_use]
    pub fn reseeded(&self, seed: u64) -> Self {
        let mut other = self.clone();
        if seed != other.settings.seed {
            other.data_seed.get_or_insert(other.settings.seed);
            other.settings.seed = seed;
        }
        other
    }
}
