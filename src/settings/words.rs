//! What is set in the course of a run, in words.

use super::changes::of_table;
use super::field::Field;
use crate::nn::{Mistake, ParameterId};
use crate::session::{Change, Setting, Unit, superscript};
use crate::t;
use crate::text::{Text, brief};

/// `w¹[1,4]`, or `b¹[4]` of a bias.
pub fn parameter_name(id: ParameterId) -> String {
    let (layer, column) = (superscript(id.layer + 1), id.column + 1);
    match id.row {
        Some(row) => format!("w{layer}[{},{column}]", row + 1),
        None => format!("b{layer}[{column}]"),
    }
}

/// A unit, with its layer where there are several.
pub fn unit_name(unit: Unit, hidden_layers: usize) -> String {
    let number = (unit.index + 1).to_string();
    if hidden_layers > 1 { format!("{number} (H{})", superscript(unit.layer + 1)) } else { number }
}

/// What `field` is called where there is little room.
pub fn short_name(field: &Field, text: &Text) -> &'static str {
    text.of_name("controls.short", field.name).unwrap_or(field.name)
}

/// A value that a setting of the table has, given as it is typed.
pub fn told(value: String, text: &Text) -> String {
    if value == "full" { t!(text, "changes.full").to_owned() } else { value }
}

/// What was set, and to what.
pub fn name_and_value(setting: Setting, hidden_layers: usize, text: &Text) -> (String, String) {
    let mistake = |mistake: Mistake| text.of_name("mistakes", mistake.name()).unwrap_or_default();
    match setting {
        Setting::Mistake(planted) => {
            (t!(text, "deeds.mistake").to_owned(), planted.map_or_else(|| t!(text, "deeds.none"), mistake).to_owned())
        }
        Setting::Parameter(id, value) => (parameter_name(id), brief(value)),
        Setting::Freeze(id, true) => (parameter_name(id), t!(text, "edit.frozen").to_owned()),
        Setting::Freeze(id, false) => (parameter_name(id), t!(text, "deeds.learns").to_owned()),
        Setting::Silence(unit, is_silenced) => {
            let name = t!(text, "deeds.unit", unit = unit_name(unit, hidden_layers));
            (name, if is_silenced { t!(text, "edit.held") } else { t!(text, "deeds.speaks") }.to_owned())
        }
        _ => {
            let (field, value) = of_table(setting);
            (short_name(field, text).to_owned(), told(value, text))
        }
    }
}

/// What was set, in a few words, without its step.
pub fn sentence(setting: Setting, hidden_layers: usize, text: &Text) -> String {
    match setting {
        Setting::Mistake(Some(_)) => t!(text, "changes.mistake_planted").to_owned(),
        Setting::Mistake(None) => t!(text, "changes.mistake_removed").to_owned(),
        Setting::Freeze(id, true) => t!(text, "changes.frozen", name = parameter_name(id)),
        Setting::Freeze(id, false) => t!(text, "changes.unfrozen", name = parameter_name(id)),
        Setting::Silence(unit, true) => t!(text, "changes.silenced", unit = unit_name(unit, hidden_layers)),
        Setting::Silence(unit, false) => t!(text, "changes.unsilenced", unit = unit_name(unit, hidden_layers)),
        _ => {
            let (name, value) = name_and_value(setting, hidden_layers, text);
            t!(text, "changes.set", name = name, value = value)
        }
    }
}

/// The same with its step.
pub fn dated(change: &Change, hidden_layers: usize, text: &Text) -> String {
    let what = sentence(change.setting, hidden_layers, text);
    t!(text, "changes.at_step", what = what, step = change.step)
}
