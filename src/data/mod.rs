//! Examples to learn from: generated, built in, or read from a CSV file that the host opens ([`Files`]); scaled, split,
//! and put in batches.

mod batches;
mod catalog;
mod csv;
mod csv_output;
mod dataset;
mod feature;
mod files;
mod guarded;
mod labels;
mod names;
mod options;
mod plane;
mod playground;
mod ranges;
mod rows;
mod scaling;
mod synthetic;
mod table;

pub use batches::BatchOrder;
pub use catalog::{Drawing, Entry, check, default_scaling, defaults, entries, is_planar, load};
pub use csv::parse_csv;
pub use csv_output::{CsvOutput, write_csv};
pub use dataset::{Dataset, Derived, Examples, Problem, check_test_fraction};
pub use feature::Feature;
pub use files::{Content, Files, NoFiles, OpenFile};
pub use names::{clean, excerpt, sanitize};
pub use options::Options;
pub use ranges::Ranges;
pub use rows::{RowLabels, Rows, Wanted, load_rows};
pub use scaling::{ColumnScaler, Scaler, Scaling};
