//! A recipe as the options of the command line that make it.

use std::ffi::OsString;

use super::spelling::{spell_batch, spell_hidden, spell_init, spell_number, spell_scaling};
use crate::session::{Preset, Recipe};

/// An option of the command line without its `--`, and its value.
pub type SpeltOption = (&'static str, OsString);

/// The option that names a configuration; it stands for a recipe of its own, so that it is not in [`OPTIONS`].
const PRESET: &str = "preset";

/// What a recipe says of an option; none where the option is left out.
type Spell = fn(&Recipe) -> Option<OsString>;

/// Every option that makes a recipe, in the order in which a person would say them.
const OPTIONS: &[(&str, Spell)] = &[
    ("dataset", |recipe| Some(recipe.dataset.clone())),
    ("label", |recipe| recipe.options.label.clone().map(Into::into)),
    ("samples", |recipe| recipe.options.samples.map(|samples| samples.to_string().into())),
    ("noise", |recipe| recipe.options.noise.map(|noise| spell_number(noise).into())),
    ("classes", |recipe| recipe.options.classes.map(|classes| classes.to_string().into())),
    ("features", |recipe| recipe.options.features.as_ref().map(|names| names.join(",").into())),
    ("image", |recipe| recipe.options.image.map(|(width, height)| format!("{width}x{height}").into())),
    ("scale", |recipe| recipe.scaling.map(|scaling| spell_scaling(scaling).into())),
    ("test-fraction", |recipe| Some(spell_number(recipe.test_fraction).into())),
    ("hidden", |recipe| Some(spell_hidden(&recipe.settings.hidden_units).into())),
    ("activation", |recipe| Some(recipe.settings.activation.name().into())),
    ("init", |recipe| match &recipe.init_file {
        Some(file) => Some(file.clone().into_os_string()),
        None => spell_init(&recipe.settings.init).map(Into::into),
    }),
    ("seed", |recipe| Some(recipe.settings.seed.to_string().into())),
    ("data-seed", |recipe| recipe.data_seed.map(|seed| seed.to_string().into())),
    ("lr", |recipe| Some(spell_number(recipe.settings.learning_rate).into())),
    ("optimizer", |recipe| Some(recipe.settings.optimizer.name().into())),
    ("l1", |recipe| Some(spell_number(recipe.settings.l1).into())),
    ("l2", |recipe| Some(spell_number(recipe.settings.l2).into())),
    ("batch", |recipe| Some(spell_batch(recipe.settings.batch_size).into())),
];

/// The options whose values are numbers.
const NUMBERS: [&str; 9] = ["samples", "noise", "classes", "test-fraction", "seed", "data-seed", "lr", "l1", "l2"];

/// The names of all options that make a recipe.
pub fn recipe_options() -> impl Iterator<Item = &'static str> {
    OPTIONS.iter().map(|(name, _)| *name).chain([PRESET])
}

/// Whether the values of an option are numbers.
pub fn is_number(option: &str) -> bool {
    NUMBERS.contains(&option)
}

/// The options that make `recipe` of `base`; none where no options can: an option that was given cannot be taken back.
pub fn options_from(recipe: &Recipe, base: &Recipe) -> Option<Vec<SpeltOption>> {
    let mut options = Vec::new();
    for (name, spell) in OPTIONS {
        if *name == "init" && starts_as(recipe, base) {
            continue;
        }
        match (spell(recipe), spell(base)) {
            (value, other) if value == other && *name != "init" => {}
            (Some(value), _) => options.push((*name, value)),
            (None, _) => return None,
        }
    }
    Some(options)
}

/// The options that make `recipe`, as few as can be: of the defaults, or of a preset.
pub fn spelt(recipe: &Recipe) -> Vec<SpeltOption> {
    let of_preset = |preset: Preset| {
        let options = options_from(recipe, &preset.recipe())?;
        Some([(PRESET, preset.name().into())].into_iter().chain(options).collect())
    };
    let mut ways: Vec<Vec<_>> = options_from(recipe, &Recipe::default()).into_iter().collect();
    ways.extend(Preset::ALL.into_iter().filter_map(of_preset));
    // Parameters that are given without a file belong to a preset: some way is there.
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
