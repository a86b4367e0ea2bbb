//! CSV files: a header row, numeric features, one column of class labels.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use ndarray::Array2;

use super::dataset::Dataset;
use crate::error::Error;

/// Reads the CSV file at `path`; the classes stand in the column `label`, else in the last.
///
/// # Errors
/// Each fault of the file has its variant of [`Error`], with line and column.
pub fn read_csv(path: &Path, label: Option<&str>) -> Result<Dataset, Error> {
    let file = sanitize(&path.display().to_string());
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Error::FileNotFound { file: file.clone() },
        io::ErrorKind::IsADirectory => Error::FileIsFolder { file: file.clone() },
        _ => Error::FileUnreadable { file: file.clone(), reason: error.to_string() },
    };
    // Some systems open a folder and fail at its first byte only.
    if path.is_dir() {
        return Err(Error::FileIsFolder { file });
    }
    parse_csv(&file, File::open(path).map_err(unreadable)?, label)
}

/// Reads CSV from `source`, called `file` in errors.
pub(super) fn parse_csv(file: &str, source: impl Read + Seek, label: Option<&str>) -> Result<Dataset, Error> {
    let mut source = BufReader::with_capacity(1 << 16, source);
    let io_error = |error: io::Error| Error::FileUnreadable { file: file.to_owned(), reason: error.to_string() };
    let start = source.fill_buf().map_err(io_error)?;
    let bom = if start.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    source.consume(bom);
    let delimiter = delimiter(source.fill_buf().map_err(io_error)?);
    let reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(::csv::Trim::All)
        .from_reader(source);
    Table { file, reader, record: ::csv::ByteRecord::new(), start: bom as u64 }.read(label)
}

/// The most frequent of `,` `;` and tab in the first line, outside quotes.
fn delimiter(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(d, _)| *d == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // Of equally frequent ones the first counts.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

struct Table<'a, R> {
    file: &'a str,
    reader: ::csv::Reader<R>,
    record: ::csv::ByteRecord,
    /// Where the reader's first byte stands in the file.
    start: u64,
}

impl<R: Read + Seek> Table<'_, R> {
    fn read(mut self, label: Option<&str>) -> Result<Dataset, Error> {
        if !self.next_record()? {
            return Err(Error::FileEmpty { file: self.file.to_owned() });
        }
        let columns = self.header()?;
        let label_column = self.label_column(&columns, label)?;
        let (mut values, mut labels, mut rows_left_out) = (Vec::new(), Labels::default(), 0);
        while self.next_record()? {
            if self.record.len() != columns.len() {
                return Err(Error::RaggedRow {
                    file: self.file.to_owned(),
                    line: self.line(),
                    expected: columns.len(),
                    found: self.record.len(),
                });
            }
            if self.record.iter().any(is_missing) {
                rows_left_out += 1;
                continue;
            }
            for (column, field) in self.record.iter().enumerate() {
                let text = str::from_utf8(field).map_err(|_| Fault::NotUtf8);
                let read = if column == label_column {
                    text.map(|label| labels.push(label))
                } else {
                    text.and_then(number).map(|value| values.push(value))
                };
                if let Err(fault) = read {
                    return Err(self.refuse(&fault, &columns[column]));
                }
            }
        }
        let (labels, class_names) = labels.finish();
        let file = self.file.to_owned();
        match class_names.as_slice() {
            [] => return Err(Error::NoRows { file }),
            [class] => return Err(Error::OneClass { file, class: class.clone() }),
            _ => {}
        }
        let mut feature_names = columns;
        feature_names.remove(label_column);
        let features = Array2::from_shape_vec((labels.len(), feature_names.len()), values)
            .unwrap_or_else(|error| unreachable!("every row has all features: {error}"));
        let name = Path::new(self.file).file_stem().map_or(file, |stem| stem.to_string_lossy().into_owned());
        Ok(Dataset { name, features, labels, feature_names, class_names, rows_left_out })
    }

    fn next_record(&mut self) -> Result<bool, Error> {
        self.reader
            .read_byte_record(&mut self.record)
            .map_err(|error| Error::FileUnreadable { file: self.file.to_owned(), reason: error.to_string() })
    }

    /// The line of the record, for an error that ends the reading: it moves the source.
    fn line(&mut self) -> u64 {
        let Some(position) = self.record.position() else { return 1 };
        let (line, byte) = (position.line(), self.start + position.byte());
        // The position is where the record before ended: blank lines after it count, too. A source that cannot seek
        // (a pipe) leaves them out.
        let mut breaks = [0; 256];
        let source = self.reader.get_mut();
        let read = source.seek(SeekFrom::Start(byte)).and_then(|_| source.read(&mut breaks)).unwrap_or(0);
        let blank = breaks[..read].iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
        line + blank.filter(|byte| **byte == b'\n').count() as u64
    }

    fn not_utf8(&mut self) -> Error {
        Error::FileNotUtf8 { file: self.file.to_owned(), line: self.line() }
    }

    fn header(&mut self) -> Result<Vec<String>, Error> {
        let columns: Result<Vec<String>, _> =
            self.record.iter().map(|field| str::from_utf8(field).map(sanitize)).collect();
        let Ok(columns) = columns else { return Err(self.not_utf8()) };
        let twice = columns.iter().enumerate().find(|(index, column)| columns[..*index].contains(column));
        if let Some((_, column)) = twice {
            return Err(Error::DuplicateColumn { file: self.file.to_owned(), column: column.clone() });
        }
        if columns.len() < 2 {
            return Err(Error::NoFeatures { file: self.file.to_owned() });
        }
        Ok(columns)
    }

    fn label_column(&self, columns: &[String], label: Option<&str>) -> Result<usize, Error> {
        let Some(label) = label else { return Ok(columns.len() - 1) };
        let label = sanitize(label);
        columns.iter().position(|column| *column == label).ok_or_else(|| Error::UnknownLabel {
            file: self.file.to_owned(),
            label,
            columns: columns.join(", "),
        })
    }

    /// The error for a field of the current record in `column`.
    fn refuse(&mut self, fault: &Fault, column: &str) -> Error {
        let (file, line, column) = (self.file.to_owned(), self.line(), column.to_owned());
        match fault {
            Fault::NotUtf8 => self.not_utf8(),
            Fault::NotANumber(found) => Error::NotANumber { file, line, column, found: found.clone() },
            Fault::NotFinite(found) => Error::NotFinite { file, line, column, found: found.clone() },
        }
    }
}

/// What is wrong with a field.
enum Fault {
    NotUtf8,
    NotANumber(String),
    NotFinite(String),
}

fn number(text: &str) -> Result<f64, Fault> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(Fault::NotFinite(sanitize(text))),
        Err(_) => Err(Fault::NotANumber(sanitize(text))),
    }
}

fn is_missing(field: &[u8]) -> bool {
    field.is_empty() || field.eq_ignore_ascii_case(b"NA")
}

/// The classes as they come, to be put in natural order at the end.
#[derive(Default)]
struct Labels {
    classes: HashMap<String, usize>,
    rows: Vec<usize>,
}

impl Labels {
    fn push(&mut self, label: &str) {
        let class = self.classes.get(label).copied().unwrap_or_else(|| {
            self.classes.insert(label.to_owned(), self.classes.len());
            self.classes.len() - 1
        });
        self.rows.push(class);
    }

    /// The rows' classes by their place in the natural order, and the classes' names.
    fn finish(self) -> (Vec<usize>, Vec<String>) {
        let mut classes: Vec<(String, usize)> = self.classes.into_iter().collect();
        classes.sort_by(|(a, _), (b, _)| natural(a, b));
        let mut places = vec![0; classes.len()];
        classes.iter().enumerate().for_each(|(place, (_, class))| places[*class] = place);
        let rows = self.rows.into_iter().map(|class| places[class]).collect();
        (rows, classes.into_iter().map(|(name, _)| sanitize(&name)).collect())
    }
}

/// Numbers by value and before words; in words, runs of digits by value ("b2" before "b10").
fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        (Ok(_), Err(_)) => std::cmp::Ordering::Less,
        (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
        (Err(_), Err(_)) => chunks(a).cmp(chunks(b)).then_with(|| a.cmp(b)),
    }
}

/// The runs of digits and the single other characters of a word; a run sorts by its length without zeros, then digits.
fn chunks(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (chunk, after) = rest.split_at(digits.max(first.len_utf8()));
        rest = after;
        let chunk = if digits > 0 { chunk.trim_start_matches('0') } else { chunk };
        Some((if digits > 0 { chunk.len() } else { usize::MAX }, chunk))
    })
}

/// `text` without what a terminal might obey: control characters and marks that turn the direction of writing.
pub(super) fn sanitize(text: &str) -> String {
    let is_bidi =
        |c: char| matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || is_bidi(c) { '\u{FFFD}' } else { c }).collect()
}

/// Writes `dataset` as CSV, numbers in the shortest form that reads back to the same bits, the class last.
///
/// # Errors
/// Those of `out`.
pub fn write_csv(dataset: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let header = dataset.feature_names.iter().map(String::as_str).chain(["class"]);
    writer.write_record(header)?;
    for (row, &label) in dataset.features.rows().into_iter().zip(&dataset.labels) {
        let numbers = row.iter().map(ToString::to_string);
        writer.write_record(numbers.chain([dataset.class_names[label].clone()]))?;
    }
    writer.flush()
}
