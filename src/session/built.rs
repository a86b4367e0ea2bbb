//! What becomes of a recipe: its data loaded, everything checked.

use std::path::Path;
use std::sync::Arc;

use super::hyperparameters::Hyperparameters;
use super::recipe::Recipe;
use super::setup::{Setup, sizes};
use crate::data::{self, Problem};
use crate::error::Error;
use crate::files::{self, Limit};
use crate::nn::{Init, Parameters};
use crate::store::parse_parameters;

/// What came of building a recipe. Loading its data may take long: it needs no session, and can be done beside one.
#[derive(Debug, Clone, PartialEq)]
pub struct Built(Result<Arc<Setup>, Error>);

impl Built {
    /// Builds `recipe`.
    pub fn of(recipe: Arc<Recipe>) -> Self {
        Self(recipe.build().map(|(problem, numbers)| Arc::new(Setup::of_recipe(recipe, problem, numbers))))
    }

    /// The setup that it gave.
    pub(super) fn setup(&self) -> Result<&Arc<Setup>, Error> {
        self.0.as_ref().map_err(Clone::clone)
    }
}

impl Recipe {
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
