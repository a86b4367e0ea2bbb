//! Many runs at once: every combination of options with every seed, and their results.

mod grid;
mod ink;
mod picture;
mod queue;
mod records;
mod report;
mod table;
mod trial;

use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::thread::available_parallelism;

use super::interruption::Interruption;
use super::train::{keep, progress_bar};
use super::{print, targets};
use crate::cli::Sweep;
use crate::error::Error;
use crate::files::Target;
use crate::text::Text;

use ink::Ink;
use report::Report;
use trial::Trial;

#[derive(Debug, Clone, Copy)]
struct Screen {
    ink: Ink,
    columns: usize,
}

/// Makes all runs of `sweep` and prints their results.
///
/// # Errors
/// Something cannot be written, or no combination can be run.
pub fn sweep(sweep: &Sweep, text: &Text) -> Result<(), Error> {
    let [csv, runs] = targets(&sweep.combinations.inputs(), [("--csv", &sweep.csv), ("--runs", &sweep.runs)])?;
    let prints_csv = csv.iter().chain(&runs).any(Target::is_stdout);
    let screen = (io::stdout().is_terminal() && !prints_csv).then(|| Screen::of(sweep));
    let trials = all_trials(sweep, screen)?;
    let report = Report::new(sweep, &trials);
    // From here on a signal waits until the files are complete.
    let interruption = Interruption::listen()?;
    for (target, csv) in [(csv, records::combinations as fn(&_, &_) -> _), (runs, records::runs)] {
        target.map_or(Ok(()), |target| keep(target, csv(&report, text), &interruption))?;
    }
    interruption.give_way();
    if !prints_csv {
        let mut output = table::table(&report, screen.map(|screen| screen.columns), text);
        if let Some(Screen { ink, columns }) = screen {
            output += &grid::grid(&report, ink, columns, text);
        }
        print(output.as_bytes())?;
    }
    report.error().map_or(Ok(()), Err)
}

impl Screen {
    fn of(sweep: &Sweep) -> Self {
        let columns = console::Term::stdout().size_checked().map_or(80, |(_, columns)| columns.into());
        Self { ink: Ink::of(sweep.color), columns }
    }
}

/// Makes every run. Results are ordered by combination, then by seed, in whatever order they finish.
fn all_trials(sweep: &Sweep, screen: Option<Screen>) -> Result<Vec<Trial>, Error> {
    let seeds = sweep.seeds.len();
    let count = sweep.combinations.count() as usize * seeds;
    let workers = sweep.workers.map_or_else(|| available_parallelism().map_or(1, NonZero::get), usize::from);
    let bar = progress_bar(count as u64);
    let trial = |index: usize| {
        let (combination, repetition) = (index / seeds, index % seeds);
        let run = sweep.combinations.run(combination, sweep.seeds[repetition]);
        Trial::of(run, screen.filter(|_| repetition == 0).map(|screen| grid::points(screen.ink)))
    };
    let trials = queue::side_by_side(count, workers, trial, |done| bar.set_position(done as u64));
    bar.finish_and_clear();
    trials.map_err(|error| Error::NoThreads { reason: error.to_string() })
}
