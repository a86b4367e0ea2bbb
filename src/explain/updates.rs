//! An entry of an update, opened: gradient descent, momentum, Adam.

use super::description::Place;
use super::digits::{Digits, enclosed};
use super::opened::{Sum, Term, Writer};
use super::quantity::{Kind, Quantity};
use crate::nn::{BETA_1, BETA_2, DELTA, MOMENTUM, Optimizer, ParameterId};

impl<'a> Writer<'a> {
    /// The old value, ε, the gradient and the new value; before that what the optimizer remembers.
    pub(super) fn update(&self, layer: usize, kind: Kind, place: Place) -> Vec<Sum<'a>> {
        let Place { row, column, .. } = place;
        let (old, gradient) = match kind {
            Kind::Weight => (Quantity::Weight(layer), Quantity::WeightGradient(layer)),
            Kind::Bias => (Quantity::Bias(layer), Quantity::BiasGradient(layer)),
        };
        let new = Quantity::Updated(layer, kind);
        let [w, g] = [self.entry(old, row, column), self.entry(gradient, row, column)];
        let (digits, epsilon) = (self.digits(new), self.open.learning_rate);
        let value = self.value(new, row, column);
        let left = format!("{} ←", w.letters);
        let row_of_weight = (kind == Kind::Weight).then_some(row);
        if self.open.held.contains(ParameterId { layer, row: row_of_weight, column }) {
            return vec![Sum::single(left, Term { value, ..w }, digits)];
        }
        let first = Quantity::FirstMoment(layer, kind);
        match &self.open.optimizer {
            Optimizer::Sgd => {
                let letters = format!("{} − ε·{}", w.letters, g.letters);
                let write = move |of: &[String]| format!("{} − {epsilon}·{}", of[0], enclosed(&of[1]));
                let operands = [w.operands, g.operands].concat();
                let term = Term::of(letters, operands, value, write, move |of| of[0] - epsilon * of[1]);
                vec![Sum::single(left, term, digits)]
            }
            Optimizer::Momentum { velocity } => {
                let (before, v) = (kind.of(velocity, layer, row, column), self.entry(first, row, column));
                let of_v = self.digits(first);
                let letters = format!("{MOMENTUM}·{} − ε·{}", v.letters, g.letters);
                let write =
                    move |of: &[String]| format!("{MOMENTUM}·{} − {epsilon}·{}", enclosed(&of[0]), enclosed(&of[1]));
                let operands = [vec![(before, of_v)], g.operands].concat();
                let kept = Term::of(letters, operands, v.value, write, move |of| MOMENTUM * of[0] - epsilon * of[1]);
                let moved = Term::of(
                    format!("{} + {}", w.letters, v.letters),
                    [w.operands, v.operands].concat(),
                    value,
                    |of| format!("{} + {}", of[0], enclosed(&of[1])),
                    |of| of[0] + of[1],
                );
                vec![Sum::single(format!("{} ←", v.letters), kept, of_v), Sum::single(left, moved, digits)]
            }
            Optimizer::Adam { first, second } => {
                let remembered = (kind.of(first, layer, row, column), kind.of(second, layer, row, column));
                let mut sums = self.adam_means(layer, kind, place, remembered, &g);
                let free = sums[2].digits;
                let operands = [w.operands, vec![(sums[2].value, free), (sums[3].value, free)]].concat();
                let write =
                    move |of: &[String]| format!("{} − {epsilon}·{}/(√{} + {DELTA:e})", of[0], enclosed(&of[1]), of[2]);
                let compute = move |of: &[f64]| of[0] - epsilon * of[1] / (of[2].sqrt() + DELTA);
                let letters = format!("{} − ε·m̂/(√v̂ + δ)", w.letters);
                sums.push(Sum::single(left, Term::of(letters, operands, value, write, compute), digits));
                sums
            }
        }
    }

    /// Adam's m and v, and both corrected for their start from 0.
    fn adam_means(
        &self,
        layer: usize,
        kind: Kind,
        Place { row, column, .. }: Place,
        (old_mean, old_square): (f64, f64),
        gradient: &Term,
    ) -> Vec<Sum<'a>> {
        let mean = self.entry(Quantity::FirstMoment(layer, kind), row, column);
        let square = self.entry(Quantity::SecondMoment(layer, kind), row, column);
        let t = self.open.updates + 1;
        // These numbers are of any size: squares of gradients are tiny.
        let free = if self.full { Digits::Full } else { Digits::Exponent(3) };
        let g = gradient.operands[0];
        let kept = Term::of(
            format!("{BETA_1}·{} + 0.1·{}", mean.letters, gradient.letters),
            vec![(old_mean, free), g],
            mean.value,
            |of| format!("{BETA_1}·{} + 0.1·{}", enclosed(&of[0]), enclosed(&of[1])),
            |of| BETA_1 * of[0] + 0.1 * of[1],
        );
        let squared = Term::of(
            format!("{BETA_2}·{} + 0.001·({})²", square.letters, gradient.letters),
            vec![(old_square, free), g],
            square.value,
            |of| format!("{BETA_2}·{} + 0.001·({})²", enclosed(&of[0]), of[1]),
            |of| BETA_2 * of[0] + 0.001 * of[1] * of[1],
        );
        let corrected = |name: &str, of: &Term, beta: f64| {
            let left = 1.0 - libm::pow(beta, t as f64);
            let term = Term::of(
                format!("{}/(1 − {beta}^t)", of.letters),
                vec![(of.value, free)],
                of.value / left,
                move |of| format!("{}/(1 − {beta}^{t})", enclosed(&of[0])),
                move |of| of[0] / left,
            );
            Sum::single(name.to_owned(), term, free)
        };
        let hats = [corrected("m̂", &mean, BETA_1), corrected("v̂", &square, BETA_2)];
        let means = [(mean, kept), (square, squared)];
        means.map(|(of, term)| Sum::single(format!("{} ←", of.letters), term, free)).into_iter().chain(hats).collect()
    }
}
