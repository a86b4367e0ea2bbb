//! The list of changes in a TOML file: one table per change, with its step and the setting.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Value;

use crate::error::Error;
use crate::session::{Change, Changes};
use crate::settings::{Unusable, Written, change_keys, read_setting, write_setting};
use crate::text::{exact, sanitize};

/// One change as written: its step and the setting.
#[derive(Debug, Deserialize)]
pub(super) struct Entry(BTreeMap<Key, Value>);

/// A known key.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct Key(String);

/// The step from which a change applies.
const STEP: &str = "step";
/// The new value of a parameter.
const VALUE: &str = "value";

impl TryFrom<String> for Key {
    type Error = String;

    fn try_from(key: String) -> Result<Self, String> {
        let known = [STEP, VALUE].into_iter().chain(change_keys());
        if known.clone().any(|known| known == key) {
            return Ok(Self(key));
        }
        let known = known.map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
        Err(format!("unknown field `{key}`, expected one of {known}"))
    }
}

/// Writes the changes as TOML, one table each.
pub fn changes_to_toml(changes: &[Change]) -> String {
    let mut toml = String::new();
    for Change { step, setting } in changes {
        toml += &format!("\n[[change]]\n{STEP} = {step}\n");
        // `{:?}` writes the shortest decimal that reads back to the same bits, with a point or an exponent.
        toml += &match write_setting(*setting) {
            Written { key, number: Some(number), text: None } => format!("{key} = {number:?}\n"),
            Written { key, number: Some(number), text: Some(text) } => {
                format!("{key} = \"{text}\"\n{VALUE} = {number:?}\n")
            }
            Written { key, text, .. } => format!("{key} = \"{}\"\n", text.unwrap_or_default()),
        };
    }
    toml
}

/// Reads the changes in `entries` of the file called `file`, for a network with `sizes`.
pub(super) fn changes_of(file: &str, entries: &[Entry], sizes: &[usize]) -> Result<Changes, Error> {
    let mut changes = Changes::default();
    for (index, entry) in entries.iter().enumerate() {
        let change = entry.change(sizes).map_err(|(found, expected)| Error::ChangeUnusable {
            file: file.to_owned(),
            number: index + 1,
            found: clean(&found),
            expected,
        })?;
        changes.insert(change);
    }
    Ok(changes)
}

/// Spells a value as the command line takes it.
pub(super) fn spell(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(exact(*number)),
        _ => None,
    }
}

/// Removes line breaks and terminal escapes.
pub(super) fn clean(text: &str) -> String {
    sanitize(&text.replace('\n', " "))
}

impl Entry {
    fn change(&self, sizes: &[usize]) -> Result<Change, Unusable> {
        let refused = |found: &str, expected: &str| (found.to_owned(), expected.to_owned());
        let typed = |value: &Value| spell(value).ok_or_else(|| refused(value.type_str(), "\"…\""));
        let number = |key: &str| {
            let find = |(_, value): (&Key, &Value)| typed(value);
            self.0.iter().find(|(known, _)| known.0 == key).map(find).transpose()
        };
        let step = number(STEP)?.ok_or_else(|| refused("-", "step = N"))?;
        let step = step.parse().map_err(|_| refused(&step, "step = N"))?;
        let value = number(VALUE)?.map(|value| value.parse().map_err(|_| refused(&value, "value = …"))).transpose()?;
        let mut given = self.0.iter().filter(|(key, _)| ![STEP, VALUE].contains(&&*key.0));
        let some = || change_keys().take(4).collect::<Vec<_>>().join(" | ") + " | …";
        let (key, text) = given.next().ok_or_else(|| refused("-", &some()))?;
        let setting = read_setting(&key.0, &typed(text)?, value, sizes)?;
        match given.count() {
            0 => Ok(Change { step, setting }),
            more => Err(refused(&(more + 1).to_string(), "1")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::run::RunFile;
    use super::*;
    use crate::nn::{Mistake, OptimizerKind, ParameterId};
    use crate::session::{BatchSize, Setting, Unit};
    use crate::text::{Language, Text};
    use proptest::prelude::*;

    const SIZES: [usize; 4] = [2, 4, 3, 2];

    fn parse_changes(toml: &str) -> Result<Changes, Error> {
        RunFile::parse("lecture.toml", toml.as_bytes())?.changes(&SIZES)
    }

    fn setting() -> impl Strategy<Value = Setting> {
        let id = (0_usize..3).prop_flat_map(|layer| {
            (prop::option::of(0..SIZES[layer]), 0..SIZES[layer + 1]).prop_map(move |(row, column)| ParameterId {
                layer,
                row,
                column,
            })
        });
        let unit =
            (0_usize..2).prop_flat_map(|layer| (0..SIZES[layer + 1]).prop_map(move |index| Unit { layer, index }));
        let finite = any::<f64>().prop_filter("finite", |value| value.is_finite());
        prop_oneof![
            finite.clone().prop_filter("positive", |value| *value > 0.0).prop_map(Setting::LearningRate),
            (0.0..1e300_f64).prop_map(Setting::L1),
            (0.0..1e-300_f64).prop_map(Setting::L2),
            prop::option::of(1_usize..1000)
                .prop_map(|rows| Setting::Batch(rows.map_or(BatchSize::Full, BatchSize::Rows))),
            prop::sample::select(OptimizerKind::ALL.to_vec()).prop_map(Setting::Optimizer),
            prop::option::of(prop::sample::select(Mistake::ALL.to_vec())).prop_map(Setting::Mistake),
            (id.clone(), finite).prop_map(|(id, value)| Setting::Parameter(id, value)),
            (id, any::<bool>()).prop_map(|(id, is_frozen)| Setting::Freeze(id, is_frozen)),
            (unit, any::<bool>()).prop_map(|(unit, is_silenced)| Setting::Silence(unit, is_silenced)),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(list in prop::collection::vec((0_u64..1 << 53, setting()), 0..20)) {
            let mut changes = Changes::default();
            let mut list: Vec<_> = list.into_iter().map(|(step, setting)| Change { step, setting }).collect();
            list.sort_by_key(|change| change.step);
            for change in list {
                changes.insert(change);
            }
            let read = parse_changes(&changes_to_toml(changes.list())).unwrap();
            let bits = |changes: &Changes| format!("{:?}", changes.list());
            prop_assert_eq!(bits(&read), bits(&changes));
        }

        #[test]
        fn any_text_is_refused_by_name_or_reads_back_the_same(text in "(?s).{0,200}", head in prop::bool::ANY) {
            let toml = if head { format!("[[change]]\nstep = 1\n{text}") } else { text };
            match parse_changes(&toml) {
                Ok(read) => {
                    let again = parse_changes(&changes_to_toml(read.list())).unwrap();
                    prop_assert_eq!(format!("{:?}", read.list()), format!("{:?}", again.list()));
                }
                Err(refused) => {
                    let sentence = refused.message(Text::of(Language::English));
                    prop_assert!(sentence.contains("lecture.toml"), "{}", sentence);
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_set_is_refused_with_its_number() {
        for (content, expected) in [
            ("learning_rate = nan", "ε > 0"),
            ("learning_rate = -1.0", "ε > 0"),
            ("l2 = inf", "λ ≥ 0"),
            ("batch = \"0\"", "full | N"),
            ("optimizer = \"adm\"", "adam"),
            ("mistake = \"x\"", "missing_mask"),
            ("parameter = \"w1[3,1]\"\nvalue = 1.0", "w1[1,1]"),
            ("parameter = \"w1[0,1]\"\nvalue = 1.0", "w1[1,1]"),
            ("parameter = \"w1[1,1]\"\nvalue = nan", "value"),
            ("parameter = \"w1[1,1]\"", "value = …"),
            ("silence = \"h3[1]\"", "h1[1]"),
            ("l1 = 0.1\nl2 = 0.1", "1"),
            ("", "learning_rate |"),
        ] {
            let toml = format!("[[change]]\nstep = 1\nl1 = 0.5\n[[change]]\nstep = 2\n{content}\n");
            match parse_changes(&toml) {
                Err(Error::ChangeUnusable { number: 2, expected: said, .. }) => {
                    assert!(said.contains(expected), "“{content}”: {said}");
                }
                other => panic!("“{content}” gave {other:?}"),
            }
        }
        assert!(matches!(parse_changes("[[change]]\nstp = 1\n"), Err(Error::ChangesMalformed { line: 2, .. })));
    }
}
