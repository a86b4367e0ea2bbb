//! Everything that a run is made of, as somebody asked for it: its data and its hyperparameters.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::hyperparameters::{Hyperparameters, Settings};
use super::setup::{Setup, sizes};
use crate::data::{self, Problem, Scaling};
use crate::error::Error;
use crate::files::{self, Limit};
use crate::nn::{Init, Parameters};
use crate::store::parse_parameters;

/// What a run is made of. The same recipe makes the same run, bit for bit.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// The name of a data set, or the path of a CSV file.
    pub dataset: OsString,
    /// What is asked of the data set.
    pub options: data::Options,
    /// How the features are scaled; none for what suits the data set.
    pub scaling: Option<Scaling>,
    /// The share of the examples that is kept for testing.
    pub test_fraction: f64,
    /// The hyperparameters.
    pub settings: Settings,
    /// The file with the initial parameters, instead of those that the settings draw.
    pub init_file: Option<PathBuf>,
    /// What the data and the choice of the test examples are drawn from; none for the seed of the settings.
    pub data_seed: Option<u64>,
}

impl Default for Recipe {
    fn default() -> Self {
        Self::new("spiral", Settings::default())
    }
}

/// What came of building a recipe. Loading its data may take long: it needs no session, and can be done beside one.
#[derive(Debug, Clone, PartialEq)]
pub struct Built(pub(super) Result<Arc<Setup>, Error>);

impl Built {
    /// Builds `recipe`.
    pub fn of(recipe: Arc<Recipe>) -> Self {
        Self(recipe.build().map(|(problem, numbers)| Arc::new(Setup::of_recipe(recipe, problem, numbers))))
    }
}

impl Recipe {
    /// The data set called `dataset` with these settings, and nothing else asked for.
    pub fn new(dataset: &str, settings: Settings) -> Self {
        let (options, init_file, data_seed) = (data::Options::default(), None, None);
        Self { dataset: dataset.into(), options, scaling: None, test_fraction: 0.0, settings, init_file, data_seed }
    }

    /// The same with another seed for the initial parameters and the batches, on the same data.
    #[must_use]
    pub fn reseeded(&self, seed: u64) -> Self {
        let mut other = self.clone();
        if seed != other.settings.seed {
            other.data_seed.get_or_insert(other.settings.seed);
            other.settings.seed = seed;
        }
        other
    }

    /// Loads the data and checks everything.
    ///
    /// # Errors
    /// The first thing that cannot be used.
    pub fn build(&self) -> Result<(Arc<Problem>, Hyperparameters), Error> {
        let Self { dataset, options, test_fraction, .. } = self;
        // Checked before any file is read: a wrong number is refused at once.
        let hyperparameters = self.settings.clone().check()?;
        let scaling = self.scaling.unwrap_or_else(|| data::default_scaling(dataset));
        let seed = self.data_seed.unwrap_or(self.settings.seed);
        let problem = data::load(dataset, options, seed)?.prepare(scaling, *test_fraction, seed)?;
        let sizes = sizes(&problem, &hyperparameters);
        refuse_too_large(&sizes, problem.train.labels.len())?;
        let init = match (&self.init_file, &self.settings.init) {
            (Some(file), _) => Init::Given(Arc::new(load_parameters(file, &sizes)?)),
            // A preset's own parameters do not fit another network.
            (None, Init::Given(given)) if given.sizes() != sizes => Init::default(),
            (None, init) => init.clone(),
        };
        Ok((Arc::new(problem), hyperparameters.with_init(init)))
    }
}

// The only place where the session reads a file and knows the store: until its host hands it what it is made of.
fn load_parameters(file: &Path, sizes: &[usize]) -> Result<Parameters, Error> {
    parse_parameters(&files::name(file), &files::read(file)?, Limit::of_memory().0, sizes)
}

/// The most numbers that a network and its matrices may have: 8 GiB of float64.
const MOST_NUMBERS: u128 = 1 << 30;

/// Refuses a network whose parameters (with the gradients of each shard and with checkpoints) and matrices would not fit
/// in memory.
fn refuse_too_large(sizes: &[usize], examples: usize) -> Result<(), Error> {
    let parameters: u128 = sizes.windows(2).map(|pair| (pair[0] as u128 + 1) * pair[1] as u128).sum();
    let matrices: u128 = sizes.iter().map(|&units| 4 * units as u128 * examples as u128).sum();
    if 20 * parameters + matrices <= MOST_NUMBERS {
        return Ok(());
    }
    let shape = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("×");
    let (option, expected) = ("--hidden".to_owned(), "≤ 8 GiB".to_owned());
    Err(Error::OptionOutOfRange { option, found: format!("m {examples}, {shape}"), expected })
}
