//! CSV files as data sets: a header row, numeric features, one column of class labels.

use std::io::{Read, Seek};

use super::dataset::Dataset;
use super::table::{Table, TableRows};
use crate::error::Error;

/// Reads CSV from `source`, called `file` in errors. The classes are in the column `label`, else in the last. What is
/// read takes at most `limit` bytes of memory.
///
/// # Errors
/// Each fault of the file has its own variant of [`Error`], with line and column.
pub fn parse_csv(file: &str, source: impl Read + Seek, label: Option<&str>, limit: u64) -> Result<Dataset, Error> {
    let mut table = Table::new(file, source, limit)?;
    let columns = table.header()?;
    if columns.len() < 2 {
        return Err(Error::NoFeatures { file: file.to_owned() });
    }
    let label = label.map_or(Ok(columns.len() - 1), |label| table.label_column(&columns, label))?;
    let places: Vec<usize> = (0..columns.len()).filter(|&column| column != label).collect();
    let TableRows { features, labels, left_out } = table.rows(&columns, &places, Some(label), true)?;
    let (labels, class_names) = labels.finish();
    match class_names.as_slice() {
        [] => return Err(Error::NoRows { file: file.to_owned() }),
        [class] => return Err(Error::OneClass { file: file.to_owned(), class: class.clone() }),
        _ => {}
    }
    let mut feature_names = columns;
    feature_names.remove(label);
    Ok(Dataset {
        name: table.name(),
        features,
        labels,
        feature_names,
        class_names,
        rows_left_out: left_out,
        derived: None,
        image: None,
    })
}
