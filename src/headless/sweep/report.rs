//! The results of a sweep: one row per combination, with a summary of its runs.

use super::trial::{Finish, Outcome, Trial};
use crate::cli::Sweep;
use crate::error::Error;

#[derive(Debug)]
pub(super) struct Report<'a> {
    pub(super) sweep: &'a Sweep,
    pub(super) rows: Vec<Row<'a>>,
}

/// A combination and its results.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The values of the options that vary.
    pub(super) values: Vec<String>,
    /// The runs, in the order of their seeds.
    pub(super) trials: &'a [Trial],
    /// The summary of the runs, or why there are none.
    pub(super) summary: Result<Summary, Error>,
    /// The command that opens the first run on the screen.
    pub(super) command: String,
}

impl<'a> Report<'a> {
    /// Reports on `trials`, which are ordered by combination, then by seed.
    pub(super) fn new(sweep: &'a Sweep, trials: &'a [Trial]) -> Self {
        let row = |(index, trials): (usize, &'a [Trial])| Row {
            values: sweep.combinations.values(index).collect(),
            trials,
            summary: Summary::of(trials),
            command: sweep.combinations.command(index),
        };
        Self { sweep, rows: trials.chunks(sweep.seeds.len()).enumerate().map(row).collect() }
    }

    pub(super) fn options(&self) -> Vec<&'a str> {
        self.sweep.combinations.varying().collect()
    }

    /// Returns why the first combination could not be run, if none could.
    pub(super) fn error(&self) -> Option<Error> {
        let mut errors = self.rows.iter().map(|row| row.summary.as_ref().err());
        let first = errors.next().flatten();
        first.filter(|_| errors.all(|error| error.is_some())).cloned()
    }
}

/// The runs of one combination, which differ only in their seeds. Diverged runs do not count in the means.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) runs: usize,
    pub(super) diverged: usize,
    /// In the order of [`Finish::measures`].
    pub(super) measures: [Option<Statistic>; 4],
    pub(super) dead: Option<Statistic>,
}

impl Summary {
    /// Summarizes `trials`, which are in the order of their seeds.
    ///
    /// # Errors
    /// Why the combination cannot be run.
    pub(super) fn of(trials: &[Trial]) -> Result<Self, Error> {
        let (mut finished, mut diverged) = (Vec::new(), 0);
        for trial in trials {
            match &trial.outcome {
                Outcome::Finished(finish) => finished.push(finish),
                Outcome::Diverged(_) => diverged += 1,
                Outcome::Refused(error) => return Err(error.clone()),
            }
        }
        let over = |value: &dyn Fn(&Finish) -> Option<f64>| {
            Statistic::of(&finished.iter().copied().filter_map(value).collect::<Vec<_>>())
        };
        Ok(Self {
            runs: trials.len(),
            diverged,
            measures: std::array::from_fn(|measure| over(&|finish| finish.measures()[measure])),
            dead: over(&|finish| Some(finish.dead as f64)),
        })
    }
}

/// The mean and the spread of some values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Statistic {
    pub(super) mean: f64,
    /// √(Σ(x − mean)² / (count − 1)); `None` for a single value.
    pub(super) deviation: Option<f64>,
}

impl Statistic {
    /// Summarizes `values`, added in their order; `None` if there are none.
    fn of(values: &[f64]) -> Option<Self> {
        let largest = values.iter().fold(0.0, |largest: f64, x| x.abs().max(largest));
        // Squares of huge values overflow. Scaling by a power of two is exact and changes no other bit.
        let unit = if largest > 1e100 { libm::ldexp(1.0, -600) } else { 1.0 };
        let count = values.len() as f64;
        let mean = values.iter().map(|x| x * unit).sum::<f64>() / count;
        let squares = values.iter().map(|x| (x * unit - mean) * (x * unit - mean)).sum::<f64>();
        let deviation = || libm::sqrt(squares / (count - 1.0)) / unit;
        (!values.is_empty()).then(|| Self { mean: mean / unit, deviation: (values.len() > 1).then(deviation) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deviation_is_that_of_a_sample() {
        let of = |values: &[f64]| Statistic::of(values);
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[3.0]), Some(Statistic { mean: 3.0, deviation: None }));
        assert_eq!(of(&[2.0, 4.0]), Some(Statistic { mean: 3.0, deviation: Some(libm::sqrt(2.0)) }));
        let huge = of(&[1e300, 3e300]).unwrap();
        assert_eq!(huge.mean, 2e300);
        assert!((huge.deviation.unwrap() / 2e300 - 0.5f64.sqrt()).abs() < 1e-12, "{huge:?}");
    }
}
