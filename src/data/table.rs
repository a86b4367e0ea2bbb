//! A CSV file as a table: its header, its records, and where either is faulty.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use ndarray::Array2;

use super::guarded::{Fault, Guarded};
use super::labels::Labels;
use super::names::{clean, excerpt};
use crate::error::Error;
use crate::text::size;

/// A CSV file, read record by record.
pub struct Table<'a, R> {
    /// The name of the file in errors.
    file: &'a str,
    reader: ::csv::Reader<BufReader<Guarded<R>>>,
    record: ::csv::StringRecord,
    /// The offset of the reader's first byte in the file.
    start: u64,
    /// How much memory the rows may take, and how much they have taken, in bytes.
    limit: u64,
    taken: u64,
}

pub struct TableRows {
    /// One row each, the columns in the order requested.
    pub features: Array2<f64>,
    /// Their classes, if a column has them.
    pub labels: Labels,
    /// The number of rows left out because something was missing.
    pub left_out: usize,
}

/// The memory of a row: its numbers are copied to be scaled and split, and lists grow by doubling; a label may be new.
const BYTES_A_FIELD: u64 = 32;
const BYTES_A_ROW: u64 = 128;

/// Returns the most frequent of `,` `;` and tab in the first line that is not blank, outside quotes.
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
    // On a tie, the first wins.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

impl<'a, R: Read + Seek> Table<'a, R> {
    /// Opens the table in `source`, called `file` in errors.
    ///
    /// Reading fails if the source is not text, or if what is read would take more than `limit` bytes of memory.
    pub fn new(file: &'a str, source: R, limit: u64) -> Result<Self, Error> {
        let mut source = BufReader::with_capacity(1 << 16, Guarded::new(source, limit));
        let io_error = |error: io::Error| unreadable(file, &error, 1);
        let start = source.fill_buf().map_err(io_error)?;
        let bom = if start.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        source.consume(bom);
        let delimiter = delimiter(source.fill_buf().map_err(io_error)?);
        let reader =
            ::csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(source);
        Ok(Self { file, reader, record: ::csv::StringRecord::new(), start: bom as u64, limit, taken: 0 })
    }

    /// Returns the file's name without its folder and ending.
    pub fn name(&self) -> String {
        Path::new(self.file).file_stem().map_or(self.file.to_owned(), |stem| stem.to_string_lossy().into_owned())
    }

    /// Reads the names of the columns.
    pub fn header(&mut self) -> Result<Vec<String>, Error> {
        let file = self.file.to_owned();
        if !self.next_record()? {
            return Err(Error::FileEmpty { file });
        }
        let (mut columns, mut seen) = (Vec::new(), HashSet::new());
        for field in &self.record {
            let column = clean(field);
            if !seen.insert(column.clone()) {
                return Err(Error::DuplicateColumn { file, column: column.into_owned() });
            }
            columns.push(column.into_owned());
        }
        Ok(columns)
    }

    /// Moves to the next row, which must have as many fields as there are `columns`; returns false at the end.
    fn next_row(&mut self, columns: usize) -> Result<bool, Error> {
        if !self.next_record()? {
            return Ok(false);
        }
        let found = self.record.len();
        if found != columns {
            return Err(Error::RaggedRow { file: self.file.to_owned(), line: self.line(), expected: columns, found });
        }
        self.taken += BYTES_A_FIELD * columns as u64 + BYTES_A_ROW;
        if self.taken > self.limit {
            return Err(too_large(self.file, self.limit));
        }
        Ok(true)
    }

    /// Reads all rows: the numbers in the columns `features`, and the class in the column `label`. A row that lacks a
    /// number is left out. One that lacks its class is left out if `all_labelled`; otherwise its class is empty.
    pub fn rows(
        &mut self,
        columns: &[String],
        features: &[usize],
        label: Option<usize>,
        all_labelled: bool,
    ) -> Result<TableRows, Error> {
        let (mut values, mut labels, mut rows, mut left_out) = (Vec::new(), Labels::default(), 0, 0);
        let needed = || features.iter().copied().chain(label.filter(|_| all_labelled));
        while self.next_row(columns.len())? {
            if needed().any(|column| self.is_missing(column)) {
                left_out += 1;
                continue;
            }
            rows += 1;
            for &feature in features {
                values.push(self.number(feature, columns)?);
            }
            if let Some(label) = label {
                // Made safe first, because labels that look alike on the screen are one class.
                labels.push(&if self.is_missing(label) { "".into() } else { clean(&self.record[label]) });
            }
        }
        let features = Array2::from_shape_vec((rows, features.len()), values)
            .unwrap_or_else(|error| unreachable!("every row has all features: {error}"));
        Ok(TableRows { features, labels, left_out })
    }

    /// Returns the place of the column `label` among `columns`.
    pub fn label_column(&self, columns: &[String], label: &str) -> Result<usize, Error> {
        let label = clean(label).into_owned();
        columns.iter().position(|column| *column == label).ok_or_else(|| Error::UnknownLabel {
            file: self.file.to_owned(),
            label,
            columns: columns.join(", "),
        })
    }

    /// Moves to the next record that is not a line of white space; returns false at the end.
    fn next_record(&mut self) -> Result<bool, Error> {
        loop {
            self.reader.get_mut().get_mut().begin_record();
            let line = self.reader.position().line();
            match self.reader.read_record(&mut self.record) {
                Ok(false) => return Ok(false),
                Ok(true) if self.record.len() == 1 && self.record[0].trim().is_empty() => {}
                Ok(true) => return Ok(true),
                Err(error) => return Err(self.broken(&error, line)),
            }
        }
    }

    /// Returns the error for a record that begins in `line` and could not be read.
    fn broken(&mut self, error: &::csv::Error, line: u64) -> Error {
        let file = self.file.to_owned();
        match error.kind() {
            ::csv::ErrorKind::Utf8 { pos, .. } => Error::FileNotUtf8 { file, line: self.line_at(pos.as_ref()) },
            ::csv::ErrorKind::Io(error) => unreadable(&file, error, line),
            _ => Error::FileUnreadable { file, reason: error.to_string() },
        }
    }

    /// Returns the line of the record, for an error that ends the reading: this moves the source.
    fn line(&mut self) -> u64 {
        let position = self.record.position().cloned();
        self.line_at(position.as_ref())
    }

    fn line_at(&mut self, position: Option<&::csv::Position>) -> u64 {
        let Some(position) = position else { return 1 };
        // The position is where the previous record ended, so blank lines after it have to be added. A source that
        // cannot seek (a pipe) leaves them out.
        let source = self.reader.get_mut();
        let blank = source.seek(SeekFrom::Start(self.start + position.byte())).and_then(|_| blank_lines(source));
        position.line() + blank.unwrap_or(0)
    }

    fn is_missing(&self, column: usize) -> bool {
        is_missing(&self.record[column])
    }

    /// Returns the number in `column`, one of `columns`, of the row; an error ends the reading.
    fn number(&mut self, column: usize, columns: &[String]) -> Result<f64, Error> {
        let field = self.record[column].trim();
        match field.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            parsed => {
                let (file, found, column) = (self.file.to_owned(), excerpt(field), columns[column].clone());
                let line = self.line();
                Err(match parsed {
                    Ok(_) => Error::NotFinite { file, line, column, found },
                    Err(_) => Error::NotANumber { file, line, column, found },
                })
            }
        }
    }
}

/// Returns the error for the file called `file`, whose reading failed in the record that begins in `line`.
fn unreadable(file: &str, error: &io::Error, line: u64) -> Error {
    let file = file.to_owned();
    match Fault::of(error) {
        Some(Fault::Nul { line }) => Error::FileHasNul { file, line },
        Some(Fault::TooLarge(limit)) => too_large(&file, limit),
        Some(Fault::RecordTooLong(limit)) => Error::RowTooLong { file, line, most: size(limit) },
        None => Error::FileUnreadable { file, reason: error.to_string() },
    }
}

fn too_large(file: &str, limit: u64) -> Error {
    Error::FileTooLarge { file: file.to_owned(), most: size(limit) }
}

/// Counts the lines that end before anything but a line break comes.
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

fn is_missing(field: &str) -> bool {
    let field = field.trim();
    field.is_empty() || field.eq_ignore_ascii_case("NA")
}
