//! The new W and B: gradient descent, momentum, Adam.

use super::digits::{Digits, enclosed};
use super::explanation::Explanation;
use super::opened::{Sum, Term, Writer};
use super::operand::{Axis, Group, Place};
use super::quantity::{Block, Quantity};
use crate::nn::{BETA_1, BETA_2, DELTA, MOMENTUM, OptimizerKind, ParameterId};
use crate::session::OpenStep;

/// W ← W − ε ∂L/∂W, or the same for B, or the rule of another optimizer.
pub(super) struct Update(pub Block);

impl Explanation for Update {
    fn result(&self, layer: usize) -> Quantity {
        Quantity::Updated(layer, self.0)
    }

    fn axes(&self) -> (Axis, Axis) {
        let rows = if self.0 == Block::Weight { Axis::Row } else { Axis::Single };
        (rows, Axis::Column)
    }

    fn operands(&self, step: &OpenStep, layer: usize) -> Vec<Group> {
        let (rows, columns) = self.axes();
        let place = |quantity| (quantity, rows, columns);
        let [old, gradient] = [self.0.parameter(layer), self.0.gradient(layer)].map(place);
        let memory = |index| place(Quantity::Memory(layer, self.0, index));
        match step.optimizer.kind() {
            OptimizerKind::Sgd => vec![Group::new("", &[old]), Group::new("− ε", &[gradient])],
            OptimizerKind::Momentum => vec![Group::new("", &[old, gradient]), Group::new("+", &[memory(0)])],
            OptimizerKind::Adam => vec![Group::new("", &[old, gradient]), Group::new("− ε", &[0, 1].map(memory))],
        }
    }

    fn equation(&self, step: &OpenStep, layer: usize) -> String {
        let [w, g] = [self.0.parameter(layer), self.0.gradient(layer)].map(|quantity| quantity.name(step));
        match step.optimizer.kind() {
            OptimizerKind::Sgd => format!("{w} ← {w} − ε {g}"),
            OptimizerKind::Momentum => format!("{w} ← {w} + v,  v ← 0.9v − ε {g}"),
            OptimizerKind::Adam => {
                format!("{w} ← {w} − ε m̂/(√v̂ + δ),  m ← 0.9m + 0.1g,  v ← 0.999v + 0.001g²,  g = {g}")
            }
        }
    }

    fn open<'a>(&self, writer: &Writer<'a, '_>, layer: usize, place: Place) -> Vec<Sum<'a>> {
        let Place { row, column, .. } = place;
        let (step, result) = (writer.step, self.result(layer));
        let [w, g] = [self.0.parameter(layer), self.0.gradient(layer)].map(|of| writer.entry(of, row, column));
        let (value, digits, epsilon) =
            (writer.value(result, row, column), writer.digits(result), step.conditions.learning_rate);
        let left = format!("{} ←", w.letters);
        let row_of_weight = (self.0 == Block::Weight).then_some(row);
        if step.conditions.fixed.contains(ParameterId { layer, row: row_of_weight, column }) {
            return vec![Sum::single(left, Term { value, ..w }, digits)];
        }
        let before = |index: usize| self.0.of(&step.optimizer.memory()[index], layer, row, column);
        let memory = |index| writer.entry(Quantity::Memory(layer, self.0, index), row, column);
        let (mut sums, last) = match step.optimizer.kind() {
            OptimizerKind::Sgd => (vec![], descended(epsilon, [w, g], value)),
            OptimizerKind::Momentum => {
                let (v, digits) = (memory(0), writer.digits(Quantity::Memory(layer, self.0, 0)));
                let kept = velocity_kept(epsilon, (before(0), digits), &v, g);
                (vec![Sum::single(format!("{} ←", v.letters), kept, digits)], moved([w, v], value))
            }
            OptimizerKind::Adam => {
                // These numbers can be of any size; squares of gradients are tiny.
                let free = if writer.full { Digits::Full } else { Digits::Exponent(3) };
                let sums = adam_moments(
                    [0, 1].map(memory),
                    [0, 1].map(before),
                    &g,
                    step.conditions.updates(step.position.step) + 1,
                    free,
                );
                let hats = [sums[2].value, sums[3].value].map(|hat| (hat, free));
                (sums, adapted(epsilon, w, hats, value))
            }
        };
        sums.push(Sum::single(left, last, digits));
        sums
    }

    fn other_words(&self, step: &OpenStep) -> Option<&'static str> {
        (!step.optimizer.memory().is_empty()).then_some("update_with_memory")
    }
}

/// w − ε·g
fn descended(epsilon: f64, [w, g]: [Term; 2], value: f64) -> Term {
    let letters = format!("{} − ε·{}", w.letters, g.letters);
    let write = move |of: &[String]| format!("{} − {epsilon}·{}", of[0], enclosed(&of[1]));
    Term::of(letters, [w.operands, g.operands].concat(), value, write, move |of| of[0] - epsilon * of[1])
}

/// The new velocity, from the velocity `before` and the gradient.
fn velocity_kept(epsilon: f64, before: (f64, Digits), v: &Term, g: Term) -> Term {
    let letters = format!("{MOMENTUM}·{} − ε·{}", v.letters, g.letters);
    let write = move |of: &[String]| format!("{MOMENTUM}·{} − {epsilon}·{}", enclosed(&of[0]), enclosed(&of[1]));
    let compute = move |of: &[f64]| MOMENTUM * of[0] - epsilon * of[1];
    Term::of(letters, [vec![before], g.operands].concat(), v.value, write, compute)
}

fn moved([w, v]: [Term; 2], value: f64) -> Term {
    let letters = format!("{} + {}", w.letters, v.letters);
    let write = |of: &[String]| format!("{} + {}", of[0], enclosed(&of[1]));
    Term::of(letters, [w.operands, v.operands].concat(), value, write, |of| of[0] + of[1])
}

/// Adam's new m and v, from those `before` and the gradient, then m̂ and v̂, which correct m and v for having started
/// at 0.
fn adam_moments<'a>([m, v]: [Term; 2], before: [f64; 2], g: &Term, t: u64, free: Digits) -> Vec<Sum<'a>> {
    let mean = Term::of(
        format!("{BETA_1}·{} + 0.1·{}", m.letters, g.letters),
        vec![(before[0], free), g.operands[0]],
        m.value,
        |of| format!("{BETA_1}·{} + 0.1·{}", enclosed(&of[0]), enclosed(&of[1])),
        |of| BETA_1 * of[0] + 0.1 * of[1],
    );
    let square = Term::of(
        format!("{BETA_2}·{} + 0.001·({})²", v.letters, g.letters),
        vec![(before[1], free), g.operands[0]],
        v.value,
        |of| format!("{BETA_2}·{} + 0.001·({})²", enclosed(&of[0]), of[1]),
        |of| BETA_2 * of[0] + 0.001 * of[1] * of[1],
    );
    let corrected = |of: &Term, beta: f64| {
        let left = 1.0 - libm::pow(beta, t as f64);
        let write = move |of: &[String]| format!("{}/(1 − {beta}^{t})", enclosed(&of[0]));
        let letters = format!("{}/(1 − {beta}^t)", of.letters);
        Term::of(letters, vec![(of.value, free)], of.value / left, write, move |of| of[0] / left)
    };
    let hats = [("m̂", corrected(&m, BETA_1)), ("v̂", corrected(&v, BETA_2))];
    let kept = [(format!("{} ←", m.letters), mean), (format!("{} ←", v.letters), square)];
    let hats = hats.map(|(name, term)| (name.to_owned(), term));
    kept.into_iter().chain(hats).map(|(left, term)| Sum::single(left, term, free)).collect()
}

/// w − ε·m̂/(√v̂ + δ)
fn adapted(epsilon: f64, w: Term, hats: [(f64, Digits); 2], value: f64) -> Term {
    let letters = format!("{} − ε·m̂/(√v̂ + δ)", w.letters);
    let write = move |of: &[String]| format!("{} − {epsilon}·{}/(√{} + {DELTA:e})", of[0], enclosed(&of[1]), of[2]);
    let compute = move |of: &[f64]| of[0] - epsilon * of[1] / (of[2].sqrt() + DELTA);
    Term::of(letters, [w.operands, hats.to_vec()].concat(), value, write, compute)
}
