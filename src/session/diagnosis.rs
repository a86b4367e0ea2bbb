//! What goes wrong in a run whose numbers are still finite, told from what was measured.

use super::evaluation::Evaluation;
use super::history::{Bucket, Series};
use super::run::Run;
use super::session::Session;
use crate::nn::{Activation, LayerActivity, Linear, Parameters};

/// Why a run does not learn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Diagnosis {
    /// The loss is far above its start.
    Diverging,
    /// The units of a hidden layer, from 0, are all the same, and stay so.
    Symmetric(usize),
    /// The units of a hidden layer are all dead.
    AllUnitsDead(usize),
    /// Most units of a hidden layer are where f is flat for nearly all examples.
    Saturated(usize),
    /// This class, from 0, is never predicted, and the loss hardly falls any more.
    ClassNeverPredicted(usize),
}

impl Diagnosis {
    /// The name in the tables of texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Diverging => "diverging",
            Self::Symmetric(_) => "symmetric",
            Self::AllUnitsDead(_) => "all_units_dead",
            Self::Saturated(_) => "saturated",
            Self::ClassNeverPredicted(_) => "class_never_predicted",
        }
    }
}

/// A class that is not predicted at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// The class, from 0.
    class: usize,
    /// The step from which on it was not.
    since: u64,
}

/// How far above its start a loss must be, in a typical place of late.
const FAR: f64 = 1.5;
/// The updates after which a loss that overshot at first has come down again.
const OVERSHOOT: u64 = 20;
/// The updates before it can be said that a class is never predicted, and the epochs.
const PATIENCE: u64 = 50;
const PATIENT_EPOCHS: u64 = 10;
/// The least fall of the loss, as a share, over the last quarter of a run that still learns.
const LEAST_FALL: f64 = 0.02;
/// A unit is saturated where f is flat for so large a share of the examples.
const NEARLY_ALL: f64 = 0.9;
/// A network that classifies so many right is not held up by saturated units.
const GOOD: f64 = 0.9;

impl Run {
    /// Finds out what goes wrong at θ(step), which was measured as `evaluation`, and before as `earlier`.
    pub(super) fn diagnose(&self, evaluation: &mut Evaluation, earlier: Option<&Evaluation>) {
        let (step, network, loss) = (evaluation.step, &self.network, &self.history.loss);
        let classes = self.problem.class_names.len();
        let missing = never_predicted(&self.problem.train.labels, &evaluation.predicted, classes);
        evaluation.missing = missing.map(|class| Missing { class, since: missing_since(class, step, earlier) });
        if step == 0 {
            return; // nothing was learned yet, and nothing missed
        }
        let mut found: Vec<Diagnosis> = Vec::new();
        let is_diverging = step >= OVERSHOOT && is_far_above(loss, step, classes) && !is_falling(loss, step);
        found.extend(is_diverging.then_some(Diagnosis::Diverging));
        found.extend(symmetric_layer(&network.parameters).map(Diagnosis::Symmetric));
        found.extend(dead_layer(&evaluation.activity, network.activation).map(Diagnosis::AllUnitsDead));
        if evaluation.train.accuracy < GOOD {
            found.extend(saturated_layer(&evaluation.activity).map(Diagnosis::Saturated));
        }
        // Whatever was found already is the reason also of this.
        // Small batches take some epochs to find their way.
        let patience = PATIENCE.max(PATIENT_EPOCHS * self.steps_per_epoch());
        if found.is_empty() && step >= patience && !is_falling(loss, step) {
            let never = evaluation.missing.filter(|missing| step - missing.since >= patience);
            found.extend(never.map(|missing| Diagnosis::ClassNeverPredicted(missing.class)));
        }
        evaluation.diagnoses = found;
    }
}

/// From which step on `class`, not predicted at `step`, was not. Where nothing was measured shortly before, it never was.
fn missing_since(class: usize, step: u64, earlier: Option<&Evaluation>) -> u64 {
    let near = earlier.filter(|earlier| (step.saturating_sub(PATIENCE)..step).contains(&earlier.step));
    match near.map(|earlier| earlier.missing) {
        None => 0,
        Some(Some(missing)) if missing.class == class => missing.since,
        Some(_) => step,
    }
}

impl Session {
    /// What went wrong when it was measured last; nothing where the numbers broke, which says more.
    pub(super) fn diagnoses(&self) -> Vec<Diagnosis> {
        let measured = self.evaluation.as_ref().filter(|_| self.run.breakdown().is_none());
        measured.map_or_else(Vec::new, |evaluation| evaluation.diagnoses.clone())
    }
}

/// Whether the loss is far above its start, and above what guessing costs, in half of the places of late.
fn is_far_above(loss: &Series, step: u64, classes: usize) -> bool {
    let Some(start) = loss.buckets().first() else { return false };
    // Guessing costs log q.
    let most = FAR * start.min.max(libm::log(classes as f64));
    let mut late: Vec<f64> = since(loss, step - (step / 8).clamp(1, step)).map(|bucket| bucket.value).collect();
    late.sort_by(f64::total_cmp);
    late.get(late.len() / 2).is_some_and(|&middle| middle > most)
}

/// Whether the loss of late is lower than a quarter of the run ago.
fn is_falling(loss: &Series, step: u64) -> bool {
    let mean = |from: u64, until: u64| {
        let within = since(loss, from).take_while(|bucket| bucket.last <= until);
        let (sum, count) = within.fold((0.0, 0.0), |(sum, count), bucket| (sum + bucket.value, count + 1.0));
        sum / count
    };
    let (earlier, late) = (mean(step / 2, step - step / 4), mean(step - step / 4, step));
    // What is not known yet is no number, and may still fall.
    late.is_nan() || earlier.is_nan() || late < (1.0 - LEAST_FALL) * earlier
}

/// The losses from `step` on.
fn since(loss: &Series, step: u64) -> impl Iterator<Item = &Bucket> {
    let buckets = loss.buckets();
    buckets[buckets.partition_point(|bucket| bucket.last < step)..].iter()
}

/// The first hidden layer whose units, two or more, all have the same weights in and out and the same bias: their
/// gradients are the same too.
fn symmetric_layer(parameters: &Parameters) -> Option<usize> {
    let is_symmetric = |pair: &[Linear]| {
        let [into, out] = pair else { return false };
        let same = |first: f64, other: f64| first.to_bits() == other.to_bits();
        let is_first = |unit: usize| {
            same(into.bias[0], into.bias[unit])
                && into.weight.rows().into_iter().all(|row| same(row[0], row[unit]))
                && out.weight.row(0).iter().zip(out.weight.row(unit)).all(|(first, other)| same(*first, *other))
        };
        into.outputs() > 1 && (1..into.outputs()).all(is_first)
    };
    parameters.layers.windows(2).position(is_symmetric)
}

/// The first hidden layer that gives 0 for every example.
fn dead_layer(activity: &[LayerActivity], activation: Activation) -> Option<usize> {
    activity.iter().position(|layer| layer.dead(activation) == layer.zeros.len())
}

/// The first hidden layer of which more than half is saturated.
fn saturated_layer(activity: &[LayerActivity]) -> Option<usize> {
    activity.iter().position(|layer| {
        let is_flat = |&&examples: &&usize| examples as f64 >= NEARLY_ALL * layer.examples as f64;
        2 * layer.saturated.iter().filter(is_flat).count() > layer.saturated.len()
    })
}

/// The first class that has examples and is predicted for none.
fn never_predicted(labels: &[usize], predicted: &[u32], classes: usize) -> Option<usize> {
    (0..classes).find(|class| labels.contains(class) && !predicted.contains(&(*class as u32)))
}
