//! Changes to a run as a list of changes writes them: settings of the table, and edits by hand to single parameters and
//! units.

use std::mem::discriminant;

use super::FIELDS;
use super::field::{Field, check};
use crate::error::Error;
use crate::nn::{Mistake, ParameterId};
use crate::session::{Conditions, Recipe, Setting, Settings, Setup, Unit};

/// A setting as a list of changes writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The key of the setting.
    pub key: &'static str,
    /// The value as typed, if it is not a number; for an edit by hand, the parameter or unit that it concerns.
    pub text: Option<String>,
    /// The new number, if there is one.
    pub number: Option<f64>,
}

/// Why a setting cannot be read: what was found, and what was expected.
pub type Unusable = (String, String);

/// The keys of edits by hand; the other keys are settings that can change during a run.
const BY_HAND: [&str; 6] = ["mistake", PARAMETER, "freeze", "unfreeze", "silence", "unsilence"];
/// The only edit by hand that also takes a number.
const PARAMETER: &str = "parameter";
/// Means no mistake.
const NONE: &str = "none";

fn live_fields() -> impl Iterator<Item = &'static Field> + Clone {
    FIELDS.into_iter().filter(|field| field.live.is_some())
}

/// Returns all keys of a list of changes.
pub fn change_keys() -> impl Iterator<Item = &'static str> + Clone {
    live_fields().map(|field| field.name).chain(BY_HAND)
}

/// Returns the recipe of a run of `setup` with the settings now in force instead of those at its start.
pub fn now(setup: &Setup, conditions: &Conditions) -> Recipe {
    let mut recipe = setup.own_recipe();
    take_live(&mut recipe.settings, conditions);
    recipe
}

/// Copies from `source` the settings that can change during a run.
pub fn take_live(settings: &mut Settings, source: &Settings) {
    for live in live_fields().filter_map(|field| field.live) {
        settings.replace(live(source));
    }
}

/// Returns the row of the table for `setting`, which must not be an edit by hand, and its value as typed.
pub(super) fn of_table(setting: Setting) -> (&'static Field, String) {
    let mut recipe = Recipe::default();
    recipe.settings.replace(setting);
    let of_field = |field: &Field| field.live.map(|live| discriminant(&live(&recipe.settings)));
    let found = live_fields().find(|field| of_field(field) == Some(discriminant(&setting)));
    let field = found.expect("what is not done by hand is in the table");
    (field, field.value(&recipe))
}

/// Writes `setting` as a list of changes does.
pub fn write_setting(setting: Setting) -> Written {
    let of = |key, text| Written { key, text: Some(text), number: None };
    match setting {
        Setting::Mistake(mistake) => of("mistake", mistake.map_or(NONE, Mistake::name).to_owned()),
        Setting::Parameter(id, value) => Written { number: Some(value), ..of(PARAMETER, spell_parameter(id)) },
        Setting::Freeze(id, is_frozen) => of(if is_frozen { "freeze" } else { "unfreeze" }, spell_parameter(id)),
        Setting::Silence(unit, is_silenced) => of(if is_silenced { "silence" } else { "unsilence" }, spell_unit(unit)),
        _ => {
            let (field, value) = of_table(setting);
            match value.parse() {
                Ok(number) if field.is_number() => Written { key: field.name, text: None, number: Some(number) },
                _ => of(field.name, value),
            }
        }
    }
}

/// Reads the setting under `key`, one of [`change_keys`], for a network with layers of `sizes`.
///
/// # Errors
/// What was found, and what was expected.
pub fn read_setting(key: &str, value: &str, number: Option<f64>, sizes: &[usize]) -> Result<Setting, Unusable> {
    let expected = |what: &str| (value.to_owned(), what.to_owned());
    let parameter = || parse_parameter(value, sizes).ok_or_else(|| expected("w1[1,1], b1[1], …"));
    let unit = || parse_unit(value, sizes).ok_or_else(|| expected("h1[1], …"));
    match key {
        PARAMETER => Ok(Setting::Parameter(parameter()?, finite(number)?)),
        "freeze" => Ok(Setting::Freeze(parameter()?, true)),
        "unfreeze" => Ok(Setting::Freeze(parameter()?, false)),
        "silence" => Ok(Setting::Silence(unit()?, true)),
        "unsilence" => Ok(Setting::Silence(unit()?, false)),
        "mistake" => {
            let known = Mistake::named(value);
            if known.is_none() && value != NONE {
                return Err(expected("missing_mask | … | none"));
            }
            Ok(Setting::Mistake(known))
        }
        _ => read_field(key, value),
    }
}

/// Reads the new value of a setting of the table.
fn read_field(key: &str, value: &str) -> Result<Setting, Unusable> {
    let known = || change_keys().collect::<Vec<_>>().join(" | ");
    let field = live_fields().find(|field| field.name == key);
    let (field, live) = field.and_then(|field| Some((field, field.live?))).ok_or_else(|| (key.to_owned(), known()))?;
    let mut recipe = Recipe::default();
    (field.read)(&mut recipe, value.as_ref()).map_err(|expected| (value.to_owned(), expected))?;
    match check(&recipe) {
        Ok(()) => Ok(live(&recipe.settings)),
        Err(Error::OptionOutOfRange { found, expected, .. }) if field.is_number() => Err((found, expected)),
        Err(_) => Err((value.to_owned(), field.expected_form())),
    }
}

fn finite(number: Option<f64>) -> Result<f64, Unusable> {
    let number = number.ok_or_else(|| ("-".to_owned(), "value = …".to_owned()))?;
    if number.is_finite() { Ok(number) } else { Err((number.to_string(), "value: ±1.8e308".to_owned())) }
}

/// Such as `w1[1,4]`, or `b1[4]` for a bias.
fn spell_parameter(ParameterId { layer, row, column }: ParameterId) -> String {
    match row {
        Some(row) => format!("w{}[{},{}]", layer + 1, row + 1, column + 1),
        None => format!("b{}[{}]", layer + 1, column + 1),
    }
}

fn spell_unit(unit: Unit) -> String {
    format!("h{}[{}]", unit.layer + 1, unit.index + 1)
}

/// Returns the numbers of `w1[1,4]` after its letter, made to count from 0.
fn numbers(name: &str, letter: char) -> Option<Vec<usize>> {
    let (layer, places) = name.strip_prefix(letter)?.strip_suffix(']')?.split_once('[')?;
    [layer].into_iter().chain(places.split(',')).map(|part| part.trim().parse::<usize>().ok()?.checked_sub(1)).collect()
}

fn parse_parameter(name: &str, sizes: &[usize]) -> Option<ParameterId> {
    let weight = numbers(name, 'w').and_then(|n| <[usize; 3]>::try_from(n).ok()).map(|[l, row, c]| (l, Some(row), c));
    let bias = || numbers(name, 'b').and_then(|n| <[usize; 2]>::try_from(n).ok()).map(|[l, c]| (l, None, c));
    let (layer, row, column) = weight.or_else(bias)?;
    let (inputs, outputs) = (*sizes.get(layer)?, *sizes.get(layer.checked_add(1)?)?);
    (column < outputs && row.is_none_or(|row| row < inputs)).then_some(ParameterId { layer, row, column })
}

fn parse_unit(name: &str, sizes: &[usize]) -> Option<Unit> {
    let [layer, index] = <[usize; 2]>::try_from(numbers(name, 'h')?).ok()?;
    let unit = Unit { layer, index };
    unit.is_in(sizes).then_some(unit)
}
