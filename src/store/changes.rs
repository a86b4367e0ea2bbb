//! The list of changes in a TOML file: one table a change, with its step and what was set.

use serde::Deserialize;

use super::run::RunFile;
use crate::error::Error;
use crate::nn::{Mistake, OptimizerKind, ParameterId};
use crate::session::{BatchSize, Change, Changes, Setting, Unit};
use crate::text::sanitize;

/// One change: its step, and one of the others.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Entry {
    step: Option<u64>,
    learning_rate: Option<f64>,
    l1: Option<f64>,
    l2: Option<f64>,
    batch: Option<String>,
    optimizer: Option<String>,
    mistake: Option<String>,
    parameter: Option<String>,
    /// Of the parameter.
    value: Option<f64>,
    freeze: Option<String>,
    unfreeze: Option<String>,
    silence: Option<String>,
    unsilence: Option<String>,
}

/// The changes as TOML: a table each.
pub fn changes_to_toml(changes: &[Change]) -> String {
    let mut toml = String::new();
    for Change { step, setting } in changes {
        let what = match *setting {
            // `{:?}` is the shortest decimal that reads back to the same bits, with a point or an exponent.
            Setting::LearningRate(value) => format!("learning_rate = {value:?}"),
            Setting::L1(value) => format!("l1 = {value:?}"),
            Setting::L2(value) => format!("l2 = {value:?}"),
            Setting::Batch(BatchSize::Full) => "batch = \"full\"".to_owned(),
            Setting::Batch(BatchSize::Rows(rows)) => format!("batch = \"{rows}\""),
            Setting::Optimizer(kind) => format!("optimizer = \"{}\"", kind.name()),
            Setting::Mistake(mistake) => format!("mistake = \"{}\"", mistake.map_or(NONE, Mistake::name)),
            Setting::Parameter(id, value) => format!("parameter = \"{}\"\nvalue = {value:?}", parameter_name(id)),
            Setting::Freeze(id, true) => format!("freeze = \"{}\"", parameter_name(id)),
            Setting::Freeze(id, false) => format!("unfreeze = \"{}\"", parameter_name(id)),
            Setting::Silence(unit, true) => format!("silence = \"{}\"", unit_name(unit)),
            Setting::Silence(unit, false) => format!("unsilence = \"{}\"", unit_name(unit)),
        };
        toml += &format!("\n[[change]]\nstep = {step}\n{what}\n");
    }
    toml
}

/// How a file says that a mistake is taken out.
const NONE: &str = "none";

/// The changes in `toml`, the content of `file`, for a network with `sizes`.
///
/// # Errors
/// [`Error::ChangesMalformed`] names the line, [`Error::ChangeUnusable`] the change that cannot be made.
pub fn parse_changes(file: &str, toml: &str, sizes: &[usize]) -> Result<Changes, Error> {
    RunFile::parse(file, toml.as_bytes())?.changes(sizes)
}

/// The changes that `entries`, of the file called `file`, make to a network with `sizes`.
pub(super) fn changes_of(file: &str, entries: &[Entry], sizes: &[usize]) -> Result<Changes, Error> {
    let mut changes = Changes::default();
    for (index, entry) in entries.iter().enumerate() {
        let change = entry.change(sizes).map_err(|(found, expected)| Error::ChangeUnusable {
            file: file.to_owned(),
            number: index + 1,
            found: clean(&found),
            expected: expected.to_owned(),
        })?;
        changes.push(change);
    }
    Ok(changes)
}

/// Without line breaks and terminal escapes.
pub(super) fn clean(text: &str) -> String {
    sanitize(&text.replace('\n', " "))
}

/// What was found, and what was expected instead.
type Unusable = (String, &'static str);

impl Entry {
    fn change(&self, sizes: &[usize]) -> Result<Change, Unusable> {
        let step = self.step.ok_or_else(|| ("-".to_owned(), "step = N"))?;
        let parameter = |name: &str| parse_parameter(name, sizes).ok_or_else(|| (name.to_owned(), "w1[1,1], b1[1], …"));
        let unit = |name: &str| parse_unit(name, sizes).ok_or_else(|| (name.to_owned(), "h1[1], …"));
        let settings = [
            self.learning_rate.map(|value| positive(value).map(Setting::LearningRate)),
            self.l1.map(|value| not_negative(value).map(Setting::L1)),
            self.l2.map(|value| not_negative(value).map(Setting::L2)),
            self.batch.as_deref().map(|size| parse_batch(size).map(Setting::Batch)),
            self.optimizer.as_deref().map(|name| parse_optimizer(name).map(Setting::Optimizer)),
            self.mistake.as_deref().map(|name| parse_mistake(name).map(Setting::Mistake)),
            self.parameter.as_deref().map(|name| Ok(Setting::Parameter(parameter(name)?, self.finite_value()?))),
            self.freeze.as_deref().map(|name| Ok(Setting::Freeze(parameter(name)?, true))),
            self.unfreeze.as_deref().map(|name| Ok(Setting::Freeze(parameter(name)?, false))),
            self.silence.as_deref().map(|name| Ok(Setting::Silence(unit(name)?, true))),
            self.unsilence.as_deref().map(|name| Ok(Setting::Silence(unit(name)?, false))),
        ];
        let mut given = settings.into_iter().flatten();
        let setting = given.next().ok_or_else(|| ("-".to_owned(), "learning_rate | l1 | l2 | batch | …"))??;
        match given.count() {
            0 => Ok(Change { step, setting }),
            more => Err(((more + 1).to_string(), "1")),
        }
    }

    fn finite_value(&self) -> Result<f64, Unusable> {
        let value = self.value.ok_or_else(|| ("-".to_owned(), "value = …"))?;
        if value.is_finite() { Ok(value) } else { Err((value.to_string(), "value: ±1.8e308")) }
    }
}

fn positive(value: f64) -> Result<f64, Unusable> {
    if value > 0.0 && value.is_finite() { Ok(value) } else { Err((value.to_string(), "ε > 0")) }
}

fn not_negative(value: f64) -> Result<f64, Unusable> {
    if value >= 0.0 && value.is_finite() { Ok(value) } else { Err((value.to_string(), "λ ≥ 0")) }
}

fn parse_batch(size: &str) -> Result<BatchSize, Unusable> {
    match size {
        "full" => Ok(BatchSize::Full),
        _ => {
            size.parse().ok().filter(|rows| *rows > 0).map(BatchSize::Rows).ok_or_else(|| (size.to_owned(), "full | N"))
        }
    }
}

fn parse_optimizer(name: &str) -> Result<OptimizerKind, Unusable> {
    let kind = OptimizerKind::ALL.into_iter().find(|kind| kind.name() == name);
    kind.ok_or_else(|| (name.to_owned(), "sgd | momentum | adam"))
}

fn parse_mistake(name: &str) -> Result<Option<Mistake>, Unusable> {
    let known = Mistake::ALL.into_iter().find(|mistake| mistake.name() == name);
    if known.is_some() || name == NONE { Ok(known) } else { Err((name.to_owned(), "missing_mask | … | none")) }
}

/// `w1[1,4]`, or `b1[4]` of a bias.
fn parameter_name(ParameterId { layer, row, column }: ParameterId) -> String {
    match row {
        Some(row) => format!("w{}[{},{}]", layer + 1, row + 1, column + 1),
        None => format!("b{}[{}]", layer + 1, column + 1),
    }
}

fn unit_name(unit: Unit) -> String {
    format!("h{}[{}]", unit.layer + 1, unit.index + 1)
}

/// The numbers of `w1[1,4]` after its letter, each counted from 0.
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
    let units = sizes[1..sizes.len() - 1].get(layer)?;
    (index < *units).then_some(Unit { layer, index })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZES: [usize; 4] = [2, 4, 3, 2];

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
                changes.push(change);
            }
            let read = parse_changes("f", &changes_to_toml(changes.list()), &SIZES).unwrap();
            let bits = |changes: &Changes| format!("{:?}", changes.list());
            prop_assert_eq!(bits(&read), bits(&changes));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(?s).{0,200}", head in prop::bool::ANY) {
            let toml = if head { format!("[[change]]\nstep = 1\n{text}") } else { text };
            let _ = parse_changes("f", &toml, &SIZES);
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
            match parse_changes("f", &toml, &SIZES) {
                Err(Error::ChangeUnusable { number: 2, expected: said, .. }) => {
                    assert!(said.contains(expected), "“{content}”: {said}");
                }
                other => panic!("“{content}” gave {other:?}"),
            }
        }
        assert!(matches!(
            parse_changes("f", "[[change]]\nstp = 1\n", &SIZES),
            Err(Error::ChangesMalformed { line: 2, .. })
        ));
    }
}
