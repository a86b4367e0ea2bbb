//! What a run is made of and keeps from its first step to its last.

use std::sync::Arc;

use super::hyperparameters::Hyperparameters;
use super::phase::{Phase, phases};
use super::recipe::Recipe;
use crate::data::{Problem, Ranges};

/// What never changes in a run: its data, its hyperparameters, and what follows from them. Shared by all snapshots.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    recipe: Arc<Recipe>,
    problem: Arc<Problem>,
    hyperparameters: Hyperparameters,
    sizes: Vec<usize>,
    phases: Vec<Phase>,
    ranges: Ranges,
    largest_input: f64,
}

impl Setup {
    /// Creates the setup of a run on `problem`; its recipe is the name of the data set and the hyperparameters.
    pub fn new(problem: Arc<Problem>, hyperparameters: Hyperparameters) -> Self {
        let recipe = Arc::new(Recipe::new(&problem.name, (*hyperparameters).clone()));
        Self::of_recipe(recipe, problem, hyperparameters)
    }

    /// Creates the setup from what building `recipe` gave.
    pub fn of_recipe(recipe: Arc<Recipe>, problem: Arc<Problem>, hyperparameters: Hyperparameters) -> Self {
        let sizes = sizes(&problem, &hyperparameters);
        let ranges = Ranges::of(&problem.train.inputs);
        let largest_input = problem.train.inputs.iter().fold(0.0, |largest, x| x.abs().max(largest));
        Self { phases: phases(sizes.len() - 2), sizes, ranges, largest_input, recipe, problem, hyperparameters }
    }

    /// Returns the same with another seed, on the same data.
    #[must_use]
    pub fn with_seed(&self, seed: u64) -> Self {
        Self { hyperparameters: self.hyperparameters.with_seed(seed), ..self.clone() }
    }

    /// Returns the recipe as requested. If the run was reseeded, its seed is that of the data (see
    /// [`Setup::own_recipe`]).
    pub fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    /// Returns the recipe that reproduces this very run, with its seed.
    pub fn own_recipe(&self) -> Recipe {
        self.recipe.reseeded(self.hyperparameters.seed)
    }

    /// Returns the data.
    pub fn problem(&self) -> &Arc<Problem> {
        &self.problem
    }

    /// Returns the hyperparameters that the run was started with.
    pub fn hyperparameters(&self) -> &Hyperparameters {
        &self.hyperparameters
    }

    /// Returns the sizes: inputs, hidden units …, classes.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// Returns the phases of a step, in order.
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    /// Returns the ranges of the training inputs.
    pub fn ranges(&self) -> &Ranges {
        &self.ranges
    }

    pub(super) fn largest_input(&self) -> f64 {
        self.largest_input
    }

    /// Returns the number of training examples m.
    pub fn examples(&self) -> usize {
        self.problem.train.labels.len()
    }

    /// Returns the number of test examples, 0 without a split.
    pub fn test_examples(&self) -> usize {
        self.problem.test.as_ref().map_or(0, |test| test.labels.len())
    }

    /// Returns whether `other` starts the same run: with the same hyperparameters on the very same data.
    pub fn is_same_run(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.problem, &other.problem) && self.hyperparameters == other.hyperparameters
    }
}

/// Returns the sizes: inputs, hidden units …, classes.
pub fn sizes(problem: &Problem, hyperparameters: &Hyperparameters) -> Vec<usize> {
    let inputs = problem.train.inputs.ncols();
    [inputs]
        .into_iter()
        .chain(hyperparameters.hidden_units.iter().copied())
        .chain([problem.class_names.len()])
        .collect()
}
