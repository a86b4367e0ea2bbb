//! Changes to a run in words.

use super::changes::of_table;
use super::field::Field;
use crate::nn::{Mistake, ParameterId};
use crate::session::{Change, Setting, Unit, superscript};
use crate::t;
use crate::text::{Text, brief, fill};

/// Such as `w¹[1,4]`, or `b¹[4]` for a bias.
pub fn parameter_name(id: ParameterId) -> String {
    let (layer, column) = (superscript(id.layer + 1), id.column + 1);
    match id.row {
        Some(row) => format!("w{layer}[{},{column}]", row + 1),
        None => format!("b{layer}[{column}]"),
    }
}

/// Names a unit, with its layer if there are several hidden layers.
pub fn unit_name(unit: Unit, hidden_layers: usize) -> String {
    let number = (unit.index + 1).to_string();
    if hidden_layers > 1 { format!("{number} (H{})", superscript(unit.layer + 1)) } else { number }
}

/// Returns the short name of `field`, for narrow places.
pub fn short_name(field: &Field, text: &Text) -> &'static str {
    text.of_name("controls.short", field.name).unwrap_or(field.name)
}

/// Puts a value of a table setting, given as typed, into words.
pub fn value_name(value: String, text: &Text) -> String {
    if value == "full" { t!(text, "changes.full").to_owned() } else { value }
}

/// A change in words: what was set, its new value, and the sentence to fill with these two.
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

/// Returns what was set and its new value.
pub fn name_and_value(setting: Setting, hidden_layers: usize, text: &Text) -> (String, String) {
    let (name, value, _) = words(setting, hidden_layers, text);
    (name, value)
}

/// Says what was set, in a few words, without the step.
pub fn sentence(setting: Setting, hidden_layers: usize, text: &Text) -> String {
    let (name, value, sentence) = words(setting, hidden_layers, text);
    fill(sentence, &[("name", &name), ("value", &value)])
}

/// Like [`sentence`], with the step.
pub fn dated(change: &Change, hidden_layers: usize, text: &Text) -> String {
    let what = sentence(change.setting, hidden_layers, text);
    t!(text, "changes.at_step", what = what, step = change.step)
}
