//! What can be said about a recipe before its data are read.

use crate::data;
use crate::error::Error;
use crate::session::Recipe;

/// Checks every number of `recipe`.
///
/// # Errors
/// The first that is out of its range.
pub fn check(recipe: &Recipe) -> Result<(), Error> {
    recipe.settings.clone().check()?;
    data::check(&recipe.dataset, &recipe.options)?;
    data::check_test_fraction(recipe.test_fraction)
}
