//! Changes to a run in words.

use super::changes::of_table;
use super::field::Field;
use crate::nn::{Mistake, ParameterId};
use crate::session::{Change, Setting, Unit, superscript};
use crate::t;
use crate::text::{Text, brief, fill};

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

/// The short name of `field`, where there is little room.
pub fn short_name(field: &Field, text: &Text) -> &'static str {
    text.of_name("controls.short", field.name).unwrap_or(field.name)
}

/// A value of a setting of the table, given as it is typed, in words.
pub fn value_name(value: String, text: &Text) -> String {
    if value == "full" { t!(text, "changes.full").to_owned() } else { value }
}

/// A change in words: what was set, to what, and the sentence that says so of these two.
fn words(setting: Setting, hidden_layers: usize, text: &Text) -> (String, String, &'static str) {
    let mistake = |mistake: Mistake| text.of_name("mistakes", mistake.name()).unwrap_or_default();
    let (name, value, sentence) = match setting {
        Setting::Mistake(planted) => {
            let sentence = match planted {
                Some(_) => t!(text, "changes.mistake_planted"),
                None => t!(text, "changes.mistake_removed"),
            };
            (t!(text, "deeds.mistake").to_owned(), planted.map_or(t!(text, "deeds.none"), mistake), sentence)
        }
        Setting::Freeze(id, true) => (parameter_name(id), t!(text, "edit.frozen"), t!(text, "changes.frozen")),
        Setting::Freeze(id, false) => (parameter_name(id), t!(text, "deeds.learns"), t!(text, "changes.unfrozen")),
        Setting::Silence(unit, is_silenced) => {
            let name = t!(text, "deeds.unit", unit = unit_name(unit, hidden_layers));
            if is_silenced {
                (name, t!(text, "edit.held"), t!(text, "changes.silenced"))
            } else {
                (name, t!(text, "deeds.speaks"), t!(text, "changes.unsilenced"))
            }
        }
        Setting::Parameter(id, value) => return (parameter_name(id), brief(value), t!(text, "changes.set")),
        _ => {
            let (field, value) = of_table(setting);
            return (short_name(field, text).to_owned(), value_name(value, text), t!(text, "changes.set"));
        }
    };
    (name, value.to_owned(), sentence)
}

/// What was set, and to what.
pub fn name_and_value(setting: Setting, hidden_layers: usize, text: &Text) -> (String, String) {
    let (name, value, _) = words(setting, hidden_layers, text);
    (name, value)
}

/// What was set, in a few words, without its step.
pub fn sentence(setting: Setting, hidden_layers: usize, text: &Text) -> String {
    let (name, value, sentence) = words(setting, hidden_layers, text);
    fill(sentence, &[("name", &name), ("value", &value)])
}

/// The same with its step.
pub fn dated(change: &Change, hidden_layers: usize, text: &Text) -> String {
    let what = sentence(change.setting, hidden_layers, text);
    t!(text, "changes.at_step", what = what, step = change.step)
}
