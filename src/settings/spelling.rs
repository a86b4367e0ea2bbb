//! How the values of settings are read and spelt. If a value cannot be read, the error is the expected form.

use std::ffi::{OsStr, OsString};
use std::str::FromStr;

use crate::data;
use crate::nn::Init;
use crate::session::BatchSize;
use crate::text::exact;

/// Returns the names of the named data sets.
pub fn dataset_names() -> Vec<&'static str> {
    data::entries().iter().map(|entry| entry.name).collect()
}

/// Spells the shortest decimal that reads back to the same bits.
pub(super) fn spell_real(value: f64) -> OsString {
    exact(value).into()
}

pub(super) fn parse_number<T: FromStr>(typed: &OsStr) -> Result<T, String> {
    read(typed, "N", |typed| typed.parse().ok())
}

/// Returns the item of `all` whose name was typed.
pub(super) fn parse_named<T: Copy, const N: usize>(
    typed: &OsStr,
    all: [T; N],
    name_of: fn(T) -> &'static str,
) -> Result<T, String> {
    let found = all.into_iter().find(|&item| typed == name_of(item));
    found.ok_or_else(|| all.map(name_of).join(" | "))
}

/// Such as `32`, `16,16`, or `none`.
pub(super) fn spell_hidden(units: &[usize]) -> String {
    if units.is_empty() {
        return "none".to_owned();
    }
    units.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

pub(super) fn parse_hidden(typed: &OsStr) -> Result<Vec<usize>, String> {
    read(typed, "32 | 16,16 | none", |typed| match typed {
        "none" => Some(vec![]),
        _ => typed.split(',').map(|units| units.trim().parse().ok()).collect(),
    })
}

pub(super) fn spell_batch(size: BatchSize) -> String {
    match size {
        BatchSize::Full => "full".to_owned(),
        BatchSize::Rows(rows) => rows.to_string(),
    }
}

pub(super) fn parse_batch(typed: &OsStr) -> Result<BatchSize, String> {
    read(typed, "full | N", |typed| match typed {
        "full" => Some(BatchSize::Full),
        _ => typed.parse().map(BatchSize::Rows).ok(),
    })
}

pub(super) fn parse_image(typed: &OsStr) -> Result<(usize, usize), String> {
    read(typed, "8x8 | 28x28 | WxH", |typed| {
        let (width, height) = typed.split_once(['x', '×'])?;
        Some((width.parse().ok()?, height.parse().ok()?))
    })
}

/// Spells the name of a distribution; `None` for given parameters.
pub(super) fn spell_init(init: &Init) -> Option<String> {
    match init {
        Init::He => Some("he".to_owned()),
        Init::Xavier => Some("xavier".to_owned()),
        Init::Normal(deviation) => Some(format!("normal:{deviation}")),
        Init::Uniform(reach) => Some(format!("uniform:{reach}")),
        Init::Zeros => Some("zeros".to_owned()),
        Init::Given(_) => None,
    }
}

/// Reads a distribution; `None` if the text names a file.
pub(super) fn parse_init(typed: &OsStr) -> Option<Result<Init, String>> {
    match typed.to_str()? {
        "he" => Some(Ok(Init::He)),
        "xavier" => Some(Ok(Init::Xavier)),
        "zeros" => Some(Ok(Init::Zeros)),
        typed => {
            let (distribution, deviation) = typed.split_once(':')?;
            let (form, make): (_, fn(f64) -> Init) = match distribution {
                "normal" => ("normal:SIGMA", Init::Normal),
                "uniform" => ("uniform:R", Init::Uniform),
                _ => return None,
            };
            Some(deviation.parse().map(make).map_err(|_| form.to_owned()))
        }
    }
}

/// Parses a typed text; fails with the expected `form`.
fn read<T>(typed: &OsStr, form: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    typed.to_str().and_then(parse).ok_or_else(|| form.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelt_is_read_again() {
        for units in [vec![], vec![32], vec![4, 2]] {
            assert_eq!(parse_hidden(spell_hidden(&units).as_ref()), Ok(units));
        }
        for size in [BatchSize::Full, BatchSize::Rows(7)] {
            assert_eq!(parse_batch(spell_batch(size).as_ref()), Ok(size));
        }
        for init in [Init::He, Init::Xavier, Init::Normal(0.01), Init::Uniform(0.5), Init::Zeros] {
            assert_eq!(parse_init(spell_init(&init).unwrap().as_ref()), Some(Ok(init)));
        }
        let expected = ["32 | 16,16 | none", "full | N"].map(|form| Err(form.to_owned()));
        assert_eq!(parse_hidden("8,x".as_ref()).map(|_| ()), expected[0]);
        assert_eq!(parse_batch("all".as_ref()).map(|_| ()), expected[1]);
        assert_eq!(parse_init("mine.safetensors".as_ref()), None);
        assert_eq!(parse_init("normal:x".as_ref()), Some(Err("normal:SIGMA".to_owned())));
    }
}
