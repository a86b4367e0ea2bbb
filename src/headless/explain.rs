//! One phase of one step as text: what the Step screen shows, without a terminal.

use std::fmt::Write as _;

use super::print;
use crate::cli::{Question, Run};
use crate::error::Error;
use crate::explain::{Description, Digits, Place, PrintedTerm, Quantity, equals};
use crate::session::{OpenStep, Phase, Position};
use crate::t;
use crate::text::Text;

/// Without `--full` a matrix shows at most this many rows and columns: the first and the last ones.
const MOST_ROWS: usize = 12;
const MOST_COLUMNS: usize = 10;

/// Prints what was asked for: the list of phases, a phase, an opened cell, or a matrix as CSV.
///
/// # Errors
/// The phase or the cell does not exist, the run's numbers stop being finite before it, or standard output cannot be
/// written.
pub fn explain(run: &Run, question: &Question, text: &Text) -> Result<(), Error> {
    let hidden = run.setup.hyperparameters().hidden_units.len();
    let phases = crate::session::phases(hidden);
    if question.list {
        let line = |phase: &Phase| format!("{:<8}{}\n", phase.ascii(hidden), phase.symbol(hidden));
        return print(phases.iter().map(line).collect::<String>().as_bytes());
    }
    let asked = asked_phases(&question.phase, &phases, hidden)?;
    let mut session = run.session();
    let mut output = String::new();
    for phase in asked {
        let index = phases.iter().position(|&other| other == phase).unwrap_or_default();
        let open = run.threads.run(|| {
            session.go_to(Position { step: question.at, phase: index });
            session.open()
        });
        let open = open.filter(|open| open.is_computed(phase) && open.position.step == question.at);
        let open = open.ok_or_else(|| session.run().breakdown_error().expect("only a run that broke lacks a phase"))?;
        if question.csv {
            output += &csv(&open, Description::new(&open, phase).result().quantity);
            continue;
        }
        if !output.is_empty() {
            output.push('\n');
        }
        match question.cell {
            Some(cell) => output += &opened(&open, phase, cell, question.full, text)?,
            None => output += &whole(&open, phase, question.full, text),
        }
    }
    print(output.as_bytes())
}

/// Finds the phase called `name`; `update` means all phases of the update.
fn asked_phases(name: &str, phases: &[Phase], hidden: usize) -> Result<Vec<Phase>, Error> {
    if name.eq_ignore_ascii_case("update") {
        return Ok(phases.iter().copied().filter(|phase| phase.is_update()).collect());
    }
    let names = || phases.iter().map(|phase| phase.ascii(hidden)).collect::<Vec<_>>().join(", ");
    let unknown = || Error::UnknownPhase { name: name.to_owned(), names: names() };
    Phase::named(name, hidden).map(|phase| vec![phase]).ok_or_else(unknown)
}

/// Formats a matrix as CSV without a header; every number reads back as the same float64.
fn csv(open: &OpenStep, quantity: Quantity) -> String {
    let (rows, columns) = quantity.dim(open);
    let line = |row: usize| {
        let numbers: Vec<String> =
            (0..columns).map(|column| format!("{:?}", quantity.value(open, row, column))).collect();
        numbers.join(",") + "\n"
    };
    (0..rows).map(line).collect()
}

fn whole(open: &OpenStep, phase: Phase, full: bool, text: &Text) -> String {
    let description = Description::new(open, phase);
    let mut output = description.equation.clone() + "\n\n" + &description.shapes(text) + "\n";
    if let Some(chain) = description.chain() {
        output += "\n";
        for line in chain.lines(text) {
            output += &(line + "\n");
        }
    }
    if let Some(sentence) = description.remark(Place::default(), text) {
        output += &format!("\n{sentence}\n");
    }
    for operand in description.operands() {
        output += "\n";
        output += &table(open, operand.quantity, full);
    }
    output
}

/// Formats a matrix with headings; without `full` only its first and last rows and columns.
fn table(open: &OpenStep, quantity: Quantity, full: bool) -> String {
    let (rows, columns) = quantity.dim(open);
    let digits = if full { Digits::Full } else { quantity.digits(open) };
    let some = |count: usize, most: usize| -> Vec<Option<usize>> {
        if full || count <= most {
            return (0..count).map(Some).collect();
        }
        (0..most - 3).map(Some).chain([None]).chain((count - 2..count).map(Some)).collect()
    };
    let (down, across) = (some(rows, MOST_ROWS), some(columns, MOST_COLUMNS));
    let cell = |row: Option<usize>, column: Option<usize>| match (row, column) {
        (Some(row), Some(column)) => digits.show(quantity.value(open, row, column)),
        _ => "…".to_owned(),
    };
    let heading = |index: Option<usize>| index.map_or("…".to_owned(), |index| (index + 1).to_string());
    let width = |column: &Option<usize>| {
        let cells = down.iter().map(|&row| cell(row, *column).chars().count());
        cells.chain([heading(*column).chars().count()]).max().unwrap_or(1)
    };
    let widths: Vec<usize> = across.iter().map(width).collect();
    let left = rows.to_string().len();
    let mut output = format!("{} {rows}×{columns}\n", quantity.name(open));
    let line = |first: String, cells: Vec<String>| {
        let mut line = format!("{first:>left$}");
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(line, "  {cell:>width$}");
        }
        line + "\n"
    };
    output += &line(String::new(), across.iter().map(|&column| heading(column)).collect());
    for &row in &down {
        output += &line(heading(row), across.iter().map(|&column| cell(row, column)).collect());
    }
    output
}

/// Formats a cell with its whole sum, one term per line.
///
/// # Errors
/// The cell does not exist.
pub fn opened(
    open: &OpenStep,
    phase: Phase,
    (row, column): (usize, usize),
    full: bool,
    text: &Text,
) -> Result<String, Error> {
    let description = Description::new(open, phase);
    let (rows, columns) = description.result().quantity.dim(open);
    if !(1..=rows).contains(&row) || !(1..=columns).contains(&column) {
        let phase = phase.symbol(open.hidden_layers());
        return Err(Error::CellNotThere { cell: format!("{row},{column}"), phase, rows, columns });
    }
    let mut output = format!("{}\n", description.equation);
    for sum in description.open(Place { row: row - 1, column: column - 1, inner: 0 }, full).sums {
        let printed = sum.printed();
        let wide = |of: fn(&PrintedTerm) -> &String| {
            printed.terms.iter().map(|term| of(term).chars().count()).max().unwrap_or(0)
        };
        let (letters, numbers) = (wide(|term| &term.letters), wide(|term| &term.numbers));
        let values = wide(|term| &term.value).max(printed.total.chars().count());
        let _ = writeln!(output, "\n{}", sum.left);
        let word = if printed.is_true() { String::new() } else { format!("  ({})", t!(text, "step.rounded")) };
        for (index, term) in printed.terms.iter().enumerate() {
            let (sign, equals) = (if index == 0 { '=' } else { '+' }, equals(term.multiplies));
            let word = if sum.count == 1 { &*word } else { "" };
            let _ = writeln!(
                output,
                "  {sign} {:<letters$}  = {:<numbers$}  {equals} {:>values$}{word}",
                term.letters, term.numbers, term.value
            );
        }
        if sum.count > 1 {
            let _ = writeln!(output, "  {} {}{word}", equals(printed.adds), printed.total);
        }
    }
    Ok(output)
}
