//! Examples to classify: the features that a network takes, in its order, and any label that a row has.

use std::ffi::OsStr;

use ndarray::{Array2, Axis};

use super::catalog::{file_called, find, load};
use super::dataset::Dataset;
use super::feature::Feature;
use super::files::{Files, OpenFile};
use super::options::Options;
use super::plane::columns_of;
use super::table::{Table, TableRows};
use crate::error::Error;

/// Examples to classify.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// Their name.
    pub name: String,
    /// m × n, one row per example, the features in the order requested.
    pub features: Array2<f64>,
    /// The labels of the rows; `None` if no column can hold labels.
    pub labels: Option<RowLabels>,
    /// The number of rows left out because features were missing.
    pub rows_left_out: usize,
}

impl Rows {
    /// Returns the same rows with these features, derived from the two that they have.
    ///
    /// # Errors
    /// [`Error::FeatureNotFinite`] if a square or a product overflows.
    pub fn derive(self, features: &[Feature]) -> Result<Self, Error> {
        let point = |row: usize| [self.features[[row, 0]], self.features[[row, 1]]];
        let columns = columns_of(&self.name, features, self.features.nrows(), point)?;
        Ok(Self { features: columns, ..self })
    }
}

/// The labels of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct RowLabels {
    /// The different labels; an empty one means none.
    pub names: Vec<String>,
    /// Which of them each row has, from 0.
    pub rows: Vec<usize>,
}

/// The features that a network takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// Those with these names, in any order and with others between them.
    Named(&'a [String]),
    /// All features, this many.
    Count(usize),
}

/// Returns the examples of the data set called `name`, or of the CSV file `name` among `files`, with the features
/// `wanted`.
///
/// A file need not have labels. They are in the column that the options name, else in the last one if that is not a
/// feature. Other columns may hold anything, and a row need not have a label.
///
/// # Errors
/// Those of [`load`], and one if the features are not there.
pub fn load_rows(
    name: &(impl AsRef<OsStr> + ?Sized),
    options: &Options,
    seed: u64,
    wanted: Wanted<'_>,
    files: &dyn Files,
) -> Result<Rows, Error> {
    let name = name.as_ref();
    // Deriving features takes a whole data set, labels included.
    if find(name).is_some() || options.features.is_some() || options.image.is_some() {
        return rows_of(load(name, options, seed, files)?, wanted);
    }
    parse_rows(file_called(name, options, files)?, options.label.as_deref(), wanted)
}

fn rows_of(dataset: Dataset, wanted: Wanted<'_>) -> Result<Rows, Error> {
    let Dataset { name, features, labels, feature_names, class_names, rows_left_out, .. } = dataset;
    let columns = wanted.among(&name, &feature_names, None)?;
    let labels = Some(RowLabels { names: class_names, rows: labels });
    Ok(Rows { name, features: features.select(Axis(1), &columns), labels, rows_left_out })
}

fn parse_rows(file: OpenFile, label: Option<&str>, wanted: Wanted<'_>) -> Result<Rows, Error> {
    let OpenFile { name: file, content, limit } = file;
    let mut table = Table::new(&file, content, limit)?;
    let columns = table.header()?;
    let named = label.map(|label| table.label_column(&columns, label)).transpose()?;
    let label = named.or_else(|| wanted.last_is_label(&columns));
    let features = wanted.among(&file, &columns, label)?;
    let TableRows { features, labels, left_out } = table.rows(&columns, &features, label, false)?;
    if features.nrows() == 0 {
        return Err(Error::NoRows { file });
    }
    let (rows, names) = labels.finish();
    let labels = label.map(|_| RowLabels { names, rows });
    Ok(Rows { name: table.name(), features, labels, rows_left_out: left_out })
}

impl Wanted<'_> {
    /// Returns the last of `columns`, if it can hold labels.
    fn last_is_label(self, columns: &[String]) -> Option<usize> {
        let is_feature = match self {
            Self::Named(names) => columns.last().is_some_and(|last| names.contains(last)),
            Self::Count(count) => columns.len() == count,
        };
        (!is_feature).then(|| columns.len() - 1)
    }

    /// Returns the places of the features among the `columns` of `file`.
    fn among(self, file: &str, columns: &[String], label: Option<usize>) -> Result<Vec<usize>, Error> {
        let file = || file.to_owned();
        match self {
            Self::Named(names) => {
                let place = |name: &String| {
                    let missing =
                        || Error::ColumnMissing { file: file(), column: name.clone(), columns: columns.join(", ") };
                    columns.iter().position(|column| column == name).ok_or_else(missing)
                };
                names.iter().map(place).collect()
            }
            Self::Count(expected) => {
                let places: Vec<usize> = (0..columns.len()).filter(|&column| Some(column) != label).collect();
                let found = places.len();
                if found == expected { Ok(places) } else { Err(Error::ColumnCount { file: file(), expected, found }) }
            }
        }
    }
}
