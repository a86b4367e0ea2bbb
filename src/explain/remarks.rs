//! What a class should notice: dead units, rows that sum to zero, and a number that sums a phase up.

use super::digits::Digits;
use super::quantity::{Quantity, is_mask};
use crate::nn::{Mistake, argmax};
use crate::session::{OpenStep, Phase};
use crate::t;
use crate::text::{Text, fill};

/// Sentences about the numbers of `phase` around the entry in `row` and `column`.
pub fn remarks(open: &OpenStep, phase: Phase, (row, column): (usize, usize), text: &Text) -> Vec<String> {
    let mut sentences = Vec::new();
    match phase {
        Phase::Activation(layer) | Phase::PreActivationGradient(layer) | Phase::WeightGradient(layer)
            if layer < open.hidden_layers() && is_mask(open) =>
        {
            let active = active_examples(open, layer, column);
            let values = [("unit", &*(column + 1).to_string()), ("active", &*active.to_string())];
            let values = [values[0], values[1], ("m", &*open.batch.rows().to_string())];
            // Without its mask the gradient passes where the unit is off.
            let passes = open.mistake == Some(Mistake::MissingMask) || matches!(phase, Phase::Activation(_));
            let dead = if passes { t!(text, "remarks.unit_off") } else { t!(text, "remarks.unit_dead") };
            sentences.push(fill(if active == 0 { dead } else { t!(text, "remarks.unit_active") }, &values));
        }
        Phase::Probabilities => {
            let p = &open.matrices.forward.probabilities;
            let predicted = argmax((0..p.dim().1).map(|class| p.get(row, class)));
            let shared = (0..p.dim().1).filter(|&class| p.get(row, class) == p.get(row, predicted)).count();
            let label = open.batch.labels[row];
            let sentence = match shared {
                2.. => t!(text, "remarks.tie"),
                _ if predicted == label => t!(text, "remarks.right"),
                _ => t!(text, "remarks.wrong"),
            };
            let [row, predicted, correct, count] = [row + 1, predicted + 1, label + 1, shared].map(|n| n.to_string());
            let values = [("row", &*row), ("predicted", &*predicted), ("correct", &*correct), ("count", &*count)];
            sentences.push(fill(sentence, &values));
        }
        Phase::LogitsGradient => {
            let gradient = Quantity::OutputGradient(open.hidden_layers());
            let sum: f64 = (0..gradient.dim(open).1).map(|class| gradient.value(open, row, class)).sum();
            sentences.push(t!(
                text,
                "remarks.row_sum",
                row = row + 1,
                sum = if sum.abs() < 5e-7 { "0".to_owned() } else { Digits::Fixed(6).show(sum) }
            ));
        }
        Phase::BiasGradient(_) => sentences.push(t!(text, "remarks.down", m = open.batch.rows())),
        _ => {}
    }
    sentences
}

/// The examples of the batch for which a hidden unit is on.
fn active_examples(open: &OpenStep, layer: usize, unit: usize) -> usize {
    let h = &open.matrices.forward.activations[layer];
    (0..open.batch.rows()).filter(|&row| h.get(row, unit) > 0.0).count()
}

/// Larger matrices are not summed up: it would take longer than a frame.
const MOST_NUMBERS: usize = 1 << 18;

/// A number that sums up what a phase computed, such as `L = 1.0987`: its largest size where there is no better
/// one; empty for a very large matrix.
pub fn summary(open: &OpenStep, phase: Phase) -> String {
    let hidden = open.hidden_layers();
    let quantity = Quantity::of(phase, hidden);
    let (rows, columns) = quantity.dim(open);
    let four = |value: f64| Digits::for_all([value].into_iter()).show(value);
    if rows * columns > MOST_NUMBERS && phase != Phase::Loss {
        return String::new();
    }
    match phase {
        Phase::Loss => four(open.matrices.forward.loss),
        Phase::Activation(layer) => {
            let z = &open.matrices.forward.pre_activations[layer];
            let active = z.iter().filter(|&value| value > 0.0).count();
            format!("{:.0}% z > 0", 100.0 * active as f64 / (rows * columns) as f64)
        }
        Phase::Probabilities => {
            let p = &open.matrices.forward.probabilities;
            let is_right = |row: usize| argmax((0..columns).map(|class| p.get(row, class))) == open.batch.labels[row];
            let right = (0..rows).filter(|&row| is_right(row)).count();
            format!("{right}/{rows} ✓")
        }
        _ => {
            let values = || (0..rows).flat_map(|row| (0..columns).map(move |column| quantity.value(open, row, column)));
            let largest = values().fold(0.0_f64, |largest, value| largest.max(value.abs()));
            format!("max|·| {}", four(largest))
        }
    }
}
