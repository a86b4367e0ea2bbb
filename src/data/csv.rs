//! CSV files: a header row, numeric features, one column of class labels.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use ndarray::Array2;

use super::dataset::Dataset;
use super::labels::Labels;
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
    let reader = ::csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(source);
    Table { file, reader, record: ::csv::StringRecord::new(), start: bom as u64 }.read(label)
}

/// The most frequent of `,` `;` and tab in the first line that is not blank, outside quotes.
fn delimiter(start: &[u8]) -> u8 {
    // Not tabs: a header may begin with an empty name.
    let blank = start.iter().take_while(|byte| matches!(byte, b'\r' | b'\n' | b' ')).count();
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in &start[blank..] {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
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
    record: ::csv::StringRecord,
    /// Where the reader's first byte stands in the file.
    start: u64,
}

impl<R: BufRead + Seek> Table<'_, R> {
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
                if column == label_column {
                    // Made safe first: labels that look alike on the screen are one class.
                    labels.push(&clean(field));
                    continue;
                }
                match number(field) {
                    Ok(value) => values.push(value),
                    Err(fault) => return Err(self.refuse(fault, &columns[column])),
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

    /// Moves to the next record that is not a line of white space; false at the end.
    fn next_record(&mut self) -> Result<bool, Error> {
        loop {
            match self.reader.read_record(&mut self.record) {
                Ok(false) => return Ok(false),
                Ok(true) if self.record.len() == 1 && self.record[0].trim().is_empty() => {}
                Ok(true) => return Ok(true),
                Err(error) => return Err(self.broken(&error)),
            }
        }
    }

    /// The error for a record that could not be read.
    fn broken(&mut self, error: &::csv::Error) -> Error {
        let file = self.file.to_owned();
        match error.kind() {
            ::csv::ErrorKind::Utf8 { pos, .. } => Error::FileNotUtf8 { file, line: self.line_at(pos.as_ref()) },
            ::csv::ErrorKind::Io(error) => Error::FileUnreadable { file, reason: error.to_string() },
            _ => Error::FileUnreadable { file, reason: error.to_string() },
        }
    }

    /// The line of the record, for an error that ends the reading: it moves the source.
    fn line(&mut self) -> u64 {
        let position = self.record.position().cloned();
        self.line_at(position.as_ref())
    }

    fn line_at(&mut self, position: Option<&::csv::Position>) -> u64 {
        let Some(position) = position else { return 1 };
        // The position is where the record before ended: blank lines after it count, too. A source that cannot seek
        // (a pipe) leaves them out.
        let source = self.reader.get_mut();
        let blank = source.seek(SeekFrom::Start(self.start + position.byte())).and_then(|_| blank_lines(source));
        position.line() + blank.unwrap_or(0)
    }

    /// The names of the columns.
    fn header(&self) -> Result<Vec<String>, Error> {
        let file = self.file.to_owned();
        let columns: Vec<String> = self.record.iter().map(|field| clean(field).into_owned()).collect();
        let mut seen = HashSet::new();
        if let Some(column) = columns.iter().find(|column| !seen.insert(*column)) {
            return Err(Error::DuplicateColumn { file, column: column.clone() });
        }
        if columns.len() < 2 {
            return Err(Error::NoFeatures { file });
        }
        Ok(columns)
    }

    fn label_column(&self, columns: &[String], label: Option<&str>) -> Result<usize, Error> {
        let Some(label) = label else { return Ok(columns.len() - 1) };
        let label = clean(label).into_owned();
        columns.iter().position(|column| *column == label).ok_or_else(|| Error::UnknownLabel {
            file: self.file.to_owned(),
            label,
            columns: columns.join(", "),
        })
    }

    /// The error for a field of the current record in `column`.
    fn refuse(&mut self, fault: Fault, column: &str) -> Error {
        let (file, line, column) = (self.file.to_owned(), self.line(), column.to_owned());
        match fault {
            Fault::NotANumber(found) => Error::NotANumber { file, line, column, found },
            Fault::NotFinite(found) => Error::NotFinite { file, line, column, found },
        }
    }
}

/// How many lines end before something else than a line break comes.
fn blank_lines(source: &mut impl BufRead) -> io::Result<u64> {
    let mut lines = 0;
    loop {
        let bytes = source.fill_buf()?;
        let breaks = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        lines += bytes[..breaks].iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        if breaks == 0 || breaks < bytes.len() {
            return Ok(lines);
        }
        source.consume(breaks);
    }
}

/// What is wrong with a field, and what it says.
enum Fault {
    NotANumber(String),
    NotFinite(String),
}

fn number(field: &str) -> Result<f64, Fault> {
    let field = field.trim();
    match field.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(Fault::NotFinite(excerpt(field))),
        Err(_) => Err(Fault::NotANumber(excerpt(field))),
    }
}

/// The beginning of `field`: a quote that never closes makes a field of the whole rest of the file.
fn excerpt(field: &str) -> String {
    const LONGEST: usize = 40;
    let end = field.char_indices().nth(LONGEST).map_or(field.len(), |(end, _)| end);
    let more = if end < field.len() { "…" } else { "" };
    sanitize(&field[..end]) + more
}

fn is_missing(field: &str) -> bool {
    let field = field.trim();
    field.is_empty() || field.eq_ignore_ascii_case("NA")
}

/// A name or label as the screen may show it, without white space around it.
fn clean(field: &str) -> Cow<'_, str> {
    let field = field.trim();
    if field.chars().any(is_unsafe) { Cow::Owned(sanitize(field)) } else { Cow::Borrowed(field) }
}

/// `text` without what a terminal might obey: control characters and marks that turn the direction of writing.
pub fn sanitize(text: &str) -> String {
    text.chars().map(|c| if is_unsafe(c) { '\u{FFFD}' } else { c }).collect()
}

fn is_unsafe(c: char) -> bool {
    let turns = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}
