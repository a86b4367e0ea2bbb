//! The results as CSV, one row per combination or per run. Numbers read back to the same bits.

use super::report::{Report, Row, Statistic};
use super::trial::Outcome;
use crate::text::Text;

/// Writes one row per combination.
pub(super) fn combinations(report: &Report, text: &Text) -> Vec<u8> {
    let header = [
        "runs",
        "loss_mean",
        "loss_deviation",
        "accuracy_mean",
        "accuracy_deviation",
        "test_loss_mean",
        "test_loss_deviation",
        "test_accuracy_mean",
        "test_accuracy_deviation",
        "dead_units_mean",
        "diverged",
        "error",
        "command",
    ];
    let row = |row: &Row| {
        let mut fields = vec![row.trials.len().to_string()];
        match &row.summary {
            Ok(summary) => {
                fields.extend(summary.measures.into_iter().flat_map(mean_and_deviation));
                fields.push(number(summary.dead.map(|dead| dead.mean)));
                fields.extend([summary.diverged.to_string(), String::new(), row.command.clone()]);
            }
            Err(error) => {
                fields.extend(vec![String::new(); 10]);
                fields.extend([error.message(text), String::new()]);
            }
        }
        fields
    };
    written(report, &header, report.rows.iter().map(|one| (one, row(one))))
}

/// Writes one row per run.
pub(super) fn runs(report: &Report, text: &Text) -> Vec<u8> {
    let header = ["seed", "outcome", "step", "loss", "accuracy", "test_loss", "test_accuracy", "dead_units", "error"];
    let run = |outcome: &Outcome, seed: u64| {
        let (outcome, step, numbers, error) = match outcome {
            Outcome::Finished(finish) => {
                let numbers = finish.measures().into_iter().map(number).chain([finish.dead.to_string()]);
                ("finished", finish.steps.to_string(), numbers.collect(), String::new())
            }
            Outcome::Diverged(step) => ("diverged", step.to_string(), vec![String::new(); 5], String::new()),
            Outcome::Refused(error) => ("skipped", String::new(), vec![String::new(); 5], error.message(text)),
        };
        [seed.to_string(), outcome.to_owned(), step].into_iter().chain(numbers).chain([error]).collect()
    };
    let pairs =
        report.rows.iter().flat_map(|row| row.trials.iter().zip(&report.sweep.seeds).map(move |pair| (row, pair)));
    written(report, &header, pairs.map(|(row, (trial, &seed))| (row, run(&trial.outcome, seed))))
}

fn mean_and_deviation(statistic: Option<Statistic>) -> [String; 2] {
    [number(statistic.map(|of| of.mean)), number(statistic.and_then(|of| of.deviation))]
}

fn number(value: Option<f64>) -> String {
    value.map(|value| format!("{value:?}")).unwrap_or_default()
}

/// Writes the options that vary, then the columns of `header`.
fn written<'a>(report: &Report, header: &[&str], rows: impl Iterator<Item = (&'a Row<'a>, Vec<String>)>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head: Vec<&str> = report.options().into_iter().chain(header.iter().copied()).collect();
    let mut result = writer.write_record(head);
    for (row, fields) in rows {
        let values = row.values.iter().map(String::as_str);
        result = result.and_then(|()| writer.write_record(values.chain(fields.iter().map(String::as_str))));
    }
    result.map_or_else(|error| unreachable!("memory takes every row: {error}"), |()| ());
    writer.into_inner().unwrap_or_default()
}
