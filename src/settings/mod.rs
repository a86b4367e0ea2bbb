//! Settings: what each is called, and how its values are spelt and read.

mod options;
mod spelling;

pub use options::{SpeltOption, is_number, options_from, recipe_options, spelt};
pub use spelling::{
    dataset_names, parse_batch, parse_hidden, parse_init, spell_batch, spell_hidden, spell_init, spell_number,
    spell_scaling,
};
