//! Writes data sets as CSV that reads back the same.

use std::io::{self, Write};

use super::dataset::Dataset;

/// Writes `dataset` as CSV, with the class last and numbers in the shortest form that reads back to the same bits.
///
/// # Errors
/// Those of `out`.
pub fn write_csv(dataset: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let names = &dataset.feature_names;
    let columns: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut output = CsvOutput::new(&[&*columns, &[&class_column(names)]].concat(), out)?;
    for (row, &label) in dataset.features.rows().into_iter().zip(&dataset.labels) {
        for value in row {
            output.number(*value)?;
        }
        output.text(&dataset.class_names[label])?;
        output.end_row()?;
    }
    output.finish()
}

/// A writer of CSV.
pub struct CsvOutput<'a>(::csv::Writer<&'a mut dyn Write>);

impl<'a> CsvOutput<'a> {
    /// Begins with the names of the columns.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(columns: &[&str], out: &'a mut dyn Write) -> io::Result<Self> {
        // The reader takes the most frequent delimiter outside quotes, so a name that contains another one needs
        // quotes.
        let misleads = columns.iter().any(|name| name.contains([';', '\t']));
        let style = if misleads { ::csv::QuoteStyle::Always } else { ::csv::QuoteStyle::Necessary };
        let mut writer = ::csv::WriterBuilder::new().quote_style(style).from_writer(out);
        writer.write_record(columns).map_err(cause)?;
        Ok(Self(writer))
    }

    /// Writes a field of text.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.0.write_field(text).map_err(cause)
    }

    /// Writes a number, in the shortest form that reads back to the same bits.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn number(&mut self, value: f64) -> io::Result<()> {
        self.0.write_field(number(value)).map_err(cause)
    }

    /// Ends the row.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn end_row(&mut self) -> io::Result<()> {
        self.0.write_record(None::<&[u8]>).map_err(cause)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Returns the error of the underlying writer, whose kind would be lost in the conversion of `csv`: a closed pipe is
/// not to be reported.
fn cause(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Returns "class", with underscores after it while a feature has that name: no two columns may share one.
fn class_column(features: &[String]) -> String {
    let mut name = "class".to_owned();
    while features.contains(&name) {
        name.push('_');
    }
    name
}

/// Returns the shortest decimal that reads back to the same bits, with an exponent if plain digits would be mostly
/// zeros.
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
