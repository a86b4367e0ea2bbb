//! The arguments of `explain`.

use clap::Args;

use crate::error::Error;

#[derive(Debug, Args)]
pub(super) struct QuestionArguments {
    #[arg(long, value_name = "STEP", default_value = "0", conflicts_with = "list")]
    at: u64,
    #[arg(long, value_name = "PHASE", required_unless_present = "list", conflicts_with = "list")]
    phase: Option<String>,
    #[arg(long, value_name = "ROW,COL", conflicts_with_all = ["csv", "list"])]
    cell: Option<String>,
    #[arg(long, conflicts_with_all = ["csv", "list"])]
    full: bool,
    #[arg(long, conflicts_with = "list")]
    csv: bool,
    #[arg(long)]
    list: bool,
}

/// What to explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The step.
    pub at: u64,
    /// The name of the phase, as typed.
    pub phase: String,
    /// The row and the column, from 1, of the entry to open.
    pub cell: Option<(usize, usize)>,
    /// Whether to print everything, at full precision.
    pub full: bool,
    /// Whether to print only the result, as CSV.
    pub csv: bool,
    /// Whether to list the phases.
    pub list: bool,
}

impl QuestionArguments {
    pub(super) fn check(self) -> Result<Question, Error> {
        let cell = self.cell.as_deref().map(parse_cell).transpose()?;
        let Self { at, phase, full, csv, list, .. } = self;
        let phase = phase.unwrap_or_default();
        let is_whole_update = phase.eq_ignore_ascii_case("update");
        if is_whole_update && (csv || cell.is_some()) {
            return Err(Error::out_of_range("--phase", &phase, "W2, B2, W1, B1, …"));
        }
        Ok(Question { at, phase, cell, full, csv, list })
    }
}

fn parse_cell(cell: &str) -> Result<(usize, usize), Error> {
    let parse = || {
        let (row, column) = cell.split_once(',')?;
        Some((row.trim().parse().ok()?, column.trim().parse().ok()?))
    };
    parse().ok_or_else(|| Error::out_of_range("--cell", cell, "ROW,COL"))
}
