//! Examples to learn from: generated, built in, or read from a CSV file; scaled, split, and put in batches.

mod batches;
mod catalog;
mod csv;
mod csv_output;
mod dataset;
mod labels;
mod names;
mod rows;
mod synthetic;
mod table;

pub use batches::BatchOrder;
pub use catalog::{Entry, Kind, Options, default_scaling, entries, load};
pub use csv::read_csv;
pub use csv_output::{CsvOutput, write_csv};
pub use dataset::{Dataset, Examples, Problem, Scaler, Scaling};
pub use names::{clean, excerpt, sanitize};
pub use rows::{RowLabels, Rows, Wanted, load_rows};
