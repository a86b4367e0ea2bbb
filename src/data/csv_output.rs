//! Data sets as CSV that reads back the same.

use std::io::{self, Write};

use super::dataset::Dataset;

/// Writes `dataset` as CSV, numbers in the shortest form that reads back to the same bits, the class last.
///
/// # Errors
/// Those of `out`.
pub fn write_csv(dataset: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let names = &dataset.feature_names;
    // The reader takes the most frequent delimiter outside quotes: a name that holds another one needs quotes.
    let misleads = names.iter().any(|name| name.contains([';', '\t']));
    let style = if misleads { ::csv::QuoteStyle::Always } else { ::csv::QuoteStyle::Necessary };
    let mut writer = ::csv::WriterBuilder::new().quote_style(style).from_writer(out);
    writer.write_record(names.iter().chain([&class_column(names)]))?;
    for (row, &label) in dataset.features.rows().into_iter().zip(&dataset.labels) {
        for value in row {
            writer.write_field(number(*value))?;
        }
        writer.write_field(&dataset.class_names[label])?;
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// "class", with underscores after it while a feature has that name: no two columns may share one.
fn class_column(features: &[String]) -> String {
    let mut name = "class".to_owned();
    while features.contains(&name) {
        name.push('_');
    }
    name
}

/// The shortest decimal that reads back to the same bits; an exponent where plain digits would be a row of zeros.
fn number(value: f64) -> String {
    let plain = value == 0.0 || (1e-5..1e16).contains(&value.abs());
    if plain { value.to_string() } else { format!("{value:e}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_read_back_to_the_same_bits() {
        for (value, text) in [(5.0, "5"), (-0.1, "-0.1"), (-0.0, "-0"), (1e300, "1e300"), (2.5e-7, "2.5e-7")] {
            assert_eq!(number(value), text);
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits(), "{text}");
        }
    }
}
