//! Tables on standard output.

use std::io;

use super::{STDOUT, print, written};
use crate::data::{Dataset, NoFiles, Options, entries, load, write_csv};
use crate::error::Error;
use crate::t;
use crate::text::Text;
use crate::ui;

/// Prints the table of keys as Markdown.
///
/// # Errors
/// Standard output cannot be written.
pub fn print_keys(text: &Text) -> Result<(), Error> {
    print(ui::markdown(text).as_bytes())
}

/// Prints the data sets with their sizes and sources.
///
/// # Errors
/// Standard output cannot be written.
pub fn list_datasets(text: &Text) -> Result<(), Error> {
    let mut table = format!("{:<18}{:>6}{:>6}{:>6}  {}\n", "", "m", "n", "q", t!(text, "messages.datasets_header"));
    for entry in entries() {
        let data = load(entry.name, &Options::default(), 0, &NoFiles)?;
        let (m, n) = data.features.dim();
        let source = text.of_name("datasets", entry.name).unwrap_or_default();
        table += &format!("{:<18}{m:>6}{n:>6}{:>6}  {source}\n", entry.name, data.class_names.len());
    }
    print(table.as_bytes())
}

/// Prints a data set as CSV.
///
/// # Errors
/// Standard output cannot be written.
pub fn show_dataset(dataset: &Dataset) -> Result<(), Error> {
    written(write_csv(dataset, &mut io::stdout().lock()), STDOUT).map(|_| ())
}
