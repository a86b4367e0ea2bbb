//! CSV files as data sets: a header row, numeric features, one column of class labels.

use std::io::{Read, Seek};

use ndarray::Array2;

use super::dataset::Dataset;
use super::labels::Labels;
use super::names::clean;
use super::table::Table;
use crate::error::Error;

/// Reads CSV from `source`, called `file` in errors; the classes stand in the column `label`, else in the last. What is
/// read of it takes no more than `limit` bytes of memory.
///
/// # Errors
/// Each fault of the file has its variant of [`Error`], with line and column.
pub fn parse_csv(file: &str, source: impl Read + Seek, label: Option<&str>, limit: u64) -> Result<Dataset, Error> {
    let mut table = Table::new(file, source, limit)?;
    let columns = table.header()?;
    if columns.len() < 2 {
        return Err(Error::NoFeatures { file: file.to_owned() });
    }
    let label_column = label.map_or(Ok(columns.len() - 1), |label| table.label_column(&columns, label))?;
    let (mut values, mut labels, mut rows_left_out) = (Vec::new(), Labels::default(), 0);
    while table.next_row(columns.len())? {
        if (0..columns.len()).any(|column| table.is_missing(column)) {
            rows_left_out += 1;
            continue;
        }
        for column in 0..columns.len() {
            if column == label_column {
                // Made safe first: labels that look alike on the screen are one class.
                labels.push(&clean(&table.record[column]));
            } else {
                values.push(table.number(column, &columns)?);
            }
        }
    }
    let (labels, class_names) = labels.finish();
    match class_names.as_slice() {
        [] => return Err(Error::NoRows { file: file.to_owned() }),
        [class] => return Err(Error::OneClass { file: file.to_owned(), class: class.clone() }),
        _ => {}
    }
    let mut feature_names = columns;
    feature_names.remove(label_column);
    let features = Array2::from_shape_vec((labels.len(), feature_names.len()), values)
        .unwrap_or_else(|error| unreachable!("every row has all features: {error}"));
    Ok(Dataset {
        name: table.name(),
        features,
        labels,
        feature_names,
        class_names,
        rows_left_out,
        derived: None,
        image: None,
    })
}
