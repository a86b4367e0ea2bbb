//! The predictions of a saved network as CSV: the label, the predicted class, and the probability of each class.

use std::io::{self, Write};

use ndarray::{Array2, aview_mut1};

use super::{Flow, STDOUT, written};
use crate::cli::Prediction;
use crate::data::{CsvOutput, RowLabels, Rows};
use crate::error::Error;
use crate::nn::{Evaluator, Linear, argmax};
use crate::store::SavedNetwork;
use crate::t;
use crate::text::Text;

/// Prints the predictions on standard output, and the number of correct ones on stderr.
///
/// # Errors
/// The numbers are not finite, or standard output cannot be written.
pub fn predict(prediction: &Prediction, text: &Text) -> Result<(), Error> {
    let Prediction { saved, rows } = prediction;
    let answers = answers(saved, rows)?;
    let numbers = 1..=answers.probabilities.ncols();
    let classes = saved.classes.clone().unwrap_or_else(|| numbers.map(|class| class.to_string()).collect());
    if rows.rows_left_out > 0 {
        let _ = writeln!(
            io::stderr(),
            "{}",
            t!(text, "messages.rows_left_out", count = rows.rows_left_out, dataset = rows.name)
        );
    }
    let printed = print(&answers, &classes, rows.labels.as_ref(), &mut io::stdout().lock());
    if written(printed, STDOUT)? == Flow::GoOn {
        let _ = writeln!(io::stderr(), "{}", summary(&answers, &classes, rows, text));
    }
    Ok(())
}

struct Answers {
    /// P, one row per row of the data.
    probabilities: Array2<f64>,
    /// The class of the largest logit of each row, from 0.
    predicted: Vec<usize>,
}

/// Computes all answers before the first is printed, so that rows without an answer are refused as a whole.
fn answers(saved: &SavedNetwork, rows: &Rows) -> Result<Answers, Error> {
    let network = &saved.network;
    let m = rows.features.nrows();
    let q = network.parameters.layers.last().map_or(0, Linear::outputs);
    let mut answers = Answers { probabilities: Array2::zeros((m, q)), predicted: Vec::with_capacity(m) };
    // A ReLU hides −∞, and softmax may turn it into 0, so Z and Y are checked too.
    let mut first_not_finite = None;
    let place = |row: usize, x: &mut [f64]| {
        aview_mut1(x).assign(&rows.features.row(row));
        if let Some(scaler) = &saved.scaler {
            scaler.scale(x.iter_mut());
        }
    };
    Evaluator::with_pre_activations(network, m).run(0..m, place, |range, evaluator| {
        first_not_finite = first_not_finite.or(evaluator.first_not_finite().map(|at| range.start + at));
        let forward = evaluator.forward();
        for (at, row) in range.enumerate() {
            answers.predicted.push(argmax(forward.logits.row(at)));
            for (to, p) in answers.probabilities.row_mut(row).iter_mut().zip(forward.probabilities.row(at)) {
                *to = p;
            }
        }
    });
    match first_not_finite {
        Some(row) => Err(Error::PredictionNotFinite { dataset: rows.name.clone(), row: row + 1 }),
        None => Ok(answers),
    }
}

fn print(answers: &Answers, classes: &[String], labels: Option<&RowLabels>, out: &mut dyn Write) -> io::Result<()> {
    let probabilities: Vec<String> = classes.iter().map(|class| format!("p_{class}")).collect();
    let columns = labels.map(|_| "class").into_iter().chain(["predicted"]);
    let columns: Vec<&str> = columns.chain(probabilities.iter().map(String::as_str)).collect();
    let mut output = CsvOutput::new(&columns, out)?;
    for (row, &predicted) in answers.predicted.iter().enumerate() {
        if let Some(labels) = labels {
            output.text(&labels.names[labels.rows[row]])?;
        }
        output.text(&classes[predicted])?;
        for probability in answers.probabilities.row(row) {
            output.number(*probability)?;
        }
        output.end_row()?;
    }
    output.finish()
}

/// Says how many rows there are, and how many are correct among those with a label that the network knows.
fn summary(answers: &Answers, classes: &[String], rows: &Rows, text: &Text) -> String {
    let count = answers.predicted.len();
    let mut summary = t!(text, "messages.predicted", dataset = rows.name, rows = count);
    let Some(labels) = &rows.labels else { return summary };
    // The class of each distinct label, looked up once.
    let class_of: Vec<Option<usize>> =
        labels.names.iter().map(|label| classes.iter().position(|class| class == label)).collect();
    let pairs = || labels.rows.iter().zip(&answers.predicted).map(|(&label, &predicted)| (label, predicted));
    let known = pairs().filter(|&(label, _)| class_of[label].is_some()).count();
    let correct = pairs().filter(|&(label, predicted)| class_of[label] == Some(predicted)).count();
    let unknown = pairs().filter(|&(label, _)| class_of[label].is_none() && !labels.names[label].is_empty()).count();
    if known > 0 {
        let accuracy = format!("{:.4}", correct as f64 / known as f64);
        summary += &t!(text, "messages.predicted_accuracy", accuracy = accuracy, correct = correct, known = known);
    }
    if unknown > 0 {
        summary += &t!(text, "messages.predicted_unknown", count = unknown);
    }
    summary
}
