//! What a saved network makes of rows: as CSV the label, the predicted class and a probability for each class.

use std::io::{self, Write};

use ndarray::{Array2, Axis, Slice};

use super::{Flow, written};
use crate::cli::Prediction;
use crate::data::{CsvOutput, RowLabels, Rows};
use crate::error::Error;
use crate::nn::{Batch, Forward, Linear, Matrix, Mlp, Partition, argmax};
use crate::store::SavedNetwork;
use crate::t;
use crate::text::Text;

/// The matrices of the rows that are computed together have about so many numbers.
const NUMBERS: usize = 1 << 22;

/// Prints the predictions, and says on stderr how many are right.
///
/// # Errors
/// When the numbers are not finite, or standard output cannot be written.
pub fn predict(prediction: &Prediction, text: &Text) -> Result<(), Error> {
    let Prediction { saved, rows } = prediction;
    let classes = saved.classes.clone().unwrap_or_else(|| {
        let q = saved.network.parameters.layers.last().map_or(0, Linear::outputs);
        (1..=q).map(|class| class.to_string()).collect()
    });
    let answers = answers(saved, rows)?;
    if rows.rows_left_out > 0 {
        let _ = writeln!(
            io::stderr(),
            "{}",
            t!(text, "messages.rows_left_out", count = rows.rows_left_out, dataset = rows.name)
        );
    }
    let printed = print(&answers, &classes, rows.labels.as_ref(), &mut io::stdout().lock());
    if written(printed, "stdout")? == Flow::GoOn {
        let _ = writeln!(io::stderr(), "{}", summary(&answers, &classes, rows, text));
    }
    Ok(())
}

/// What a network says of some rows.
struct Answers {
    /// P, a row a row.
    probabilities: Array2<f64>,
    /// The class of the largest logit of each row, from 0.
    predicted: Vec<usize>,
}

/// All answers, before the first is printed: rows that cannot be answered are refused as a whole.
fn answers(saved: &SavedNetwork, rows: &Rows) -> Result<Answers, Error> {
    let network = &saved.network;
    let sizes = network.parameters.sizes();
    let (m, q) = (rows.features.nrows(), sizes[sizes.len() - 1]);
    let mut answers = Answers { probabilities: Array2::zeros((m, q)), predicted: Vec::with_capacity(m) };
    let most = (NUMBERS / sizes.iter().sum::<usize>()).max(1);
    for first in (0..m).step_by(most) {
        let end = m.min(first + most);
        let mut inputs = rows.features.slice_axis(Axis(0), Slice::from(first..end)).as_standard_layout().into_owned();
        if let Some(scaler) = &saved.scaler {
            scaler.apply(&mut inputs);
        }
        // The forward pass asks for no labels.
        let batch = Batch::of(&inputs, &vec![0; end - first], &sizes);
        let forward = forward(network, &batch, &sizes);
        if let Some(row) = first_not_finite(&batch, &forward) {
            return Err(Error::PredictionNotFinite { dataset: rows.name.clone(), row: first + row + 1 });
        }
        for row in 0..end - first {
            answers.predicted.push(argmax((0..q).map(|class| forward.logits.get(row, class))));
            for class in 0..q {
                answers.probabilities[[first + row, class]] = forward.probabilities.get(row, class);
            }
        }
    }
    Ok(answers)
}

/// The pass up to P.
fn forward(network: &Mlp, batch: &Batch, sizes: &[usize]) -> Forward {
    let mut forward = Forward::new(Partition::new(batch.rows(), sizes), sizes);
    for layer in 0..network.hidden_layers() {
        forward.pre_activation(network, batch, layer);
        forward.activation(network, layer);
    }
    forward.logits(network, batch);
    forward.probabilities();
    forward
}

/// The first row with a number that is not finite: a ReLU hides −∞, and softmax may make 0 of it.
fn first_not_finite(batch: &Batch, forward: &Forward) -> Option<usize> {
    let matrices = || forward.pre_activations.iter().chain([&batch.inputs, &forward.logits]);
    let is_finite = |matrix: &Matrix, row| (0..matrix.dim().1).all(|column| matrix.get(row, column).is_finite());
    let all_finite = matrices().all(Matrix::is_finite);
    let row = || (0..batch.rows()).find(|&row| !matrices().all(|matrix| is_finite(matrix, row)));
    if all_finite { None } else { row() }
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

/// The number of rows, and how many are right of those whose label the network knows.
fn summary(answers: &Answers, classes: &[String], rows: &Rows, text: &Text) -> String {
    let count = answers.predicted.len();
    let mut summary = t!(text, "messages.predicted", dataset = rows.name, rows = count);
    let Some(labels) = &rows.labels else { return summary };
    // The class of each different label, looked up once.
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
