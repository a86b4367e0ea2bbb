//! Turns a recipe into a setup: loads its data and checks everything.

use std::path::Path;
use std::sync::Arc;

use super::recipe::Recipe;
use super::setup::{Setup, sizes};
use crate::data::{self, Files, NoFiles, sanitize};
use crate::error::Error;
use crate::nn::{Init, Parameters};

/// Opens the files that a recipe names; provided by the host.
pub trait Source: Files {
    /// Reads the parameters in `file`, for a network with `sizes`.
    ///
    /// # Errors
    /// A sentence that names the file and says why they cannot be read.
    fn parameters(&self, file: &Path, sizes: &[usize]) -> Result<Parameters, Error>;
}

impl Source for NoFiles {
    fn parameters(&self, file: &Path, _: &[usize]) -> Result<Parameters, Error> {
        Err(Error::FileNotFound { file: sanitize(&file.to_string_lossy()) })
    }
}

/// The result of building a recipe. Loading its data may take long: it needs no session, and can be done beside one.
#[derive(Debug, Clone, PartialEq)]
pub struct Built(Result<Arc<Setup>, Error>);

impl Built {
    /// Builds `recipe` with the files of `source`.
    pub fn of(recipe: Arc<Recipe>, source: &dyn Source) -> Self {
        Self(Setup::build(recipe, source).map(Arc::new))
    }

    pub(super) fn setup(&self) -> Result<&Arc<Setup>, Error> {
        self.0.as_ref().map_err(Clone::clone)
    }
}

impl Setup {
    /// Loads the data of `recipe` from `source`, and checks everything.
    ///
    /// # Errors
    /// The first thing that cannot be used.
    pub fn build(recipe: Arc<Recipe>, source: &dyn Source) -> Result<Self, Error> {
        let Recipe { dataset, options, test_fraction, settings, init_file, .. } = &*recipe;
        // Checked before any file is read: a wrong number is refused at once.
        let hyperparameters = settings.clone().check()?;
        let scaling = recipe.scaling.unwrap_or_else(|| data::default_scaling(dataset));
        let seed = recipe.data_seed.unwrap_or(settings.seed);
        let problem = data::load(dataset, options, seed, source)?.prepare(scaling, *test_fraction, seed)?;
        let sizes = sizes(&problem, &hyperparameters);
        refuse_too_large(&sizes, problem.train.labels.len())?;
        let init = match (init_file, &settings.init) {
            (Some(file), _) => Init::Given(Arc::new(source.parameters(file, &sizes)?)),
            // A preset's own parameters do not fit another network.
            (None, Init::Given(given)) if given.sizes() != sizes => Init::default(),
            (None, init) => init.clone(),
        };
        Ok(Self::of_recipe(recipe, Arc::new(problem), hyperparameters.with_init(init)))
    }
}

/// The most numbers that a network and its matrices may have: 8 GiB of float64.
const MOST_NUMBERS: u128 = 1 << 30;

/// Refuses a network whose parameters (with the gradients of each shard and with checkpoints) and matrices would not
/// fit in memory.
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
