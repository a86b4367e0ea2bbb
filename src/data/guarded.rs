//! A source of text that fails if it is not text, or too much: a device or a pipe may have no end.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};

/// A record is held in memory with all its fields, each of which takes some ten bytes even when it is empty.
const RECORDS: u64 = 128;
const SHORTEST_MOST: u64 = 1 << 20;
const LONGEST_MOST: u64 = 1 << 26;

/// Counts bytes as they pass.
pub struct Guarded<R> {
    source: R,
    /// The most bytes of the whole source.
    limit: u64,
    /// The most bytes of one record.
    record_limit: u64,
    read: u64,
    read_of_record: u64,
    lines: u64,
    /// After a seek, bytes pass a second time and are not counted.
    has_moved: bool,
}

/// Why reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A byte that no text has, in this line, from 1.
    Nul { line: u64 },
    /// More bytes than this.
    TooLarge(u64),
    /// A record with more bytes than this.
    RecordTooLong(u64),
}

impl<R> Guarded<R> {
    /// Begins at the start of `source`.
    pub fn new(source: R, limit: u64) -> Self {
        let record_limit = (limit / RECORDS).clamp(SHORTEST_MOST, LONGEST_MOST);
        Self { source, limit, record_limit, read: 0, read_of_record: 0, lines: 0, has_moved: false }
    }

    /// Begins another record.
    pub fn begin_record(&mut self) {
        self.read_of_record = 0;
    }

    fn check(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let lines = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').count() as u64 - 1;
        if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
            return Err(Fault::Nul { line: self.lines + lines(&bytes[..place]) + 1 });
        }
        self.lines += lines(bytes);
        self.read += bytes.len() as u64;
        // Blank lines belong to no record.
        if !bytes.iter().all(|byte| matches!(byte, b'\n' | b'\r')) {
            self.read_of_record += bytes.len() as u64;
        }
        if self.read > self.limit {
            return Err(Fault::TooLarge(self.limit));
        }
        if self.read_of_record > self.record_limit {
            return Err(Fault::RecordTooLong(self.record_limit));
        }
        Ok(())
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        if !self.has_moved {
            self.check(&buffer[..count]).map_err(io::Error::other)?;
        }
        Ok(count)
    }
}

impl<R: Seek> Seek for Guarded<R> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.has_moved = true;
        self.source.seek(place)
    }
}

impl Fault {
    /// Returns the fault behind `error`, if there is one.
    pub fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::super::csv::parse_csv;
    use super::*;
    use crate::error::Error;

    /// The same text for ever, as a pipe may send it.
    struct Endless {
        start: &'static [u8],
        text: &'static [u8],
        sent: u64,
    }

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            for byte in buffer.iter_mut() {
                let place = self.sent as usize;
                let text = || self.text[(place - self.start.len()) % self.text.len()];
                *byte = self.start.get(place).copied().unwrap_or_else(text);
                self.sent += 1;
            }
            Ok(buffer.len())
        }
    }

    impl Seek for Endless {
        fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    /// Returns the error for a source without end, and how many bytes of it were read.
    fn refusal(start: &'static [u8], text: &'static [u8], limit: u64) -> (Error, u64) {
        let mut source = Endless { start, text, sent: 0 };
        let error = parse_csv("f", &mut source, None, limit).expect_err("there is no end");
        (error, source.sent)
    }

    #[test]
    fn a_source_without_end_is_refused_while_it_is_read() {
        const LIMIT: u64 = 4 << 20;
        for (start, text) in [
            (&b"a,b\n"[..], &b"1,x\n"[..]),
            (b"a,b\n", b"\n"),
            (b"a,b\n1,x\n", b"NA,x\n"),
            (b"a,b\n", b"1,12345678901234567890\n"),
        ] {
            let (error, sent) = refusal(start, text, LIMIT);
            assert!(matches!(error, Error::FileTooLarge { .. }), "{text:?}: {error:?}");
            assert!(sent <= LIMIT + (1 << 17), "{text:?}: {sent} bytes were read");
        }
        for (start, text) in [
            (&b""[..], &b","[..]),
            (b"", b"a"),
            (b"", b"a,"),
            (b"a,b\n", b"1,"),
            (b"a,b\n1,\"", b"x\n"),
            (b"a,b\n1,x\n2,\"", b"y"),
        ] {
            let (error, sent) = refusal(start, text, LIMIT);
            assert!(matches!(error, Error::RowTooLong { .. }), "{text:?}: {error:?}");
            assert!(sent <= SHORTEST_MOST + (1 << 18), "{text:?}: {sent} bytes were read");
        }
        for start in [&b""[..], b"a,b\n1,x\n", b"a,b\n1,\"x"] {
            let (error, sent) = refusal(start, b"\0", LIMIT);
            assert!(matches!(error, Error::FileHasNul { .. }), "{start:?}: {error:?}");
            assert!(sent <= 1 << 17, "{start:?}: {sent} bytes were read");
        }
        assert_eq!(refusal(b"a,b\n1,x\n2,y\0\n", b"1,x\n", LIMIT).0, Error::FileHasNul { file: "f".into(), line: 3 });
    }
}
