//! The settings of the data.

use super::field::{Field, Form};
use super::ladder::{classes_beside, hundredths_beside, samples_beside};
use super::spelling::{dataset_names, parse_image, parse_named, parse_number, spell_real};
use crate::data::{Drawing, Feature, Options, Scaling, default_scaling, defaults, is_planar};
use crate::nn::Init;
use crate::session::Recipe;

/// A named data set, or a file.
pub static DATASET: Field = Field {
    name: "dataset",
    option: "dataset",
    placeholder: "NAME|FILE.csv",
    form: Form::NameOrFile(|value| dataset_names().iter().any(|name| value == *name)),
    choices: dataset_names,
    range: |_| format!("{}, FILE.csv", dataset_names().join(", ")),
    spell: |recipe| Some(recipe.dataset.clone()),
    read: |recipe, typed| {
        recipe.dataset = typed.into();
        Ok(())
    },
    adjust_dependents: |recipe| {
        (recipe.options, recipe.scaling) = (Options::default(), None);
        forget_given(recipe);
    },
    ..Field::PLAIN
};

/// The column of a file that holds the classes.
pub static LABEL: Field = Field {
    name: "label",
    option: "label",
    placeholder: "COLUMN",
    spell: |recipe| recipe.options.label.clone().map(Into::into),
    read: |recipe, typed| {
        recipe.options.label = Some(typed.to_string_lossy().into_owned());
        Ok(())
    },
    ..Field::PLAIN
};

/// The number of examples to generate, over all classes.
pub static SAMPLES: Field = Field {
    name: "samples",
    option: "samples",
    placeholder: "M",
    form: Form::Count,
    range: |recipe| format!("{} … 10000000", least_samples(recipe)),
    spell: |recipe| recipe.options.samples.map(|samples| samples.to_string().into()),
    default_value: |recipe| Some(of_generated(recipe)?.samples.to_string()),
    read: |recipe, typed| parse_number(typed).map(|samples| recipe.options.samples = Some(samples)),
    ladder: Some(|recipe, value, is_up| samples_beside(value, is_up, least_samples(recipe))),
    applies: |recipe| of_generated(recipe).is_some(),
    ..Field::PLAIN
};

/// The scatter of generated examples.
pub static NOISE: Field = Field {
    name: "noise",
    option: "noise",
    placeholder: "SIGMA",
    form: Form::Real,
    range: |_| "0 … 1e300".to_owned(),
    spell: |recipe| recipe.options.noise.map(spell_real),
    default_value: |recipe| of_generated(recipe).map(|usual| crate::text::exact(usual.noise)),
    read: |recipe, typed| parse_number(typed).map(|noise| recipe.options.noise = Some(noise)),
    ladder: Some(|_, value, is_up| hundredths_beside(value, 5, is_up, f64::MAX)),
    applies: |recipe| of_generated(recipe).is_some(),
    ..Field::PLAIN
};

/// The number of classes to generate.
pub static CLASSES: Field = Field {
    name: "classes",
    option: "classes",
    placeholder: "Q",
    form: Form::Count,
    range: |recipe| format!("2 … {}", most_classes(recipe)),
    spell: |recipe| recipe.options.classes.map(|classes| classes.to_string().into()),
    default_value: |recipe| Some(of_generated(recipe)?.classes.to_string()),
    read: |recipe, typed| parse_number(typed).map(|classes| recipe.options.classes = Some(classes)),
    ladder: Some(|recipe, value, is_up| classes_beside(value, is_up, most_classes(recipe))),
    applies: |recipe| of_generated(recipe).is_some_and(|usual| usual.any_classes),
    adjust_dependents: forget_given,
    ..Field::PLAIN
};

/// The features derived from the two of planar data.
pub static FEATURES: Field = Field {
    name: "features",
    option: "features",
    placeholder: "x1,x2,x1^2,…",
    form: Form::List,
    choices: || vec![ORIGINAL, "x1,x2,x1*x2", "x1,x2,x1^2,x2^2", "x1,x2,x1^2,x2^2,x1*x2,sin x1,sin x2"],
    range: |_| Feature::ALL.map(Feature::name).join(", "),
    spell: |recipe| recipe.options.features.as_ref().map(|names| names.join(",").into()),
    default_value: |_| Some(ORIGINAL.to_owned()),
    read: |recipe, typed| {
        let names = typed.to_string_lossy().split(',').map(|name| name.trim().to_owned()).collect();
        recipe.options.features = Some(names);
        Ok(())
    },
    // Until a file is read, its number of features is unknown.
    applies: |recipe| is_planar(&recipe.dataset) || DATASET.file(&recipe.dataset).is_some(),
    adjust_dependents: |recipe| {
        // Listing only the originals derives nothing.
        recipe.options.features = recipe.options.features.take().filter(|names| names.join(",") != ORIGINAL);
        forget_given(recipe);
    },
    ..Field::PLAIN
};

/// The two original features of planar data.
const ORIGINAL: &str = "x1,x2";

/// Width and height of the image that a file's features are the pixels of.
pub static IMAGE: Field = Field {
    name: "image",
    option: "image",
    placeholder: "WxH",
    spell: |recipe| recipe.options.image.map(|(width, height)| format!("{width}x{height}").into()),
    read: |recipe, typed| parse_image(typed).map(|size| recipe.options.image = Some(size)),
    ..Field::PLAIN
};

/// How the features are scaled.
pub static SCALING: Field = Field {
    name: "scaling",
    option: "scale",
    placeholder: "SCALE",
    form: Form::Choice,
    choices: || Scaling::ALL.map(Scaling::name).to_vec(),
    spell: |recipe| recipe.scaling.map(|scaling| scaling.name().into()),
    default_value: |recipe| Some(default_scaling(&recipe.dataset).name().to_owned()),
    read: |recipe, typed| parse_named(typed, Scaling::ALL, Scaling::name).map(|scaling| recipe.scaling = Some(scaling)),
    ..Field::PLAIN
};

/// The share of the examples that is held out for testing.
pub static TEST_FRACTION: Field = Field {
    name: "test_fraction",
    option: "test-fraction",
    placeholder: "F",
    form: Form::Real,
    range: |_| "0 ≤ F < 1".to_owned(),
    spell: |recipe| Some(spell_real(recipe.test_fraction)),
    read: |recipe, typed| parse_number(typed).map(|share| recipe.test_fraction = share),
    ladder: Some(|_, value, is_up| hundredths_beside(value, 10, is_up, 0.9)),
    ..Field::PLAIN
};

/// The seed of the data, if it differs from [`super::SEED`].
pub static DATA_SEED: Field = Field {
    name: "data_seed",
    option: "data-seed",
    placeholder: "SEED",
    form: Form::Whole,
    spell: |recipe| recipe.data_seed.map(|seed| seed.to_string().into()),
    default_value: |recipe| Some(recipe.settings.seed.to_string()),
    read: |recipe, typed| parse_number(typed).map(|seed| recipe.data_seed = Some(seed)),
    ..Field::PLAIN
};

fn of_generated(recipe: &Recipe) -> Option<Drawing> {
    defaults(&recipe.dataset)
}

/// The fewest examples that a generated data set can have: two per class.
fn least_samples(recipe: &Recipe) -> usize {
    let usual = of_generated(recipe).map_or(2, |usual| usual.classes);
    2 * recipe.options.classes.unwrap_or(usual)
}

/// The most classes: ten, or fewer if there are too few examples.
fn most_classes(recipe: &Recipe) -> usize {
    let usual = of_generated(recipe).map_or(20, |usual| usual.samples);
    (recipe.options.samples.unwrap_or(usual) / 2).min(10)
}

/// Given parameters fit only one network: any other starts from the default distribution.
pub(super) fn forget_given(recipe: &mut Recipe) {
    if matches!(recipe.settings.init, Init::Given(_)) {
        recipe.settings.init = Init::default();
    }
}
