//! Diagnoses a run whose numbers are still finite, from what was measured.

use super::diagnosis::{Cause, Diagnosis, Missing};
use super::evaluation::Evaluation;
use super::history::{Bucket, Series, mean, within};
use super::overfitting::overfits_since;
use super::run::Run;
use super::setting::Setting;
use crate::data::Problem;
use crate::nn::{Activation, LayerActivity, Linear, Parameters};

/// A recent loss this many times the initial one is far above it.
const FAR: f64 = 1.5;
/// The updates after which a loss that overshot at first has come down again.
const OVERSHOOT: u64 = 20;
/// The updates, and the epochs, that must pass before a class can be said to be never predicted.
const PATIENCE: u64 = 50;
const PATIENT_EPOCHS: u64 = 10;
/// The least relative fall of the loss over the last quarter of a run that still learns.
const LEAST_FALL: f64 = 0.02;
/// A unit is saturated if f is flat for at least this share of the examples.
const NEARLY_ALL: f64 = 0.9;
/// A network with at least this accuracy is not held up by saturated units.
const GOOD: f64 = 0.9;

/// Diagnoses `run` at θ(step) and adds what it finds to its `evaluation`; `earlier` is the previous one.
pub(super) fn diagnose(run: &Run, evaluation: &mut Evaluation, earlier: Option<&Evaluation>) {
    let (step, problem) = (evaluation.step, run.setup().problem());
    let missing = never_predicted(&problem.train.labels, &evaluation.predicted, problem.class_names.len());
    evaluation.missing = missing.map(|class| Missing { class, since: missing_since(class, step, earlier) });
    let mut found: Vec<Diagnosis> = untrained(problem).map(Diagnosis::Untrained).into_iter().collect();
    found.extend(evaluation.test.filter(|test| !test.loss.is_finite()).map(|_| Diagnosis::TestNotFinite));
    if step > 0 {
        // Before the first update nothing has been learned, or missed, yet.
        found.extend(of_training(run, evaluation));
    }
    found.sort_unstable();
    evaluation.diagnoses = found;
}

/// Returns the problems of the training itself.
fn of_training(run: &Run, evaluation: &Evaluation) -> Vec<Diagnosis> {
    let (step, network, history) = (evaluation.step, run.network(), run.history());
    let mut found: Vec<Diagnosis> = Vec::new();
    found.extend(divergence(run, step).map(Diagnosis::Diverging));
    // Fixed parameters do not follow their gradients: units that are the same may part.
    let is_free = run.conditions().fixed.ids().is_empty();
    if nothing_learns(&network.parameters, &evaluation.activity) {
        found.push(Diagnosis::NothingLearns);
    } else if let Some(layer) = dead_layer(&evaluation.activity, network.activation) {
        found.push(Diagnosis::AllUnitsDead(layer));
    } else if let Some(layer) = symmetric_layer(&network.parameters).filter(|_| is_free) {
        found.push(Diagnosis::Symmetric(layer));
    }
    if evaluation.train.accuracy < GOOD {
        found.extend(saturated_layer(&evaluation.activity).map(Diagnosis::Saturated));
    }
    // If a class is never trained, its test examples by themselves make the test loss rise.
    let all_trained = untrained(run.setup().problem()).is_none();
    found.extend(overfits_since(history, step).filter(|_| all_trained).map(Diagnosis::Overfits));
    // Whatever was found already also explains this.
    let patience = PATIENCE.max(PATIENT_EPOCHS * run.conditions().regime.steps_per_epoch);
    if found.is_empty() && step >= patience && !is_falling(&history.loss, step) {
        let never = evaluation.missing.filter(|missing| step - missing.since >= patience);
        found.extend(never.map(|missing| Diagnosis::ClassNeverPredicted(missing.class)));
    }
    found
}

/// Returns why the loss is far above its start and does not come down, if that is the case.
fn divergence(run: &Run, step: u64) -> Option<Cause> {
    let loss = &run.history().loss;
    // Guessing costs log q.
    let guess = libm::log(run.setup().problem().class_names.len() as f64);
    let start = loss.buckets().first()?.min;
    let changed = run.changes().list().iter().rev().find(|change| change.step <= step);
    let since = changed.map_or(0, |change| change.step);
    if step < since + OVERSHOOT || is_falling(loss, step) {
        return None;
    }
    let late = median(within(loss, (step - (step / 8).clamp(1, step)).max(since), step))?;
    if late <= FAR * start.max(guess) {
        return None;
    }
    let at_change = within(loss, since, step).next().map_or(start, |bucket| bucket.min);
    let has_grown = late > FAR * at_change.max(guess);
    Some(match changed.map(|change| change.setting) {
        _ if has_grown && run.conditions().mistake.is_some() => Cause::Mistake,
        _ if has_grown => Cause::LearningRate,
        Some(Setting::Parameter(..) | Setting::Silence(..)) => Cause::ByHand(since),
        _ => Cause::Earlier(since),
    })
}

/// Returns the step since which `class`, not predicted at `step`, has not been: 0 if nothing was measured shortly
/// before.
fn missing_since(class: usize, step: u64, earlier: Option<&Evaluation>) -> u64 {
    let near = earlier.filter(|earlier| (step.saturating_sub(PATIENCE)..step).contains(&earlier.step));
    match near.map(|earlier| earlier.missing) {
        None => 0,
        Some(Some(missing)) if missing.class == class => missing.since,
        Some(_) => step,
    }
}

fn median<'a>(buckets: impl Iterator<Item = &'a Bucket>) -> Option<f64> {
    let mut values: Vec<f64> = buckets.map(|bucket| bucket.value).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Returns whether the recent loss is lower than it was a quarter of the run ago.
fn is_falling(loss: &Series, step: u64) -> bool {
    let (earlier, late) = (mean(loss, step / 2, step - step / 4), mean(loss, step - step / 4, step));
    // A loss not known yet is NaN here, and may still fall.
    late.is_nan() || earlier.is_nan() || late < (1.0 - LEAST_FALL) * earlier
}

/// Returns the first hidden layer whose units, two or more, all have the same weights in and out and the same bias:
/// their gradients are the same too.
fn symmetric_layer(parameters: &Parameters) -> Option<usize> {
    let is_symmetric = |pair: &[Linear]| {
        let [into, out] = pair else { return false };
        let same = |first: f64, other: f64| first.to_bits() == other.to_bits();
        let is_first = |unit: usize| {
            same(into.bias()[0], into.bias()[unit])
                && into.weight().rows().into_iter().all(|row| same(row[0], row[unit]))
                && out.weight().row(0).iter().zip(out.weight().row(unit)).all(|(first, other)| same(*first, *other))
        };
        into.outputs() > 1 && (1..into.outputs()).all(is_first)
    };
    parameters.layers.windows(2).position(is_symmetric)
}

/// Returns whether H of the last hidden layer is 0 for every example and every W is 0, so that no gradient or penalty
/// can move a W: ∂L/∂W of the last layer is Hᵀ · ∂L/∂Y, and all the others go through its W.
fn nothing_learns(parameters: &Parameters, activity: &[LayerActivity]) -> bool {
    let is_zero = |layer: &Linear| layer.weight().iter().all(|w| *w == 0.0);
    let gives_zero = |layer: &LayerActivity| layer.zeros.iter().all(|&zeros| zeros == layer.examples);
    activity.last().is_some_and(gives_zero) && parameters.layers.iter().all(is_zero)
}

/// Returns the first hidden layer that gives 0 for every example.
fn dead_layer(activity: &[LayerActivity], activation: Activation) -> Option<usize> {
    activity.iter().position(|layer| layer.dead(activation) == layer.zeros.len())
}

/// Returns the first hidden layer with more than half of its units saturated.
fn saturated_layer(activity: &[LayerActivity]) -> Option<usize> {
    activity.iter().position(|layer| {
        let is_flat = |&&examples: &&usize| examples as f64 >= NEARLY_ALL * layer.examples as f64;
        2 * layer.saturated.iter().filter(is_flat).count() > layer.saturated.len()
    })
}

/// Returns the first class that has examples but is never predicted.
fn never_predicted(labels: &[usize], predicted: &[u32], classes: usize) -> Option<usize> {
    (0..classes).find(|class| labels.contains(class) && !predicted.contains(&(*class as u32)))
}

/// Returns the first class with test examples but no training examples.
fn untrained(problem: &Problem) -> Option<usize> {
    let test = &problem.test.as_ref()?.labels;
    (0..problem.class_names.len()).find(|class| test.contains(class) && !problem.train.labels.contains(class))
}
