//! An entry of an update, opened: gradient descent, momentum, Adam.

use super::description::Place;
use super::digits::Digits;
use super::opened::{Sum, Term, Writer};
use super::quantity::{Kind, Quantity};
use crate::session::{BETA_1, BETA_2, DELTA, MOMENTUM, Optimizer, ParameterId};

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
        let (digits, epsilon) = (self.digits(new), self.walk.learning_rate);
        let last = |letters: String, numbers: String| {
            Sum::single(format!("{} ←", w.letters), letters, numbers, self.value(new, row, column), digits)
        };
        let row_of_weight = (kind == Kind::Weight).then_some(row);
        if self.walk.held.contains(ParameterId { layer, row: row_of_weight, column }) {
            return vec![last(w.letters.clone(), w.numbers.trim_matches(['(', ')']).to_owned())];
        }
        // A negative number in front stands without parentheses.
        let start = w.numbers.trim_matches(['(', ')']).to_owned();
        let first = Quantity::FirstMoment(layer, kind);
        match &self.walk.optimizer {
            Optimizer::Sgd => {
                vec![last(format!("{} − ε·{}", w.letters, g.letters), format!("{start} − {epsilon}·{}", g.numbers))]
            }
            Optimizer::Momentum { velocity } => {
                let (before, v) = (kind.of(velocity, layer, row, column), self.entry(first, row, column));
                let letters = format!("{MOMENTUM}·{} − ε·{}", v.letters, g.letters);
                let numbers = format!("{MOMENTUM}·{} − {epsilon}·{}", self.digits(first).enclosed(before), g.numbers);
                let velocity = Sum::single(format!("{} ←", v.letters), letters, numbers, v.value, self.digits(first));
                vec![velocity, last(format!("{} + {}", w.letters, v.letters), format!("{start} + {}", v.numbers))]
            }
            Optimizer::Adam { first, second } => {
                let remembered = (kind.of(first, layer, row, column), kind.of(second, layer, row, column));
                let mut sums = self.adam_means(layer, kind, place, remembered, &g);
                let free = sums[2].digits;
                let (m_hat, v_hat) = (free.enclosed(sums[2].value), free.show(sums[3].value));
                sums.push(last(
                    format!("{} − ε·m̂/(√v̂ + δ)", w.letters),
                    format!("{start} − {epsilon}·{m_hat}/(√{v_hat} + {DELTA:e})"),
                ));
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
        let t = self.walk.updates + 1;
        // These numbers are of any size: squares of gradients are tiny.
        let free = if self.full { Digits::Full } else { Digits::Exponent(3) };
        let g = gradient.numbers.trim_matches(['(', ')']);
        let decayed = |of: &Term, old: f64, beta: f64, rest: &str, (letters, numbers): (String, String)| {
            let numbers = format!("{beta}·{} + {rest}·{numbers}", free.enclosed(old));
            Sum::single(
                format!("{} ←", of.letters),
                format!("{beta}·{} + {rest}·{letters}", of.letters),
                numbers,
                of.value,
                free,
            )
        };
        let corrected = |name: &str, of: &Term, beta: f64| {
            let value = of.value / (1.0 - libm::pow(beta, t as f64));
            let numbers = format!("{}/(1 − {beta}^{t})", free.enclosed(of.value));
            Sum::single(name.to_owned(), format!("{}/(1 − {beta}^t)", of.letters), numbers, value, free)
        };
        let squared = (format!("({})²", gradient.letters), format!("({g})²"));
        let linear = (gradient.letters.clone(), gradient.numbers.clone());
        vec![
            decayed(&mean, old_mean, BETA_1, "0.1", linear),
            decayed(&square, old_square, BETA_2, "0.001", squared),
            corrected("m̂", &mean, BETA_1),
            corrected("v̂", &square, BETA_2),
        ]
    }
}
