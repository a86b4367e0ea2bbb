//! The results of a sweep, a row a combination.

use super::summary::Summary;
use super::trial::Trial;
use crate::cli::Sweep;
use crate::error::Error;

/// All that a sweep found.
#[derive(Debug)]
pub(super) struct Report<'a> {
    pub(super) sweep: &'a Sweep,
    pub(super) rows: Vec<Row<'a>>,
}

/// A combination, and what became of its runs.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The values of the options that vary.
    pub(super) values: Vec<String>,
    /// Its runs, in the order of their seeds.
    pub(super) trials: &'a [Trial],
    /// What they come to, or why there are none.
    pub(super) summary: Result<Summary, Error>,
    /// What opens the first of them on the screen.
    pub(super) command: String,
}

impl<'a> Report<'a> {
    /// The report on `trials`: combination after combination, seed after seed.
    pub(super) fn new(sweep: &'a Sweep, trials: &'a [Trial]) -> Self {
        let row = |(index, trials): (usize, &'a [Trial])| Row {
            values: sweep.combinations.values(index).collect(),
            trials,
            summary: Summary::of(trials),
            command: sweep.combinations.command(index),
        };
        Self { sweep, rows: trials.chunks(sweep.seeds.len()).enumerate().map(row).collect() }
    }

    /// What the options that vary are called.
    pub(super) fn options(&self) -> Vec<&'a str> {
        self.sweep.combinations.varying().collect()
    }

    /// Why the first combination could not be run, if none could.
    pub(super) fn error(&self) -> Option<Error> {
        let mut errors = self.rows.iter().map(|row| row.summary.as_ref().err());
        let first = errors.next().flatten();
        first.filter(|_| errors.all(|error| error.is_some())).cloned()
    }
}
