//! How settings are spelt, on the command line and on the screen.

use crate::data::{self, Scaling};
use crate::nn::Init;
use crate::session::BatchSize;

/// The names of the data sets that have one.
pub fn dataset_names() -> Vec<&'static str> {
    data::entries().iter().map(|entry| entry.name).collect()
}

/// `32`, `16,16`, or `none`.
pub fn spell_hidden(units: &[usize]) -> String {
    if units.is_empty() {
        return "none".to_owned();
    }
    units.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// The units of each hidden layer.
pub fn parse_hidden(hidden: &str) -> Option<Vec<usize>> {
    match hidden {
        "none" => Some(vec![]),
        _ => hidden.split(',').map(|units| units.trim().parse().ok()).collect(),
    }
}

/// `full`, or the number of examples.
pub fn spell_batch(size: BatchSize) -> String {
    match size {
        BatchSize::Full => "full".to_owned(),
        BatchSize::Rows(rows) => rows.to_string(),
    }
}

/// The examples of an update.
pub fn parse_batch(batch: &str) -> Option<BatchSize> {
    match batch {
        "full" => Some(BatchSize::Full),
        _ => batch.parse().map(BatchSize::Rows).ok(),
    }
}

/// The shortest decimal that reads back to the same bits, without the `.0` of a whole number.
pub fn spell_number(value: f64) -> String {
    let digits = format!("{value:?}");
    digits.strip_suffix(".0").map_or_else(|| digits.clone(), str::to_owned)
}

/// The name of a scaling.
pub fn spell_scaling(scaling: Scaling) -> &'static str {
    match scaling {
        Scaling::None => "none",
        Scaling::Standard => "standard",
        Scaling::MinMax => "minmax",
    }
}

/// The name of a distribution; none for given parameters.
pub fn spell_init(init: &Init) -> Option<String> {
    match init {
        Init::He => Some("he".to_owned()),
        Init::Xavier => Some("xavier".to_owned()),
        Init::Normal(deviation) => Some(format!("normal:{deviation}")),
        Init::Uniform(reach) => Some(format!("uniform:{reach}")),
        Init::Zeros => Some("zeros".to_owned()),
        Init::Given(_) => None,
    }
}

/// The distribution called `init`; none where it names a file.
///
/// # Errors
/// The form that was expected, where a distribution's number cannot be read.
pub fn parse_init(init: &str) -> Option<Result<Init, &'static str>> {
    match init {
        "he" => Some(Ok(Init::He)),
        "xavier" => Some(Ok(Init::Xavier)),
        "zeros" => Some(Ok(Init::Zeros)),
        _ => {
            let (distribution, number) = init.split_once(':')?;
            let (form, make): (_, fn(f64) -> Init) = match distribution {
                "normal" => ("normal:SIGMA", Init::Normal),
                "uniform" => ("uniform:R", Init::Uniform),
                _ => return None,
            };
            Some(number.parse().map(make).map_err(|_| form))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelt_is_read_again() {
        for units in [vec![], vec![32], vec![4, 2]] {
            assert_eq!(parse_hidden(&spell_hidden(&units)), Some(units));
        }
        for size in [BatchSize::Full, BatchSize::Rows(7)] {
            assert_eq!(parse_batch(&spell_batch(size)), Some(size));
        }
        for init in [Init::He, Init::Xavier, Init::Normal(0.01), Init::Uniform(0.5), Init::Zeros] {
            assert_eq!(parse_init(&spell_init(&init).unwrap()), Some(Ok(init)));
        }
        assert_eq!((parse_hidden("8,x"), parse_batch("all"), parse_init("mine.safetensors")), (None, None, None));
        assert_eq!(parse_init("normal:x"), Some(Err("normal:SIGMA")));
    }
}
