//! The command-line options that make a recipe.

use std::ffi::OsString;

use super::{FIELDS, INIT, PRESET};
use crate::session::{Preset, Recipe};

/// A command-line option without its `--`, and its value.
pub type SpeltOption = (&'static str, OsString);

/// Returns the options that turn `base` into `recipe`; `None` if no options can, because an option cannot be unset.
pub fn options_from(recipe: &Recipe, base: &Recipe) -> Option<Vec<SpeltOption>> {
    let mut options = Vec::new();
    // A preset already stands for all the other options.
    for field in FIELDS.into_iter().filter(|field| **field != PRESET) {
        let value = (field.spell)(recipe);
        let is_same = if *field == INIT { starts_as(recipe, base) } else { value == (field.spell)(base) };
        if !is_same {
            options.push((field.option, value?));
        }
    }
    Some(options)
}

/// Returns the shortest list of options that makes `recipe`, starting from the defaults or from a preset.
pub fn spelt(recipe: &Recipe) -> Vec<SpeltOption> {
    let of_preset = |preset: Preset| {
        let options = options_from(recipe, &preset.recipe())?;
        Some([(PRESET.option, preset.name().into())].into_iter().chain(options).collect())
    };
    let mut ways: Vec<Vec<_>> = options_from(recipe, &Recipe::default()).into_iter().collect();
    ways.extend(Preset::ALL.into_iter().filter_map(of_preset));
    // Only a preset gives parameters without a file, so there is always some way.
    ways.into_iter().min_by_key(Vec::len).unwrap_or_default()
}

/// Whether the initial parameters come from the same file or distribution.
fn starts_as(recipe: &Recipe, other: &Recipe) -> bool {
    let is_same_init = recipe.init_file.is_some() || recipe.settings.init == other.settings.init;
    recipe.init_file == other.init_file && is_same_init
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Init;
    use crate::session::{BatchSize, Settings};
    use crate::text::command_words;

    fn words(recipe: &Recipe) -> String {
        let options = spelt(recipe);
        command_words(options.iter().map(|(name, value)| (*name, &**value))).trim().to_owned()
    }

    #[test]
    fn what_is_not_default_is_spelt_as_shortly_as_can_be() {
        assert_eq!(words(&Recipe::default()), "");
        let settings = Settings { learning_rate: 0.1, batch_size: BatchSize::Rows(10), ..Settings::default() };
        assert_eq!(words(&Recipe::new("iris", settings)), "--dataset iris --lr 0.1 --batch 10");
        for preset in Preset::ALL {
            assert_eq!(words(&preset.recipe()), format!("--preset {}", preset.name()));
        }
        let mut recipe = Preset::Blackboard.recipe();
        recipe.settings.learning_rate = 1.0;
        assert_eq!(words(&recipe), "--preset blackboard --lr 1");
    }

    #[test]
    fn a_reseeded_run_keeps_the_seed_of_its_data() {
        assert_eq!(words(&Recipe::default().reseeded(1)), "--seed 1 --data-seed 0");
        assert_eq!(words(&Recipe::default().reseeded(1).reseeded(2)), "--seed 2 --data-seed 0");
        assert_eq!(Recipe::default().reseeded(0), Recipe::default());
    }

    #[test]
    fn what_cannot_be_taken_back_has_no_options() {
        let mut base = Recipe::default();
        base.options.samples = Some(90);
        assert_eq!(options_from(&Recipe::default(), &base), None);
        base.options.samples = None;
        base.init_file = Some("mine.safetensors".into());
        assert_eq!(options_from(&Recipe::default(), &base), Some(vec![("init", "he".into())]));
        assert_eq!(options_from(&base, &Recipe::default()), Some(vec![("init", "mine.safetensors".into())]));
        let mut other = base.clone();
        other.settings.init = Init::Zeros;
        assert_eq!(options_from(&other, &base), Some(vec![]), "the file counts, not what it replaces");
    }
}
